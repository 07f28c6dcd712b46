"""What the exports of screening tools say.

Rayyan writes decisions into the notes (CSV column ``notes``, RIS ``N1``): ``RAYYAN-INCLUSION: {"Name"=>"Included"}``,
``RAYYAN-EXCLUSION-REASONS: a,b``, ``RAYYAN-LABELS: c``, ``USER-NOTES: {…}``, divided by `` | ``. Covidence exports one
list at a time, named in the file's name (``review_1_excluded_csv_….csv``); the column ``Notes`` of the excluded has
``Exclusion reason: …``, nobody is named. ASReview LAB writes ``asreview_label`` (until version 1 ``included``) with
1, 0 or nothing, ``asreview_time`` and ``asreview_note``; in RIS the note ``ASReview_relevant``, ``ASReview_irrelevant``
or ``ASReview_not_seen``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from prismabook.bibliography.matching import Wanted
from prismabook.findings import Finding, Place
from prismabook.prisma.codes import NOT_AN_EXPORT, NOT_DECIDED_THERE
from prismabook.prisma.imports.entries import Entry, entries
from prismabook.prisma.imports.mapping import Mapping


@dataclass(frozen=True, slots=True)
class Judged:
    """One decision of a tool: on which record, at which stage, by whom; reasons in the tool's own words."""

    wanted: Wanted
    line: int
    stage: str
    verdict: str
    by: str = ""
    reasons: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    date: str = ""
    note: str = ""


def read_export(text: str, tool: str, name: str, mapping: Mapping) -> tuple[tuple[Judged, ...], tuple[Finding, ...]]:
    """The decisions in a tool's export; records without one are counted in a note.

    Parameters
    ----------
    text
        The export, CSV or RIS.
    tool
        ``rayyan``, ``covidence`` or ``asreview``.
    name
        The file's name, for findings and for Covidence's list.
    mapping
        What the export does not say itself: stage, list, people.
    """
    found, findings = entries(text, name)
    if findings:
        return (), findings
    knows, judge = TOOLS[tool]
    if not any(map(knows, found)):
        return (), (Finding(NOT_AN_EXPORT, _expected(tool), Place(name, 1)),)
    stages = _stages(tool, name, mapping)
    if stages is None:
        message = "the file's name does not tell which of Covidence's lists it is; give --list"
        return (), (Finding(NOT_AN_EXPORT, message, Place(name)),)
    judged = tuple(one for entry in found for one in judge(entry, stages, mapping))
    decided = {one.line for one in judged}
    open_ = [entry.line for entry in found if entry.line not in decided]
    if open_:
        count = "1 record has" if len(open_) == 1 else f"{len(open_)} records have"
        findings = (Finding(NOT_DECIDED_THERE, f"{count} no decision in the export", Place(name, open_[0])),)
    return judged, findings


def _expected(tool: str) -> str:
    return {
        "rayyan": "no record has RAYYAN-INCLUSION in its notes",
        "covidence": "there is no column Covidence #",
        "asreview": "no record has asreview_label, included or a note ASReview_…",
    }[tool]


Stages = Sequence[tuple[str, str]]
"""Stage and verdict that a record of the file has; the last one carries the reason."""
LISTS: dict[str, Stages] = {
    "screen": (),
    "irrelevant": (("screening", "exclude"),),
    "select": (("screening", "include"),),
    "excluded": (("screening", "include"), ("retrieval", "include"), ("eligibility", "exclude")),
    "included": (("screening", "include"), ("retrieval", "include"), ("eligibility", "include")),
}
"""Covidence's lists: one by one what being in them means; the full text is read after title and abstract."""


def _stages(tool: str, name: str, mapping: Mapping) -> Stages | None:
    if tool != "covidence":
        return ((mapping.stage or "screening", ""),)
    said = re.search(rf"_({'|'.join(LISTS)})_csv", name)
    which = mapping.list or (said[1] if said else "")
    return LISTS.get(which)


def _wanted(entry: Entry) -> Wanted:
    year = entry.get("year", "published year", "publication_year")[:4]
    return Wanted(entry.get("doi"), entry.get("pubmed_id", "pmid"), entry.get("title", "primary_title"), year)


RAYYAN = re.compile(r"\b(RAYYAN-INCLUSION|RAYYAN-EXCLUSION-REASONS|RAYYAN-LABELS|USER-NOTES)\s*:\s*")
PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"\s*=>\s*"((?:[^"\\]|\\.)*)"')
VERDICTS = {"included": "include", "excluded": "exclude", "maybe": "unclear"}


def _is_rayyan(entry: Entry) -> bool:
    return "RAYYAN-" in entry.get("notes") or "rayyan-inclusion" in entry.fields


def _rayyan(entry: Entry, stages: Stages, mapping: Mapping) -> Iterator[Judged]:
    said = _sections(entry.get("notes"))
    said.setdefault("RAYYAN-INCLUSION", entry.get("rayyan-inclusion"))
    reasons, labels = _listed(said.get("RAYYAN-EXCLUSION-REASONS", "")), _listed(said.get("RAYYAN-LABELS", ""))
    note = " ".join(re.findall(r'"((?:[^"\\]|\\.)*)"', re.sub(r'"[^"]*"\s*=>', "", said.get("USER-NOTES", ""))))
    for person, words in PAIR.findall(said["RAYYAN-INCLUSION"]):
        verdict = VERDICTS.get(words.strip().lower())
        if verdict:
            out = reasons if verdict == "exclude" else ()
            by = mapping.person(person)
            yield Judged(_wanted(entry), entry.line, stages[-1][0], verdict, by, out, labels, "", note)


def _sections(notes: str) -> dict[str, str]:
    """The parts of Rayyan's notes by their names."""
    marks = list(RAYYAN.finditer(notes))
    ends = [mark.start() for mark in marks[1:]] + [len(notes)]
    return {mark[1]: notes[mark.end() : end].strip().strip("|").strip() for mark, end in zip(marks, ends, strict=False)}


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in (part.strip() for part in text.split(",")) if part)


def _covidence(entry: Entry, stages: Stages, mapping: Mapping) -> Iterator[Judged]:
    reason = re.search(r"exclusion reason:\s*([^;|]+)", entry.get("notes"), re.IGNORECASE)
    reasons = (reason[1].strip(),) if reason else ()
    labels = tuple(part for part in (part.strip() for part in entry.get("tags").split(";")) if part)
    for stage, verdict in stages:
        out = reasons if verdict == "exclude" else ()
        yield Judged(_wanted(entry), entry.line, stage, verdict, mapping.by, out, labels)


ASREVIEW = re.compile(r"\bASReview_(relevant|irrelevant)\b")
LABELS = {"1": "include", "0": "exclude", "1.0": "include", "0.0": "exclude"}


def _is_asreview(entry: Entry) -> bool:
    return bool({"asreview_label", "included"} & set(entry.fields)) or "ASReview_" in entry.get("notes")


def _asreview(entry: Entry, stages: Stages, mapping: Mapping) -> Iterator[Judged]:
    noted = ASREVIEW.search(entry.get("notes"))
    label = entry.get("asreview_label", "included")
    verdict = LABELS.get(label, "") or ({"relevant": "include", "irrelevant": "exclude"}[noted[1]] if noted else "")
    if verdict:
        date = re.match(r"\d{4}-\d{2}-\d{2}", entry.get("asreview_time"))
        note = entry.get("asreview_note", "exported_notes_1")
        yield Judged(
            _wanted(entry), entry.line, stages[-1][0], verdict, mapping.by, date=date[0] if date else "", note=note
        )


TOOLS: dict[str, tuple[Callable[[Entry], bool], Callable[[Entry, Stages, Mapping], Iterator[Judged]]]] = {
    "rayyan": (_is_rayyan, _rayyan),
    "covidence": (lambda entry: "covidence #" in entry.fields, _covidence),
    "asreview": (_is_asreview, _asreview),
}
"""Whether an entry comes from the tool, and what it decides."""
