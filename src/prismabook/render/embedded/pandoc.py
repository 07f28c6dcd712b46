"""The one place that runs Pandoc."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from prismabook.findings import Finding, Place, PrismabookError, catalogue
from prismabook.render.embedded.codes import NO_SOURCE, PANDOC, PANDOC_FAILED

HERE = Path(__file__).parent
FILTERS = HERE / "filters"


@cache
def binary() -> str:
    """The Pandoc that comes with the package pypandoc_binary."""
    import pypandoc

    path: str = pypandoc.get_pandoc_path()
    return path


def run(
    arguments: Sequence[str | Path],
    text: str,
    *,
    folder: Path,
    file: str,
    environment: Mapping[str, str] | None = None,
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

    Returns
    -------
    The output, and Pandoc's and the filters' warnings as findings.

    Raises
    ------
    PrismabookError
        If Pandoc fails.
    """
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
    return ran.stdout.decode(), _findings(messages, file)


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
            unknown = re.fullmatch(r"Citeproc: citation (\S+) not found", message)
            found.append(Finding(*((NO_SOURCE, f"“@{unknown[1]}”") if unknown else (PANDOC, message)), Place(file)))
    return tuple(dict.fromkeys(found))
