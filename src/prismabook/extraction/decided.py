"""People's decisions on data: additions, corrections, rejections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from prismabook.extraction.codebook import Codebook, validate_data
from prismabook.extraction.codes import DECISION_QUOTE, DECISION_TARGET, QUOTE_MOVED
from prismabook.extraction.naming import datum_name, identify, slug
from prismabook.extraction.selector import Found, find
from prismabook.findings import Code, Finding, Place
from prismabook.model import Datum, Quote, Source, Status
from prismabook.project import ExtractionDecision

COLUMNS = ("outcome", "arm", "time_point", "unit")


def decided(
    found: Sequence[Datum],
    sources: Sequence[Source],
    keys: Mapping[str, str],
    decisions: Sequence[ExtractionDecision],
    book: Codebook,
) -> tuple[list[Datum], list[Finding]]:
    """The data after the decisions, in their order; a decision that cannot be applied becomes an error finding.

    One whose value or unit is not what the codebook asks is not applied either: what the rules gave stays.

    A correction keeps the datum's id, so that what refers to it still does. Decisions refer to the ids that the
    rules gave, not to each other's.
    """
    if not decisions:
        return list(found), []
    by_id = {datum.id: datum for datum in found}
    result: dict[str, Datum | None] = dict(by_id)
    added: list[Datum] = []
    findings: list[Finding] = []
    for decision in decisions:
        outcome = _apply(decision, by_id, sources, keys, book)
        if isinstance(outcome, Datum) and "quote" in decision.values:
            source = next(s for s in sources if s.id == outcome.quote.source)
            findings += filter(None, [moved(decision, outcome.quote, source)])
        if isinstance(outcome, Finding):
            findings.append(outcome)
        elif outcome is not None and (wrong := validate_data([outcome], book)):
            findings += wrong
        elif decision.action == "add" and outcome is not None:
            added.append(outcome)
        else:
            result[decision.values["datum"]] = outcome
    kept = [datum for datum in result.values() if datum is not None]
    ids = list(identify([*by_id, *(datum.id for datum in added)]))[len(by_id) :]
    return _ordered([*kept, *(replace(d, id=i) for d, i in zip(added, ids, strict=True))], sources), findings


def _ordered(found: list[Datum], sources: Sequence[Source]) -> list[Datum]:
    """By source and place; data of the same place keep their order."""
    position = {source.id: n for n, source in enumerate(sources)}
    return sorted(found, key=lambda d: (position[d.quote.source], d.quote.start, d.quote.end))


def _apply(
    decision: ExtractionDecision,
    by_id: Mapping[str, Datum],
    sources: Sequence[Source],
    keys: Mapping[str, str],
    book: Codebook,
) -> Datum | Finding | None:
    """The datum added or corrected, None for a rejection, or the finding that says why it cannot be."""
    values = decision.values
    if "item" in values and book.get(values["item"]) is None:
        return _problem(DECISION_TARGET, decision, f"the codebook has no item {values['item']!r}")
    if decision.action == "add":
        source = next((s for s in sources if s.id == values["source"]), None)
        if source is None:
            return _problem(DECISION_TARGET, decision, f"there is no document {values['source']!r}")
        quote = _quote(decision, source)
        return quote if isinstance(quote, Finding) else _added(decision, quote, keys.get(source.id, slug(source.id)))
    datum = by_id.get(values["datum"])
    if datum is None:
        return _problem(DECISION_TARGET, decision, f"there is no datum {values['datum']!r}")
    if "quote" in values:
        source = next(s for s in sources if s.id == datum.quote.source)
        quote = _quote(decision, source)
        if isinstance(quote, Finding):
            return quote
        datum = replace(datum, quote=quote)
    return None if decision.action == "reject" else _corrected(decision, datum)


def _quote(decision: ExtractionDecision, source: Source) -> Quote | Finding:
    """The decision's words in the source: in one place, or ``nth``, prefix or suffix say which are meant."""
    values = decision.values
    found = find(
        source.text,
        values["quote"],
        prefix=values.get("prefix", ""),
        suffix=values.get("suffix", ""),
        nth=int(values.get("nth", 0)),
    )
    if isinstance(found, Found):
        return source.quote(found.start, found.end)
    if found.places:
        return _problem(DECISION_QUOTE, decision, f"the quote stands {found.places} times in {source.id}")
    near = f"; nearest are “{found.nearest[:160]}”" if found.nearest else ""
    return _problem(DECISION_QUOTE, decision, f"the quote does not stand in {source.id}{near}")


def moved(decision: ExtractionDecision, quote: Quote, source: Source) -> Finding | None:
    """What to report where the words stand elsewhere than when the decision was written, or are spelt otherwise."""
    values = decision.values
    if quote.exact != values["quote"]:
        message = f"the words in {source.id} are now “{quote.exact[:160]}” (line {source.line(quote.start)})"
        return _problem(QUOTE_MOVED, decision, message)
    if "start" in values and int(values["start"]) != quote.start:
        message = f"the quote stood at {values['start']} in {source.id}, and now at {quote.start}"
        return _problem(QUOTE_MOVED, decision, f"{message} (line {source.line(quote.start)})")
    return None


def _added(decision: ExtractionDecision, quote: Quote, report: str) -> Datum:
    values = decision.values
    outcome, arm, time_point, unit = (values.get(column, "") for column in COLUMNS)
    return Datum(
        datum_name(report, values["item"], outcome, arm, time_point),
        "",
        report,
        values["item"],
        values["value"],
        quote,
        _how(decision),
        outcome,
        arm,
        time_point,
        unit,
        _status(decision),
        decision.reason,
    )


def _corrected(decision: ExtractionDecision, datum: Datum) -> Datum:
    values = decision.values
    changes = {column: values[column] for column in (*COLUMNS, "item", "value") if column in values}
    note = f"{decision.reason} (before: {datum.value}, {datum.how})"
    return replace(datum, how=_how(decision), status=_status(decision), note=note, **changes)  # type: ignore[arg-type]


def _status(decision: ExtractionDecision) -> Status:
    return Status.CERTAIN if decision.decision.confirmed else Status.UNCERTAIN


def _how(decision: ExtractionDecision) -> str:
    return f"decision:{decision.decision.file}:{decision.decision.line}"


def _problem(code: Code, decision: ExtractionDecision, message: str) -> Finding:
    place = Place(decision.decision.file, decision.decision.line, decision.values.get("quote", ""))
    topic = decision.values.get("datum") or decision.values.get("item", "")
    return Finding(code, message, place, about=decision.values.get("source", ""), topic=topic)
