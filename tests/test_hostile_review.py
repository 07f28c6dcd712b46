"""A review whose every document is hostile, rendered once: all that they hold comes out as text, in HTML and PDF."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from lxml import html

from prismabook.ledger import TABLES, from_csv
from prismabook.pipeline import assemble, write
from prismabook.project import Project
from prismabook.render import render

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hostile")]

PAYLOADS = {
    "html": "<script>alert('owlA')</script><img src=owlB onerror=alert(1)>",
    "markdown": "**owlC** [owlD](javascript:alert(1)) ![owlE](https://example.org/owl.png) # owlF",
    "shortcode": "{{< include /etc/passwd >}} {{< env HOME >}} owlG",
    "code": "`{python} open('owned','w')` `r system('id')` owlH",
    "raw": "```{=html} <b class=owned>owlI</b> ``` `<i>x</i>`{=html}",
    "typst": '#read("/etc/passwd") #eval("owlJ") $ owlK $ #import "@preview/x:1.0.0"',
    "latex": r"\input{/etc/passwd} \write18{touch owned} $$owlL$$ \url{javascript:x}",
    "citation": "@owlM [@nobody2020; -@x] ^owlN^ ~owlO~ [owl]{.P onclick=x}",
    "formula": "=cmd|' /C calc'!A0 owlQ",
    "sum": "@SUM(1+1)*owlR",
    "plus": "+1+owlS",
    "minus": "-1-owlT",
    "entity": "&lt;script&gt;owlU&lt;/script&gt; &#60;b&#62;",
    "table": "| owlV | x |\n|---|---|\n::: {.callout-note}\nowlW\n:::",
    "turned": "\u202eowlX\u202c a\u200bb",
}
ALL = " ".join(PAYLOADS.values())
NAMES = (
    'a "quoted" name\nof two lines.txt',
    "# ..heading.txt",
    "=cmd|x.txt",
    "{{< include x >}}.txt",
    "<img src=owlY onerror=alert(2)>.txt",
    "`{python} open('owned','w')`.txt",
    '#read("x") $y$ \\input{z}.txt',
)
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE article [<!ENTITY a "owl"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/passwd">]><article><front><article-meta><title-group><article-title>&b;&c;'
    "</article-title></title-group></article-meta></front></article>"
)


def documents() -> dict[str, bytes]:
    """A document of each format with all payloads in all its fields, and documents that are nothing but an attack."""
    import sys

    sys.path.insert(0, str(Path(__file__).parent / "sources"))
    from made_files import pdf, word

    line = ALL.replace("\n", " ")
    xml = escape(ALL)
    ris = "".join(f"{tag}  - {line}\n" for tag in ("TI", "AU", "JO", "AB", "VL", "IS", "SP", "PB", "KW", "DO", "UR"))
    bib = "@article{owl,\n" + "".join(
        f"  {name} = {{{value}}},\n"
        for name, value in (("title", line.replace("{", "(").replace("}", ")")), ("author", "Owl, A"), ("year", "2020"))
    )
    trial = json.loads((Path(__file__).parent / "sources" / "samples" / "trial.json").read_text("utf-8"))
    paragraphs = "".join(
        f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in ("Abstract", ALL, "Methods", ALL)
    )
    quoted = json.dumps(ALL.replace("\u202e", "").replace("\u202c", "").replace("\u200b", ""), ensure_ascii=False)
    return {
        "hostile.ris": f"TY  - JOUR\n{ris}PY  - 2020\nER  - \n".encode(),
        "hostile.bib": f"{bib}}}\n".encode(),
        "hostile.nbib": f"PMID- 1\nTI  - {line}\nAB  - {line}\nFAU - {line}\nJT  - {line}\n".encode(),
        "hostile-csl.json": json.dumps(
            [{"id": ALL, "type": "article-journal", "title": ALL, "author": [{"literal": ALL}], "container-title": ALL}]
        ).encode(),
        "trial.json": json.dumps(_with(trial, cycle(PAYLOADS.values()))).encode(),
        "trials.csv": _csv(
            ["TrialID", "Public title", "Primary sponsor", "Condition", "Primary outcome", "Inclusion Criteria"],
            [ALL] * 6,
        ).encode(),
        "article.xml": (
            f"<article><front><journal-meta><journal-title-group><journal-title>{xml}</journal-title>"
            f"</journal-title-group></journal-meta><article-meta><title-group><article-title>{xml}</article-title></title-group>"
            f"<contrib-group><contrib contrib-type='author'><name><surname>{xml}</surname></name></contrib>"
            f"</contrib-group><abstract><p>{xml}</p></abstract></article-meta></front><body><sec>"
            f"<title>Results</title><p>{xml} At week 12, 16 of 29 (55%) patients responded with drugazole.</p></sec>"
            "</body></article>"
        ).encode(),
        "page.html": (
            f'<html><head><meta name=citation_title content="{escape(ALL, {chr(34): "&quot;"})}">'
            f'<meta name=citation_journal_title content="J"></head><body><h2>Results</h2><p>{xml}</p></body></html>'
        ).encode(),
        "article.docx": word(paragraphs),
        "article.pdf": pdf(f"= Abstract\n#text({quoted})\n= Methods\n#text({quoted})\n#lorem(400)"),
        "page.txt": f"Owls in the registry\n- Registration Number\n- NCT01234567\n- Lead Sponsor\n- {line}\n- Status\n"
        f"- {line}\n- Sex\n- {line}\n- Study Type\n- {line}\n- Brief Summary\n- {line}\n".encode(),
        "bomb.xml": BOMB.encode(),
        "bomb.docx": word("<w:p><w:r><w:t>" + "a" * 4_000_000 + "</w:t></w:r></w:p>"),
        "deep.json": b'{"protocolSection": ' + b"[" * 50_000,
        "deep.html": b"<html><body>" + b"<div>" * 50_000,
        "long-line.txt": b"owl " * 260_000,
        "nul.txt": b"Owls\0 and owls\n" + b"owls " * 200,
        **{
            name: f"Owls in the registry {n}\n- Registration Number\n- NCT0{n}234567\n".encode()
            for n, name in enumerate(NAMES)
        },
    }


def _with(value: object, words: Iterator[str]) -> object:
    """A copy of JSON data with one of the words put before each text."""
    if isinstance(value, dict):
        return {key: _with(one, words) for key, one in value.items()}
    if isinstance(value, list):
        return [_with(one, words) for one in value]
    return f"{next(words)} {value}" if isinstance(value, str) and " " in value else value


def _csv(*rows: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


CHAPTER = """# Everything {#sec-all}

```{python}
from IPython.display import display
from prismabook.report import Review, bullets, tables

review = Review.open()
display(bullets(row["source"] for row in review.records))
display(tables.records(review))
display(tables.sources(review))
display(tables.overview(review))
```

```{python}
for row in review.records:
    display(tables.evidence(review, row["key"]))
```

```{python}
for severity in ("error", "warning", "note"):
    display(tables.findings(review, severity=severity))
```
"""
CONFIG = """project: {type: book, output-dir: _book}
book:
  title: Owls
  author: Nobody
  output-file: owls
  chapters: [index.qmd, all.qmd, references.qmd]
bibliography: references.bib
nocite: "@*"
execute: {echo: false}
format: {html: default, prismabook-typst: {papersize: a4}}
"""


@dataclass(frozen=True)
class Book:
    """The rendered review: its folder, its pages' trees and its PDF's text."""

    root: Path
    codes: frozenset[str]
    pages: tuple[html.HtmlElement, ...]
    text: str
    pdf: str


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    root = tmp_path_factory.mktemp("hostile") / "review"
    seeds = root / "seeds"
    seeds.mkdir(parents=True)
    for name, data in documents().items():
        (seeds / name).write_bytes(data)
    outside = root.parent / "secret.txt"
    outside.write_text("owl-secret")
    (seeds / "link.txt").symlink_to(outside)
    (root / "_quarto.yml").write_text(CONFIG, "utf-8")
    (root / "index.qmd").write_text("# Owls\n\nA page.\n", "utf-8")
    (root / "all.qmd").write_text(CHAPTER, "utf-8")
    (root / "references.qmd").write_text("# References {.unnumbered}\n\n::: {#refs}\n:::\n", "utf-8")
    project = Project(root)
    assembled = assemble(project)
    write(assembled, project)
    rendered = render(root, "embedded", ("html", "pdf"), lambda _: None)
    assert rendered.html is not None
    assert rendered.pdf is not None
    pages = tuple(html.fromstring(path.read_text("utf-8")) for path in sorted((root / "_book").rglob("*.html")))
    text = "\n".join(page.text_content() for page in pages)
    codes = frozenset(finding.code.id for finding in assembled.findings)
    return Book(root, codes, pages, text, pdf_text(rendered.pdf))


def pdf_text(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return "\n".join(document[n].get_textpage().get_text_range() for n in range(len(document)))


def squeezed(text: str) -> str:
    """Text without blanks and hyphens, which line breaks put in and take out."""
    return re.sub(r"[\s\u00ad\u200b\ufffe\-]+", "", text)


@pytest.mark.parametrize("name", [name for name in PAYLOADS if name not in ("turned", "table", "entity")])
def test_each_payload_stands_in_the_pages_as_text(book: Book, name: str) -> None:
    assert squeezed(PAYLOADS[name]) in squeezed(book.text)


@pytest.mark.parametrize("letter", "ACDEFGHIJKLMNOQRSTUVW")
def test_each_payload_stands_in_the_pdf_as_text(book: Book, letter: str) -> None:
    assert f"owl{letter}" in squeezed(book.pdf)


def test_markup_of_payloads_is_printed_in_the_pdf(book: Book) -> None:
    text = squeezed(book.pdf)
    for words in (
        "<script>alert(",
        '#read("/etc/passwd")',
        r"\input{/etc/passwd}",
        "{{<include/etc/passwd>}}",
        "**owlC**",
    ):
        assert words in text, words


def test_nothing_became_markup(book: Book) -> None:
    for page in book.pages:
        assert not page.xpath("//img[contains(@src, 'owl')]")
        assert not page.xpath("//*[contains(@class, 'owned')]")
        assert not page.xpath("//b[contains(., 'owlI')] | //strong[. = 'owlC'] | //h1[contains(., 'owlF')]")
        assert not page.xpath("//sup[. = 'owlN'] | //sub[. = 'owlO'] | //*[contains(@class, 'callout')]")
        assert not page.xpath("//script[contains(., 'owl')]")
        for element in page.iter():
            for attribute, value in element.attrib.items():
                assert not (attribute.startswith("on") and "alert" in value)
                assert not (attribute in ("href", "src") and value.strip().lower().startswith("javascript:"))


def test_nothing_was_read_run_or_fetched(book: Book) -> None:
    for text in (book.text, book.pdf):
        assert "root:x:0" not in text
        assert "owl-secret" not in text
    assert not list(book.root.rglob("owned*"))
    assert not (Path.cwd() / "owned").exists()


def test_what_turns_or_hides_text_is_named(book: Book) -> None:
    for text in (book.text, book.pdf):
        assert "\u202e" not in text
        assert "\u200b" not in text
        assert "⟨U+202E⟩" in text


def test_each_attack_has_its_finding(book: Book) -> None:
    wanted = {
        "PB106",  # a link out of the folder
        "PB110",  # NULs
        "PB111",  # turned text
        "PB112",  # invisible characters
        "PB136",  # a zip bomb
        "PB137",  # deep JSON
        "PB142",  # entities of its own
    }
    assert wanted <= book.codes
    assert not book.codes & {"PB107", "PB302", "PB301"}


def test_names_of_files_are_text_too(book: Book) -> None:
    for name in NAMES:
        assert squeezed(name) in squeezed(book.text), name
        assert squeezed(re.sub(r"\.txt$", "", name))[:12] in squeezed(book.pdf), name


def test_no_cell_of_a_table_is_a_formula_and_no_value_is_lost(book: Book) -> None:
    cells = set()
    for table in TABLES:
        path = book.root / "review" / "data" / table.file
        if not path.exists():
            continue
        text = path.read_bytes().decode("utf-8")
        texts = {column.name for column in table.columns if column.type == "string"}
        for row in csv.DictReader(io.StringIO(text, newline="")):
            assert not [
                cell
                for name, cell in row.items()
                if name in texts and cell.startswith(("=", "+", "-", "@", "\t", "\r"))
            ]
        cells |= {cell for row in from_csv(text, table) for cell in row.values()}
    for name in ("formula", "sum", "plus", "minus"):
        assert any(PAYLOADS[name] in cell for cell in cells)
    assert "=cmd|x.txt" in cells


def test_the_documents_themselves_are_untouched(book: Book) -> None:
    for name, data in documents().items():
        if not name.endswith((".pdf", ".docx")):
            assert (book.root / "seeds" / name).read_bytes() == data
    assert shutil.which("owned") is None
