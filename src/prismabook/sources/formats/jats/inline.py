"""The words of a JATS element on one line, as a reader sees them: raised and lowered letters, formulas, line breaks.

Raised characters become Unicode's (``10⁶``, ``0.001²``), so that a footnote's mark never runs into a number.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from prismabook.patterns import regex

Element = Any
"""An element of lxml, whose type stubs know neither its lines nor its texts."""

MATH = "{http://www.w3.org/1998/Math/MathML}"

_BLANKS = regex(r"[ \t\r\n]+")
_RAISED = dict(
    zip(
        "0123456789+-−–()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
        strict=True,
    )
)
_PLAIN = frozenset("*†‡§¶‖#$|, ∗⁎=.ᵃ")
_ORDINAL = regex(r"(?:st|nd|rd|th)")
_TEX = regex(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
LONGEST_RAISED = 16

BLOCKS = frozenset(
    {"table-wrap", "table-wrap-group", "fig", "fig-group", "boxed-text", "list", "disp-quote", "def-list", "sec", "p"}
    | {"table", "statement", "verse-group", "supplementary-material", "speech"}
)
"""Elements that are pieces of their own, also where they stand within a paragraph."""
APART = frozenset(["list-item", "title", "p", "td", "fn"])
"""Elements whose words never run into those around them."""
SPELLED = frozenset(
    ["sup", "break", "hr", "alternatives", "tex-math", f"{MATH}math", "inline-graphic", "graphic", "object-id"]
)
"""Elements whose words are not just the letters in them."""
ODD = tuple(SPELLED | BLOCKS | APART - {"td"})  # a cell stands in a table


class Words:
    """The words of an article's elements.

    Most elements hold nothing but letters, in elements or not: libxml2 puts them together. The others, in which
    something is spelled or set apart, are looked for once: what is around such an element is odd.
    """

    def __init__(self, article: Element) -> None:
        from lxml import etree  # loaded only where there is XML to read

        self._letters = partial(etree.tostring, method="text", encoding="unicode", with_tail=False)
        self.texts: Any = etree.XPath(".//text()", smart_strings=False)
        """Gives the stretches of text in an element, as they stand in the file."""
        self._odd: set[Element] = set()
        odd = self._odd
        for element in article.iter(*ODD):
            around = element.getparent()
            while around is not None and around not in odd:
                odd.add(around)
                around = around.getparent()

    def __call__(self, element: Element) -> str:
        """The words of an element, blanks of the markup made one, other kinds of spaces kept."""
        if not len(element):
            return tidy(element.text or "")
        if element not in self._odd:
            return tidy(self._letters(element))
        out: list[str] = []
        self.gather(element, out)
        return tidy("".join(out))

    def flows(self, element: Element) -> bool:
        """Whether an element holds no piece of its own."""
        return not len(element) or element not in self._odd or not any(part.tag in BLOCKS for part in element)

    def gather(self, element: Element, out: list[str]) -> None:
        """Append the words of an element to a list, its own tags' effects left out."""
        if element.text:
            out.append(element.text)
        for child in element:
            self.piece(child, out)
            if child.tail:
                out.append(child.tail)

    def piece(self, child: Element, out: list[str]) -> None:
        """Append the words of an inline element."""
        tag = child.tag
        if tag in SPELLED:
            self._spelled(child, tag, out)
        elif tag in APART:
            out.append(" ")
            self.gather(child, out)
            out.append(" ")
        elif not len(child):
            out.append(child.text or "")
        elif child not in self._odd:
            out.append(self._letters(child))
        else:
            self.gather(child, out)

    def _spelled(self, child: Element, tag: str, out: list[str]) -> None:
        if tag == "sup":
            out.append(raised(self(child)))
        elif tag in ("break", "hr"):
            out.append(" ")
        elif tag == "alternatives":
            self._alternatives(child, out)
        elif tag == "tex-math":
            out.append(_tex(child))
        elif tag == f"{MATH}math":
            _math(child, out)

    def _alternatives(self, element: Element, out: list[str]) -> None:
        """The best readable one of several forms of the same thing: MathML, then TeX, then whatever has words."""
        for tag in (f"{MATH}math", "tex-math", "textual-form"):
            if (found := element.find(tag)) is not None:
                self.piece(found, out)
                return
        for child in element:
            self.piece(child, out)


def tidy(text: str) -> str:
    """The text without line ends and doubled blanks of the markup."""
    if "\n" in text or "  " in text or "\t" in text or "\r" in text:
        text = " ".join(text.split()) if text.isascii() else _BLANKS.sub(" ", text)
    return text.strip()


def inner(element: Element, *tags: str) -> Element:
    """The first child of a name, its first child of the next name and so on; None where one is missing."""
    for tag in tags:
        if element is None:
            return None
        element = next(element.iterchildren(tag), None)
    return element


def raised(text: str) -> str:
    """Raised characters in Unicode, where it has all of them and they are a mark, an exponent or a reference."""
    if len(text) > LONGEST_RAISED or _ORDINAL.fullmatch(text):
        return text
    if all(c in _RAISED or c in _PLAIN for c in text):
        return "".join(_RAISED.get(c, c) for c in text)
    return text


def _tex(element: Element) -> str:
    text = element.text or ""
    match = _TEX.search(text)
    return (match[1] if match else text).replace("$$", "").strip()


def _math(element: Element, out: list[str]) -> None:
    """A formula on one line; a fraction with a stroke, powers raised."""
    name = str(element.tag).removeprefix(MATH)
    if name in ("mfrac", "msup") and len(element) == 2:
        parts: list[list[str]] = [[], []]
        for child, part in zip(element, parts, strict=True):
            _math(child, part)
        first, second = ("".join(part).strip() for part in parts)
        out.append(f"{first}/{second}" if name == "mfrac" else first + raised(second))
        return
    if name in ("annotation", "annotation-xml"):
        return
    if name == "mspace":
        out.append(" ")
    if element.text:
        out.append(element.text.strip())
    for child in element:
        _math(child, out)
