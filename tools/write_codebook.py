"""Write docs/codebook.md from the toolkit's codebook and rules; with `--check`, only say whether it is current."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from prismabook.extraction import RULES, codebook

PAGE = Path(__file__).resolve().parent.parent / "docs" / "codebook.md"
HEAD = """\
<!-- Written by tools/write_codebook.py from src/prismabook/extraction/codebook.yml and the rules; do not edit. -->

# Codebook

What the toolkit can extract. An item's **type** says what a value looks like: `text` and `statement` are words,
`integer` and `number` digits with an ordinary point, `quantity` a number with a unit, `p` a p-value with its sign
(none for `=`). An item is **given by** documents of these kinds; the rules that may propose it are named below it.

A review adds items of its own in [`review/codebook.yml`](decisions-files.md#codebookyml); the table
`review/data/codebook.csv` lists all that a review uses.

| item | label | type | definition | given by |
|---|---|---|---|---|
"""


def main(arguments: Sequence[str]) -> int:
    """Write the page, or compare it."""
    text = page()
    if "--check" in arguments:
        current = PAGE.is_file() and PAGE.read_text("utf-8") == text
        if not current:
            print("docs/codebook.md is not current; run `make docs`")  # noqa: T201
        return 0 if current else 1
    PAGE.write_text(text, "utf-8")
    return 0


def page() -> str:
    """The page's text."""
    rows = []
    for item in codebook().items:
        rules = ", ".join(f"`{rule.name}`" for rule in RULES if item.id in rule.items)
        unit = f" ({item.unit})" if item.unit else ""
        definition = f"{item.definition}.{f' Rules: {rules}.' if rules else ''}".replace("|", "\\|")
        rows.append(f"| `{item.id}` | {item.label} | {item.type}{unit} | {definition} | {', '.join(item.kinds)} |")
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
