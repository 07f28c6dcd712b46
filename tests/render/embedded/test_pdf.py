"""The PDF: what a reader and a screen reader find in it, what stops it, and what only draws a remark."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from conformance.observe import observe
from prismabook.findings import Finding, PrismabookError
from prismabook.render.embedded import pdf as pdf_
from prismabook.render.embedded import render
from prismabook.render.embedded.pdf import _template

CONFIG = """
project: {type: book}
lang: en-GB
keywords: [hedges, "counts_of"]
version: "1.10"
how-to-cite: "Okafor M. *Hedges*. <https://example.org/>"
book:
  title: "Hedges & “ditches”"
  subtitle: "With a subtitle"
  author:
    - {name: Mina Okafor, email: mina@example.org, corresponding: true, affiliations: [{ref: field}]}
    - {name: Jon Vale, affiliations: [{ref: field}]}
  date: "2026-01-15"
  abstract: |
    **Background.** What $x$ is.

    **Methods.** Two.
  chapters: [index.qmd, review/one.qmd]
  appendices: [review/more.qmd]
affiliations:
  - {id: field, name: Field Institute, city: Leeds}
format:
  html: default
  prismabook-typst: {papersize: us-letter}
"""
INDEX = "# Summary {.unnumbered}\n\nSee @fig-dot and [a place](review/one.qmd#place).\n"
ONE = """
# One

A [place]{#place}, a sum $x^2$, and a note.[^n]

[^n]: Said *below*.

![A dot](dot.svg){#fig-dot fig-alt="A round dot" width=50px}

| Name | Number |
|:-----|-------:|
| a    |      1 |

: Numbers {#tbl-numbers}

$$ a = b $$ {#eq-sum}

::: {.landscape}
Turned: @eq-sum.
:::
"""
MORE = "# More\n\n## Details\n\n@tbl-numbers again.\n"
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>'


def write_book(root: Path, config: str = CONFIG, one: str = ONE, index: str = INDEX) -> Path:
    (root / "review").mkdir(parents=True)
    for name, text in (
        ("_quarto.yml", config),
        ("index.qmd", index),
        ("review/one.qmd", one),
        ("review/more.qmd", MORE),
        ("review/dot.svg", DOT),
    ):
        (root / name).write_text(textwrap.dedent(text), "utf-8")
    return root


def make(root: Path, **parts: str) -> tuple[pikepdf.Pdf, tuple[Finding, ...]]:
    rendered = render(write_book(root, **parts), ("typst",))
    assert rendered.pdf is not None
    return pikepdf.open(rendered.pdf), rendered.findings


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The elements of the structure tree, in reading order."""

    def walk(node: Any) -> Iterator[Any]:
        if not isinstance(node, pikepdf.Dictionary):
            return
        if "/S" in node:
            yield node
        kids = node.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            yield from walk(kid)

    yield from walk(pdf.Root.StructTreeRoot)


def roles(pdf: pikepdf.Pdf) -> set[str]:
    return {str(element.S)[1:] for element in elements(pdf)}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[pikepdf.Pdf, tuple[Finding, ...]]:
    return make(tmp_path_factory.mktemp("book") / "book")


Made = tuple[pikepdf.Pdf, tuple[Finding, ...]]


@pytest.mark.slow
class TestHouseStyle:
    def test_nothing_is_remarked(self, book: Made) -> None:
        assert book[1] == ()

    def test_it_declares_the_standards(self, book: Made) -> None:
        metadata = book[0].open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata.pdfa_status == "3B"

    def test_it_is_tagged(self, book: Made) -> None:
        assert book[0].Root.MarkInfo.Marked
        wanted = {
            "Title",
            "H1",
            "H2",
            "TOC",
            "Table",
            "THead",
            "TH",
            "TD",
            "Figure",
            "Caption",
            "Formula",
            "Note",
            "Link",
        }
        assert wanted <= roles(book[0])

    def test_language_title_and_people(self, book: Made) -> None:
        pdf = book[0]
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]) == "Hedges & “ditches”"
        assert str(pdf.docinfo["/Author"]) == "Mina Okafor, Jon Vale"
        assert str(pdf.docinfo["/Keywords"]) == "hedges, counts_of"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle

    def test_images_and_formulas_have_words(self, book: Made) -> None:
        described = [str(e.Alt) for e in elements(book[0]) if str(e.S) in ("/Figure", "/Formula") and "/Alt" in e]
        assert [text for text in ("A round dot", "x^2", "x", " a = b ") if text not in described] == []

    def test_the_outline_names_all_sections(self, book: Made) -> None:
        def titles(items: Any) -> list[str]:
            return [title for item in items for title in (item.title, *titles(item.children))]

        with book[0].open_outline() as outline:
            assert titles(outline.root) == ["Summary", "1 One", "Appendices", "A More", "A.1 Details"]

    def test_pages(self, book: Made) -> None:
        sizes = [(float(page.mediabox[2]), float(page.mediabox[3])) for page in book[0].pages]
        assert sizes[0] == (612, 792), "US letter"
        assert (792, 612) in sizes, "a landscape page"
        assert (book[0].Root.get("/PageLabels")) is not None or len(sizes) < 10

    def test_only_embedded_fonts(self, book: Made) -> None:
        for page in book[0].pages:
            for font in page.Resources.get("/Font", {}).values():
                assert "/FontDescriptor" in font.DescendantFonts[0]


@pytest.mark.slow
def test_two_renders_give_the_same_bytes(tmp_path: Path) -> None:
    written = [render(write_book(tmp_path / name), ("typst",)).pdf for name in ("a", "b")]
    first, second = (path.read_bytes() for path in written if path)
    assert first == second


REMARKS = {
    "an image without words": (ONE.replace('fig-alt="A round dot"', ""), "PB737", "review/dot.svg"),
    "a character that no font has": (ONE + "\nA \U00012000 sign.\n", "PB738", "U+12000"),
    "a font that is not there": (ONE + '\n```{=typst}\n#text(font: "Gone Sans")[x]\n```\n', "PB773", "“gone sans”"),
    "an image from elsewhere": (ONE + "\n![Far away](https://example.org/x.png)\n", "PB733", "example.org"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", REMARKS)
def test_a_remark_does_not_stop_the_pdf(name: str, tmp_path: Path) -> None:
    one, code, words = REMARKS[name]
    pdf, findings = make(tmp_path / "book", one=one)
    assert [finding.code.id for finding in findings] == [code], findings
    assert words in findings[0].message
    assert str(findings[0].place).startswith("review/one.qmd") or code == "PB738"
    assert "H1" in roles(pdf)


@pytest.mark.slow
def test_a_missing_font_of_the_house_style_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _template()
    monkeypatch.setattr(pdf_, "_template", lambda: whole.replace('"Libertinus Serif"', '"House Serif"'))
    pdf, findings = make(tmp_path / "book")
    assert {(finding.code.id, finding.message) for finding in findings} == {("PB773", "“house serif”")}
    assert "H1" in roles(pdf)


STOPS = {
    "a missing image": ("![](gone.svg){#fig-dot}", "PB730", "gone.svg"),
    "an image that a link leads out of the project to": ("![](out.svg){#fig-dot}", "PB730", "out.svg"),
    "a link to no place": ("[x](#nowhere)", "PB731", "#nowhere"),
    "a link to two places": ("[a]{#twice} [b]{#twice} [x](#twice)", "PB732", "#twice"),
    "Typst that is wrong": ("```{=typst}\n#undefined-function()\n```", "PB734", "undefined-function"),
    "Typst that reads what is not the book's": ('```{=typst}\n#read("../secret")\n```', "PB734", "secret"),
    "Typst that reads by an absolute path": ('```{=typst}\n#read("/etc/hostname")\n```', "PB734", ""),
    "Typst that imports a package": ('```{=typst}\n#import "@preview/x:1.0.0": *\n```', "PB740", "@preview/x"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", STOPS)
def test_what_stops_the_pdf_is_named(name: str, tmp_path: Path) -> None:
    text, code, words = STOPS[name]
    (tmp_path / "outside.svg").write_text(DOT, "utf-8")
    (tmp_path / "secret").write_text("secret", "utf-8")
    root = write_book(tmp_path / "book", one=f"# One\n\n{text}\n\n[here]{{#place}}\n", index="# Summary\n\n")
    (root / "review" / "out.svg").symlink_to(tmp_path / "outside.svg")
    with pytest.raises(PrismabookError) as caught:
        render(root, ("typst",))
    found = [finding for finding in caught.value.findings if finding.code.id == code]
    assert found, caught.value
    assert words in found[0].message
    assert found[0].place is not None
    assert found[0].place.file == "review/one.qmd"


@pytest.mark.slow
def test_text_never_becomes_typst(tmp_path: Path) -> None:
    hostile = r'\#panic("run") \#import "@preview/x" \] \) \$ \* \_ \` \< \> \@x // /* */ \" = + - /'
    one = f"""
    # One \\#panic()

    {hostile}

    [x]{{#place-"]\\#panic() data="#panic()"}} `#panic()` $"\\#x"$

    ![{hostile}](dot.svg){{#fig-dot fig-alt='"] #panic() \\' width='50%); #panic('}}

    | {hostile.replace("|", "")} |
    |---|
    | `#panic()` |

    ```python
    #panic() ``` "
    ```
    """
    pdf, _ = make(tmp_path / "book", one=textwrap.dedent(one), index="# Summary\n\n")
    assert "Code" in roles(pdf)


EVERYTHING = """
# One {#sec-one}

Cited: [@nobody]{.unknown} is not, as @sec-details, @thm-small, @fig-both, @fig-right, @lst-code, @nte-rule are.

## Methods^[A heading's note.] {#methods}

::: {#thm-small}
## Small

A theorem.
:::

::: {.proof}
Obvious.
:::

- A list

  ::: {#nte-rule .callout-note title="A *rule*"}
  ![A dot](dot.svg){#fig-dot fig-alt="x" width=10%}

  | a | b |
  |---|--:|
  | 1 | 2 |

  : In a callout {#tbl-numbers}
  :::

::: {.panel-tabset}
## First
one

## Second
two
:::

::: {#fig-both layout-ncol=2}
![Left](dot.svg){#fig-left fig-alt="left"}

![Right](dot.svg){#fig-right fig-alt="right"}

Two dots
:::

::: {#fig-text}
Only text.

A figure of text
:::

```{#lst-code .python lst-cap="A listing"}
import "@scope/package"
```

:::: {.columns}
::: {.column width="40%"}
Narrow.
:::
::: {.column width="60%"}
Wide.
:::
::::

| Hash |
|:-----|
| `9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a089f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd` |

: Without a label

Term
: Explained by $e$.

[Methods of the other](more.qmd#methods), [methods here](#methods). [A place]{#place}
"""


@pytest.mark.slow
def test_everything_at_once_keeps_to_the_standards(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book", one=EVERYTHING.replace("[@nobody]{.unknown}", "nobody"))
    (root / "review" / "more.qmd").write_text(
        "# More\n\n## Details {#sec-details}\n\n## Methods\n\nx @eq-s\n\n$$ a $$ {#eq-s}\n"
    )
    rendered = render(root, ("typst",))
    assert rendered.findings == ()
    assert rendered.pdf is not None
    pdf = pikepdf.open(rendered.pdf)
    assert pdf.open_metadata()["pdfuaid:part"] == "1"
    seen = observe(rendered.pdf.parent)["pdf"]
    assert ["Methods of the other", "# A.2 Methods"] in seen["links"]
    assert ["methods here", "# 1.1 Methods"] in seen["links"]
    assert seen["footnotes"] == ["A heading’s note."], "once, and not on the page of the contents"
    assert "Without a label" in seen["captions"]
    assert seen["contents"][-3:] == ["A More", "A.1 Details", "A.2 Methods"]


@pytest.mark.slow
def test_numbers_only_as_deep_as_asked(tmp_path: Path) -> None:
    one = (
        "# One\n\n## Two\n\n### Three\n\n[x]{#place}\n\n![x](dot.svg){#fig-dot}\n\n| a |\n|---|\n\n: N {#tbl-numbers}\n"
    )
    pdf, _ = make(tmp_path / "book", config=CONFIG.replace("project:", "number-depth: 1\nproject:"), one=one)
    with pdf.open_outline() as outline:
        chapter = outline.root[1]
        assert (chapter.title, chapter.children[0].title) == ("1 One", "Two")
