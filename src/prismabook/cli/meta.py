"""`prismabook meta`: a table of studies to a synthesis, in words, as JSON or as CSV, with a forest plot if wanted."""

from __future__ import annotations

import argparse
import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from prismabook.cli.console import Console

if TYPE_CHECKING:
    from prismabook.synthesis.meta.report import Asked

ABOUT = """Pool the effects of the studies in DATA.csv, a line a study. Without options: REML, Hartung–Knapp interval,
Q-profile interval of τ², prediction interval. Column names, methods and measures: docs/meta-analysis.md."""


def add(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.description = ABOUT
    parser.add_argument("table", type=Path, metavar="DATA.csv", help="the table of studies; - for standard input")
    parser.add_argument("-q", "--quiet", action="store_true", help="print the result and errors only")
    _effects(parser.add_argument_group("effects"))
    _models(parser.add_argument_group("model and intervals"))
    _further(parser.add_argument_group("further analyses"))
    _outputs(parser.add_argument_group("output"))
    parser.set_defaults(run=run)


def _effects(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--measure", default="GEN", help="RR, OR, RD, PETO, AS, MD, SMD, ROM, HR, IRR, PLO, PFT, ZCOR, GEN …"
    )
    group.add_argument(
        "--correction",
        default="only0",
        help="what is added to cells: only0 (default: 0.5 where a table has a zero), all, if0all, none, treatment-arm",
    )
    group.add_argument("--add", type=float, default=0.5, help="how much is added to a cell (default 0.5)")
    group.add_argument(
        "--double-zero", choices=["drop", "keep"], default="drop", help="ratios without events in both groups"
    )
    group.add_argument("--variance", default="", help="variance formula: LS, LS2, UB, RevMan for SMD; pooled for MD")
    group.add_argument("--cohen", action="store_true", help="Cohen's d in the place of Hedges's g")
    group.add_argument("--approximate-j", action="store_true", help="Hedges's factor as 1 - 3/(4m - 1)")
    group.add_argument(
        "--printed-level", type=float, default=0.95, help="level of intervals in the table (default 0.95)"
    )


def _models(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--method", default="REML", help="REML, DL, PM, ML, SJ, EB, HS, HE; CE (FE), MH, Peto for a common effect"
    )
    group.add_argument("--ci", default="", help="hksj (default for random effects), hksj-adhoc, wald, t")
    group.add_argument("--tau2-ci", default="QP", help="QP (Q-profile, default), BJ, J (generalised Q), PL")
    group.add_argument("--prediction", default="default", help="default, riley, hts, k-1, normal")
    group.add_argument("--level", type=float, default=0.95, help="confidence level (default 0.95)")
    group.add_argument("--tau2", type=float, help="a fixed variance between studies")


def _further(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--subgroup", metavar="COLUMN", default="", help="pool within its values, and test the difference"
    )
    group.add_argument("--common-tau2", action="store_true", help="one variance between studies for all subgroups")
    group.add_argument("--moderator", metavar="COLUMN", action="append", default=[], help="meta-regression; repeatable")
    group.add_argument("--permutations", type=int, default=0, help="permutation p of the moderators, at most so many")
    group.add_argument("--seed", type=int, default=1, help="seed of random permutations (default 1)")
    group.add_argument("--leave-one-out", action="store_true", help="pool again without each study in turn")
    group.add_argument(
        "--cumulative", metavar="COLUMN", nargs="?", const="", help="pool study by study, in the order of a column"
    )
    group.add_argument("--influence", action="store_true", help="influence of each study, and Baujat's measures")
    group.add_argument("--bias", action="store_true", help="small-study effects, from ten studies on")


def _outputs(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--format", choices=["text", "json", "csv"], default="text", help="how the result is printed")
    group.add_argument("--forest", type=Path, metavar="FILE.svg", help="write a forest plot")
    group.add_argument("--funnel", type=Path, metavar="FILE.svg", help="write a funnel plot")
    group.add_argument("--baujat", type=Path, metavar="FILE.svg", help="write a Baujat plot")
    group.add_argument("--arms", nargs=2, default=("", ""), metavar=("FIRST", "SECOND"), help="names of both groups")
    group.add_argument(
        "--directions", nargs=2, default=("", ""), metavar=("LEFT", "RIGHT"), help="words on both sides of no effect"
    )


def run(options: Namespace, console: Console) -> int:
    """Read, pool, print, draw."""
    from prismabook.synthesis.meta.report import analyse, as_csv

    name = "standard input" if str(options.table) == "-" else str(options.table)
    found = analyse(read(options.table, name), asked(options), name)
    if options.format == "json":
        console.answer(json.dumps(found.numbers(), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        console.answer(as_csv(found) if options.format == "csv" else str(found))
    _draw(options, found, console)
    return 0


def read(path: Path, name: str) -> str:
    """The text of the table."""
    import sys

    from prismabook.findings import Finding, Place, PrismabookError
    from prismabook.synthesis.codes import UNREADABLE

    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise PrismabookError(Finding(UNREADABLE, f"{error.strerror or error}", Place(name))) from None
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise PrismabookError(Finding(UNREADABLE, "it is not in UTF-8", Place(name, line))) from None


def asked(options: Namespace) -> Asked:
    """The options as a value."""
    from prismabook.findings import Finding, PrismabookError
    from prismabook.synthesis.codes import NOT_ANALYSED
    from prismabook.synthesis.data.rows import Settings
    from prismabook.synthesis.measures.binary import Correction
    from prismabook.synthesis.meta.report import Asked

    try:
        correction = Correction(options.correction, options.add, options.double_zero)
    except ValueError as error:
        raise PrismabookError(Finding(NOT_ANALYSED, str(error))) from None
    settings = Settings(
        correction, options.variance, not options.cohen, not options.approximate_j, options.printed_level
    )
    return Asked(
        measure=options.measure,
        settings=settings,
        method=options.method,
        ci=options.ci,
        level=options.level,
        tau2_ci=options.tau2_ci,
        prediction=options.prediction,
        tau2=options.tau2,
        subgroup=options.subgroup,
        separate=not options.common_tau2,
        moderators=tuple(options.moderator),
        permutations=options.permutations,
        seed=options.seed,
        leave_one_out=options.leave_one_out,
        cumulative=options.cumulative,
        influence=options.influence or bool(options.baujat),
        bias=options.bias,
    )


def _draw(options: Namespace, found: object, console: Console) -> None:
    from prismabook.synthesis.meta.report import Report

    assert isinstance(found, Report)
    if not (options.forest or options.funnel or options.baujat):
        return
    from prismabook.report import figures

    arms, directions = tuple(options.arms), tuple(options.directions)
    if options.forest:
        drawing = figures.forest_plot(found.subgroups or found.analysis, arms=arms, directions=directions)
        _write(options.forest, drawing.svg, console)
    if options.funnel:
        _write(options.funnel, figures.funnel_plot(found.analysis).svg, console)
    if options.baujat:
        _write(options.baujat, figures.baujat_plot(found.influence).svg, console)


def _write(path: Path, svg: bytes, console: Console) -> None:
    from prismabook.project import write_files

    write_files({path.resolve(): svg})
    console.progress(f"wrote {path}")
