"""A chapter's text into blocks, and back, without loss."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from prismabook.findings import Finding, Place
from prismabook.project import Node, parse_yaml
from prismabook.qmd.chapter import Block, Cell, Chapter, Markdown
from prismabook.qmd.codes import BAD_FRONT, BAD_OPTIONS, UNCLOSED
from prismabook.qmd.fences import Fence, comment_opens, fence, lines

_FRONT = re.compile(
    r"\ufeff?(?:[ \t]*\r?\n)*---[ \t]*\r?\n(?:(?!---[ \t]*\r?$|\.\.\.[ \t]*\r?$)[^\n]*\n)*?"
    r"(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.MULTILINE,
)
_OPTION = re.compile(r"#[ \t]*\|[ ]?")


def parse(text: str, name: str, origins: Sequence[tuple[str, int]] = ()) -> Chapter:
    """Parse a chapter; never fails: what is wrong becomes a finding and stays in the text.

    Parameters
    ----------
    text
        The chapter with its includes expanded (or not: they stay as they are).
    name
        Its path from the project's root, as findings name it.
    origins
        For each line the file and line it came from (see :func:`prismabook.qmd.expand`).
    """
    match = _FRONT.match(text)
    front = match.group() if match else ""
    chapter = Chapter(name, front, (), origins=tuple(origins))
    meta, found = _front_matter(front, chapter)
    blocks, unclosed = _blocks(lines(text[len(front) :]), front.count("\n") + 1, chapter)
    findings = (*found, *unclosed)
    return replace(chapter, blocks=blocks, meta=meta, findings=findings)


def unparse(chapter: Chapter) -> str:
    """The very text that was parsed."""
    return chapter.front + "".join(block.text for block in chapter.blocks)


def _front_matter(front: str, chapter: Chapter) -> tuple[Mapping[str, Any], tuple[Finding, ...]]:
    # The delimiters become comments of the same number of lines, so that lines stay right.
    body = re.sub(r"^\ufeff?(?:---|\.\.\.)[ \t]*$", "#", front.replace("\r\n", "\n"), flags=re.MULTILINE)
    node, found = parse_yaml(body, chapter.name)
    findings = tuple(replace(f, code=BAD_FRONT, place=_moved(f, 0, chapter)) for f in found)
    plain = node.plain() if node else {}
    if not isinstance(plain, dict):
        return {}, (*findings, Finding(BAD_FRONT, "it holds no keys", chapter.place(1)))
    return plain, findings


def _moved(finding: Finding, by: int, chapter: Chapter) -> Place | None:
    place = finding.place
    return chapter.place(place.line + by, place.quote) if place and place.line else place


def _blocks(rows: list[str], line: int, chapter: Chapter) -> tuple[tuple[Block, ...], list[Finding]]:
    """The blocks of lines of which the first has the given number."""
    blocks: list[Block] = []
    findings: list[Finding] = []
    start = at = 0
    comment = False
    last = max((n for n, row in enumerate(rows) if "-->" in row), default=-1)
    while at < len(rows):
        opened = None if comment else fence(rows[at])
        if opened is None:
            comment = comment_opens(rows[at], comment) and at < last
            at += 1
            continue
        end = next((n for n in range(at + 1, len(rows)) if opened.closed_by(rows[n])), None)
        if end is None:
            findings.append(Finding(UNCLOSED, "nothing after it is read", chapter.place(line + at, rows[at].strip())))
            break
        if opened.language:
            if start < at:
                blocks.append(Markdown("".join(rows[start:at]), line + start))
            cell, found = code_cell(rows[at : end + 1], line + at, opened, chapter)
            blocks.append(cell)
            findings.extend(found)
            start = end + 1
        at = end + 1
    if start < len(rows):
        blocks.append(Markdown("".join(rows[start:]), line + start))
    return tuple(blocks), findings


def code_cell(rows: Sequence[str], line: int, opened: Fence, chapter: Chapter) -> tuple[Cell, tuple[Finding, ...]]:
    """The cell that these lines are, fences included, with what is wrong with its options."""
    inner = [_dedented(row.rstrip("\r\n"), opened.indent) for row in rows[1:-1]]
    options, count, findings = cell_options(inner, line, chapter)
    cell = Cell("".join(rows), line, opened.language, "\n".join(inner), options, count, opened.indent)
    extra = opened.info.strip()[1:-1].removeprefix(opened.language).strip(" \t,")
    if extra:
        message = f"“{extra}” in the braces has no effect"
        findings = (*findings, Finding(BAD_OPTIONS, message, chapter.place(line, rows[0].strip())))
    return cell, findings


def _dedented(row: str, indent: str) -> str:
    return row.removeprefix(indent) if row.startswith(indent) else row.lstrip(" \t")


def cell_options(
    source: Sequence[str], line: int, chapter: Chapter
) -> tuple[Mapping[str, Node], int, tuple[Finding, ...]]:
    """The options in a cell's first lines, how many lines they take, and what is wrong with them.

    The lines of the values are those of the chapter.
    """
    count = next((n for n, row in enumerate(source) if not _OPTION.match(row)), len(source))
    if not count:
        return {}, 0, ()
    node, found = parse_yaml("\n".join(_OPTION.sub("", row, count=1) for row in source[:count]), chapter.name)
    findings = tuple(replace(f, code=BAD_OPTIONS, place=_moved(f, line, chapter)) for f in found)
    if node is None or not isinstance(node.value, dict):
        wrong = () if findings or node is None else (Finding(BAD_OPTIONS, "no option", chapter.place(line + 1)),)
        return {}, count, (*findings, *wrong)
    return {str(key): _shifted(child, line) for key, child in node.value.items()}, count, findings


def _shifted(node: Node, by: int) -> Node:
    value = node.value
    if isinstance(value, dict):
        value = {key: _shifted(child, by) for key, child in value.items()}
    elif isinstance(value, list):
        value = [_shifted(child, by) for child in value]
    return Node(value, node.line + by)
