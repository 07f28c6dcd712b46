"""How often the audit raises a false alarm, and how often it finds an error that was planted.

    python benchmarks/audit.py [--tables 2000] [--seed 1] [FOLDER]

Simulated trials are rounded truthfully and audited: every finding is a false alarm. Then one error is planted in each
and the share that is found is told, by check. With a folder of articles (JATS XML, or any format that is read), each is
audited as a review of its own would do it; what is told is printed, for a person to judge. Nothing is timed.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
from scipy import stats

from prismabook.audit.tables import check_row
from prismabook.pipeline import assemble
from prismabook.project import Project

ROOT = Path(__file__).parents[1]
Cells = dict[str, str]
Random = np.random.Generator


def say(text: str) -> None:
    """Print a line."""
    print(text, flush=True)  # noqa: T201


def counts(random: Random) -> Cells:
    """Two arms with a p from one of the usual tests, printed to two or three decimals."""
    n1, n2 = (int(random.integers(8, 120)) for _ in range(2))
    k1, k2 = int(random.integers(1, n1)), int(random.integers(1, n2))
    table = [[k1, n1 - k1], [k2, n2 - k2]]
    p = (
        stats.chi2_contingency(table, correction=False).pvalue,
        stats.chi2_contingency(table, correction=True).pvalue,
        stats.fisher_exact(table).pvalue,
    )[int(random.integers(3))]
    return {"events1": f"{k1}", "n1": f"{n1}", "events2": f"{k2}", "n2": f"{n2}", "p": printed_p(p, random)}


def printed_p(p: float, random: Random) -> str:
    """A p as papers print it."""
    return "<0.001" if p < 0.001 else f"{p:.{int(random.integers(2, 4))}f}" if p >= 0.01 else f"{p:.3f}"


def percentage(random: Random) -> Cells:
    """A percentage with its counts, to at most two decimals."""
    total = int(random.integers(5, 400))
    events = int(random.integers(0, total + 1))
    percent = f"{100 * events / total:.{int(random.integers(0, 3))}f}"
    return {"events": f"{events}", "total": f"{total}", "percent": percent}


def scale(random: Random) -> Cells:
    """Mean and SD of whole answers, of one to four items."""
    n, items = int(random.integers(5, 90)), int(random.integers(1, 5))
    values = random.integers(1, 8, (n, items)).mean(axis=1)
    mean, sd = f"{values.mean():.2f}", f"{values.std(ddof=1):.2f}"
    bounds = {"scale_low": "1", "scale_high": "7"} if random.random() < 0.5 else {}
    return {"data": "whole", "mean": mean, "sd": sd, "n": f"{n}", "items": f"{items}", **bounds}


def binary(random: Random) -> Cells:
    """Mean and SD of yes and no."""
    values = random.random(int(random.integers(5, 300))) < random.random()
    return {"data": "binary", "mean": f"{values.mean():.2f}", "sd": f"{values.std(ddof=1):.2f}", "n": f"{len(values)}"}


def means(random: Random) -> Cells:
    """Two arms' means and SDs with a p of Student's or Welch's test."""
    arms = [random.normal(10 + random.random(), 2 + random.random(), int(random.integers(8, 120))) for _ in range(2)]
    p = stats.ttest_ind(*arms, equal_var=bool(random.integers(2))).pvalue
    cells = {"p": printed_p(p, random)}
    for i, arm in enumerate(arms, 1):
        cells |= {f"mean{i}": f"{arm.mean():.1f}", f"sd{i}": f"{arm.std(ddof=1):.1f}", f"n{i}": f"{len(arm)}"}
    return cells


def ratio(random: Random) -> Cells:
    """A ratio with its log-normal interval and the p that goes with it."""
    log, se = random.normal(0, 0.5), 0.1 + 0.4 * random.random()
    low, high = np.exp(log - 1.959964 * se), np.exp(log + 1.959964 * se)
    p = 2 * stats.norm.sf(abs(log / se))
    said = {"estimate": np.exp(log), "low": low, "high": high}
    return {name: f"{value:.2f}" for name, value in said.items()} | {"measure": "odds ratio", "p": printed_p(p, random)}


def parts(random: Random) -> Cells:
    """Percentages of categories that exclude each other, each rounded on its own."""
    sizes = random.integers(1, 60, int(random.integers(2, 7)))
    return {"percents": ";".join(f"{100 * k / sizes.sum():.1f}" for k in sizes)}


def shifted(cells: Cells, random: Random, *names: str) -> Cells:
    """One of the cells with its last two digits changed."""
    name = names[int(random.integers(len(names)))]
    text = cells[name]
    unit = 10.0 ** -len(text.partition(".")[2])
    step = int(random.integers(3, 40)) * (1 if random.random() < 0.5 or float(text) < 40 * unit else -1)
    return {**cells, name: f"{float(text) + step * unit:.{len(text.partition('.')[2])}f}"}


def wrong_p(cells: Cells, random: Random) -> Cells:
    """A p from the other side of the threshold."""
    small = cells["p"].startswith("<") or float(cells["p"]) < 0.05
    return {**cells, "p": f"{random.uniform(0.1, 0.9):.2f}" if small else f"{random.uniform(0.001, 0.04):.3f}"}


def reversed_(cells: Cells, _: Random) -> Cells:
    """An upper limit with a digit too many."""
    return {**cells, "high": f"{10 * float(cells['high']) + 1:.2f}"}


KINDS: Mapping[str, tuple[Callable[[Random], Cells], Callable[[Cells, Random], Cells], str]] = {
    "percentage and counts": (percentage, lambda c, r: shifted(c, r, "percent"), "a percentage off by 3–40 last units"),
    "mean and SD of answers": (scale, lambda c, r: shifted(c, r, "mean", "sd"), "mean or SD off by 3–40 last units"),
    "mean and SD of yes and no": (binary, lambda c, r: shifted(c, r, "sd"), "SD off by 3–40 last units"),
    "p of counts": (counts, wrong_p, "a p from the other side of 0.05"),
    "p of means": (means, wrong_p, "a p from the other side of 0.05"),
    "ratio, interval and p": (ratio, reversed_, "an upper limit with a digit too many"),
    "percentages that add up": (parts, lambda c, _: {**c, "percents": f"{c['percents']};9.0"}, "a category too many"),
}
"""What is simulated, how an error is planted, and which."""


def simulated(tables: int, seed: int) -> Iterator[tuple[str, str, int, Counter[str], Counter[str], int]]:
    """For each kind: its planted error, how many false alarms and finds, by test, and tables in which one was found."""
    for number, (kind, (make, plant, error)) in enumerate(KINDS.items()):
        random = np.random.default_rng([seed, number])
        false, found, alarmed, detected = Counter[str](), Counter[str](), 0, 0
        for _ in range(tables):
            cells = make(random)
            alarms = [tested.test for tested in check_row(cells) if not tested]
            finds = [tested.test for tested in check_row(plant(cells, random)) if not tested]
            false.update(alarms)
            found.update(finds)
            alarmed += bool(alarms)
            detected += bool(finds)
        yield kind, error, alarmed, false, found, detected


def articles(folder: Path) -> None:
    """Audit each document of a folder as the only one of a review, and print what is told."""
    documents = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".md", ".csv"))
    total = Counter[str]()
    with tempfile.TemporaryDirectory() as temporary:
        for number, document in enumerate(documents):
            root = Path(temporary) / str(number)
            (root / "seeds").mkdir(parents=True)
            (root / "review").mkdir()
            shutil.copy(ROOT / "_quarto.yml", root)
            shutil.copy(ROOT / "review" / "protocol.yml", root / "review")
            shutil.copyfile(document, root / "seeds" / document.name)
            review = assemble(Project(root))
            told = [f for f in review.findings if "PB511" <= f.code.id <= "PB547"]
            numbers = sum(datum.item.startswith("result_") for datum in review.data)
            total.update(finding.code.id for finding in told)
            say(f"  {document.name}: {len(review.data)} data, {numbers} of results; {len(told)} findings of the audit")
            for finding in told:
                say(f"    {finding.code.id} {finding.severity}: {finding.message}")
    said = ", ".join(f"{code} {count}" for code, count in sorted(total.items())) or "none"
    say(f"  findings of the audit in {len(documents)} documents: {said}")


def gold(path: Path) -> None:
    """Numbers that people read from those articles, as rows of a table: both arms of each outcome."""
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    tried, alarms = Counter[str](), Counter[str]()
    for row in rows:
        for arm in ("intervention", "comparator"):
            cells = {
                "events": row[f"{arm}_events"],
                "subgroup": row[f"{arm}_events"],
                "total": row[f"{arm}_group_size"],
            }
            for tested in check_row({name: value for name, value in cells.items() if value}):
                tried[tested.test] += 1
                alarms[tested.test] += not tested
    say(f"  {path.name}: {dict(tried)} tried, {sum(alarms.values())} alarms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="a folder of articles")
    parser.add_argument("--tables", type=int, default=2000, help="simulated tables of each kind")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    say(f"simulated, {options.tables} tables of each kind, seed {options.seed}")
    say(f"  {'kind':28} {'false alarms':>14} {'planted errors found':>22}  by")
    for kind, error, alarmed, false, found, detected in simulated(options.tables, options.seed):
        shares = f"{alarmed / options.tables:14.2%} {detected / options.tables:22.1%}"
        say(f"  {kind:28} {shares}  {dict(found)} ({error})" + (f" FALSE: {dict(false)}" if false else ""))
    if options.folder:
        say(f"articles in {options.folder.name}")
        articles(options.folder / "articles" if (options.folder / "articles").is_dir() else options.folder)
        if (options.folder / "gold.csv").is_file():
            gold(options.folder / "gold.csv")


if __name__ == "__main__":
    main()
