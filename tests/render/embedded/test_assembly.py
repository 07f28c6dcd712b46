"""Putting executed chapters together."""

from __future__ import annotations

import base64
import json
from typing import Any

import pypandoc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prismabook.qmd import parse
from prismabook.render.embedded.assembly import Assembly, assemble, inline_value
from prismabook.render.embedded.execution import Executed, Value

PNG = base64.b64encode(b"\x89PNG").decode()
SVG = {"image/svg+xml": "<svg/>", "text/plain": "<Figure>"}


def shown(data: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {}}


def result(data: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}


def stream(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def cell(options: str, *outputs: dict[str, Any], to: str = "html", code: str = "run()", **defaults: Any) -> Assembly:
    rows = "".join(f"#| {option}\n" for option in options.split("; ") if option)
    chapter = parse(f"```{{python}}\n{rows}{code}\n```\n", "review/a.qmd")
    assert not chapter.findings
    return assemble(Executed(chapter, (outputs,)), to, defaults)


def read(markdown: str) -> Any:
    """Pandoc's blocks."""
    return json.loads(pypandoc.convert_text(markdown, "json", format="markdown"))["blocks"]


@pytest.mark.parametrize(
    ("options", "markdown"),
    [
        ("", "\n::: {.cell}\n``` {.python .cell-code}\nrun()\n```\n:::\n\n"),
        ("echo: false", ""),
        ("include: false", ""),
        ("eval: false", "\n::: {.cell}\n``` {.python .cell-code}\nrun()\n```\n:::\n\n"),
        (
            "echo: fenced; label: x",
            "\n::: {#x .cell}\n```` {.cell-code}\n```{python}\n#| label: x\nrun()\n```\n````\n:::\n\n",
        ),
        (
            'code-fold: show; code-summary: "Say \\"hi\\""',
            '\n::: {.cell}\n``` {.python .cell-code code-fold="show" code-summary="Say \\"hi\\""}\nrun()\n```\n:::\n\n',
        ),
        (
            "lst-label: lst-a; lst-cap: A; column: margin; classes: x .y; layout-ncol: 2",
            '\n::: {.cell .x .y .column-margin layout-ncol="2"}\n'
            '``` {#lst-a .python .cell-code lst-cap="A"}\nrun()\n```\n:::\n\n',
        ),
    ],
)
def test_source_and_its_options(options: str, markdown: str) -> None:
    assert cell(options).markdown == markdown


@pytest.mark.parametrize("level", ["project", "chapter"])
def test_settings_of_project_and_chapter(level: str) -> None:
    front = "---\nexecute:\n  echo: false\n---\n" if level == "chapter" else ""
    chapter = parse(f"{front}```{{python}}\nx\n```\n\n```{{python}}\n#| echo: true\ny\n```\n", "a.qmd")
    defaults = {"echo": level == "chapter", "warning": False}
    markdown = assemble(Executed(chapter, ((stream("w", "stderr"),), ())), "html", defaults).markdown
    assert "x" not in markdown.split("---")[-1]
    assert "w\n" not in markdown
    assert "\ny\n" in markdown


@pytest.mark.parametrize(
    ("output", "inner"),
    [
        (stream("a\n"), "{.cell-output .cell-output-stdout}\n```\na\n```\n"),
        (stream("\x1b[31mred\x1b[0m", "stderr"), "{.cell-output .cell-output-stderr}\n```\nred\n```\n"),
        (stream("a\n````\nb\n"), "{.cell-output .cell-output-stdout}\n`````\na\n````\nb\n`````\n"),
        (
            {"output_type": "error", "ename": "E", "evalue": "x", "traceback": []},
            "{.cell-output .cell-output-error}\n```\nE: x\n```\n",
        ),
        (stream("{{< env HOME >}}"), "{.cell-output .cell-output-stdout}\n```\n{{{< env HOME >}}}\n```\n"),
        (result({"text/plain": ["5"]}), "{.cell-output .cell-output-display}\n```\n5\n```\n"),
        (
            shown({"text/markdown": "*m*", "text/plain": "<M>"}),
            "{.cell-output .cell-output-display .cell-output-markdown}\n*m*\n\n",
        ),
        (shown({"text/html": "<b>```</b>"}), "{.cell-output .cell-output-display}\n````{=html}\n<b>```</b>\n````\n"),
        (
            shown({"text/latex": "$x$", "text/plain": "x"}),
            "{.cell-output .cell-output-display .cell-output-markdown}\n$x$\n\n",
        ),
    ],
)
def test_outputs(output: dict[str, Any], inner: str) -> None:
    assert cell("echo: false", output).markdown == f"\n::: {{.cell}}\n\n::: {inner}:::\n:::\n\n"


@pytest.mark.parametrize(
    ("data", "html", "typst", "docx"),
    [
        ({"text/html": "<p>x</p>", "text/markdown": "*x*", "text/plain": "x"}, "{=html}", "*x*", "*x*"),
        ({"text/html": "<p>x</p>", "text/plain": "plain"}, "{=html}", "```\nplain", "```\nplain"),
        ({"text/html": "<TABLE></TABLE>", "text/plain": "plain"}, "{=html}", "{=html}", "{=html}"),
        ({"image/svg+xml": "<svg/>", "image/png": PNG, "text/plain": "F"}, "-1.svg)", "-1.svg)", "-1.svg)"),
        ({"image/jpeg": PNG, "text/plain": "F"}, "-1.jpg)", "-1.jpg)", "-1.jpg)"),
    ],
)
def test_each_format_takes_the_form_it_can_show(data: dict[str, Any], html: str, typst: str, docx: str) -> None:
    for to, expected in (("html", html), ("typst", typst), ("docx", docx)):
        assert expected in cell("echo: false", shown(data), to=to).markdown


def test_what_no_format_can_show_is_a_finding() -> None:
    (finding,) = cell("", shown({"application/x-thing": {}})).findings
    assert (finding.code.id, str(finding.place)) == ("PB758", "review/a.qmd:1")


def test_output_off_and_as_it_is() -> None:
    assert "a" not in cell("output: false; echo: false", stream("a")).markdown
    assert cell("output: asis; echo: false", stream("## A\n"), stream("- b\n")).markdown == "\n## A\n\n- b\n\n"
    boxed = cell("output: asis; echo: false; classes: boxed", stream("## A\n")).markdown
    assert boxed == "\n::: {.cell .boxed}\n## A\n:::\n\n"


def test_a_figure_has_label_caption_and_alternative_text() -> None:
    options = 'label: fig-a; fig-cap: "See *b*"; fig-alt: "Its \\"so\\" & more"'
    made = cell(f"{options}; echo: false", shown(SVG), result({"text/plain": "[<matplotlib.lines.Line2D at 0x1>]"}))
    assert made.files == {"a_files/figure-html/fig-a-output-1.svg": b"<svg/>"}
    assert "matplotlib" not in made.markdown
    (div,) = read(made.markdown)
    (figure,) = div["c"][1][0]["c"][1]
    assert figure["t"] == "Figure"
    attributes = figure["c"][0]
    assert attributes[0] == "fig-a"
    assert dict(map(tuple, [*attributes[2], *figure["c"][2][0]["c"][0]["c"][0][2]]))["fig-alt"] == 'Its "so" & more'


def test_several_figures_share_a_label() -> None:
    options = "label: fig-p; fig-cap: Both; fig-subcap:; #|   - First; #|   - Second; echo: false"
    made = cell(options.replace("#| ", "").replace("#|", ""), shown(SVG), shown(SVG), to="typst")
    assert "::: {#fig-p .cell}" in made.markdown
    assert "![First](a_files/figure-html/fig-p-output-1.svg){#fig-p-1}" in made.markdown
    assert "![Second](a_files/figure-html/fig-p-output-2.svg){#fig-p-2}" in made.markdown
    assert made.markdown.endswith(":::\n\nBoth\n:::\n\n")


def test_a_figure_that_is_no_image_has_its_caption_below() -> None:
    made = cell("label: fig-t; fig-cap: Words; echo: false", shown({"text/markdown": "Text"}))
    head = "::: {#fig-t .cell-output .cell-output-display .cell-output-markdown}"
    assert made.markdown == f"\n::: {{.cell}}\n\n{head}\nText\n\n\nWords\n:::\n:::\n\n"


def test_a_table_leaves_its_caption_to_the_filters() -> None:
    made = cell('label: tbl-a; tbl-cap: "A \\"b\\""; tbl-subcap:;   - x; echo: false', shown({"text/markdown": "T"}))
    assert '::: {#tbl-a .cell tbl-cap="A \\"b\\"" tbl-subcap="[\\"x\\"]"}' in made.markdown


def test_a_cell_in_a_list_stays_there() -> None:
    chapter = parse("- item\n\n  ```{python}\n  x\n  ```\n\n- next\n", "a.qmd")
    markdown = assemble(Executed(chapter, ((stream("one\n\ntwo"),),)), "html").markdown
    (bullets,) = read(markdown)
    assert bullets["t"] == "BulletList"
    assert [block["t"] for block in bullets["c"][0]] in (["Plain", "Div"], ["Para", "Div"])


@pytest.mark.parametrize(
    ("data", "to", "text"),
    [
        ({"text/markdown": "*m*"}, "html", "*m*"),
        ({"text/html": "<b>x</b>"}, "html", "`<b>x</b>`{=html}"),
        ({"text/html": "<b>`</b>"}, "html", "``<b>`</b>``{=html}"),
        ({"text/html": "<b>x</b>"}, "typst", "\\*s\\*"),
        ({}, "html", "\\*s\\*"),
    ],
)
def test_an_inline_value(data: dict[str, Any], to: str, text: str) -> None:
    assert inline_value(Value(data, "*s*"), to) == text


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1))
def test_text_from_inline_code_stays_text(text: str) -> None:
    """Whatever a source may say: Pandoc finds these very characters and no markup."""
    markdown = f"a {inline_value(Value({}, text), 'html')} b"
    (paragraph,) = json.loads(pypandoc.convert_text(markdown, "json", format="markdown-smart"))["blocks"]
    words = paragraph["c"][2:-2]
    assert {word["t"] for word in words} == {"Str"}
    assert "".join(word["c"] for word in words) == text


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.text())
def test_no_output_breaks_out_of_its_block(text: str) -> None:
    chapter = parse("```{python}\n#| echo: false\nx\n```\n", "a.qmd")
    blocks = read(assemble(Executed(chapter, ((stream(text + "\n"),),)), "html").markdown)
    assert [block["t"] for block in blocks] == ["Div"]
    assert [block["t"] for block in blocks[0]["c"][1][0]["c"][1]] == ["CodeBlock"]


def test_inline_values_fill_the_text_in_order() -> None:
    chapter = parse("`{python} a`\n\n```{python}\n1\n```\n\n`{python} b` and ``{python} c``\n", "a.qmd")
    values = (Value({}, "1"), Value({"text/markdown": "**2**"}, ""))
    markdown = assemble(Executed(chapter, ((),), values), "html").markdown
    assert markdown.startswith("1\n")
    assert markdown.endswith("\n**2** and ``{python} c``\n")
    assert assemble(Executed(parse("`{python} a`\n", "a.qmd"), ()), "html").markdown == "`{python} a`\n"


def test_a_table_that_no_page_could_hold_is_shown_as_text() -> None:
    output = result({"text/html": f"<table>{'<tr><td>x</td></tr>' * 60_000}</table>", "text/plain": "60000 rows"})
    assert "60000 rows" in cell("", output, to="typst").markdown
    assert [finding.code.id for finding in cell("", output, to="typst").findings] == ["PB772"]
    assert "<table>" in cell("", output).markdown
    assert not cell("", output).findings
