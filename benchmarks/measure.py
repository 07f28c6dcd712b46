"""What both benchmarks need: a copy of the review to work in, medians, and a table."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
REVIEW = ("seeds", "review", "_extensions", "_quarto.yml", "index.qmd", "references.bib")


@dataclass(frozen=True)
class Measured:
    """Seconds of several runs of the same thing, by the clock and of processors: others' load does not count there."""

    name: str
    seconds: tuple[float, ...]
    computing: tuple[float, ...]

    @property
    def median(self) -> float:
        """The median, in seconds."""
        return statistics.median(self.seconds)


@contextmanager
def copied_review() -> Iterator[Path]:
    """The review in a folder of its own, without anything that was made from it before."""
    with TemporaryDirectory(prefix="prismabook-benchmark-") as folder:
        for part in REVIEW:
            source, target = ROOT / part, Path(folder) / part
            if source.is_dir():
                shutil.copytree(source, target)
            elif source.exists():
                shutil.copy2(source, target)
        yield Path(folder)


def run(command: Sequence[str | Path], folder: Path) -> None:
    """Run a program; a failure ends the benchmark, since its time would mean nothing."""
    here = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": os.pathsep.join([here, os.environ.get("PATH", os.defpath)])}
    words = [str(part) for part in command]
    ran = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode:
        sys.exit(f"{' '.join(words)} ended with status {ran.returncode}:\n{ran.stdout}{ran.stderr}")


def measure(name: str, repeats: int, work: Callable[[], None], before: Callable[[], None] | None = None) -> Measured:
    """Time some work; ``before`` prepares each run and is not timed."""
    seconds, computing = [], []
    for _ in range(repeats):
        if before is not None:
            before()
        begin, used = time.perf_counter(), computed()
        work()
        seconds.append(time.perf_counter() - begin)
        computing.append(computed() - used)
    return Measured(name, tuple(seconds), tuple(computing))


def computed() -> float:
    """The processor's seconds that ended child processes have used, the system's work for them included."""
    times = os.times()
    return times.children_user + times.children_system


def report(rows: Sequence[Measured], floor: Measured) -> None:
    """Print medians, ranges, and how many times the floor each is."""
    sys.stdout.write(f"{'':<44} {'median':>8} {'least':>8} {'most':>8} {'computing':>10} {'× floor':>8}\n")
    for row in (floor, *rows):
        numbers = f"{row.median:8.2f} {min(row.seconds):8.2f} {max(row.seconds):8.2f}"
        numbers += f" {statistics.median(row.computing):10.2f}"
        sys.stdout.write(f"{row.name:<44} {numbers} {row.median / floor.median:8.1f}\n")
    sys.stdout.write("Seconds by the clock; “computing” adds up what all processors did.\n")
    sys.stdout.write(f"{len(floor.seconds)} runs each; {os.cpu_count()} processors.\n")
