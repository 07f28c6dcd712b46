"""XML into a tree, safely: the one place where this toolkit parses XML that somebody else wrote.

No document type is read, so there is nothing to expand, to fetch or to blow up: the declaration is cut out before
the parser sees it. What named characters stand for (``&nbsp;``, ``&alpha;``) is known without it; any other entity
stays in the text as it is written. Line numbers are those of the document.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING

from prismabook.findings import Finding, Place
from prismabook.patterns import regex
from prismabook.sources.codes import XML_BROKEN, XML_ENTITIES, XML_TOO_MUCH

if TYPE_CHECKING:
    from lxml import etree

MOST_TAGS = 3_000_000
"""Opening and closing tags that one document may have; a file of a thousand PubMed records has a tenth of them."""

OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
"""The entities that XML itself defines; the parser expands them."""

_DOCTYPE = regex(r"<!DOCTYPE\b(?:[^\[\]<>\"']|\"[^\"]*\"|'[^']*')*")
_DECLARED = regex(r"<!ENTITY\s+(?:%\s+)?([^\s>]{1,80})")
_REFERENCE = regex(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&([A-Za-z][\w.-]{0,31});", re.DOTALL)
_NAMED = regex(r"&([A-Za-z][\w.-]{0,31});")
_LOOKS = regex(r"\s*<(?:\?xml\b|!DOCTYPE\s|!--|[A-Za-z_][\w.:-]*[\s>/])")
_SUBSET_END = regex(r"\]\s*>")


def looks_like_xml(text: str) -> bool:
    """Whether a text begins as XML (or HTML) does."""
    return _LOOKS.match(text) is not None


def parse(text: str, path: str) -> tuple[etree._Element | None, tuple[Finding, ...]]:
    """The root of an XML document and what was noticed; no root where it cannot be parsed to its end.

    Parameters
    ----------
    text
        The decoded document; an encoding that its declaration names is not considered again.
    path
        The document's path, for findings.

    Notes
    -----
    Comments and processing instructions are left out of the tree. Nesting deeper than 256 and single texts of more
    than 10 million characters are refused by the parser, more than :data:`MOST_TAGS` tags before it.
    """
    from lxml import etree  # loaded only where there is XML to read: builds without any stay light

    if len(text) > MOST_TAGS and (tags := text.count("<")) > MOST_TAGS:
        return None, (Finding(XML_TOO_MUCH, f"{tags} tags are more than {MOST_TAGS}", Place(path)),)
    body, findings = _prepared(text, path)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(body.encode("utf-8", "replace"), parser), findings
    except etree.XMLSyntaxError as error:
        return None, (*findings, _broken(error, text, path))


def _broken(error: etree.XMLSyntaxError, text: str, path: str) -> Finding:
    line = error.lineno if error.lineno and error.lineno > 0 else None
    lines = text.split("\n", line)[:line] if line else []
    said = re.sub(r", line \d+, column \d+.*$", "", str(error.msg or "this is no XML"), flags=re.DOTALL)
    deep = "depth" in said or "huge" in said.lower()
    quote = " ".join(lines[-1][:400].split())[:120] if lines else ""
    return Finding(XML_TOO_MUCH if deep else XML_BROKEN, said, Place(path, line, quote))


def _prepared(text: str, path: str) -> tuple[str, tuple[Finding, ...]]:
    """The text without its document type and with named characters in place, on the same lines."""
    findings: list[Finding] = []
    begin, end = _document_type(text)
    if begin < end:
        if declared := _DECLARED.findall(text, begin, end):
            names = ", ".join(declared[:5]) + (f" and {len(declared) - 5} more" if len(declared) > 5 else "")
            message = f"entities of its own ({names}) are not expanded"
            findings.append(Finding(XML_ENTITIES, message, Place(path, text.count("\n", 0, begin) + 1)))
        text = text[:begin] + "\n" * text.count("\n", begin, end) + text[end:]
    if set(_NAMED.findall(text)) - OWN:
        text, unknown = _characters(text)
        if unknown:
            names = ", ".join(f"&{name};" for name in list(unknown)[:5])
            line = next(iter(unknown.values()))
            findings.append(
                Finding(XML_ENTITIES, f"unknown entities are kept as they stand: {names}", Place(path, line))
            )
    return text, tuple(findings)


def _document_type(text: str) -> tuple[int, int]:
    """Where the document type declaration stands, an internal subset included; an empty stretch if there is none."""
    first = re.search(r"<[A-Za-z_]", text)
    match = _DOCTYPE.search(text, 0, first.start() if first else len(text))
    if not match:
        return 0, 0
    end = match.end()
    if text.startswith("[", end):
        close = _SUBSET_END.search(text, end)
        return match.start(), close.end() if close else len(text)
    return match.start(), end + 1 if text.startswith(">", end) else end


def _characters(text: str) -> tuple[str, dict[str, int]]:
    """The text with the characters that named entities stand for; unknown ones are escaped, with their first line."""
    unknown: dict[str, int] = {}

    def character(match: re.Match[str]) -> str:
        name = match[1]
        if name is None or name in OWN:
            return match[0]
        known = html5.get(name + ";")
        if known is None:
            unknown.setdefault(name, text.count("\n", 0, match.start()) + 1)
            return f"&amp;{name};"
        return "".join(f"&#{ord(c)};" if c in "<>&" else c for c in known)

    return _REFERENCE.sub(character, text), unknown
