"""The pieces of Markdown that cells are made of."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from prismabook.qmd import Cell
from prismabook.qmd.notebook import joined
from prismabook.render.embedded.execution import Output
from prismabook.render.embedded.options import INTERNAL

_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_SHORTCODE = re.compile(r"\{\{<(.*?)>\}\}", re.DOTALL)
_PLAIN = "text/plain"


def fence_for(text: str, least: int = 3) -> str:
    """Backticks that no run within the text closes."""
    return "`" * max([least, *(len(run) + 1 for run in re.findall(r"`+", text))])


def quoted(value: Any) -> str:
    """An attribute's value for Pandoc; lists and numbers as JSON."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return '"' + re.sub(r'([\\"&])', r"\\\1", " ".join(text.split("\n"))) + '"'


def braces(words: Sequence[str]) -> str:
    """Attributes as Pandoc writes them; empty words fall out."""
    return "{" + " ".join(word for word in words if word) + "}"


def code_block(text: str, attributes: str = "") -> str:
    """Text as a block that nothing in it can end; colours of terminals are left out."""
    text = _ANSI.sub("", text).replace("\r\n", "\n")
    ticks = fence_for(text)
    return f"{ticks}{' ' * bool(attributes)}{attributes}\n{text}{'' if text.endswith(chr(10)) else chr(10)}{ticks}\n"


def output_block(text: str) -> str:
    """What code printed, as a block; shortcodes in it are escaped, for they are words there and not the author's."""
    return code_block(_SHORTCODE.sub(r"{{{<\1>}}}", text))


def is_display(output: Output) -> bool:
    """Whether an output is a display or a result rather than a stream or an error."""
    return output["output_type"] in ("display_data", "execute_result")


@dataclass(frozen=True, slots=True)
class Captions:
    """The caption of a cell, those of its displays, and whether the author gave any."""

    cell: str
    outputs: tuple[str, ...]
    had: bool


def captions_of(cell: Cell, outputs: Sequence[Output]) -> Captions:
    """The captions that a cell's options give."""
    caption, below = cell.get("fig-cap"), cell.get("fig-subcap")
    if isinstance(caption, list):
        shown = tuple(map(str, caption)) if any(map(is_display, outputs)) else ()
        return Captions("", shown, bool(shown))
    if not caption:
        return Captions("", (), False)
    if below is None:
        return Captions("", (str(caption),), True)
    below = [""] if below is True else below if isinstance(below, list) else [below]
    return Captions(str(caption), tuple(map(str, below)), True)


def labels_cell(cell: Cell, outputs: Sequence[Output]) -> bool:
    """Whether the label belongs to the whole cell rather than to its only display."""
    displays = sum(map(is_display, outputs))
    if not cell.label:
        return False
    return displays == 0 or (displays > 1 and not isinstance(cell.get("fig-cap"), list)) or cell.label[:4] == "tbl-"


def cell_attributes(cell: Cell) -> list[str]:
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
    return [*words, *(f"{key}={quoted(value)}" for key, value in forwarded.items() if value is not None)]


def source_block(cell: Cell) -> str:
    """A cell\'s source as it is shown."""
    fenced = cell.get("echo") == "fenced"
    label, caption = str(cell.get("lst-label") or "").removeprefix("#"), cell.get("lst-cap")
    words = [f"#{label}" if label else "", "" if fenced else f".{cell.language}", ".cell-code"]
    if (overflow := cell.get("code-overflow")) in ("wrap", "scroll"):
        words.append(f".code-overflow-{overflow}")
    words.append(f"lst-cap={quoted(caption)}" if caption else "")
    kept = (key for key in ("code-fold", "code-summary", "code-line-numbers") if key in cell.options)
    words += [f"{key}={quoted(cell.get(key))}" for key in kept]
    code = cell.code.strip("\n")
    if fenced:
        inner = "\n".join([*(row for row in cell.option_source if not re.search(r"echo:\s+fenced", row)), code])
        ticks = fence_for(inner)
        code = f"{ticks}{{{cell.language}}}\n{inner}\n{ticks}"
    return code_block(code, braces(words))


def stream_text(output: Output, asis: bool) -> str:
    """What a cell printed: as it is, or as a block."""
    text = joined(output["text"])
    if asis and output["name"] == "stdout":
        return text if text.endswith("\n") else text + "\n"
    return output_block(text)


def first_id(word: str, classes: Sequence[str]) -> list[str]:
    """The words of an attribute list, an id first."""
    return sorted([word, *classes], key=lambda name: not name.startswith("#"))


def names_plot(output: Output, images: bool) -> bool:
    """Whether a result is only the text of a plotting call, such as ``[<matplotlib.lines.Line2D …>]``."""
    if output["output_type"] != "execute_result" or set(output["data"]) != {_PLAIN}:
        return False
    text = joined(output["data"][_PLAIN]).strip()
    if images and "\n" not in text:
        return bool(re.fullmatch(r"[<(\[].*[>)\]]", text))
    return text.startswith(("[<matplotlib", "<matplotlib", "<seaborn.", "<ggplot:"))
