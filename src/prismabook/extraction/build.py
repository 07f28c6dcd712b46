"""From sources to data: every rule on every source, people's decisions applied, every quote verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from prismabook.extraction.codebook import Codebook, codebook, validate_data
from prismabook.extraction.codes import NOT_STATED, NOTHING_TAKEN, QUOTE_LOST, RULE_FAILED, UNCERTAIN, UNREAD
from prismabook.extraction.decided import decided
from prismabook.extraction.document import Document
from prismabook.extraction.naming import datum_name, identify, slug
from prismabook.extraction.parallel import compare_languages
from prismabook.extraction.proposal import Proposal, Rule
from prismabook.extraction.rules import RULES
from prismabook.findings import Finding, Place
from prismabook.model import Datum, Kind, Record, Source, Status
from prismabook.project import Decisions


def data(
    sources: Sequence[Source],
    records: Sequence[Record],
    decisions: Decisions,
    *,
    rules: Sequence[Rule] = RULES,
    book: Codebook | None = None,
) -> tuple[tuple[Datum, ...], tuple[Finding, ...]]:
    """All data of the sources, and what was noticed on the way.

    A rule that fails on a source becomes a finding that names both and stops nothing else. The report of a datum
    is the key of the source's record, or the source's name where there is no record.
    """
    book = book or codebook()
    keys = {record.source: record.key for record in records}
    found: list[Datum] = []
    findings: list[Finding] = []
    for source in sources:
        proposed, problems = read(source, keys.get(source.id, slug(source.id)), rules, book)
        found += proposed
        findings += problems
    found, problems = decided(found, sources, keys, decisions.extraction, book)
    findings += problems
    findings += validate_data(found, book, sources)
    findings += verify(found, sources)
    findings += [finding for source in sources for finding in remarks(source, found, book)]
    return tuple(found), tuple(findings)


def read(source: Source, report: str, rules: Sequence[Rule], book: Codebook) -> tuple[list[Datum], list[Finding]]:
    """What the rules propose for one source, in the order of the text, and the rules that failed."""
    document = Document(source)
    proposals: list[tuple[Proposal, str]] = []
    findings = []
    for rule in rules:
        try:
            proposals += [(checked(proposal, source), rule.name) for proposal in rule(document)]
        except Exception as error:  # a rule's mistake must not cost the other rules' data
            message = f"the rule {rule.name} failed on {source.id}: {type(error).__name__}: {error}"
            findings.append(Finding(RULE_FAILED, message, source.whole, topic=rule.name))
    for passage in document.unread:
        place = source.at(passage.start, passage.text[:80])
        findings.append(Finding(UNREAD, f"{len(passage.text)} characters without the end of a sentence", place))
    proposals = _once(proposals, book)
    ids = identify(datum_name(report, p.item, p.outcome, p.arm, p.time_point) for p, _ in proposals)
    return [_datum(source, report, id_, *pair) for id_, pair in zip(ids, proposals, strict=True)], findings


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


def _datum(source: Source, report: str, id_: str, proposal: Proposal, name: str) -> Datum:
    return Datum(
        id_,
        "",
        report,
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


def remarks(source: Source, found: Sequence[Datum], book: Codebook) -> Iterator[Finding]:
    """Notes on a source: what is uncertain, what it does not state, where its languages differ."""
    own = [datum for datum in found if datum.quote.source == source.id]
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
    yield from compare_languages(source)


def extraction_rows(found: Iterable[Datum], sources: Iterable[Source]) -> tuple[dict[str, object], ...]:
    """Rows of the ledger table ``extraction``."""
    by_id = {source.id: source for source in sources}
    return tuple(
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
            "line": by_id[d.quote.source].line(d.quote.start) if d.quote.source in by_id else None,
            "place": by_id[d.quote.source].place(d.quote.start) if d.quote.source in by_id else "",
            "how": d.how,
            "status": str(d.status),
            "note": d.note,
        }
        for d in found
    )
