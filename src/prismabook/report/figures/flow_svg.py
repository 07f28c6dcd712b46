"""The flow diagram as SVG: with letters and links for a page, as shapes alone for a file that stands anywhere."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable

from prismabook.report.figures.flow_layout import Bar, Diagram, Placed, Point, Set
from prismabook.report.figures.letters import drawable, outline

INK = "#1b1b1b"
SHADES = {"stage": "#d9e6f2", "title": "#ececec"}
FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
"""Narrower than the letters that the room was measured with, so that words fit with any of them."""
HEAD = 6.0
"""Length of an arrow's head."""
Address = Callable[[str], str]
"""From a box's key to the address of the list of its records; empty where there is none."""


def file_svg(diagram: Diagram, title: str, description: str) -> bytes:
    """A file that needs no font: every letter is a shape, on white."""
    root = _root(diagram, title, description, "img", f"flow-{diagram.name}")
    ET.SubElement(root, "rect", width="100%", height="100%", fill="#ffffff")
    for element in _drawn(diagram, lambda _: "", letters=False):
        root.append(element)
    ET.indent(root, " ")
    return f"{ET.tostring(root, encoding='unicode')}\n".encode()


def page_svg(diagram: Diagram, title: str, description: str, address: Address, name: str) -> str:
    """A part of a web page: its lines and letters take the page's colour, its boxes lead to their records."""
    root = _root(diagram, title, description, "group", f"{name}-{diagram.name}")
    root.set("class", f"flow-{diagram.name}")
    root.set("style", f"max-width:{_n(diagram.width * 1.15)}px")
    for element in _drawn(diagram, address, letters=True):
        root.append(element)
    return ET.tostring(root, encoding="unicode")


STYLE = """
.prisma-flow{container-type:inline-size;color:inherit}
.prisma-flow svg{display:block;width:100%;height:auto;margin:0 auto;font-family:%s}
.prisma-flow .flow-narrow{display:none}
@container (max-width:560px){.prisma-flow .flow-page{display:none}.prisma-flow .flow-narrow{display:block}}
.prisma-flow a,.prisma-flow a:hover{color:inherit;text-decoration:none}
.prisma-flow a:hover rect,.prisma-flow a:focus rect{stroke-width:2.2}
.prisma-flow a:hover text{text-decoration:underline}
@media print{.prisma-flow .flow-page{display:block}.prisma-flow .flow-narrow{display:none}}
"""


def style() -> str:
    """What shows the one or the other drawing by the room there is, and marks the box that is pointed at."""
    return STYLE.strip().replace("%s", FONT)


def _root(diagram: Diagram, title: str, description: str, role: str, name: str) -> ET.Element:
    root = ET.Element(
        "svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_n(diagram.width)} {_n(diagram.height)}"
    )
    if role == "img":
        root.set("width", _n(diagram.width))
        root.set("height", _n(diagram.height))
    root.set("role", role)
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    ET.SubElement(root, "title", id=f"{name}-title").text = title
    ET.SubElement(root, "desc", id=f"{name}-desc").text = description
    return root


def _drawn(diagram: Diagram, address: Address, *, letters: bool) -> Iterable[ET.Element]:
    for bar in diagram.bars:
        yield _bar(bar, diagram.size, letters=letters)
    for points in diagram.arrows:
        yield _arrow(points, letters=letters)
    for box in diagram.boxes:
        yield _box(box, diagram.size, address(box.group.key), letters=letters)
    for note in diagram.notes:
        yield _words(note, diagram.size - 1, letters=letters)


def _ink(letters: bool) -> str:
    return "currentColor" if letters else INK


def _bar(bar: Bar, size: float, *, letters: bool) -> ET.Element:
    group = ET.Element("g")
    shape = ET.SubElement(group, "rect", _place(bar.x, bar.y, bar.width, bar.height), rx="3")
    if letters:
        shape.set("fill", "currentColor")
        shape.set("fill-opacity", "0.13" if bar.shade == "stage" else "0.07")
    else:
        shape.set("fill", SHADES[bar.shade])
    for line in bar.lines:
        words = _words(line, size, letters=letters)
        if bar.upright:
            words.set("transform", f"rotate(-90 {_n(line.x)} {_n(line.y)})")
        group.append(words)
    return group


def _box(box: Placed, size: float, address: str, *, letters: bool) -> ET.Element:
    element = ET.Element("a", href=address) if address else ET.Element("g")
    shape = ET.SubElement(element, "rect", _place(box.x, box.y, box.width, box.height), rx="4")
    shape.set("stroke", _ink(letters))
    # A shape without paint takes no clicks between the letters.
    shape.set("fill", "currentColor" if letters else "#ffffff")
    if letters:
        shape.set("fill-opacity", "0.015")
    for line in box.lines:
        element.append(_words(line, size, letters=letters))
    return element


def _place(x: float, y: float, width: float, height: float) -> dict[str, str]:
    return {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height)}


def _words(line: Set, size: float, *, letters: bool) -> ET.Element:
    if not letters and drawable(line.words):
        shape = outline(line.words, line.x, line.y, size, bold=line.bold)
        return ET.Element("path", d=shape, fill=INK)
    element = ET.Element("text", {"x": _n(line.x), "y": _n(line.y), "font-size": _n(size), "fill": _ink(letters)})
    if line.bold:
        element.set("font-weight", "bold")
    element.text = line.words
    return element


def _arrow(points: tuple[Point, ...], *, letters: bool) -> ET.Element:
    group = ET.Element("g")
    (x0, y0), (x1, y1) = points[-2:]
    across, along = (x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0)
    base = (x1 - HEAD * across, y1 - HEAD * along)
    way = " ".join(f"{_n(x)},{_n(y)}" for x, y in (*points[:-1], base))
    ET.SubElement(group, "polyline", points=way, fill="none", stroke=_ink(letters))
    wing = HEAD * 0.55
    corners = (
        (x1, y1),
        (base[0] - wing * along, base[1] - wing * across),
        (base[0] + wing * along, base[1] + wing * across),
    )
    ET.SubElement(group, "polygon", points=" ".join(f"{_n(x)},{_n(y)}" for x, y in corners), fill=_ink(letters))
    return group


def _n(value: float) -> str:
    """A length to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
