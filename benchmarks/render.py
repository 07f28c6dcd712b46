"""How long rendering the review of this repository takes, HTML and PDF together.

    python benchmarks/render.py [--repeats 3] [--skip-quarto]

The floor is the least that any renderer of this kind must do: start Python with the libraries that the cells use,
have pandoc write the chapters' text as HTML and as Typst, and have Typst set it; no cell is executed. With a Quarto
1.9 or later on the PATH, Quarto is measured on the same book.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from measure import Measured, copied_review, measure, report, run
from prismabook.render.quarto import Quarto, environment_for, find

PYTHON = sys.executable
EDITED = Path("review") / "rationale.qmd"
FLOOR = """
import pathlib
import IPython, matplotlib, numpy, pandas, pypandoc, typst
text = "\\n\\n".join(path.read_text("utf-8") for path in sorted(pathlib.Path("review").glob("*.qmd")))
options = ["--standalone", "--citeproc", "--bibliography=references.bib", "--metadata=title:floor"]
pypandoc.convert_text(text, "html5", format="markdown", extra_args=options)
typst.compile(pypandoc.convert_text(text, "typst", format="markdown", extra_args=options).encode())
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--skip-quarto", action="store_true")
    options = parser.parse_args()
    quarto = None if options.skip_quarto else find()
    with copied_review() as review:
        run([PYTHON, "-m", "prismabook", "build"], review)
        floor = measure(
            "the floor: start, plain pandoc, Typst", options.repeats, lambda: run([PYTHON, "-c", FLOOR], review)
        )
        rows = embedded(review, options.repeats)
        if quarto is not None and quarto.serves:
            rows += with_quarto(review, quarto, options.repeats)
        report(rows, floor)
        if quarto is None and not options.skip_quarto:
            sys.stdout.write("There is no Quarto here to compare with.\n")


def embedded(review: Path, repeats: int) -> list[Measured]:
    """The embedded renderer: from nothing, with nothing changed, and after an edit of one chapter's prose."""
    command = [PYTHON, "-m", "prismabook", "render", "--engine", "embedded"]

    def forget() -> None:
        for folder in ("_book", ".prismabook"):
            shutil.rmtree(review / folder, ignore_errors=True)

    return [
        measure("embedded renderer, cold", repeats, lambda: run(command, review), forget),
        measure("embedded renderer, nothing changed", repeats, lambda: run(command, review)),
        measure(
            "embedded renderer, one chapter's prose edited", repeats, lambda: run(command, review), lambda: edit(review)
        ),
    ]


def with_quarto(review: Path, quarto: Quarto, repeats: int) -> list[Measured]:
    """Quarto itself, which executes all chapters once for each format, each time."""
    import os

    os.environ.update(environment_for())
    command = [quarto.program, "render"]
    name = f"Quarto {quarto.version}"
    return [
        measure(name, repeats, lambda: run(command, review)),
        measure(f"{name}, one chapter's prose edited", repeats, lambda: run(command, review), lambda: edit(review)),
    ]


def edit(review: Path) -> None:
    """Add a sentence to a chapter."""
    with (review / EDITED).open("a", encoding="utf-8", newline="\n") as chapter:
        chapter.write("\nOne more sentence.\n")


if __name__ == "__main__":
    main()
