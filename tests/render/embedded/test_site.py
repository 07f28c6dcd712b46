"""The site as a whole: what it holds, what it never holds, and what a failure leaves."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from prismabook.findings import PrismabookError
from prismabook.render.embedded import render

pytestmark = pytest.mark.slow

CONFIG = "project: {type: book}\nbook:\n  title: Hedges\n  chapters: [index.qmd, one.qmd]\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>'
BIB = """\
@book{b2001, author={Beta, B.}, title={Bees}, year={2001}}
@book{a2002, author={Alpha, A.}, title={Ants}, year={2002}}
"""

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes a book: its first page, its chapter, more settings, further files."""

    def write(index: str = "# Start\n", one: str = "# One\n", settings: str = "", **files: str) -> Path:
        root = tmp_path / "book"
        texts = {"_quarto.yml": CONFIG + settings, "index.qmd": index, "one.qmd": one, "dot.svg": SVG, **files}
        for name, text in texts.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
        return root

    return write


def page(root: Path, name: str = "index") -> BeautifulSoup:
    return BeautifulSoup((root / "_book" / f"{name}.html").read_text("utf-8"), "html.parser")


def said(root: Path) -> str:
    return "\n".join(map(str, render(root, ("html",)).findings))


def main(root: Path, name: str = "index") -> Tag:
    found = page(root, name).select_one("main")
    assert found is not None
    return found


def test_a_failure_leaves_the_last_good_book(make: Make) -> None:
    root = make("# First\n")
    render(root, ("html",))
    make("# Second\n\n{{< include gone.qmd >}}\n")
    with pytest.raises(PrismabookError):
        render(root, ("html",))
    assert "First" in main(root).get_text()
    assert sorted(path.name for path in root.iterdir() if path.name.startswith("._")) == []


def test_the_same_book_has_the_same_bytes(make: Make) -> None:
    root = make("# Start\n\n![A](dot.svg){#fig-a}\n\n$$ a $$ {#eq-a}\n\n::: {.panel-tabset}\n## T\nx\n:::\n")
    seen = []
    for _ in range(2):
        render(root, ("html",))
        book = root / "_book"
        seen.append({p.relative_to(book): p.read_bytes() for p in sorted(book.rglob("*")) if p.is_file()})
    assert seen[0] == seen[1]
    assert str(root).encode() not in b"".join(seen[0].values())


def test_no_page_asks_another_host_for_anything(make: Make) -> None:
    root = make("# Start\n\n$x^2$ [out](https://example.org/)\n")
    render(root, ("html",))
    for file in (root / "_book").rglob("*"):
        if file.suffix in (".html", ".css", ".js"):
            loads = re.findall(
                r"""(?:src|<link[^>]*href)=["']?([^"'> ]+)|url\(([^)]+)\)|(?:fetch|import)\(""", file.read_text()
            )
            assert [load for load in loads if "//" in "".join(load)] == []


def test_used_files_come_along_and_others_do_not(make: Make) -> None:
    root = make(
        "![d](dot.svg) [data](sub/x%20y.csv) [secret](../secret.txt) [link](link.txt)\n",
        settings="  # resources below\n",
        **{"sub/x y.csv": "a\n", "unused.txt": "u"},
    )
    (root.parent / "secret.txt").write_text("secret")
    (root / "link.txt").symlink_to(root.parent / "secret.txt")
    findings = said(root)
    names = {p.relative_to(root / "_book").as_posix() for p in (root / "_book").rglob("*") if p.is_file()}
    assert {"dot.svg", "sub/x y.csv"} <= names
    assert not {"unused.txt", "secret.txt", "link.txt"} & names
    assert "PB711" in findings
    assert "link.txt" in findings


def test_without_a_page_of_references_each_page_has_its_own(make: Make) -> None:
    root = make("# S\n\n@b2001\n", "# One\n\n@a2002\n", "bibliography: r.bib\n", **{"r.bib": BIB})
    render(root, ("html",))
    assert [e["id"] for e in page(root).select(".csl-entry")] == ["ref-b2001"]
    assert [e["id"] for e in page(root, "one").select(".csl-entry")] == ["ref-a2002"]
    assert main(root).find_all("h2")[-1].get_text() == "References"


def test_numbers_of_sources_run_through_the_book(make: Make) -> None:
    csl = (Path(__file__).parents[2] / "conformance" / "cases" / "09-citations-numeric" / "numeric.csl").read_text(
        "utf-8"
    )
    root = make(
        "# S\n\nFirst [@b2001].\n",
        "# One\n\nThen [@a2002], again [@b2001].\n\n::: {#refs}\n:::\n",
        "bibliography: r.bib\ncsl: n.csl\n",
        **{"r.bib": BIB, "n.csl": csl},
    )
    render(root, ("html",))
    assert "Then [2], again [1]." in main(root, "one").get_text()
    assert [entry["id"] for entry in page(root, "one").select(".csl-entry")] == ["ref-b2001", "ref-a2002"]
    link = main(root).select_one("a[role=doc-biblioref]")
    assert link is not None
    assert link["href"] == "one.html#ref-b2001"


def test_what_is_not_cited_counts_in_the_numbers_of_every_page(make: Make) -> None:
    csl = (Path(__file__).parents[2] / "conformance" / "cases" / "09-citations-numeric" / "numeric.csl").read_text(
        "utf-8"
    )
    by_author = csl.replace(
        '<bibliography second-field-align="flush">',
        '<bibliography second-field-align="flush"><sort><key variable="author"/></sort>',
    )
    assert by_author != csl
    root = make(
        "# S\n\nSee [@b2001].\n",
        "# One\n\n::: {#refs}\n:::\n",
        'bibliography: r.bib\ncsl: n.csl\nnocite: "@*"\n',
        **{"r.bib": BIB, "n.csl": by_author},
    )
    render(root, ("html",))
    assert "See [2]." in main(root).get_text()
    assert [entry["id"] for entry in page(root, "one").select(".csl-entry")] == ["ref-a2002", "ref-b2001"]


def test_a_source_beside_a_reference_is_kept(make: Make) -> None:
    root = make(
        "# S\n\n![A](dot.svg){#fig-a}\n\nSee [@b2001; @fig-a] and @fig-a [in @a2002].\n",
        settings="bibliography: r.bib\n",
        **{"r.bib": BIB},
    )
    render(root, ("html",))
    text = main(root).get_text().replace("\u00a0", " ")
    assert "Figure 1.1 (Beta 2001)" in text
    assert "(in Alpha 2002)" in text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# S\n\nSee @fig-gone.\n", "index.qmd:3: warning PB712: “@fig-gone”"),
        ("# S\n\n\n[x](gone.qmd)\n", "index.qmd:4: warning PB710: “gone.qmd”"),
        ("# S\n\n{{< brand v >}}\n", "index.qmd:3: warning PB713"),
        ("# S\n\n::: {.callout-hint}\nx\n:::\n", "index.qmd:3: warning PB708: “callout-hint”"),
        ("# S\n\n![](dot.svg){#fig-a}\n\n![](dot.svg){#fig-a}\n", "index.qmd:3: error PB709: “fig-a”"),
        ("# S\n\n![](gone.png)\n", "index.qmd:3: warning PB720: “gone.png”"),
        ("# S\n\n$\\frac{1$\n", "warning PB715: Could not convert TeX math"),
    ],
)
def test_findings_name_the_line(make: Make, text: str, found: str) -> None:
    assert found in said(make(text))


def test_a_label_in_two_chapters_is_told(make: Make) -> None:
    root = make("# S\n\n![](dot.svg){#fig-a}\n", "# One\n\n![](dot.svg){#fig-a}\n")
    assert "one.qmd:3: error PB717: “fig-a” is in index.qmd too" in said(root)


def test_links_in_html_of_the_authors_reach_their_chapter(make: Make) -> None:
    root = make("# S\n\n<a href=\"one.qmd#x\">a</a> [b](mailto:a@b.c) <a href='https://e.org/one.qmd'>c</a>\n")
    render(root, ("html",))
    assert [a["href"] for a in main(root).select("p a")] == ["one.html#x", "mailto:a@b.c", "https://e.org/one.qmd"]


def test_text_of_the_settings_cannot_become_a_tag_of_the_frame(make: Make) -> None:
    root = make(settings='lang: "en\\"><script>x</script>"\ntoc-title: "<b>&"\n', index="# S\n\n## T\n")
    render(root, ("html",))
    html = (root / "_book" / "index.html").read_text("utf-8")
    assert "<script>x" not in html
    assert page(root).select_one("#toc-title").get_text() == "<b>&"  # type: ignore[union-attr]


def test_pages_have_what_a_screen_reader_needs(make: Make) -> None:
    root = make("# S\n\n## Part\n\n| a |\n|---|\n| 1 |\n")
    render(root, ("html",))
    soup = page(root)
    skip = soup.select_one("a.skip-link")
    assert skip is not None
    assert soup.select_one(f"main{skip['href']}") is not None
    assert soup.html is not None
    assert soup.html["lang"] == "en"
    assert len(soup.find_all("h1")) == 2
    assert all(nav.get("aria-label") or nav.get("aria-labelledby") for nav in soup.find_all("nav"))
    assert soup.select_one("#quarto-sidebar a[aria-current=page]").get_text(" ", strip=True) == "1 S"  # type: ignore[union-attr]


def test_no_label_of_a_reference_is_lost(make: Make) -> None:
    root = make(
        "# S\n\n![](dot.svg){#fig-a}\n\n![](dot.svg){#fig-b}\n\n"
        "[Figures @fig-a and @fig-b]. [Figures @fig-a to -@fig-b; see @fig-a, left].\n"
    )
    render(root, ("html",))
    text = main(root).get_text().replace("\u00a0", " ")
    assert "Figures 1.1 and 1.2. Figures 1.1 to 1.2, see 1.1, left." in text


def test_a_bare_fragment_reaches_a_section_of_another_chapter(make: Make) -> None:
    root = make(
        "# S {#sec-s}\n\n[a](#sec-deep) [b](#sec-one) [c](#sec-s) [d](#place) [e](#gone)\n\n[Here]{#place}\n",
        "# One {#sec-one}\n\n## Deep {#sec-deep}\n\n## Place {#place}\n",
    )
    render(root, ("html",))
    links = [a["href"] for a in main(root).select("p a")]
    assert links == ["one.html#sec-deep", "one.html", "#sec-s", "#place", "#gone"]


def test_appendices_may_be_without_a_letter(make: Make) -> None:
    root = make(
        settings="  appendices: [x.qmd, y.qmd]\n",
        **{"x.qmd": "# X {.unnumbered .unlisted}\n\n## S\n", "y.qmd": "# Y\n\n## S\n"},
    )
    render(root, ("html",))
    bar = page(root).select_one("#quarto-sidebar")
    assert bar is not None
    assert [a.get_text() for a in bar.find_all("a")][2:] == ["Appendices", "X", "A Y"]
    assert main(root, "x").find("h1").get_text() == "X"  # type: ignore[union-attr]
    assert main(root, "y").find("h1").get_text() == "Appendix A — Y"  # type: ignore[union-attr]
    assert [bool(page(root, name).select_one("#TOC")) for name in ("x", "y")] == [False, True]


@pytest.mark.parametrize("entry", ['""', "/", ".", "../x", "a/../../x", "C:/x", "a**", "null", "{a: b}"])
def test_a_resource_that_names_no_file_of_the_project_is_an_error_with_its_line(make: Make, entry: str) -> None:
    root = make()
    (root.parent / "x").write_text("outside")
    config = CONFIG.replace("{type: book}", f"\n  type: book\n  resources:\n    - dot.svg\n    - {entry}")
    (root / "_quarto.yml").write_text(config, "utf-8")
    with pytest.raises(PrismabookError) as raised:
        render(root, ("html",))
    (finding,) = raised.value.findings
    assert (finding.code.id, str(finding.place)) == ("PB704", "_quarto.yml:5")


def test_resources_are_copied(make: Make) -> None:
    root = make(**{"data/a.csv": "1", "data/deep/b.csv": "2", "more.txt": "3"})
    config = CONFIG.replace("{type: book}", "{type: book, resources: [/data/**/*.csv, more.txt]}")
    (root / "_quarto.yml").write_text(config, "utf-8")
    render(root, ("html",))
    assert [(root / "_book" / name).read_text("utf-8") for name in ("data/a.csv", "data/deep/b.csv", "more.txt")] == [
        "1",
        "2",
        "3",
    ]


def test_offered_downloads_are_the_books_own_files_that_are_made(make: Make) -> None:
    settings = "  output-file: hedges\n  downloads: [pdf, docx]\nformat: {html: default, docx: default}\n"
    root = make(settings=settings, index="# Start\n\n[Word](hedges.docx), [print](hedges.pdf)\n")
    found = render(root, ("html", "docx")).findings
    assert [a["href"] for a in page(root).select(".downloads a")] == ["hedges.docx"]
    assert (root / "_book" / "hedges.docx").is_file()
    assert [finding.message for finding in found] == ["“hedges.pdf”"]


STYLE = """\
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<info><title>t</title><id>t</id><updated>2020-01-01T00:00:00Z</updated></info>
<citation et-al-min="6" et-al-use-first="5" et-al-subsequent-min="2" et-al-subsequent-use-first="1">
<layout prefix="(" suffix=")"><names variable="author"><name form="short"/></names></layout></citation>
<bibliography><layout><names variable="author"/></layout></bibliography></style>
"""


def test_a_source_without_printed_form_is_told_once_where_it_is_cited(make: Make) -> None:
    chapter = "# One\n\n[@empty]\n\n::: {#refs}\n:::\n"
    root = make(
        one=chapter,
        settings="bibliography: r.bib\ncsl: s.csl\n",
        **{"r.bib": "@misc{empty, note={x}}\n", "s.csl": STYLE},
    )
    found = [finding for finding in render(root, ("html", "docx")).findings if "empty" in finding.message]
    assert [(f.code.id, f.place and (f.place.file, f.place.line)) for f in found] == [("PB780", ("one.qmd", 3))]


def test_without_a_bibliography_all_formats_say_the_same_once(make: Make) -> None:
    root = make(one="# One\n\n[@foo]\n", settings="format: {html: default, docx: default}\n")
    assert [finding.code.id for finding in render(root, ("html", "docx")).findings] == ["PB725"]


def test_names_are_shortened_only_after_the_first_citation(make: Make) -> None:
    bib = "@book{many, author={One, A. and Two, B. and Three, C.}, title={T}, year={2001}}\n"
    one = "# One\n\n[@many] and [@many]\n\n::: {#refs}\n:::\n"
    root = make(one=one, settings="bibliography: r.bib\ncsl: s.csl\n", **{"r.bib": bib, "s.csl": STYLE})
    render(root, ("html",))
    text = " ".join(main(root, "one").get_text().split())
    assert "(One, Two, Three) and (One et al.)" in text


def test_a_page_with_a_wide_table_is_wide_from_the_beginning(make: Make) -> None:
    root = make(one="# One\n\n| a | b | c | d | e |\n|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 |\n")
    render(root, ("html",))
    assert page(root, "one").select(".site.wide")
    assert page(root, "index").select(".site") and not page(root, "index").select(".wide")
