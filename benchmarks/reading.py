"""How many full articles in JATS XML are read a second, and how that compares with parsing the same XML alone.

    python benchmarks/reading.py PATH [--repeats 5] [--profile]

PATH holds the articles (`*.nxml`, `*.xml`, also below `articles/`). Measured are seconds of the processor, the least of
several runs, on one core: the floor is lxml parsing each file's bytes into a tree; “reading” is what a build does to
get a source from the bytes, with fields, sections, tables and places; “sentences” splits what was read as rules see it;
“rules” are all extraction rules on top of that.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree

from prismabook.extraction import RULES, Document
from prismabook.model import Source
from prismabook.sources import read_bytes


def files(path: Path) -> list[bytes]:
    """The bytes of all articles, read once."""
    patterns = ("*.nxml", "*.xml", "articles/*.nxml", "articles/*.xml")
    found = [path] if path.is_file() else sorted({file for pattern in patterns for file in path.glob(pattern)})
    return [file.read_bytes() for file in found]


def least(repeats: int, work: Callable[[], object]) -> float:
    """The least of several runs, in seconds of the processor."""
    seconds = []
    for _ in range(repeats):
        begin = time.process_time()
        work()
        seconds.append(time.process_time() - begin)
    return min(seconds)


def sources(articles: Sequence[bytes]) -> list[Source]:
    """What a build makes of the articles."""
    return [source for n, data in enumerate(articles) for source in read_bytes(data, f"{n}.nxml", f"seeds/{n}.nxml")[0]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--profile", action="store_true", help="show where reading spends its time")
    arguments = parser.parse_args()
    articles = files(arguments.path)
    if not articles:
        sys.exit(f"no articles in {arguments.path}")
    made = sources(articles)
    if arguments.profile:
        with cProfile.Profile() as profile:
            sources(articles)
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        return
    floor = least(arguments.repeats, lambda: [etree.fromstring(data) for data in articles])
    reading = least(arguments.repeats, lambda: sources(articles))
    sentences = least(arguments.repeats, lambda: [Document(source).sentences for source in made])
    rules = least(1, lambda: [list(rule(doc)) for source in made for doc in (Document(source),) for rule in RULES])
    size = sum(map(len, articles)) / len(articles) / 1000
    sys.stdout.write(f"{len(articles)} articles, {size:.0f} kB each on average\n")
    rows = (("parsing with lxml alone", floor), ("reading", reading), ("sentences", sentences), ("rules", rules))
    for name, seconds in rows:
        each = f"{1000 * seconds / len(articles):8.2f} ms an article {len(articles) / seconds:8.0f} a second"
        sys.stdout.write(f"{name:<24} {each} {seconds / floor:8.1f} × floor\n")


if __name__ == "__main__":
    main()
