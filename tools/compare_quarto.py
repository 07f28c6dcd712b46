"""Hold the recorded expectations of the conformance cases against a real Quarto.

    python tools/compare_quarto.py [CASE ...]

Renders each case in each recorded format with the `quarto` on the PATH and prints what differs from the record.
The exit status is 1 if anything does: then the record, or the reading of it, is wrong for this Quarto.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

CONFORMANCE = Path(__file__).resolve().parent.parent / "tests" / "conformance"
sys.path.insert(0, str(CONFORMANCE))

from observe import compare, observe  # noqa: E402 - lies beside the cases, not in a package

from prismabook.render import quarto as quarto_  # noqa: E402

SECONDS = 300


def main(names: Sequence[str]) -> int:
    """Compare the cases named, or all."""
    quarto = quarto_.require(quarto_.find())
    say(f"Quarto {quarto.version}")
    recorded = sorted(CONFORMANCE.glob("cases/*/expected.*.json"))
    chosen = [path for path in recorded if not names or path.parent.name in names]
    if not chosen:
        say("No such case.")
        return 2
    differing = 0
    for expectation in chosen:
        differences = list(differences_of(expectation, quarto.program))
        differing += bool(differences)
        say(f"{'DIFFERS' if differences else 'ok     '} {expectation.parent.name} {expectation.name.split('.')[1]}")
        for difference in differences:
            say(f"        {difference}")
    say(f"{len(chosen) - differing} as recorded, {differing} not")
    return 1 if differing else 0


def differences_of(expectation: Path, program: Path) -> Iterator[str]:
    """What Quarto makes otherwise than recorded of one case in one format."""
    expected = json.loads(expectation.read_text("utf-8"))
    with TemporaryDirectory() as folder:
        copy = Path(folder) / expectation.parent.name
        shutil.copytree(expectation.parent, copy, ignore=shutil.ignore_patterns("expected.*.json"))
        ran = subprocess.run(
            [program, "render", "--to", expectation.name.split(".")[1]],
            cwd=copy,
            env=quarto_.environment_for(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
        if (ran.returncode == 0) != (expected["render"]["exit"] == 0):
            yield f"exit status {ran.returncode}, recorded {expected['render']['exit']}"
        elif ran.returncode == 0:
            yield from compare(expected, observe(copy / "_book"))


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
