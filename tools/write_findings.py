"""Write docs/findings.md from the catalogue of findings; with `--check`, only say whether it is current."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path

import prismabook
from prismabook.findings import Code, catalogue

PAGE = Path(__file__).resolve().parent.parent / "docs" / "findings.md"
ROOMS = {
    "1": "Reading the documents",
    "2": "Bibliography",
    "3": "Extraction",
    "4": "Studies and the flow of records",
    "5": "Audit, effects and appraisal of the studies",
    "6": "Chapters, report and notebooks",
    "7": "Rendering",
    "8": "The review's folder and decisions",
    "9": "Commands",
}
HEAD = """\
<!-- Written by tools/write_findings.py from the catalogue in the code; do not edit. -->

# Findings

What `prismabook check` can report, by code. A code keeps its meaning for ever. An **error** makes the check fail,
a **warning** asks for a person's look or decision, a **note** tells what a reader should know.
How to deal with them: [mend-a-finding.md](mend-a-finding.md).
"""


def main(arguments: Sequence[str]) -> int:
    """Write the page, or compare it."""
    text = page(declared())
    if "--check" in arguments:
        current = PAGE.is_file() and PAGE.read_text("utf-8") == text
        sys.stdout.write("" if current else "docs/findings.md is not what the code says: run `make docs`\n")
        return 0 if current else 1
    PAGE.write_text(text, "utf-8", newline="\n")
    return 0


def declared() -> tuple[Code, ...]:
    """All codes of all rooms."""
    for module in pkgutil.walk_packages(prismabook.__path__, "prismabook."):
        if module.name.rpartition(".")[2].startswith("codes"):
            importlib.import_module(module.name)
    return catalogue()


def page(codes: Sequence[Code]) -> str:
    """The page's text: a section a room, an entry a code."""
    parts = [HEAD]
    for digit, title in ROOMS.items():
        entries = [entry(code) for code in codes if code.id[2] == digit]
        if entries:
            parts += [f"\n## {title}\n", *entries]
    return "".join(parts)


def entry(code: Code) -> str:
    """A code with its weight, its meaning and its remedy."""
    return f"\n### {code.id}\n\n**{code.severity.value.capitalize()}: {code.label}.** {code.mend}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
