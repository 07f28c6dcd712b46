"""Reads a bibliography back through pandoc's citeproc and through typst, as a book would."""

import json
import re
import subprocess
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import pypandoc
import typst

STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" demote-non-dropping-particle="never">
<info><title>probe</title><id>probe</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout>
<text value="⟦new⟧"/><text variable="title" prefix="⟦title=⁑" suffix="⟧"/>
<names variable="author" prefix="⟦author=⁑" suffix="⟧">
<name name-as-sort-order="all" sort-separator="⁋" delimiter="⁂" delimiter-precedes-last="always"/></names>
<text variable="DOI" prefix="⟦DOI=⁑" suffix="⟧"/><text variable="container-title" prefix="⟦container=⁑" suffix="⟧"/>
</layout></bibliography></style>"""


RAISED = {"1": "¹", "2": "²", "3": "³", "TM": "™", "SM": "℠", "a": "ª", "o": "º"}
_RAISED = re.compile(rf"<sup>({'|'.join(RAISED)})</sup>")
"""Pandoc gives these signs as raised letters, which look the same."""


def through_pandoc(bibtex: str) -> list[dict[str, object]]:
    """Title, authors ('Family⁋Given'), DOI and journal of each entry, as pandoc reads them."""
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "biblatex", "-t", "csljson"],
        input=bibtex.encode(),
        capture_output=True,
        check=True,
    )
    items = json.loads(_RAISED.sub(lambda raised: RAISED[raised[1]], done.stdout.decode()))
    return [
        {
            "title": item.get("title", ""),
            "authors": ["⁋".join(filter(None, _pandoc_name(name))) for name in item.get("author", ())],
            "DOI": item.get("DOI", ""),
            "container": item.get("container-title", ""),
            "PMID": item.get("PMID", ""),
            "publisher": item.get("publisher", ""),
            "language": item.get("language", ""),
            "type": item["type"],
            "id": item["id"],
        }
        for item in items
    ]


def _pandoc_name(name: dict[str, str]) -> tuple[str, str]:
    particle = name.get("non-dropping-particle", "")
    joint = "" if particle.endswith(("'", "’", "-")) else " "
    family = (particle + joint if particle else "") + name.get("family", name.get("literal", ""))
    return family, name.get("given", "")


def through_typst(bibtex: str) -> list[dict[str, object]]:
    """The same as typst reads and sets them; the order is the file's."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "x.bib").write_text(bibtex, "utf-8")
        (root / "probe.csl").write_text(STYLE, "utf-8")
        main = '#set smartquote(enabled: false)\n#bibliography("x.bib", full: true, style: "probe.csl")\n'
        text = typst_page(root, main)
    return [_fields(entry) for entry in text.split("⟦new⟧")[1:]]


def typst_page(folder: Path, main: str) -> str:
    """The text of a typst document in a folder, as its HTML shows it."""
    (folder / "x.typ").write_text(main, "utf-8")
    page = typst.Compiler(root=str(folder)).compile(input=str(folder / "x.typ"), format="html")
    assert isinstance(page, bytes)
    text = _Text()
    text.feed("<body" + page.decode().split("<body", 1)[1])
    text.close()
    return "".join(text.parts)


class _Text(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _fields(entry: str) -> dict[str, object]:
    def get(name: str) -> str:
        match = re.search(rf"⟦{name}=⁑(.*?)⟧", entry, re.DOTALL)
        return match[1] if match else ""

    return {
        "title": get("title"),
        "authors": [name for name in get("author").split("⁂") if name],
        "DOI": get("DOI"),
        "container": get("container"),
    }
