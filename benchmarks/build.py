"""How long `prismabook build` takes on the review of this repository.

    python benchmarks/build.py [--repeats 5]

The floor is starting Python with the libraries that the build needs.
"""

from __future__ import annotations

import argparse
import sys

from measure import copied_review, measure, report, run

PYTHON = sys.executable
IMPORTS = "import csv, json, hashlib, yaml, bibtexparser"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5)
    repeats = parser.parse_args().repeats
    build = [PYTHON, "-m", "prismabook", "build"]
    with copied_review() as review:
        data = review / "review" / "data"

        def empty() -> None:
            for path in (review / "references.bib", *data.glob("*")):
                path.unlink(missing_ok=True)

        floor = measure(
            "starting Python with the build's libraries", repeats, lambda: run([PYTHON, "-c", IMPORTS], review)
        )
        first = measure("prismabook build, nothing written yet", repeats, lambda: run(build, review), empty)
        again = measure("prismabook build, nothing changed", repeats, lambda: run(build, review))
        report([first, again], floor)


if __name__ == "__main__":
    main()
