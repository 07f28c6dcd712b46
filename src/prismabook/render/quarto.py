"""The user's own Quarto: finding it, asking its version, having it make the book."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.project.located import load_yaml
from prismabook.render.codes import QUARTO_FAILED, QUARTO_MISSING, QUARTO_OLD
from prismabook.render.process import Ran, run
from prismabook.render.result import Progress, Rendered, silent
from prismabook.render.swap import output_folder, put_in_place, require_replaceable

CONFIG = "_quarto.yml"
MINIMUM = (1, 9)
"""Books in a Typst format of one's own came with Quarto 1.9."""
ASIDE = ".prismabook/quarto"
"""Where Quarto writes, from the review's root; it empties its output folder before it knows whether it can fill it."""
TIME_LIMIT = "PRISMABOOK_QUARTO_SECONDS"
"""Environment variable: seconds after which Quarto is taken for hanging."""
SECONDS = 1800.0
SHOWN = 25
"""Lines of Quarto's output in a finding."""


@dataclass(frozen=True, slots=True)
class Quarto:
    """A Quarto that answers; ``version`` as it prints it."""

    program: Path
    version: str

    @property
    def serves(self) -> bool:
        """Whether it is new enough for this kind of book."""
        return _numbers(self.version) >= MINIMUM


def find(environment: Mapping[str, str] = os.environ) -> Quarto | None:
    """The Quarto to use: of those on the PATH and beside this Python, the first that is new enough, else any."""
    here = str(Path(sys.executable).parent)
    found: list[Quarto] = []
    for place in (environment.get("PATH", os.defpath), here):
        program = shutil.which("quarto", path=place)
        if program is None:
            continue
        quarto = ask(Path(program), environment)
        if quarto is not None and quarto.serves:
            return quarto
        found.extend([quarto] if quarto else [])
    return found[0] if found else None


def ask(program: Path, environment: Mapping[str, str] = os.environ) -> Quarto | None:
    """A program's version, or None if it does not answer like Quarto."""
    try:
        ran = run([program, "--version"], folder=Path.cwd(), environment=dict(environment), seconds=60, progress=silent)
    except OSError:
        return None
    words = ran.lines[-1] if ran.lines else ""
    return Quarto(program, words) if ran.status == 0 and _numbers(words) else None


def require(quarto: Quarto | None) -> Quarto:
    """The Quarto, if there is one and it is new enough.

    Raises
    ------
    PrismabookError
        Otherwise.
    """
    if quarto is None:
        raise PrismabookError(Finding(QUARTO_MISSING, "no quarto was found on the PATH"))
    if not quarto.serves:
        message = f"Quarto {quarto.version} is older than {'.'.join(map(str, MINIMUM))}"
        raise PrismabookError(Finding(QUARTO_OLD, message))
    return quarto


def render(
    root: Path, quarto: Quarto, to: Sequence[str], *, progress: Progress = silent, fresh: bool = False
) -> Rendered:
    """Have Quarto make the book.

    Quarto writes into a folder aside; only a complete book replaces the last one.

    Parameters
    ----------
    root
        The folder of ``_quarto.yml``.
    quarto
        The program, see :func:`require`.
    to
        Any of ``html``, ``pdf`` and ``docx``.
    progress
        Takes Quarto's output line by line.
    fresh
        Whether Quarto is to execute cells that it has cached (`execute: cache:`) anew.

    Raises
    ------
    PrismabookError
        If Quarto cannot be started, ends with an error, does not end in time (`PRISMABOOK_QUARTO_SECONDS`), or
        leaves out a format: versions before 1.9 end well without a PDF.
    """
    node, _ = load_yaml(root / CONFIG, CONFIG)
    config: dict[str, Any] = node.plain() if node is not None and isinstance(node.value, dict) else {}
    aside, book = root / ASIDE, output_folder(root, _mapping(config, "project").get("output-dir"))
    require_replaceable(book)
    shutil.rmtree(aside, ignore_errors=True)
    try:
        ran = _run(root, quarto, to, config, progress, fresh)
        if ran.status != 0:
            how = "did not end in time" if ran.status is None else f"ended with status {ran.status}"
            raise _failed(f"Quarto {quarto.version} {how}", ran.lines)
        if missing := [name for name in to if _output(aside, name) is None]:
            raise _failed(f"Quarto {quarto.version} made no {' and no '.join(missing)}", ran.lines)
        put_in_place(aside, book)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    html, pdf, docx = (_output(book, name) if name in to else None for name in ("html", "pdf", "docx"))
    return Rendered("quarto", book, html, pdf, docx=docx)


def environment_for(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What Quarto needs around it: this Python for the cells, and `prismabook` on the PATH for its hook."""
    here = str(Path(sys.executable).parent)
    path = os.pathsep.join(part for part in (here, environment.get("PATH", os.defpath)) if part)
    return {**environment, "PATH": path, "QUARTO_PYTHON": sys.executable, "NO_COLOR": "1", "PYTHONUTF8": "1"}


def _run(root: Path, quarto: Quarto, to: Sequence[str], config: dict[str, Any], progress: Progress, fresh: bool) -> Ran:
    command: list[str | Path] = [quarto.program, "render", "--output-dir", ASIDE]
    if len(to) == 1:  # several together come only from a render of all formats
        command += ["--to", _format(config, to[0])]
    if fresh:
        command.append("--cache-refresh")
    seconds = float(os.environ.get(TIME_LIMIT) or SECONDS)
    try:
        return run(command, folder=root, environment=environment_for(), seconds=seconds, progress=progress)
    except OSError as error:
        raise _failed(f"{quarto.program.name} could not be started: {error.strerror or error}", ()) from error


def _format(config: dict[str, Any], name: str) -> str:
    """The format's name in the book's settings: a PDF comes from a Typst format, the book's own if it has one."""
    base = "typst" if name == "pdf" else name
    listed = config.get("format", {})
    return next((str(key) for key in listed if str(key).endswith(base)), base)


def _output(book: Path, name: str) -> Path | None:
    """The file that a format is there for, if it is there with anything in it."""
    candidates = [book / "index.html"] if name == "html" else sorted(book.glob(f"*.{name}"))
    return next((path for path in candidates if path.is_file() and path.stat().st_size), None)


def _failed(what: str, lines: Sequence[str]) -> PrismabookError:
    start = next((i for i, line in enumerate(lines) if line.startswith(("ERROR", "error:", "Traceback"))), -SHOWN)
    told = list(lines[start:])[:SHOWN] if lines else []
    message = "\n    ".join([what + (", saying:" if told else ""), *told])
    return PrismabookError(Finding(QUARTO_FAILED, message, Place(CONFIG)))


def _mapping(config: dict[str, Any], key: str) -> dict[str, Any]:
    value = config.get(key)
    return value if isinstance(value, dict) else {}


def _numbers(version: str) -> tuple[int, ...]:
    match = re.match(r"\s*(\d+)\.(\d+)(?:\.(\d+))?", version)
    return tuple(int(part) for part in match.groups(default="0")) if match else ()
