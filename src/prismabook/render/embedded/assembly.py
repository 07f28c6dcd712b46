"""An executed chapter as Pandoc Markdown in Quarto's intermediate form.

Cells become ``::: {#label .cell …}`` with the source as a ``.cell-code`` block and each output in a
``::: {.cell-output …}``; inline expressions become their values. One set of Lua filters can do the rest, for every
format. What the filters find:

- cell div: id (the label) where the cell has several displays, a table label or none to label; classes ``cell``, the
  author's ``classes``, ``column-…``; attributes ``tbl-cap``, ``tbl-subcap`` (JSON), ``layout-ncol`` …;
- source: ``{.python .cell-code code-fold="true" code-summary="…" lst-cap="…"}``, id ``lst-label``;
- outputs: ``cell-output`` with ``cell-output-stdout``, ``-stderr``, ``-error`` or ``-display`` (and ``-markdown``);
- figures: ``![caption](<stem>_files/figure-<format>/<name>){#label fig-alt="…"}``; a caption of what is no image
  stands last in its output's div, a cell's own caption (with sub-captions) last in the cell's.
"""

from __future__ import annotations

import base64
import json
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from prismabook.findings import Finding
from prismabook.qmd import Cell, Chapter, Markdown, inline_code
from prismabook.qmd.notebook import joined
from prismabook.qmd.options import option, settings
from prismabook.render.embedded.codes_execution import NO_SHAPE
from prismabook.render.embedded.execution import Executed, Output, Value
from prismabook.render.embedded.options import INTERNAL
from prismabook.report.markdown import escape

_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_EXTENSION = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}
_MARKDOWN, _HTML, _PLAIN = "text/markdown", "text/html", "text/plain"
_PREFERENCE: Mapping[str, tuple[str, ...]] = {
    "html": (_HTML, _MARKDOWN, "image/svg+xml", "image/png", "image/jpeg"),
    "typst": (_MARKDOWN, "image/svg+xml", "image/png", "image/jpeg"),
    "docx": (_MARKDOWN, "image/png", "image/jpeg", "image/svg+xml"),
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
        ticks = _ticks(html, 1)
        return f"{ticks}{html}{ticks}{{=html}}"
    # Quotation marks stay, so that they become typographic ones, as in Quarto.
    return re.sub(r"\\(['\"])", r"\1", escape(value.text))


def _ticks(text: str, least: int = 3) -> str:
    """Backticks that no run within the text closes."""
    return "`" * max([least, *(len(run) + 1 for run in re.findall(r"`+", text))])


def _quoted(value: Any) -> str:
    """An attribute's value for Pandoc; lists and numbers as JSON."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return '"' + re.sub(r'([\\"&])', r"\\\1", " ".join(text.split("\n"))) + '"'


def _attributes(words: Sequence[str]) -> str:
    return "{" + " ".join(word for word in words if word) + "}"


def _code(text: str, attributes: str = "") -> str:
    text = _ANSI.sub("", text).replace("\r\n", "\n")
    ticks = _ticks(text)
    return f"{ticks}{' ' * bool(attributes)}{attributes}\n{text}{'' if text.endswith(chr(10)) else chr(10)}{ticks}\n"


def _is_display(output: Output) -> bool:
    return output["output_type"] in ("display_data", "execute_result")


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
        captions = _captions(cell, shown)
        labelled = cell.label if _labels_cell(cell, shown) else ""
        attributes = _cell_attributes(cell)
        body = _source(cell) if self._echo(cell) else ""
        if option(cell, "output", self.chosen) is not False:
            body += self._outputs(cell, shown, list(captions.outputs), asis, bool(labelled))
        if not body:
            return ""
        if asis and not (labelled or captions.cell or captions.had or attributes[1:]):
            text = f"\n{body}\n"
        else:
            head = _attributes([f"#{labelled}" * bool(labelled), *attributes])
            tail = f"\n{captions.cell}\n" if captions.cell else ""
            text = f"\n::: {head}\n{body}{tail}:::\n\n"
        return re.sub(r"^(?=.)", cell.indent, text, flags=re.MULTILINE) if cell.indent else text

    def _echo(self, cell: Cell) -> bool:
        return option(cell, "echo", self.chosen) is not False and bool(cell.code.strip())

    def _shown(self, cell: Cell, outputs: Sequence[Output]) -> list[Output]:
        """The outputs that are shown: no warnings where they are off, no text that only names a plot's parts."""
        images = any(_is_display(o) and self._shape(o) in _EXTENSION for o in outputs)
        warned = option(cell, "warning", self.chosen) is not False
        return [o for o in outputs if (warned or o.get("name") != "stderr") and not _names_plot(o, images)]

    def _shape(self, output: Output) -> str:
        """The MIME type that this format takes of an output, empty where there is none."""
        data = output["data"]
        latex = joined(data.get("text/latex")).strip()
        if latex.startswith("$") and latex.endswith("$") and _MARKDOWN not in data:
            return "text/latex"
        tables = (_HTML,) if re.search(r"<table.*</table", joined(data.get(_HTML)), re.S | re.I) else ()
        return next((mime for mime in (*_PREFERENCE[self.to], *tables, _PLAIN) if mime in data), "")

    def _outputs(self, cell: Cell, outputs: Sequence[Output], captions: list[str], asis: bool, labelled: bool) -> str:
        parts = []
        displays = 0
        for number, output in enumerate(outputs):
            label = cell.label
            if _is_display(output):
                displays += 1
                label = f"{label}-{displays}" if label and labelled else label
                caption = captions.pop(0) if captions else ""
                classes, content = self._display(cell, output, label, caption, number)
            elif output["output_type"] == "stream":
                classes, content = [f".cell-output-{output['name']}"], _stream(output, asis)
            else:
                classes, content = [".cell-output-error"], _code(f"{output['ename']}: {output['evalue']}")
            parts.append(
                content if asis else f"\n::: {_attributes(_first_id('.cell-output', classes))}\n{content}:::\n"
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
            ticks = _ticks(content)
            return [own, ".cell-output-display"], f"{ticks}{{=html}}\n{content}\n{ticks}\n{below}"
        if not mime:
            kinds = ", ".join(output["data"])
            self.findings.append(Finding(NO_SHAPE, f"{self.to}: {kinds}", self.chapter.place(cell.line)))
        return [own, ".cell-output-display"], _code(content) + below

    def _image(self, cell: Cell, mime: str, content: str, label: str, caption: str, number: int) -> str:
        stem = posixpath.splitext(posixpath.basename(self.chapter.name))[0]
        name = re.sub(r"[^\w.-]", "-", cell.label) or f"cell-{self._number}"
        file = f"{stem}_files/figure-{self.to}/{name}-output-{number + 1}.{_EXTENSION[mime]}"
        self.files[file] = content.encode() if mime.endswith("xml") else base64.b64decode(content)
        words = [f"#{label}" if label else ""]
        for key in ("fig-align", "fig-alt", "fig-env", "fig-pos", "fig-scap"):
            value = cell.get(key)
            if isinstance(value, list):
                value = value[number] if number < len(value) else None
            if value:
                words.append(f"{key}={_quoted(value)}")
        attributes = _attributes(words) if any(words) else ""
        image = f"![{caption}]({file}){attributes}"
        return f"[{image}]({cell.get('fig-link')})\n" if cell.get("fig-link") else f"{image}\n"


@dataclass(frozen=True, slots=True)
class _Captions:
    """The caption of a cell, those of its displays, and whether the author gave any."""

    cell: str
    outputs: tuple[str, ...]
    had: bool


def _captions(cell: Cell, outputs: Sequence[Output]) -> _Captions:
    caption, below = cell.get("fig-cap"), cell.get("fig-subcap")
    if isinstance(caption, list):
        shown = tuple(map(str, caption)) if any(map(_is_display, outputs)) else ()
        return _Captions("", shown, bool(shown))
    if not caption:
        return _Captions("", (), False)
    if below is None:
        return _Captions("", (str(caption),), True)
    below = [""] if below is True else below if isinstance(below, list) else [below]
    return _Captions(str(caption), tuple(map(str, below)), True)


def _labels_cell(cell: Cell, outputs: Sequence[Output]) -> bool:
    """Whether the label belongs to the whole cell rather than to its only display."""
    displays = sum(map(_is_display, outputs))
    if not cell.label:
        return False
    return displays == 0 or (displays > 1 and not isinstance(cell.get("fig-cap"), list)) or cell.label[:4] == "tbl-"


def _cell_attributes(cell: Cell) -> list[str]:
    """The classes and attributes of a cell's div, ``.cell`` first."""
    classes = cell.get("classes") or []
    words = classes.split() if isinstance(classes, str) else list(map(str, classes))
    words = [".cell", *(word if word.startswith(".") else f".{word}" for word in words)]
    for key, prefix in (
        ("panel", "panel"),
        ("column", "column"),
        ("fig-column", "fig-column"),
        ("tbl-column", "tbl-column"),
        ("cap-location", "caption"),
        ("fig-cap-location", "fig-cap-location"),
        ("tbl-cap-location", "tbl-cap-location"),
    ):
        if isinstance(value := cell.get(key), str):
            words.append(f".{prefix}-{value}")
    forwarded = {key: cell.get(key) for key in cell.options if key not in INTERNAL}
    return [*words, *(f"{key}={_quoted(value)}" for key, value in forwarded.items() if value is not None)]


def _source(cell: Cell) -> str:
    fenced = cell.get("echo") == "fenced"
    label, caption = str(cell.get("lst-label") or "").removeprefix("#"), cell.get("lst-cap")
    words = [f"#{label}" if label else "", "" if fenced else f".{cell.language}", ".cell-code"]
    if (overflow := cell.get("code-overflow")) in ("wrap", "scroll"):
        words.append(f".code-overflow-{overflow}")
    words.append(f"lst-cap={_quoted(caption)}" if caption else "")
    kept = (key for key in ("code-fold", "code-summary", "code-line-numbers") if key in cell.options)
    words += [f"{key}={_quoted(cell.get(key))}" for key in kept]
    code = cell.code.strip("\n")
    if fenced:
        inner = "\n".join([*(row for row in cell.option_source if not re.search(r"echo:\s+fenced", row)), code])
        ticks = _ticks(inner)
        code = f"{ticks}{{{cell.language}}}\n{inner}\n{ticks}"
    return _code(code, _attributes(words))


def _stream(output: Output, asis: bool) -> str:
    text = joined(output["text"])
    if asis and output["name"] == "stdout":
        return text if text.endswith("\n") else text + "\n"
    return _code(text)


def _first_id(word: str, classes: Sequence[str]) -> list[str]:
    """The words of an attribute list, an id first."""
    return sorted([word, *classes], key=lambda name: not name.startswith("#"))


def _names_plot(output: Output, images: bool) -> bool:
    """Whether a result is only the text of a plotting call, such as ``[<matplotlib.lines.Line2D …>]``."""
    if output["output_type"] != "execute_result" or set(output["data"]) != {_PLAIN}:
        return False
    text = joined(output["data"][_PLAIN]).strip()
    if images and "\n" not in text:
        return bool(re.fullmatch(r"[<(\[].*[>)\]]", text))
    return text.startswith(("[<matplotlib", "<matplotlib", "<seaborn.", "<ggplot:"))
