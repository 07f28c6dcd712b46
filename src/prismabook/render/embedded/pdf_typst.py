"""The one place that runs Typst: no network, no packages, no file outside its folder."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from prismabook.findings import Code, Finding, Place, PrismabookError
from prismabook.render.embedded.codes_pdf import NO_ALT, NO_FONT, NO_GLYPH, NO_STANDARD, TYPST_FAILED, TYPST_WARNS

_STANDARD = re.compile(r"^error: (?P<standard>PDF/[\w/, -]+) error: (?P<message>.*)", re.MULTILINE)
_ANY = re.compile(r"^(?:error|warning): (?P<message>.*)", re.MULTILINE)
_LINE = re.compile(r"┌─ [^\n]*?:(?P<line>\d+):\d+")


def compile_typst(folder: Path, main: str, standards: Sequence[Sequence[str]]) -> tuple[bytes, tuple[Finding, ...]]:
    """Set a PDF; where only a standard stands in the way, set it without the standard.

    Parameters
    ----------
    folder
        Holds everything that Typst may read.
    main
        The main file in it. Lines ``// name.qmd`` tell which chapter begins.
    standards
        Sets of standards such as ``["ua-1"]``, the best first.

    Returns
    -------
    The PDF, and what keeps it from the last of the sets or what Typst warns of.

    Raises
    ------
    PrismabookError
        If Typst cannot set the document at all.
    """
    import typst

    options: Any = {"root": folder, "package_path": folder / "none", "package_cache_path": folder / "none"}
    source = (folder / main).read_text("utf-8").split("\n")
    lacking: tuple[Finding, ...] = ()
    for attempt in standards:
        try:
            return _set(typst, folder / main, attempt, options, source)
        except typst.TypstError as error:
            report = str(error.diagnostic or error.message)
            if not _STANDARD.search(report):
                raise PrismabookError(*_findings(report, source, TYPST_FAILED)) from error
            lacking = _findings(report, source, NO_STANDARD)
    data, warnings = _set(typst, folder / main, (), options, source)
    return data, (*lacking, *warnings)


def _set(
    typst: Any, main: Path, standards: Sequence[str], options: Mapping[str, Any], source: Sequence[str]
) -> tuple[bytes, tuple[Finding, ...]]:
    """One attempt, with Typst's warnings."""
    data, warnings = typst.compile_with_warnings(main, pdf_standards=list(standards), **options)
    found = (finding for warning in warnings for finding in _findings(warning.diagnostic, source, TYPST_WARNS))
    return data, tuple(dict.fromkeys(found))


def _findings(diagnostic: str, lines: Sequence[str], code: Code) -> tuple[Finding, ...]:
    """One finding for each error or warning in Typst's report; characters without a font come together."""
    found: list[Finding] = []
    characters: dict[str, None] = {}
    for report in re.split(r"\n(?=(?:error|warning): )", diagnostic):
        head = _STANDARD.search(report) or _ANY.search(report)
        message = head["message"] if head else report.strip()
        line = _LINE.search(report)
        place = _chapter(lines, int(line["line"])) if line else None
        if character := re.search(r'the text `"(.*?)"` could not be displayed', message):
            characters[_unescaped(character[1])] = None
        elif message == "missing alt text":
            words = " ".join(lines[int(line["line"]) - 1].split()) if line else ""
            file = re.search(r'image\("/?([^"]*)"', words)
            found.append(Finding(NO_ALT, f"“{file[1] if file else words[:80]}”", place))
        elif font := re.fullmatch(r"unknown font family: (.*)", message):
            found.append(Finding(NO_FONT, f"“{font[1]}”", place))
        else:
            standard = f"{head['standard']}: " if head and "standard" in head.groupdict() else ""
            found.append(Finding(code, standard + message, place))
    if characters:
        names = ", ".join(f"{text} (U+{ord(text[0]):04X})".replace("\0", "").strip() for text in characters)
        found.append(Finding(NO_GLYPH, names))
    return tuple(dict.fromkeys(found))


def _unescaped(text: str) -> str:
    """A character that Typst tells by its number, as itself."""
    number = re.fullmatch(r"\\u\{([0-9a-fA-F]+)\}", text)
    return chr(int(number[1], 16)) if number else text


def _chapter(lines: Sequence[str], number: int) -> Place | None:
    """The chapter that a line of the Typst source belongs to."""
    marks = (line[3:] for line in reversed(lines[:number]) if line.startswith("// ") and line.endswith("md"))
    name = next(marks, None)
    return Place(name) if name else None
