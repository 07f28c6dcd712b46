"""Tables of the included studies: what each is, what each found, what each contributes to a synthesis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from prismabook.appraisal import Appraisal, settled
from prismabook.report.appraised import appraised
from prismabook.report.markdown import Heading, Text, cite, emphasis, join, strong, table, text
from prismabook.report.numbers import capital, counts, estimate, in_words
from prismabook.report.review import Review
from prismabook.report.tables.evidence import label
from prismabook.report.tables.matrix import SILENT
from prismabook.report.values import NOT_COMPUTABLE, Row, Value

CHARACTERISTICS: Mapping[str, Sequence[str]] = {
    "Design": ("study_type", "allocation", "masking", "control", "intervention_model", "phase", "country"),
    "Participants": ("condition", "population", "n_planned", "n_randomised", "n_analysed"),
    "Intervention": ("intervention", "dose", "route", "schedule", "cycle", "treatment_duration"),
    "Comparator": ("comparator", "background_therapy"),
    "Outcomes": ("outcome_primary", "outcome_secondary", "follow_up"),
}
"""What a table of characteristics tells of a study, as items of the codebook."""


def characteristics(review: Review, columns: Mapping[str, Sequence[str]] | None = None) -> Text:
    """Each included study with its citations in one row: item 17 of PRISMA 2020.

    Every value links to its words. What several reports of a study say in the same words stands once; where they
    differ, both stand, each with its citation.

    Parameters
    ----------
    columns
        Items of the codebook for each column, by its head; without it, :data:`CHARACTERISTICS`.
    """
    chosen: Mapping[str, Sequence[str]] = columns or CHARACTERISTICS
    heads = (Heading("Study", 12), *(Heading(name, 88 // len(chosen)) for name in chosen))
    return table(heads, [_study(review, row, chosen) for row in review.studies])


def _study(review: Review, study: Row, chosen: Mapping[str, Sequence[str]]) -> list[Text | str]:
    reports = study["reports"].split(";")
    cells = [_cell(review, reports, items) for items in chosen.values()]
    return [text(f"{study['study']} ") + cite(*reports), *cells]


def _cell(review: Review, reports: Sequence[str], items: Iterable[str]) -> Text:
    said = [line for item in items if (line := _item(review, reports, item))]
    return join(said, ". ") if said else emphasis(SILENT)


def _item(review: Review, reports: Sequence[str], item: str) -> Text | None:
    """What the reports say of an item, the words that they share once."""
    found: dict[str, tuple[Value, list[str]]] = {}
    for report in reports:
        for value in review.data(report=report, item=item):
            who = found.setdefault(_named(value).plain, (value, []))[1]
            who += [] if report in who else [report]
    if not found:
        return None
    told = {report for _, who in found.values() for report in who}
    parts = [_named(value) + (" " + cite(*who) if len(told) > len(who) else "") for value, who in found.values()]
    return emphasis(label(item)) + ": " + join(parts, "; ")


def _named(value: Value) -> Text:
    arm = value.row["arm"]
    return (text(f"{arm}: ") if arm and arm != value.plain else text("")) + value


def individual_results(review: Review) -> Text:
    """The results of each study: counts of both arms and the effect with its precision (item 19 of PRISMA 2020).

    A study without results in numbers has a row with its results in words.
    """
    columns = (
        Heading("Study", 13),
        Heading("Outcome", 23),
        Heading("Intervention", 15),
        Heading("Comparator", 15),
        Heading("Risk ratio (95% CI)", 16, number=True),
        Heading("Difference in percentage points (95% CI)", 18, number=True),
    )
    return table(columns, [row for study in review.studies for row in _results(review, study)])


def _results(review: Review, study: Row) -> Iterable[list[Text | str]]:
    mine = [row for row in review.results if row["study"] == study["study"]]
    for number, row in enumerate(mine):
        name = text(study["study"] + " ") + cite(row["report"]) if number == 0 else text("")
        yield [name, _outcome(row), _arm(row, "intervention"), _arm(row, "comparator"), *_effects(row)]
    if not mine:
        reports = study["reports"].split(";")
        words = [value for report in reports for value in review.data(report=report, item="result_statement")]
        said = emphasis("in words: ") + join(words, "; ") if words else emphasis(SILENT)
        yield [text(study["study"] + " ") + cite(*reports), said, "", "", "", ""]


def _outcome(row: Row) -> Text:
    among = f" (among {row['population']})" if row["population"] else ""
    return text(capital(", ".join(filter(None, (row["outcome"], row["time_point"])))) + among)


def _arm(row: Row, side: str) -> Text:
    events, total = row[f"events_{side}"], row[f"total_{side}"]
    shown = text(counts(events, total)) if events and total else emphasis("counts not known")
    derived = " " + emphasis("(derived)") if row["counts"] == "derived" else text("")
    return text(f"{row[side]}: ") + shown + derived


def _effects(row: Row) -> list[Text]:
    return [_effect(row, "risk_ratio", 1, 2), _effect(row, "risk_difference", 100, 1)]


def _effect(row: Row, measure: str, scale: float, places: int) -> Text:
    cells = [row[measure + limit] for limit in ("", "_low", "_high")]
    if not all(cells):
        return emphasis(NOT_COMPUTABLE)
    value, low, high = (scale * float(cell) for cell in cells)
    return text(estimate(value, low, high, places).replace(" to ", "\u00a0to\u00a0"))


def contributions(review: Review) -> Text:
    """For each outcome at a time point which studies contribute, their size and risk of bias; what is left out and why.

    Item 20a of PRISMA 2020.
    """
    columns = (
        Heading("Outcome", 22),
        Heading("Contributes: study, participants, risk of bias", 34),
        Heading("Left out, and why", 28),
        Heading("Synthesis", 16),
    )
    final = settled(appraised(review).appraisals)
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in review.results:
        groups.setdefault((row["outcome"], row["time_point"], row["population"]), []).append(row)
    return table(columns, [_synthesis(review, rows, final) for rows in groups.values()])


def _synthesis(review: Review, rows: Sequence[Row], final: Sequence[Appraisal]) -> list[Text | str]:
    entering = [row for row in rows if row["total_intervention"] and row["total_comparator"]]
    told = [_contributes(row, final) for row in entering]
    without = [row for row in rows if row not in entering]
    out = [text(f"{row['study']}: ") + (row["derivation"] or "its counts are not known") for row in without]
    silent = [study["study"] for study in review.studies if study["study"] not in {row["study"] for row in rows}]
    if silent:
        out.append(text(f"{', '.join(silent)}: no such result is reported"))
    studies = len({row["study"] for row in entering})
    decision = f"{in_words(studies)} studies may be pooled" if studies > 1 else "none: fewer than two studies"
    nobody: Text | str = emphasis("no study")
    return [
        strong(_outcome(rows[0])),
        join(told, "; ") if told else nobody,
        join(out, "; ") if out else emphasis("nothing"),
        capital(decision),
    ]


def _contributes(row: Row, final: Sequence[Appraisal]) -> Text:
    people = int(row["total_intervention"]) + int(row["total_comparator"])
    judged = [_judged(appraisal) for appraisal in final if appraisal.study == row["study"]]
    said = join(judged, "; ") if judged else emphasis("not appraised")
    return text(f"{row['study']} ") + cite(row["report"]) + f", {people}, " + said


def _judged(appraisal: Appraisal) -> Text:
    about = f" for {appraisal.outcome}" if appraisal.outcome else ""
    said = text(f"{appraisal.overall.answer.lower()} ({appraisal.instrument.id}{about}")
    return said + (", " + emphasis("proposal") if appraisal.is_proposal else text("")) + ")"
