"""Tables of the selection: who is counted in each box of the flow diagram, near-misses, studies with their reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prismabook.prisma import Box, Part
from prismabook.prisma.track import Report, track
from prismabook.report.figures import BOX, LISTS
from prismabook.report.figures.flow_groups import Group, groups
from prismabook.report.markdown import Heading, Text, cite, emphasis, join, link, paragraphs, span, strong, table, text
from prismabook.report.numbers import decimal
from prismabook.report.review import Review
from prismabook.report.values import Row

LONG = 60
"""Records from which on a box's list is a paragraph of keys; the table flow-records.csv has them one by one."""
PROPOSAL = "proposal"


def flow_counts(review: Review) -> Text:
    """Every number of the flow diagram, with a link to the list of those it counts."""
    columns = (Heading("Box", 62), Heading("Counts", 20), Heading("n", 18, number=True))
    flow = review.selected
    rows: list[list[Text | str]] = [
        [flow[key].label, flow[key].unit, _linked(f"{flow[key].n:,}", group)]
        for group in groups(flow)
        for key in group.numbers
    ]
    return table(columns, rows)


def _linked(words: str, group: Group) -> Text:
    return link(words, f"/{LISTS}#{BOX}{group.key}")


def flow_lists(review: Review) -> Text:
    """Who is counted in each box, box by box; a box that counts nobody says so."""
    return paragraphs(block for group in groups(review.selected) for block in _listed(review, group))


def _listed(review: Review, group: Group) -> Iterator[Text]:
    boxes = [review.selected[key] for key in group.numbers]
    heading = group.lines[0].words.rstrip(":") if len(boxes) > 1 and group.lines[0].bold else boxes[0].label
    way = {"databases": "databases and registers", "other": "other methods"}.get(group.column, "")
    yield span(strong(heading + (f" ({way})" if way else "")), BOX + group.key)
    for box in boxes:
        unit = {"studies": "study"}.get(box.unit, box.unit.removesuffix("s")) if box.n == 1 else box.unit
        total = f"{box.label}: {box.n:,} {unit}." if len(boxes) > 1 else f"{box.n:,} {unit}."
        if box.n > LONG:
            yield text(total)
            yield from _in_short(box)
        elif box.n:
            yield text(total)
            yield table(*_one_by_one(review, box))
        else:
            yield text(total)


def _in_short(box: Box) -> Iterator[Text]:
    for part in box.parts or (Part("", "", box.members),):
        head = f"{part.label} ({part.n:,}): " if part.label else ""
        yield text(head) + join(part.members, ", ") if head else join(part.members, ", ")


def _one_by_one(review: Review, box: Box) -> tuple[Sequence[Heading], list[list[Text | str]]]:
    if box.unit == "studies":
        of = {row["study"]: row["reports"] for row in review.studies}
        studies: list[list[Text | str]] = [[name, _cited(review, of.get(name, "").split(";"))] for name in box.members]
        return (Heading("Study", 40), Heading("Reports", 60)), studies
    proposed = {row["member"] for row in review.flow_records if row["box"] == box.key and row["proposal"] == "true"}
    parts = box.parts or (Part("", "", box.members),)
    columns = (Heading("Record", 22), Heading("Title", 50), Heading("Why here", 28))
    titles = {row["key"]: row["title"] for row in review.records}
    return columns, [
        [_cited(review, [name]), titles.get(name) or emphasis("title not known"), _why(part.label, name in proposed)]
        for part in parts
        for name in part.members
    ]


def _why(label: str, proposed: bool) -> Text:
    pieces = [text(label)] if label else []
    return join([*pieces, *([emphasis(PROPOSAL)] if proposed else [])], ", ")


def _cited(review: Review, keys: Sequence[str]) -> Text:
    """Records by their keys, cited where they can be: without a title nothing stands in the bibliography."""
    titled = {row["key"] for row in review.records if row["title"]}
    names = [key for key in keys if key]
    return join([text(f"{key} ") + cite(key) if key in titled else text(key) for key in names], "; ")


def near_misses(review: Review) -> Text:
    """Reports that were excluded by their full text, cited, with reasons.

    Where the ledger marks near-misses, those alone; else all.
    """
    excluded = _excluded(review)
    marked = [pair for pair in excluded if any(row.near_miss for row in pair[1].eligibility.rows)]
    columns = (
        Heading("Report", 20),
        Heading("Why it is not included", 28),
        Heading("Note", 36),
        Heading("Decided by", 16),
    )
    return table(columns, [_near_miss(review, report) for _, report in marked or excluded])


def _excluded(review: Review) -> list[tuple[str, Report]]:
    rows = review.decisions.screening
    tracks = [track(row["key"], [r for r in rows if r.record == row["key"]]) for row in review.records]
    return [(way.record, report) for way in tracks for report in way.reports if report.excluded]


def _near_miss(review: Review, report: Report) -> list[Text | str]:
    stands = report.eligibility
    wording = {str(entry["id"]): str(entry["text"]) for entry in review.protocol.get("eligibility") or ()}
    reasons = join([wording.get(reason, reason) for reason in stands.reasons], " ") if stands.reasons else text("")
    people = "; ".join(dict.fromkeys(row.by for row in stands.rows if row.by))
    notes = " ".join(dict.fromkeys(row.note for row in stands.rows if row.note))
    return [_cited(review, [report.key]), reasons, notes, people or emphasis(PROPOSAL)]


def linked_reports(review: Review) -> Text:
    """Each study with all its reports, the included ones cited, and why they belong together."""
    columns = (
        Heading("Study", 14),
        Heading("Design", 20),
        Heading("Reports", 30),
        Heading("Why they belong together", 36),
    )
    return table(columns, [_study(review, row) for row in review.studies])


def _study(review: Review, row: Row) -> list[Text | str]:
    linked = row["linked_by"] or emphasis("a single report")
    return [row["study"], row["design"], _cited(review, row["reports"].split(";")), linked]


MEASURES = {"percent": "Percent agreement", "kappa": "Cohen’s kappa", "ac1": "Gwet’s AC1"}
STAGES = {"screening": "Title and abstract", "eligibility": "Full text"}


def agreement(review: Review) -> Text:
    """How far two screeners agree who decided independently; or that nobody did."""
    rows = [_agreement(row) for row in review.screening_agreement]
    if not rows:
        return text("No record was decided on by two people independently, so no agreement can be computed.")
    columns = (
        Heading("Stage", 20),
        Heading("Screeners", 26),
        Heading("Measure", 20),
        Heading("Agreed", 14),
        Heading("Value (95% interval)", 20),
    )
    return table(columns, rows)


def _agreement(row: Row) -> list[Text | str]:
    scale, places, unit = (100, 1, "%") if row["measure"] == "percent" else (1, 2, "")
    shown = [decimal(float(row[name]) * scale, places) + unit for name in ("value", "low", "high") if row[name]]
    value = shown[0] if shown else row["note"]
    interval = f" ({shown[1]} to {shown[2]})" if len(shown) == 3 else ""
    who = f"{row['screener_1']} and {row['screener_2']}"
    agreed = f"{row['agreed']} of {row['records']}"
    return [STAGES[row["stage"]], who, MEASURES[row["measure"]], agreed, value + interval]


def conflicts(review: Review) -> Text:
    """The records that screeners decided on differently, and what was settled."""
    rows: list[list[Text | str]] = [
        [
            row["report"] or row["record"],
            STAGES[row["stage"]],
            row["decisions"],
            f"{row['settled']} ({row['settled_by']})" if row["settled"] else emphasis("open"),
        ]
        for row in review.screening_conflicts
    ]
    if not rows:
        return text("Screeners disagreed on no record.")
    columns = (Heading("Record", 22), Heading("Stage", 18), Heading("Decisions", 36), Heading("Settled", 24))
    return table(columns, rows)
