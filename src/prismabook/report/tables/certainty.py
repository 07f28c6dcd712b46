"""Summary of findings, and the reasons of each rating of certainty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prismabook.appraisal import Certainty, load_ratings
from prismabook.appraisal.summary import Interval, Measured, Summary, statement, summarise, symbol
from prismabook.report.markdown import Heading, Text, emphasis, join, strong, table, text
from prismabook.report.numbers import capital, decimal, estimate
from prismabook.report.review import Review
from prismabook.report.values import NOT_COMPUTABLE, Row

PROPOSAL = "proposal"


def summary_of_findings(review: Review) -> Text:
    """The table of GRADE: each rated outcome with its participants, effects in 1000 people, certainty, a sentence."""
    columns = (
        Heading("Outcome; participants (studies)", 20),
        Heading("Comparator, in 1000", 11, number=True),
        Heading("Difference in 1000 (95% CI)", 20, number=True),
        Heading("Risk ratio (95% CI)", 15, number=True),
        Heading("Certainty", 13),
        Heading("What this says", 25),
    )
    ratings, _ = load_ratings(review.project)
    return table(columns, [line for rating in ratings for line in _rated(review, rating)])


def _rated(review: Review, rating: Certainty) -> list[list[Text | str]]:
    """A line for each population in which the outcome was measured."""
    rows = [r for r in review.results if (r["outcome"], r["time_point"]) == (rating.outcome, rating.time_point)]
    populations = dict.fromkeys(row["population"] for row in rows)
    return [_line(rating, [row for row in rows if row["population"] == who]) for who in populations]


def _line(rating: Certainty, rows: Sequence[Row]) -> list[Text | str]:
    summary = summarise([measured for row in rows if (measured := _measured(row))], rating.baseline)
    outcome = ", ".join(filter(None, (rating.outcome, rating.time_point)))
    among = f" among {rows[0]['population']}" if rows[0]["population"] else ""
    named = " at ".join(filter(None, (rating.outcome, rating.time_point))) + among
    said = statement(rows[0]["intervention"], named, rating.rating, summary, rating.thresholds)
    return [
        text(capital(outcome) + among + "; ") + _people(summary, rows),
        text(decimal(summary.baseline, 0)) if summary.baseline is not None else emphasis("not known"),
        _more(summary.difference),
        text(_tied(estimate(*summary.ratio))) if summary.ratio else emphasis(NOT_COMPUTABLE),
        _certainty(rating),
        text(capital(said)),
    ]


def _measured(row: Row) -> Measured | None:
    """A result with counts; None without."""
    arms = [row[f"{what}_{arm}"] for arm in ("intervention", "comparator") for what in ("events", "total")]
    if not all(arms):
        return None
    events, total, events_comparator, total_comparator = map(int, arms)
    effects = _of(row, "risk_ratio"), _of(row, "risk_difference")
    return Measured(row["study"], events, total, events_comparator, total_comparator, *effects)


def _of(row: Row, measure: str) -> Interval | None:
    cells = [row[measure + limit] for limit in ("", "_low", "_high")]
    return (float(cells[0]), float(cells[1]), float(cells[2])) if all(cells) else None


def _people(summary: Summary, rows: Sequence[Row]) -> Text:
    if summary.participants:
        return text(f"{summary.participants} ({summary.studies})")
    studies = len({row["study"] for row in rows})
    return emphasis("number at risk not stated") + f" ({studies})"


def _more(difference: Interval | None) -> Text:
    """A difference as "252 more (1 more to 463 more)"; the signs in words, as patients' leaflets have them."""
    if difference is None:
        return emphasis(NOT_COMPUTABLE)
    value, low, high = (_signed(number) for number in difference)
    return text(_tied(f"{value} ({low} to {high})"))


def _signed(number: float) -> str:
    shown = round(number)
    return f"{abs(shown):,} {'more' if shown > 0 else 'fewer'}" if shown else "0"


def _tied(words: str) -> str:
    """An interval that stays on one line; a narrow column breaks before it."""
    head, _, tail = words.partition(" (")
    return f"{head} (" + tail.replace(" ", "\u00a0")


def _certainty(rating: Certainty) -> Text:
    shown = text(symbol(rating.rating) + " ") + strong(rating.rating)
    return shown if rating.confirmed else shown + " (" + emphasis(PROPOSAL) + ")"


def certainty(review: Review) -> Text:
    """Every reason of every rating: where it starts, what lowers or raises it, and to where that leads."""
    columns = (Heading("Outcome", 20), Heading("Domain", 17), Heading("Judgement", 15), Heading("Reason", 48))
    ratings, _ = load_ratings(review.project)
    return table(columns, [row for rating in ratings for row in _reasons(rating)])


def _reasons(rating: Certainty) -> Iterable[list[Text | str]]:
    outcome = capital(", ".join(filter(None, (rating.outcome, rating.time_point))))
    yield [strong(outcome), "Start", rating.start, rating.start_reason or "By the design of the studies"]
    for step in rating.steps:
        moved = f" ({step.levels:+d})".replace("-", "−") if step.levels else ""
        yield ["", capital(step.domain), step.judgement + moved, step.reason]
    yield ["", strong("Certainty"), _certainty(rating), "Follows from the judgements above"]


def baselines(review: Review) -> Text:
    """Which risk the absolute effects are reckoned from and how, and who set thresholds: the table's note."""
    ratings, _ = load_ratings(review.project)
    said: dict[str, list[str]] = {}
    for rating in ratings:
        rows = [r for r in review.results if (r["outcome"], r["time_point"]) == (rating.outcome, rating.time_point)]
        groups = [[r for r in rows if r["population"] == who] for who in dict.fromkeys(r["population"] for r in rows)]
        told = (summarise([found for r in group if (found := _measured(r))], rating.baseline) for group in groups)
        basis = "; ".join(dict.fromkeys(summary.basis for summary in told))
        limits = f"; thresholds: {rating.thresholds.origin}" if rating.thresholds else ""
        outcome = ", ".join(filter(None, (rating.outcome, rating.time_point)))
        said.setdefault(basis + limits, []).append(outcome)
    return join([f"{capital('; '.join(outcomes))}: {basis}" for basis, outcomes in said.items()], ". ") + "."
