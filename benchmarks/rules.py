"""How long the rules take on running text, and whether that grows in step with the text.

    python benchmarks/rules.py [--repeats 3]

The text is the sentences of the review's own documents, over and over, as one article's body: 100 kB, 1 MB and 2 MB;
once all of them, which reads as a review of literature, and once those of the trial's report alone.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from pathlib import Path

from prismabook.extraction import data
from prismabook.model import Kind, Role, Section, Source
from prismabook.project import Decisions

ROOT = Path(__file__).resolve().parents[1]
SIZES = (100_000, 1_000_000, 2_000_000)


def running(size: int, pattern: str = "*.txt") -> Source:
    """An article of that many characters, its sentences numbered so that none is like another."""
    pages = [path.read_text("utf-8", errors="replace") for path in sorted((ROOT / "seeds").glob(pattern))]
    lines = [line for page in pages for line in page.splitlines() if len(line) > 100 and line.isascii()]
    whole = sum(map(len, lines))
    parts = (f"{lines[n % len(lines)]} This is paragraph {n}.\n\n" for n in range(len(lines) * (size // whole + 1)))
    text = "".join(parts)[:size]
    digest = hashlib.sha256(text.encode()).hexdigest()
    third = size // 3
    sections = tuple(
        Section(name, Role.BODY, start, start + third)
        for name, start in (("methods", 0), ("results", third), ("body", 2 * third))
    )
    return Source("long.txt", "seeds/long.txt", digest, Kind.ARTICLE, "made", text, sections=sections)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=3)
    repeats = parser.parse_args().repeats
    for name, size in ((name, size) for name in ("*.txt", "003*.txt") for size in SIZES):
        source = running(size, name)
        best = float("inf")
        for _ in range(repeats):
            began = time.process_time()
            found, _findings = data([source], [], Decisions())
            best = min(best, time.process_time() - began)
        print(f"{name:9} {size / 1e6:4.1f} MB  {best:6.2f} s  {best / size * 1e6:5.2f} s per MB  {len(found)} data")  # noqa: T201


if __name__ == "__main__":
    main()
