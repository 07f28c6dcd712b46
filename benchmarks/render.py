"""How long rendering the review of this repository takes, HTML and PDF together.

    python benchmarks/render.py [--repeats 3] [--formats html,typst] [--chapters 10,100] [--skip-quarto]

The floor is the least that any renderer of this kind must do: start Python with the libraries that the cells use,
have pandoc write the chapters' text as HTML and as Typst, and have Typst set it; no cell is executed. With a Quarto
1.9 or later on the PATH, Quarto is measured on the same book. ``--chapters`` also makes books of so many chapters,
each with cells and a figure, to see whether the cost of one stays the same.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from measure import Measured, copied_review, measure, report, run
from prismabook.render.quarto import Quarto, environment_for, find

PYTHON = sys.executable
STAGES = Path(__file__).resolve().with_name("stages.py")
EDITED = Path("review") / "rationale.qmd"
DATA = Path("review") / "decisions" / "screening.csv"
FLOOR = """
import pathlib
import IPython, matplotlib, numpy, pandas, pypandoc, typst
text = "\\n\\n".join(path.read_text("utf-8") for path in sorted(pathlib.Path("review").glob("*.qmd")))
options = ["--standalone", "--citeproc", "--bibliography=references.bib", "--metadata=title:floor"]
pypandoc.convert_text(text, "html5", format="markdown", extra_args=options)
typst.compile(pypandoc.convert_text(text, "typst", format="markdown", extra_args=options).encode())
"""
CHAPTER = """# Chapter {number} {{#sec-c{number}}}

A paragraph of `{{python}} {number}` words, as in @fig-{number} and [chapter 1](c1.qmd).

```{{python}}
#| label: fig-{number}
#| fig-cap: "A line"
import matplotlib.pyplot as plt
_ = plt.plot([{number}, 2, 3])
```

```{{python}}
import pandas
pandas.DataFrame({{"x": range(5)}})
```
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--formats", default="html,typst", help="any of html, typst and docx")
    parser.add_argument("--chapters", default="", help="sizes of books to make, such as 10,100")
    parser.add_argument("--skip-quarto", action="store_true")
    options = parser.parse_args()
    quarto = None if options.skip_quarto else find()
    with copied_review() as review:
        run([PYTHON, "-m", "prismabook", "build"], review)
        floor = measure(
            "the floor: start, plain pandoc, Typst", options.repeats, lambda: run([PYTHON, "-c", FLOOR], review)
        )
        rows = embedded(review, options.repeats, options.formats)
        if quarto is not None and quarto.serves:
            rows += with_quarto(review, quarto, options.repeats)
        report(rows, floor)
        if quarto is None and not options.skip_quarto:
            sys.stdout.write("There is no Quarto here to compare with.\n")
    for count in map(int, filter(None, options.chapters.split(","))):
        synthetic(count, options.formats)


def embedded(review: Path, repeats: int, formats: str) -> list[Measured]:
    """The embedded renderer: from nothing, with nothing changed, after an edit of prose, after one of data."""
    cases: list[tuple[str, Callable[[], None] | None]] = [
        ("cold", lambda: forget(review)),
        ("nothing changed", None),
        ("one chapter's prose edited", lambda: edit(review)),
        ("data edited", lambda: edit_data(review)),
    ]
    rows = []
    for name, before in cases:
        stages: list[dict[str, float]] = []
        rows.append(
            measure(f"embedded, {name}", repeats, lambda s=stages: s.append(staged(review, formats)), before)  # type: ignore[misc]
        )
        show_stages(name, stages)
    return rows


def staged(folder: Path, formats: str) -> dict[str, float]:
    """Build and render in a process of their own; the seconds of each stage."""
    ran = subprocess.run([PYTHON, STAGES, formats], cwd=folder, capture_output=True, text=True, check=False)
    if ran.returncode:
        sys.exit(f"rendering ended with status {ran.returncode}:\n{ran.stderr}")
    found: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return found


def show_stages(name: str, stages: list[dict[str, float]]) -> None:
    """The medians of the stages on a line; those that run side by side add up to more than the whole."""
    medians = {stage: statistics.median(run.get(stage, 0) for run in stages) for stage in stages[0]}
    told = ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in medians.items())
    sys.stdout.write(f"{name}: {told}\n")


def with_quarto(review: Path, quarto: Quarto, repeats: int) -> list[Measured]:
    """Quarto itself, which executes all chapters once for each format, each time."""
    os.environ.update(environment_for())
    command = [quarto.program, "render"]
    name = f"Quarto {quarto.version}"
    return [
        measure(name, repeats, lambda: run(command, review)),
        measure(f"{name}, one chapter's prose edited", repeats, lambda: run(command, review), lambda: edit(review)),
    ]


def synthetic(count: int, formats: str) -> None:
    """A book of so many chapters with cells: seconds for each chapter, and how many cores were busy."""
    with TemporaryDirectory(prefix="prismabook-benchmark-") as folder:
        root = Path(folder)
        names = ["index.qmd", *(f"c{number}.qmd" for number in range(1, count))]
        for number, name in enumerate(names):
            (root / name).write_text(CHAPTER.format(number=number), "utf-8")
        book = {"title": f"{count} chapters", "author": "Nobody", "chapters": names}
        (root / "_quarto.yml").write_text(json.dumps({"project": {"type": "book"}, "book": book}), "utf-8")
        stages: list[dict[str, float]] = []
        measured = measure("", 1, lambda: stages.append(staged(root, formats)))
        busy = measured.computing[0] / measured.median
        each = measured.median / count
        sys.stdout.write(f"{count} chapters: {measured.median:.2f} s, {each:.3f} s each, {busy:.1f} cores busy\n")
        show_stages(f"{count} chapters", stages)


def forget(review: Path) -> None:
    """Take away what earlier renders made and kept."""
    for folder in ("_book", ".prismabook"):
        shutil.rmtree(review / folder, ignore_errors=True)


def edit(review: Path) -> None:
    """Add a sentence to a chapter."""
    with (review / EDITED).open("a", encoding="utf-8", newline="\n") as chapter:
        chapter.write("\nOne more sentence.\n")


def edit_data(review: Path) -> None:
    """Change a note on a decision: every chapter that opens the review reads it."""
    with (review / DATA).open("a", encoding="utf-8", newline="\n") as decisions:
        decisions.write("\n")


if __name__ == "__main__":
    main()
