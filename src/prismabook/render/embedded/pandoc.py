"""The one place that runs Pandoc."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from prismabook.findings import Finding, Place, PrismabookError, catalogue
from prismabook.render.embedded.codes import NO_FORM, NO_SOURCE, PANDOC, PANDOC_FAILED

HERE = Path(__file__).parent
FILTERS = HERE / "filters"


_FIRST = Lock()
"""While one thread looks for Pandoc, pypandoc tells the others a path that is not there."""


@cache
def binary() -> str:
    """The Pandoc that comes with the package pypandoc_binary."""
    import pypandoc

    with _FIRST:
        path: str = pypandoc.get_pandoc_path()
    return path


def style(name: str) -> str:
    """One of Pandoc's own styles of colouring code, as JSON."""
    return subprocess.run(
        [binary(), f"--print-highlight-style={name}"], capture_output=True, check=True
    ).stdout.decode()


def run(
    arguments: Sequence[str | Path], text: str, *, folder: Path, file: str, environment: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Write a file with Pandoc, in its sandbox: it opens no file but those named by the arguments.

    Parameters
    ----------
    arguments
        Pandoc's, without the input.
    folder
        The working folder, against which relative names (bibliography, style) hold.
    file
        The chapter, for the findings.
    environment
        Variables that the filters read.

    Returns
    -------
    Pandoc's and the filters' warnings.

    Raises
    ------
    PrismabookError
        If Pandoc fails.
    """
    ran = subprocess.run(
        [binary(), "--sandbox", *map(str, arguments)],
        input=text.encode(),
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        check=False,
    )
    messages = ran.stderr.decode("utf-8", "replace")
    if ran.returncode:
        raise PrismabookError(Finding(PANDOC_FAILED, messages.strip(), Place(file)))
    return _findings(messages, file)


@cache
def _own_files() -> str:
    """What Pandoc, the filters and the templates amount to; asking Pandoc its version would take as long as a page."""
    program = Path(binary()).stat()
    extension = HERE.parent / "extension"
    own = [*FILTERS.glob("*.lua"), *(HERE / "assets").glob("*.html"), *extension.glob("*.lua")]
    texts = [path.read_bytes() for path in sorted(own)]
    return _sum(f"{program.st_size} {program.st_mtime_ns}".encode(), *texts)


def key_of(told: Any, *contents: bytes) -> str:
    """A sum of all that a result depends on: what Pandoc is told, what it reads, its own files and ours."""
    plain = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
    return _sum(_own_files().encode(), plain.encode("utf-8", "surrogatepass"), *contents)


def _sum(*parts: bytes) -> str:
    total = sha256()
    for part in parts:
        total.update(b"%d:" % len(part) + part)
    return total.hexdigest()


def warning(message: str, file: str) -> Finding | None:
    """A warning of Pandoc's, None for one that does not matter here."""
    message = " ".join(message.split())
    if re.match(r"Could not load translations|The term \w+ has no translation", message):
        return None  # our templates have words of their own; Pandoc's are not shown
    if message == "Citeproc: Citation with no printed form:":
        return None  # what stands for all sources, `@*`, has none
    unknown = re.fullmatch(r"Citeproc: citation (\S+) not found", message)
    unprinted = re.fullmatch(r"Citeproc: (?:Citation|Bibliography entry) with no printed form: (\S+)", message)
    if unprinted:
        return Finding(NO_FORM, f"“@{unprinted[1]}”", Place(file))
    return Finding(*((NO_SOURCE, f"“@{unknown[1]}”") if unknown else (PANDOC, message)), Place(file))


def _findings(messages: str, file: str) -> tuple[Finding, ...]:
    """Lines of the filters' own (``@CODE<tab>message``), and Pandoc's warnings with their continuation lines."""
    codes = {code.id: code for code in catalogue()}
    found: list[Finding | None] = []
    for part in re.findall(r"^(?:@PB\d+\t.*|\[WARNING\] .*(?:\n(?!\[|@PB).+)*)", messages, re.MULTILINE):
        code, _, message = part[1:].partition("\t")
        if part.startswith("@"):
            found.append(Finding(codes[code], message, Place(file)))
        else:
            found.append(warning(part.removeprefix("[WARNING] "), file))
    return tuple(dict.fromkeys(finding for finding in found if finding))
