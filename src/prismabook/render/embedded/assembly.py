"""An executed chapter as Pandoc Markdown in Quarto's intermediate form.

Cells become ``::: {#label .cell …}`` with the source as a ``.cell-code`` block and each output in a
``::: {.cell-output …}``; inline expressions become their values. One set of Lua filters can do the rest, for every
format. What the filters find:

- cell div: id (the label) where the cell has several displays, a table label or none to label; classes ``cell``, the
  author's ``classes``, ``column-…``; attributes ``tbl-cap``, ``tbl-subcap`` (JSON), ``layout-ncol`` …;
- source: ``{.python .cell-code code-fold="true" code-summary="…" lst-cap="…"}``, id ``lst-label``;
- outputs: ``cell-output`` with ``cell-output-stdout``, ``-stderr``, ``-error`` or ``-display`` (and ``-markdown``);
- figures: ``![caption](<stem>_files/figure-html/<name>){#label fig-alt="…"}``, in all formats, so that they share one
  text; a caption of what is no image stands last in its output's div, a cell's own (with sub-captions) in the cell's.
"""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from prismabook.findings import Finding
from prismabook.qmd import Cell, Chapter, Markdown, inline_code
from prismabook.qmd.notebook import joined
from prismabook.qmd.options import option, settings
from prismabook.render.embedded import markup
from prismabook.render.embedded.codes_execution import NO_SHAPE, TOO_LARGE
from prismabook.render.embedded.execution import MOST, Executed, Output, Value
from prismabook.report.markdown import escape

_EXTENSION = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}
_MARKDOWN, _HTML, _PLAIN = "text/markdown", "text/html", "text/plain"
_PREFERENCE: Mapping[str, tuple[str, ...]] = {
    "html": (_HTML, _MARKDOWN, "image/svg+xml", "image/png", "image/jpeg"),
    "typst": (_MARKDOWN, "image/svg+xml", "image/png", "image/jpeg"),
    "docx": (_MARKDOWN, "image/svg+xml", "image/png", "image/jpeg"),
}
"""Which form of an output each format takes; formats other than HTML then take HTML tables, then plain text."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """A chapter for one format.

    ``markdown`` begins with the chapter's front matter. ``files`` holds the figures by their path from the chapter's
    own folder, as the Markdown names them.
    """

    markdown: str
    files: dict[str, bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def assemble(executed: Executed, to: str, defaults: Mapping[str, Any] | None = None) -> Assembly:
    """Put an executed chapter together for a format.

    Parameters
    ----------
    executed
        As :func:`prismabook.render.embedded.execution.execute` gives it.
    to
        ``html``, ``typst`` or ``docx``.
    defaults
        The project's ``execute:`` settings, those of the format over them.
    """
    chapter = executed.chapter
    page = _Page(chapter, to, settings(chapter, defaults or {}))
    values = iter(executed.values)
    outputs = iter(executed.outputs)
    parts = [chapter.front]
    for block in chapter.blocks:
        if isinstance(block, Cell):
            parts.append(page.cell(block, next(outputs)))
        elif executed.values:
            parts.append(_filled(block, values, to))
        else:
            parts.append(block.text)
    return Assembly("".join(parts), page.files, tuple(page.findings))


def _filled(block: Markdown, values: Any, to: str) -> str:
    """The text with its inline expressions replaced by their values."""
    parts = []
    at = 0
    for expression in inline_code(block.text):
        parts += [block.text[at : expression.start], inline_value(next(values), to)]
        at = expression.end
    return "".join([*parts, block.text[at:]])


def inline_value(value: Value, to: str) -> str:
    """A value within a sentence: Markdown and HTML objects as they are, anything else as escaped text."""
    if _MARKDOWN in value.data:
        return joined(value.data[_MARKDOWN])
    if _HTML in value.data and to == "html":
        html = joined(value.data[_HTML])
        ticks = markup.fence_for(html, 1)
        return f"{ticks}{html}{ticks}{{=html}}"
    # Quotation marks stay, so that they become typographic ones, as in Quarto.
    return re.sub(r"\\(['\"])", r"\1", escape(value.text))


class _Page:
    """One chapter on its way into one format."""

    def __init__(self, chapter: Chapter, to: str, chosen: Mapping[str, Any]) -> None:
        self.chapter = chapter
        self.to = to
        self.chosen = chosen
        self.files: dict[str, bytes] = {}
        self.findings: list[Finding] = []
        self._number = 0

    def cell(self, cell: Cell, outputs: Sequence[Output]) -> str:
        """A cell's div, or nothing where the cell is not to be seen."""
        self._number += 1
        if option(cell, "include", self.chosen) is False:
            return ""
        shown = self._shown(cell, outputs)
        asis = option(cell, "output", self.chosen) == "asis"
        captions = markup.captions_of(cell, shown)
        labelled = cell.label if markup.labels_cell(cell, shown) else ""
        attributes = markup.cell_attributes(cell)
        body = markup.source_block(cell) if self._echo(cell) else ""
        if option(cell, "output", self.chosen) is not False:
            body += self._outputs(cell, shown, list(captions.outputs), asis, bool(labelled))
        if not body:
            return ""
        if asis and not (labelled or captions.cell or captions.had or attributes[1:]):
            text = f"\n{body}\n"
        else:
            head = markup.braces([f"#{labelled}" * bool(labelled), *attributes])
            tail = f"\n{captions.cell}\n" if captions.cell else ""
            text = f"\n::: {head}\n{body}{tail}:::\n\n"
        return re.sub(r"^(?=.)", cell.indent, text, flags=re.MULTILINE) if cell.indent else text

    def _echo(self, cell: Cell) -> bool:
        return option(cell, "echo", self.chosen) is not False and bool(cell.code.strip())

    def _shown(self, cell: Cell, outputs: Sequence[Output]) -> list[Output]:
        """The outputs that are shown: no warnings where they are off, no text that only names a plot's parts."""
        images = any(markup.is_display(o) and self._shape(o) in _EXTENSION for o in outputs)
        warned = option(cell, "warning", self.chosen) is not False
        return [o for o in outputs if (warned or o.get("name") != "stderr") and not markup.names_plot(o, images)]

    def _shape(self, output: Output) -> str:
        """The MIME type that this format takes of an output, empty where there is none."""
        data = output["data"]
        latex = joined(data.get("text/latex")).strip()
        if latex.startswith("$") and latex.endswith("$") and _MARKDOWN not in data:
            return "text/latex"
        html = joined(data.get(_HTML))
        tables = (_HTML,) if len(html) <= MOST and re.search(r"<table.*</table", html, re.S | re.I) else ()
        return next((mime for mime in (*_PREFERENCE[self.to], *tables, _PLAIN) if mime in data), "")

    def _outputs(self, cell: Cell, outputs: Sequence[Output], captions: list[str], asis: bool, labelled: bool) -> str:
        parts = []
        numbered = labelled or sum(map(markup.is_display, outputs)) > 1
        number = 0
        for output in outputs:
            if markup.is_display(output):
                number += 1
                label = f"{cell.label}-{number}" if cell.label and numbered else cell.label
                caption = captions.pop(0) if captions else ""
                classes, content = self._display(cell, output, label, caption, number)
            elif output["output_type"] == "stream":
                classes, content = [f".cell-output-{output['name']}"], markup.stream_text(output, asis)
            else:
                classes, content = [".cell-output-error"], markup.output_block(f"{output['ename']}: {output['evalue']}")
            parts.append(
                content if asis else f"\n::: {markup.braces(markup.first_id('.cell-output', classes))}\n{content}:::\n"
            )
        return ("\n" if asis else "").join(parts)

    def _display(self, cell: Cell, output: Output, label: str, caption: str, number: int) -> tuple[list[str], str]:
        """The classes of a display's div, and what stands in it."""
        mime = self._shape(output)
        content = joined(output["data"].get(mime))
        if mime in _EXTENSION:
            return [".cell-output-display"], self._image(cell, mime, content, label, caption, number)
        below = f"\n{caption}\n" if caption else ""
        own = f"#{label}" if label and not label.startswith("tbl-") else ""
        if mime in (_MARKDOWN, "text/latex"):
            return [own, ".cell-output-display", ".cell-output-markdown"], f"{content}\n\n{below}"
        if mime == _HTML:
            ticks = markup.fence_for(content)
            return [own, ".cell-output-display"], f"{ticks}{{=html}}\n{content}\n{ticks}\n{below}"
        html = joined(output["data"].get(_HTML))
        if len(html) > MOST:
            message = f"{self.to}: HTML of {len(html):,} characters, where {MOST:,} are shown as a table"
            self.findings.append(Finding(TOO_LARGE, message, self.chapter.place(cell.line)))
        if not mime:
            kinds = ", ".join(output["data"])
            self.findings.append(Finding(NO_SHAPE, f"{self.to}: {kinds}", self.chapter.place(cell.line)))
        return [own, ".cell-output-display"], markup.output_block(content) + below

    def _image(self, cell: Cell, mime: str, content: str, label: str, caption: str, number: int) -> str:
        stem = posixpath.splitext(posixpath.basename(self.chapter.name))[0]
        name = re.sub(r"[^\w.-]", "-", cell.label) or f"cell-{self._number}"
        file = f"{stem}_files/figure-html/{name}-output-{number}.{_EXTENSION[mime]}"
        self.files[file] = content.encode() if mime.endswith("xml") else base64.b64decode(content)
        words = [f"#{label}" if label else ""]
        for key in ("fig-align", "fig-alt", "fig-env", "fig-pos", "fig-scap"):
            value = cell.get(key)
            if isinstance(value, list):
                value = value[number - 1] if number <= len(value) else None
            if value:
                words.append(f"{key}={markup.quoted(value)}")
        attributes = markup.braces(words) if any(words) else ""
        image = f"![{caption}]({file}){attributes}"
        return f"[{image}]({cell.get('fig-link')})\n" if cell.get("fig-link") else f"{image}\n"
