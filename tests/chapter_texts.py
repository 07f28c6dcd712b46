"""Chapters as people (and accidents) write them."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    *("", " ", "text", "# Heading {#sec-a}", "- item", "  - inner", "::: {.callout-note}", ":::", "> quoted"),
    *("---", "title: x", "...", "$$", "x^2", "{{< var a >}}", "{{{< include b >}}}"),
    *("```{python}", "```", "````", "````{python}", "~~~", "~~~~ {.x}", "``` {.python}", "```{=html}", "```{{python}}"),
    *("  ```{python}", "  ```", "\t```{python}", "\t```", "```{mermaid}", "```{python, echo=FALSE}"),
    *("#| echo: false", "#| label: fig-a", "#| fig-cap:", "#|   - one", "#|", "#| : :", "# | eval: false"),
    *("1 + 1", "  indented", "s = '''", "`{python} n`", "``{python} n``", "a `{python} n", "\\`{python} n`"),
    *("<!--", "-->", "<!-- a -->", "`<!--`", "é ü 漢 \u200b", "\ufeff", "\x0b", "\u2028", "\r", "\x00"),
)


@st.composite
def chapters(draw: st.DrawFn) -> str:
    """A text of such lines, with line ends of one kind or mixed, with or without one at the end."""
    end = draw(st.sampled_from(["\n", "\r\n", None]))
    rows = draw(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=25))
    text = "".join(row + (end or draw(st.sampled_from(["\n", "\r\n"]))) for row in rows)
    return text if draw(st.booleans()) else text.rstrip("\r\n")
