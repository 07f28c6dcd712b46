"""How a build's cost per document behaves as the folder grows, on one processor and on all.

    python benchmarks/scale.py [--sizes 10,100,1000,4000] [--articles FOLDER]

Documents are articles in JATS XML, made up here unless a folder of real ones is named (each is taken many times, with
another name, title and numbers, so that no two are the same). The floor is reading the bytes and parsing the same XML
with lxml alone, each in a program of its own. Each line is one build: cold, with nothing changed, and with one document
changed. Times each document and times the floor are of computing, which other work on the machine does not lengthen.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

PYTHON = sys.executable
BUILD = """
import os, resource, sys, time
from pathlib import Path
from prismabook.pipeline import assemble, uncollected, write
from prismabook.project import Project
if __name__ == "__main__":
    if sys.argv[2] == "1":
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    begin, before = time.perf_counter(), time.process_time()
    project = Project(Path(sys.argv[1]))
    with uncollected():
        write(assemble(project), project)
    used = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    computing = time.process_time() - before + used[1].ru_utime + used[1].ru_stime
    print(time.perf_counter() - begin, used[0].ru_maxrss, used[1].ru_maxrss, computing)
"""
FLOOR = """
import sys, time
from pathlib import Path
from lxml import etree
begin, used = time.perf_counter(), time.process_time()
for path in sorted(Path(sys.argv[1], "seeds").iterdir()):
    etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
print(time.perf_counter() - begin, 0, 0, time.process_time() - used)
"""
WORDS = (
    "owls feathers drugazole placebo response score baseline week month treatment nest forest night hooting wing study "
    "patients group dose effect safety outcome measured observed reported between during after with without higher the "
    "of and in to was were that"
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="10,100,1000,4000")
    parser.add_argument("--articles", type=Path)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    texts = [path.read_text("utf-8") for path in sorted(options.articles.rglob("*.*ml"))] if options.articles else []
    processors = os.cpu_count() or 1
    head = f"{'seconds':>8} {'computing':>9} {'ms each':>8} {'× floor':>8} {'MB':>6} {'MB worker':>9}"
    sys.stdout.write(f"{'documents':>9} {'':<28} {head}\n")
    for size in sizes:
        with TemporaryDirectory(prefix="prismabook-scale-") as name:
            folder = Path(name)
            review(folder, size, texts)
            floor = timed(FLOOR, folder, 1)
            show(size, "floor: bytes and lxml", floor, floor)
            for count in dict.fromkeys((1, processors)):
                shutil.rmtree(folder / ".prismabook", ignore_errors=True)
                show(size, f"cold, {count} processor{'s' if count > 1 else ''}", timed(BUILD, folder, count), floor)
            show(size, "nothing changed", timed(BUILD, folder, 1), floor)
            changed = folder / "seeds" / "00000.xml"
            changed.write_text(changed.read_text("utf-8").replace("</article>", "<!-- changed --></article>"), "utf-8")
            show(size, "one document changed", timed(BUILD, folder, 1), floor)


def show(size: int, what: str, found: Sequence[float], floor: Sequence[float]) -> None:
    """Print one measurement."""
    seconds, own, children, computing = found
    times = f"{seconds:8.2f} {computing:9.2f} {1000 * computing / size:8.2f} {computing / floor[3]:8.1f}"
    sys.stdout.write(f"{size:>9} {what:<28} {times} {own / 1024:6.0f} {children / 1024:9.0f}\n")
    sys.stdout.flush()


def timed(program: str, folder: Path, processors: int) -> list[float]:
    """What a program prints: seconds, most memory of itself and of its children in kB, processor seconds."""
    script = folder / "measured.py"
    script.write_text(program, "utf-8")
    ran = subprocess.run(
        [PYTHON, str(script), str(folder), str(processors)], capture_output=True, text=True, check=False
    )
    if ran.returncode:
        sys.exit(ran.stderr)
    return [float(number) for number in ran.stdout.split()]


def review(folder: Path, size: int, texts: Sequence[str]) -> None:
    """A review's folder with that many articles."""
    (folder / "seeds").mkdir()
    (folder / "_quarto.yml").write_text("project:\n  type: book\n", "utf-8")
    for number, text in enumerate(articles(size, texts)):
        (folder / "seeds" / f"{number:05}.xml").write_text(text, "utf-8")


def articles(size: int, texts: Sequence[str]) -> Iterator[str]:
    """Articles: the given ones again and again with another ending, or made-up ones."""
    for number in range(size):
        if texts:
            yield renamed(texts[number % len(texts)], number)
        else:
            yield article(number)


def renamed(text: str, number: int) -> str:
    """An article as another record: numbers and title are its own, so that nothing is merged."""
    text = re.sub(r"(<article-id[^>]*>)([^<]*)", rf"\g<1>\g<2>{number}", text)
    return re.sub(r"(<article-title[^>]*>)", rf"\g<1>Copy {number:05}. ", text, count=1)


def article(number: int) -> str:
    """A made-up trial of about 40 kB: front matter, sections, a table, references."""
    dice = random.Random(number)

    def sentence() -> str:
        return " ".join(dice.choices(WORDS.split(), k=dice.randint(8, 24))).capitalize() + "."

    def paragraph() -> str:
        return "<p>" + " ".join(sentence() for _ in range(8)) + "</p>"

    a, b = dice.randint(5, 25), dice.randint(5, 25)
    people = "".join(
        f'<contrib contrib-type="author"><name><surname>Owl{n}</surname><given-names>A</given-names></name></contrib>'
        for n in range(6)
    )
    rows = "".join(
        f"<tr><td>Sign {n}</td><td>{dice.randint(1, 30)}/30</td><td>{dice.randint(1, 30)}/30</td></tr>"
        for n in range(12)
    )
    references = "".join(
        f'<ref id="r{n}"><mixed-citation>Owl {n}. <source>J Owls</source> {1990 + n % 30}.</mixed-citation></ref>'
        for n in range(40)
    )
    found = (
        f"<p>At week 12, {a} of 30 ({a / 0.3:.1f}%) patients responded with drugazole and {b} of 30 ({b / 0.3:.1f}%) "
        "with placebo (p=0.04).</p>"
    )
    sections = (
        f"<sec><title>Introduction</title>{''.join(paragraph() for _ in range(5))}</sec>"
        "<sec><title>Methods</title><p>Patients were randomised to receive drugazole (n=30) or placebo (n=30).</p>"
        f"{''.join(paragraph() for _ in range(9))}</sec><sec><title>Results</title>{found}"
        f"{''.join(paragraph() for _ in range(8))}<table-wrap id='t1'><label>Table 1</label><caption><p>Signs</p>"
        "</caption><table><thead><tr><th>Sign</th><th>Drugazole (n=30)</th><th>Placebo (n=30)</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></table-wrap></sec>"
        f"<sec><title>Discussion</title>{''.join(paragraph() for _ in range(8))}</sec>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<article article-type="research-article"><front><journal-meta>'
        "<journal-title-group><journal-title>Journal of Owls</journal-title></journal-title-group></journal-meta>"
        f'<article-meta><article-id pub-id-type="doi">10.5555/owls.{number}</article-id>'
        f"<title-group><article-title>Drugazole in owls, trial {number}</article-title></title-group>"
        f"<contrib-group>{people}</contrib-group><pub-date><year>2021</year></pub-date>"
        f"<volume>{number % 90 + 1}</volume>"
        f"<abstract>{paragraph()}{found}</abstract></article-meta></front><body>{sections}</body>"
        f"<back><ref-list>{references}</ref-list></back></article>\n"
    )


if __name__ == "__main__":
    main()
