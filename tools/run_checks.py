"""Every check of this repository, one after the other, with a summary at the end: what `make test` runs.

All checks run even if one fails; the exit status is 1 if any did. Further arguments go to pytest.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS: tuple[tuple[str, Sequence[str]], ...] = (
    ("ruff check", ("ruff", "check", ".")),
    ("ruff format", ("ruff", "format", "--check", ".")),
    ("mypy", ("mypy",)),
    ("lint-imports", ("lint-imports",)),
    ("pytest", ("pytest", "-n", "2", "--dist", "loadgroup", "-q")),
)


def main(arguments: Sequence[str]) -> int:
    """Run the checks and print the summary."""
    environment = {**os.environ, "PATH": os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])}
    outcomes = []
    for name, command in CHECKS:
        say(f"\n== {name} " + "=" * (74 - len(name)))
        further = arguments if name == "pytest" else ()
        begin = time.perf_counter()
        module = "importlinter.cli" if name == "lint-imports" else command[0]
        program = [str(BIN / command[0])] if name == "lint-imports" else [sys.executable, "-m", module]
        status = subprocess.run([*program, *command[1:], *further], cwd=ROOT, env=environment, check=False).returncode
        outcomes.append((name, status, time.perf_counter() - begin))
    say("\n== Summary " + "=" * 67)
    for name, status, seconds in outcomes:
        say(f"{'ok    ' if status == 0 else 'FAILED'}  {name:<14} {seconds:6.1f} s")
    failed = [name for name, status, _ in outcomes if status]
    say(f"{len(failed)} of {len(outcomes)} failed: {', '.join(failed)}" if failed else f"All {len(outcomes)} passed.")
    return 1 if failed else 0


def say(line: str) -> None:
    """Print a line at once, so that it stands before what the next program prints."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
