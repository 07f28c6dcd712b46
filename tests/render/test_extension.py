"""The house style's Quarto extension: one source, and a template that holds with whatever a title block may say."""

import io
import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import typst
from pypdf import PdfReader

ROOT = Path(__file__).parents[2]
PACKAGED = ROOT / "src" / "prismabook" / "render" / "extension"
PROJECT = ROOT / "_extensions" / "prismabook"
EMBEDDED_ONLY = {"template.typ"}
"""Quarto has a main template of its own, which puts the partials together."""


def compiled(tmp_path: Path, body: str = "# One\n\nText.\n", filters: Sequence[str] = (), **meta: Any) -> bytes:
    """A document in the house style, with the standard for accessible PDF enforced by the compiler."""
    (tmp_path / "meta.json").write_text(json.dumps({"lang": "en", **meta}), "utf-8")
    (tmp_path / "body.md").write_text(body, "utf-8")
    template = PACKAGED / "template.typ"
    command = [pypandoc.get_pandoc_path(), "body.md", "--from=markdown", "--to=typst", f"--template={template}"]
    command += ["--metadata-file=meta.json", "--syntax-highlighting=idiomatic", "--wrap=none", "--output=body.typ"]
    command += [f"--lua-filter={PACKAGED / name}" for name in filters]
    subprocess.run(command, cwd=tmp_path, check=True)
    pdf = typst.compile(str(tmp_path / "body.typ"), pdf_standards=["ua-1"], ignore_system_fonts=True)
    assert isinstance(pdf, bytes)
    return pdf


def test_the_project_holds_the_packaged_extension() -> None:
    packaged = {path.name: path.read_bytes() for path in PACKAGED.iterdir() if path.name not in EMBEDDED_ONLY}
    assert packaged == {path.name: path.read_bytes() for path in PROJECT.iterdir()}, (
        "Copy src/prismabook/render/extension/ (without template.typ) to _extensions/prismabook/."
    )


def test_the_extension_asks_for_no_version_of_quarto() -> None:
    # Quarto validates every extension of a project first: a requirement would stop HTML with an older Quarto too.
    assert "quarto-required" not in (PACKAGED / "_extension.yml").read_text("utf-8")


@pytest.mark.parametrize(
    "title",
    [
        "Plain",
        "Quotes \"double\", 'single' and “curly”",
        "Signs #let x = 1 \\@key <label> \\$x\\$ *a* _b_ \\ // /* ] [ ) ( `code`",
        "A very long title " * 30,
        "Gene *TP53* and x^2^ in `code`",
    ],
)
def test_titles_of_any_kind(title: str, tmp_path: Path) -> None:
    assert compiled(tmp_path, title=title).startswith(b"%PDF")


@pytest.mark.parametrize(
    "meta",
    [
        {},
        {"subtitle": "Sub", "date": "2026-01-15", "version": "1.10", "keywords": ["one", "two_three", "#four"]},
        {"date": "not a date", "how-to-cite": "Doe J. *A title*. 2026."},
        {
            "abstract": "**Background.** One.\n\n**Methods.** Two.\n\n- a\n- list",
            "papersize": "us-letter",
            "lang": "de-CH",
        },
        {"doi": "10.5555/a_b<c>", "lang": "xx"},
        {
            "by-author": [
                {
                    "name": {"literal": f"Author Number-{n} O’Name"},
                    "orcid": "0000-0002-1825-0097",
                    "email": f"a_{n}@example.org",
                    "attributes": {"corresponding": n == 1},
                    "affiliations": [{"number": 1 + n % 3}],
                }
                for n in range(40)
            ],
            "by-affiliation": [{"name": f"Institute {n}", "city": "Leeds", "country": "UK"} for n in range(3)],
        },
    ],
)
def test_title_blocks_of_any_kind(meta: dict[str, Any], tmp_path: Path) -> None:
    assert compiled(tmp_path, title="A title", **meta).startswith(b"%PDF")


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    first = compiled(tmp_path, title="A title", date="2026-01-15")
    assert first == compiled(tmp_path, title="A title", date="2026-01-15")
    assert re.search(rb"CreationDate\s*\(D:20260115", first)


def test_without_a_date_none_is_written(tmp_path: Path) -> None:
    assert b"CreationDate" not in compiled(tmp_path, title="A title")


@pytest.mark.parametrize(
    ("given", "number"),
    [({}, "1.1.1"), ({"section-numbering": "1.1.a"}, "1.1.1"), ({"section-numbering": "1.1 i"}, "1.1 i")],
)
def test_sections_are_numbered_as_on_the_pages(given: dict[str, str], number: str, tmp_path: Path) -> None:
    pdf = compiled(tmp_path, "# One\n\n## Two\n\n### Three\n", title="A title", **{"toc-depth": 1, **given})
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert f"{number} Three" in text


QUARTO_BODY = """
```{=typst}
#show heading.where(level: 1): it => { counter(figure.where(kind: "quarto-float-fig")).update(0); it }
```

# First {#sec-first}

See `#ref(<fig-a>, supplement: [Figure])`{=typst}, `#ref(<fig-p-1>, supplement: [Figure])`{=typst},
`#ref(<eq-a>, supplement: [Equation])`{=typst}, `#ref(<wrn-a>, supplement: [Warning])`{=typst} and
`#ref(<sec-first>, supplement: [Section])`{=typst}.

```{=typst}
#figure([#box(width: 1cm, height: 1cm)], alt: "a", caption: figure.caption(position: bottom, [One]),
  kind: "quarto-float-fig", supplement: "Figure") <fig-a>
#quarto_super(kind: "quarto-float-fig", caption: [Two], label: <fig-p>, position: bottom, supplement: "Figure",
  subrefnumbering: "1a", subcapnumbering: "(a)", [#grid(columns: 2,
  [#figure([L], alt: "l", caption: figure.caption(position: bottom, [Left]), kind: "quarto-subfloat-fig",
    supplement: "") <fig-p-1>],
  [#figure([R], alt: "r", caption: figure.caption(position: bottom, [Right]), kind: "quarto-subfloat-fig",
    supplement: "") <fig-p-2>])])
#math.equation(block: true, alt: "a", numbering: equation-numbering, [ $ a $ ])<eq-a>
#block[#callout(body: [Body.], title: [Note], background_color: rgb("#dae6fb"), icon_color: rgb("#0758E5"),
  icon: none, body_background_color: white)]
#figure([#block[#callout(body: [Body.], title: [Mind], background_color: rgb("#dae6fb"), icon_color: rgb("#0758E5"),
  icon: none, body_background_color: white)]], caption: figure.caption(position: top, [Mind]),
  kind: "quarto-callout-Warning", supplement: "Warning", numbering: callout-numbering) <wrn-a>
#theorem-render(prefix: none, title: "x", full-title: "Theorem 1.1 (x)")[Text.]
#quarto-code-filename("count.py")[
#quarto-code-annotation(("1": 1, "3": 1, "2": 2), cell-id: "annotated-cell-1")[```python
a = 1
b = 2
a + b
```]]
#quarto-annotation-item("annotated-cell-1", 1, [Twice.])
#quarto-annotation-item("annotated-cell-1", 2, [Once.])
#quarto-annotation-item("", 3, [Nowhere.])
#horizontalrule
#set page(flipped: true)
Turned.
#set page(flipped: false)
#pb-part-heading(id: "sec-part")[Second part]
In #ref(<sec-part>, supplement: [Part]).
#show: pb-appendices.with(title: [Appendices])
= More <sec-more>
#figure([#table(columns: 2, table.header([a], [b]), table.hline(), [1], [2])],
  caption: figure.caption(position: top, [Numbers]), kind: "quarto-float-tbl", supplement: "Table") <tbl-a>
See #ref(<tbl-a>, supplement: [Table]) in #ref(<sec-more>, supplement: [Appendix]).
```
"""
"""What Quarto 1.10 writes for floats, callouts, equations and theorems, and what our filter makes of its dividers."""


def test_the_body_as_quarto_writes_it(tmp_path: Path) -> None:
    pdf = PdfReader(io.BytesIO(compiled(tmp_path, QUARTO_BODY, title="A title")))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for words in (
        "See Figure 1.1, Figure 1.2a, Equation (1.1), Warning 1.1 and Section 1",
        "Figure 1.1: One",
        "Figure 1.2: Two",
        "(a) Left",
        "(b) Right",
        "Warning 1.1: Mind",
        "Theorem 1.1 (x). Text.",
        "count.py a = 1 1 b = 2 2 a + b 1 1 Twice. 2 Once. 3 Nowhere.",
        "In Part I.",
        "Table A.1: Numbers",
        "See Table A.1 in Appendix A",
    ):
        assert words in text


MARGIN_BODY = """
```{=typst}
#show footnote: it => column-sidenote(it.body)
#note(alignment: "baseline", shift: "avoid")[Beside.]
#notefigure([#box(width: 1cm, height: 1cm)], alt: "a", label: <fig-m>, caption: [Small],
  kind: "quarto-float-fig", supplement: "Figure")
#column-body-outset(side: "right")[Wide.]
#wideblock(side: "both")[Wider.]
See #ref(<fig-m>, supplement: [Figure])#footnote[Below.].
```
"""


def test_what_quarto_sets_in_the_margin_stands_in_the_column(tmp_path: Path) -> None:
    pdf = PdfReader(io.BytesIO(compiled(tmp_path, MARGIN_BODY, title="A title", **{"margin-geometry": {"x": "y"}})))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "Beside. Figure 1: Small Wide. Wider. See Figure 1 (Below.)." in text


MARKED = """
# First {#sec-first}

## Criteria {#sec-criteria prisma="5 A3"}

Words.

```{=typst}
#pagebreak()
```

[One more.]{prisma="5"} And [“words\\"]{prisma='6 \\"'}.

::: {prisma=17}
Studies.
:::

# Unnumbered {#sec-un .unnumbered prisma="2"}

Words.

# Checklist {#sec-list}

Five[]{prisma-pages="5" prisma-section="sec-criteria" prisma-chapter="a.qmd"}. Two[]{prisma-pages="2"
prisma-section="sec-un" prisma-chapter="a.qmd"}. Title[]{prisma-pages="1" prisma-section="pb-title"
prisma-chapter="_quarto.yml"}. None[]{prisma-pages="9" prisma-section="sec-un" prisma-chapter="a.qmd"}.
"""


def test_a_checklist_knows_the_pages_of_its_marks(tmp_path: Path) -> None:
    pdf = PdfReader(io.BytesIO(compiled(tmp_path, MARKED, ["prisma-marks.lua"], title="A title")))
    (attached,) = pdf.attachments["prisma-places.json"]
    told = [(p["item"], p["section"], p["number"], p["page"]) for p in json.loads(attached)]
    assert told == [
        ("", "pb-title", "", "1"),
        ("5", "sec-criteria", "1.1", "1"),
        ("A3", "sec-criteria", "1.1", "1"),
        ("5", "sec-criteria", "1.1", "2"),
        ("6", "sec-criteria", "1.1", "2"),
        ('"', "sec-criteria", "1.1", "2"),
        ("17", "sec-criteria", "1.1", "2"),
        ("2", "sec-un", "", "2"),
    ]
    pages = [page.extract_text() for page in pdf.pages]
    assert (
        "Criteria" in pages[0] and "One more" in pages[1] and "Studies" in pages[1]
    )  # the pages told are the real ones
    assert "Five, pp. 1, 2. Two, p. 2. Title, p. 1. None." in pages[1].replace("\n", " ")


ONE_WALK = """
local function joined(filters)
  local handlers = {}
  for _, filter in ipairs(filters) do
    for name, handler in pairs(filter) do
      local first = handlers[name]
      handlers[name] = first and function(element) return handler(first(element) or element) end or handler
    end
  end
  return handlers
end
quarto = {
  doc = { file_metadata = function() return { file = {} } end },
  utils = { combineFilters = joined, file_metadata_filter = function() return {} end },
}
local both = {}
for _, path in ipairs({ %s }) do
  for _, filter in ipairs(dofile(path)) do table.insert(both, filter) end
end
return { joined(both) }
"""
"""As some versions of Quarto run the filters of one place: in one walk, each with what the one before it returns."""


def test_marks_stay_where_quarto_joins_the_filters(tmp_path: Path) -> None:
    files = (json.dumps((PACKAGED / name).as_posix()) for name in ("prisma-marks.lua", "prismabook.lua"))
    walk = tmp_path / "walk.lua"
    walk.write_text(ONE_WALK % ", ".join(files), "utf-8")
    alone = PdfReader(io.BytesIO(compiled(tmp_path, MARKED, ["prisma-marks.lua"], title="A title")))
    joined = PdfReader(io.BytesIO(compiled(tmp_path, MARKED, [str(walk)], title="A title")))
    assert joined.attachments["prisma-places.json"] == alone.attachments["prisma-places.json"]
    assert [page.extract_text() for page in joined.pages] == [page.extract_text() for page in alone.pages]


def test_a_pdf_without_marks_or_for_a_standard_without_files_carries_none(tmp_path: Path) -> None:
    assert not PdfReader(io.BytesIO(compiled(tmp_path, title="A title"))).attachments
    told = {"title": "A title", "no-attachments": True}
    assert not PdfReader(io.BytesIO(compiled(tmp_path, MARKED, ["prisma-marks.lua"], **told))).attachments
