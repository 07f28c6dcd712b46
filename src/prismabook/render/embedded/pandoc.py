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

from prismabook.findings import Finding, Place, PrismabookError, catalogue
from prismabook.project import write_files
from prismabook.render.embedded.codes import NO_SOURCE, PANDOC, PANDOC_FAILED

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


def run(
    arguments: Sequence[str | Path],
    text: str,
    *,
    folder: Path,
    file: str,
    environment: Mapping[str, str] | None = None,
    reads: Sequence[Path] = (),
    kept: Path | None = None,
) -> tuple[str, tuple[Finding, ...]]:
    """Convert a text.

    Readers and writers run in Pandoc's sandbox: they open no file but those named by the arguments; our filters read
    what they are given by name.

    Parameters
    ----------
    arguments
        Pandoc's, without input and output.
    folder
        The working folder, against which relative names (bibliography, style) hold.
    file
        The chapter, for the findings.
    reads
        All files that Pandoc and the filters read besides the text and this package's own.
    kept
        Where the result is kept; it is used again as long as text, arguments, files and filters stay the same.

    Returns
    -------
    The output, and Pandoc's and the filters' warnings as findings.

    Raises
    ------
    PrismabookError
        If Pandoc fails.
    """
    key = _key(arguments, text, reads) if kept else ""
    if kept and (found := _lookup(kept, key)):
        return found[0], _findings(found[1], file)
    ran = subprocess.run(
        [binary(), "--sandbox", *map(str, arguments)],
        input=text.encode(),
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})},
        capture_output=True,
        check=False,
    )
    messages = ran.stderr.decode("utf-8", "replace")
    if ran.returncode:
        raise PrismabookError(Finding(PANDOC_FAILED, messages.strip(), Place(file)))
    output = ran.stdout.decode()
    if kept:
        write_files({kept: json.dumps([key, output, messages], ensure_ascii=False).encode()})
    return output, _findings(messages, file)


@cache
def _own_files() -> str:
    """What Pandoc, the filters and the templates amount to; asking Pandoc its version would take as long as a page."""
    program = Path(binary()).stat()
    texts = [path.read_bytes() for path in sorted([*FILTERS.glob("*.lua"), *(HERE / "assets").glob("*.html")])]
    return _sum(f"{program.st_size} {program.st_mtime_ns}".encode(), *texts)


def _key(arguments: Sequence[str | Path], text: str, reads: Sequence[Path]) -> str:
    """A sum of all that the result depends on; folders of files that are read do not matter, their contents do."""
    names = [argument.name if isinstance(argument, Path) else argument for argument in arguments]
    contents = (path.read_bytes() if path.is_file() else b"" for path in reads)
    return _sum(_own_files().encode(), json.dumps(names).encode(), text.encode(), *contents)


def _sum(*parts: bytes) -> str:
    total = sha256()
    for part in parts:
        total.update(b"%d:" % len(part) + part)
    return total.hexdigest()


def _lookup(kept: Path, key: str) -> tuple[str, str] | None:
    try:
        made_with, output, messages = json.loads(kept.read_bytes())
    except (OSError, ValueError):
        return None  # nothing kept, or cut short: it is made anew
    return (str(output), str(messages)) if made_with == key else None


def _findings(messages: str, file: str) -> tuple[Finding, ...]:
    """Lines of the filters' own (``@CODE<tab>message``), and Pandoc's warnings with their continuation lines."""
    codes = {code.id: code for code in catalogue()}
    found = []
    for part in re.findall(r"^(?:@PB\d+\t.*|\[WARNING\] .*(?:\n(?!\[|@PB).+)*)", messages, re.MULTILINE):
        if part.startswith("@"):
            code, _, message = part[1:].partition("\t")
            found.append(Finding(codes[code], message, Place(file)))
        else:
            message = " ".join(part.removeprefix("[WARNING] ").split())
            if re.match(r"Could not load translations|The term \w+ has no translation", message):
                continue  # our templates have words of their own; Pandoc's are not shown
            unknown = re.fullmatch(r"Citeproc: citation (\S+) not found", message)
            found.append(Finding(*((NO_SOURCE, f"“@{unknown[1]}”") if unknown else (PANDOC, message)), Place(file)))
    return tuple(dict.fromkeys(found))
