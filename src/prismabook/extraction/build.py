"""From sources to data: every rule on every source, people's decisions applied, every quote verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from prismabook.extraction.codebook import Codebook, codebook, validate_data
from prismabook.extraction.codes import NOT_STATED, NOTHING_TAKEN, QUOTE_LOST, RULE_FAILED, UNCERTAIN, UNREAD
from prismabook.extraction.decided import decided
from prismabook.extraction.document import Document
from prismabook.extraction.extractors import agreed, without_known
from prismabook.extraction.naming import datum_name, identify, known_as, slug
from prismabook.extraction.own import own_rules, with_own
from prismabook.extraction.parallel import compare_languages
from prismabook.extraction.parallel_order import compare_orders
from prismabook.extraction.proposal import Proposal, Rule
from prismabook.extraction.rules import RULES
from prismabook.findings import Finding, Place
from prismabook.model import Datum, Kind, Record, Source, Status
from prismabook.project import Decisions, OwnItem


@dataclass(frozen=True, slots=True)
class Draft:
    """What the rules propose for one source, its quotes verified, and what was noticed in its text.

    The data have neither id nor report yet: these depend on the other documents.
    """

    data: tuple[Datum, ...]
    findings: tuple[Finding, ...]


def data(
    sources: Sequence[Source],
    records: Sequence[Record],
    decisions: Decisions,
    *,
    rules: Sequence[Rule] = RULES,
    book: Codebook | None = None,
    drafts: dict[str, Draft] | None = None,
) -> tuple[tuple[Datum, ...], tuple[Finding, ...]]:
    """All data of the sources, and what was noticed on the way.

    A rule that fails on a source becomes a finding that names both and stops nothing else. The report of a datum
    is the key of the source's record, or the source's name where there is no record. ``drafts`` are those of the
    sources by their ids, where they were made before; they are used up. ``book`` is the codebook with the review's own
    items (:func:`~prismabook.extraction.own.with_own`), made here where it is not given.
    """
    book, refused = (book, ()) if book else with_own(codebook(), decisions.items)
    keys = {record.source: record.key for record in records}
    book = book or codebook()
    keys = {name: record.key for record in records for name in (record.source, *record.also)}
    merged = {name for record in records for name in record.also}
    found: list[Datum] = []
    findings: list[Finding] = [*refused]
    for source in sources:
        if source.id in merged:  # the same evidence a second time; its record's own source gives it
            if drafts is not None:
                drafts.pop(source.id)
            continue
        made = drafts.pop(source.id) if drafts is not None else draft(source, book, rules)
        found += named(made.data, keys.get(source.id, slug(source.id)))
        findings += made.findings
    both = without_known(agreed(decisions.extractors), found, decisions.extraction)
    found, problems = decided(found, sources, keys, (*decisions.extraction, *both), book)
    findings += problems
    findings += validate_data(found, book, sources)
    findings += verify((datum for datum in found if datum.how.startswith("decision:")), sources)
    own: dict[str, list[Datum]] = {}
    for datum in found:
        own.setdefault(datum.quote.source, []).append(datum)
    findings += [
        finding
        for source in sources
        if source.id not in merged
        for finding in remarks(source, own.get(source.id, ()), book)
    ]
    return tuple(found), tuple(findings)


def draft(source: Source, book: Codebook | None = None, rules: Sequence[Rule] = RULES) -> Draft:
    """What the rules propose for one source, in the order of the text, and the rules that failed.

    Every quote is held against the text here, where it is at hand; a datum whose words do not stand there is none.
    """
    document = Document(source)
    book = book or codebook()
    proposals: list[tuple[Proposal, str]] = []
    findings = []
    for rule in (*rules, *own_rules(book)):
        try:
            proposals += [(checked(proposal, source), rule.name) for proposal in rule(document)]
        except Exception as error:  # a rule's mistake must not cost the other rules' data
            message = f"the rule {rule.name} failed on {source.id}: {type(error).__name__}: {error}"
            findings.append(Finding(RULE_FAILED, message, source.whole, topic=rule.name))
    for passage in document.unread:
        place = source.at(passage.start, passage.text[:80])
        findings.append(Finding(UNREAD, f"{len(passage.text)} characters without the end of a sentence", place))
    made = tuple(_datum(source, *pair) for pair in _once(proposals, book))
    findings += [*verify(made, [source]), *compare_languages(source), *compare_orders(document)]
    return Draft(made, tuple(findings))


def named(made: Sequence[Datum], report: str) -> list[Datum]:
    """A draft's data with their report and ids."""
    ids = identify(datum_name(report, d.item, d.outcome, d.arm, d.time_point) for d in made)
    return [known_as(d, id_, d.study, report) for id_, d in zip(ids, made, strict=True)]


def checked(proposal: Proposal, source: Source) -> Proposal:
    """The proposal, if it has a value and words.

    Raises
    ------
    ValueError
        If it has none: the rule is at fault.
    """
    if not proposal.value.strip() or not 0 <= proposal.start < proposal.end <= len(source.text):
        raise ValueError(f"{proposal.item} without value or words at {proposal.start}–{proposal.end}")
    return proposal


def _once(proposals: Iterable[tuple[Proposal, str]], book: Codebook) -> list[tuple[Proposal, str]]:
    """Ordered by place, codebook and as proposed; the same value of the same thing is kept once, where it is first."""
    kept: dict[tuple[str, ...], tuple[Proposal, str]] = {}
    ordered = sorted(proposals, key=lambda pair: (pair[0].start, pair[0].end, book.position(pair[0].item)))
    for pair in ordered:
        p = pair[0]
        kept.setdefault((p.item, p.outcome, p.arm, p.time_point, p.value.casefold(), p.unit), pair)
    return list(kept.values())


def _datum(source: Source, proposal: Proposal, name: str) -> Datum:
    return Datum(
        "",
        "",
        "",
        proposal.item,
        proposal.value,
        source.quote(proposal.start, proposal.end),
        f"rule:{name}",
        proposal.outcome,
        proposal.arm,
        proposal.time_point,
        proposal.unit,
        Status.UNCERTAIN if proposal.doubt else Status.CERTAIN,
        "; ".join(filter(None, (proposal.doubt, proposal.note))),
    )


def verify(found: Iterable[Datum], sources: Iterable[Source]) -> tuple[Finding, ...]:
    """Data whose quote does not stand in its source at its place."""
    texts = {source.id: source for source in sources}
    findings = []
    for datum in found:
        source = texts.get(datum.quote.source)
        if source is None or not datum.quote.stands_in(source.text):
            file = source.path if source else datum.quote.source
            message = f"{datum.id} quotes words that do not stand at {datum.quote.start}–{datum.quote.end}"
            findings.append(Finding(QUOTE_LOST, message, Place(file, None, datum.quote.exact), topic=datum.id))
    return tuple(findings)


def remarks(source: Source, own: Sequence[Datum], book: Codebook) -> Iterator[Finding]:
    """Notes on a source and its own data: what is uncertain, what it does not state."""
    if source.kind not in (Kind.UNKNOWN, Kind.RECORD) and not own:
        yield Finding(NOTHING_TAKEN, f"no rule found anything in {source.id}", source.whole)
    doubts: dict[tuple[str, str], list[Datum]] = {}
    for datum in own:
        if datum.status is Status.UNCERTAIN:
            doubts.setdefault((datum.item, datum.note), []).append(datum)
    for (item, note), group in doubts.items():
        first = group[0]
        entry = book.get(item)
        label = entry.label if entry else item
        count = f" ({len(group)} data)" if len(group) > 1 else ""
        place = source.at(first.quote.start, first.quote.exact)
        yield Finding(UNCERTAIN, f"{first.report}: {label}{count}: {note}", place, topic=label)
    present = {datum.item for datum in own}
    if own and (absent := [i.label for i in book.items if source.kind in i.expected and i.id not in present]):
        yield Finding(NOT_STATED, f"{own[0].report} does not state: {', '.join(absent)}", source.whole)


def extraction_rows(found: Iterable[Datum], sources: Iterable[Source]) -> Iterator[dict[str, object]]:
    """Rows of the ledger table ``extraction``."""
    by_id = {source.id: source for source in sources}
    spots = ((d, by_id[d.quote.source].spot(d.quote.start) if d.quote.source in by_id else (None, "")) for d in found)
    return (
        {
            "id": d.id,
            "study": d.study,
            "report": d.report,
            "source": d.quote.source,
            "item": d.item,
            "outcome": d.outcome,
            "arm": d.arm,
            "time_point": d.time_point,
            "value": d.value,
            "unit": d.unit,
            "quote": d.quote.exact,
            "start": d.quote.start,
            "end": d.quote.end,
            "line": line,
            "place": place,
            "how": d.how,
            "status": str(d.status),
            "note": d.note,
        }
        for d, (line, place) in spots
    )


def codebook_rows(entries: Sequence[OwnItem] = (), book: Codebook | None = None) -> tuple[dict[str, object], ...]:
    """Rows of the ledger table ``codebook``: every item that the review can use, its own last."""
    book = book or codebook()
    toolkits = {item.id for item in book.items}
    used, _ = with_own(book, entries)
    return tuple(
        {
            "item": item.id,
            "label": item.label,
            "type": str(item.type),
            "unit": item.unit,
            "definition": item.definition,
            "given_by": "; ".join(item.kinds),
            "origin": "toolkit" if item.id in toolkits else "review/codebook.yml",
        }
        for item in used.items
    )
