"""Set-up's one try to get Quarto from PyPI: `python -m prismabook.render.obtain`.

The package `quarto-cli` fetches Quarto while its wheel is built. It is built aside and installed only when it is
whole, so that a failure leaves nothing behind; the outcome is remembered in this Python's environment, so that the
next set-up does not ask again. It never fails: without Quarto the embedded renderer makes the book.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from prismabook.render import quarto as quarto_
from prismabook.render.process import Ran, run
from prismabook.render.result import silent

REQUIREMENT = "quarto-cli>=1.9"
SECONDS = 240.0
"""Time limit of the build, most of it a download of more than 100 MB."""
SKIP = "PRISMABOOK_NO_QUARTO"
"""Environment variable: if set, do not try."""
STAMP = ".quarto-tried"
INSTEAD = "the embedded renderer makes the book"


def main(arguments: Sequence[str] | None = None) -> int:
    """Say in one line which Quarto there is, after one try to get one."""
    parser = argparse.ArgumentParser(prog="python -m prismabook.render.obtain", description=__doc__.splitlines()[0])
    parser.add_argument("--again", action="store_true", help="try although it was tried before")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="time limit (default: %(default).0f)")
    options = parser.parse_args(arguments)
    stamp = Path(sys.prefix) / STAMP
    if options.again:
        stamp.unlink(missing_ok=True)
    _say(obtain(stamp, options.seconds))
    return 0


def obtain(stamp: Path, seconds: float) -> str:
    """What there is, in one line; tries to get Quarto unless it is there, was tried before, or is not wanted."""
    quarto = quarto_.find()
    if quarto is not None and quarto.serves:
        return f"Quarto {quarto.version} is there."
    if os.environ.get(SKIP):
        return f"Quarto is not asked for ({SKIP} is set): {INSTEAD}."
    if sys.prefix == sys.base_prefix:
        return f"Quarto is not installed into a Python that is not a virtual environment: {INSTEAD}."
    if stamp.exists():
        return f"Quarto could not be had when it was tried (`make quarto` tries again): {INSTEAD}."
    _say(f"Trying to get Quarto (at most {seconds / 60:.0f} minutes; {SKIP}=1 skips this) ...")
    quarto = _install(seconds)
    if quarto is not None:
        return f"Quarto {quarto.version} was installed."
    stamp.write_text("tried\n", "utf-8")
    return f"Quarto could not be had: {INSTEAD}."


def _install(seconds: float) -> quarto_.Quarto | None:
    with TemporaryDirectory(prefix="prismabook-", ignore_cleanup_errors=True) as folder:
        fetched = _pip("wheel", "--no-deps", "--retries", "0", "--wheel-dir", folder, REQUIREMENT, seconds=seconds)
        wheels = sorted(Path(folder).glob("*.whl"))
        if fetched.status != 0 or not wheels:
            return None
        try:
            _pip("install", "--no-deps", "--no-index", wheels[0], seconds=seconds)
        finally:  # also if interrupted: what does not work must not stay
            quarto = quarto_.find()
            if quarto is None or not quarto.serves:
                _pip("uninstall", "--yes", "quarto-cli", seconds=seconds)
                quarto = None
    return quarto


def _pip(verb: str, *arguments: str | Path, seconds: float) -> Ran:
    command = [sys.executable, "-m", "pip", verb, "--quiet", "--no-input", "--disable-pip-version-check", *arguments]
    return run(command, folder=Path(sys.prefix), environment=os.environ, seconds=seconds, progress=silent)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
