"""The export of the WHO's International Clinical Trials Registry Platform, as XML or CSV: one record a trial."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from prismabook.findings import Finding, Place
from prismabook.model import Kind, Role
from prismabook.sources import xml
from prismabook.sources.blocks import one_line
from prismabook.sources.codes_files import EXPORT_CUT
from prismabook.sources.formats.base import Format, Raw, Reading, each
from prismabook.sources.formats.criteria import criteria
from prismabook.sources.identifiers import registry
from prismabook.sources.kept import Kept

if TYPE_CHECKING:
    from lxml.etree import _Element

ROOT = "Trials_downloaded_from_ICTRP"
SECTIONS = {
    "trialid": "registry:registration-number",
    "publictitle": "title",
    "scientifictitle": "registry:scientific-title",
    "acronym": "registry:acronym",
    "primarysponsor": "registry:lead-sponsor",
    "secondarysponsor": "registry:collaborators",
    "sourcesupport": "registry:source-of-support",
    "dateregistration": "listed:first-posted",
    "dateenrollement": "listed:start",
    "recruitmentstatus": "registry:status",
    "inclusiongender": "registry:sex",
    "targetsize": "registry:target-recruitment",
    "studytype": "registry:study-type",
    "studydesign": "registry:study-design",
    "phase": "registry:phase",
    "countries": "listed:country",
    "inclusionagemin": "listed:min-age",
    "inclusionagemax": "listed:max-age",
    "condition": "registry:conditions",
    "intervention": "listed:interventions",
    "primaryoutcome": "listed:primary-outcomes",
    "secondaryoutcome": "listed:secondary-outcomes",
    "resultssummary": "registry:results-summary",
    "secondaryid": "registry:secondary-ids",
}
"""Names of fields, without case and marks, and the sections they become; the XML's and the CSV's differ in both."""
CRITERIA = {"inclusioncriteria": "inclusion", "exclusioncriteria": "exclusion"}
LISTS = ("countries", "condition", "primaryoutcome", "secondaryoutcome", "secondaryid", "intervention")
"""Fields whose parts a semicolon parts."""
STATED = {"publictitle": "title", "primarysponsor": "sponsor", "webaddress": "URL"}


class Value(NamedTuple):
    """A field's text with its place."""

    words: str
    place: str
    line: int | None


Row = Mapping[str, Value]


def score(raw: Raw) -> float:
    """Whether the root element or the header line is the export's."""
    if f"<{ROOT}" in raw.head:
        return 1.0
    names = {_name(cell) for cell in re.split(r'[",;\t]+', raw.head.split("\n", 1)[0])}
    return float({"trialid", "publictitle", "primarysponsor"} <= names)


def read(raw: Raw) -> Reading:
    """The trials of the export."""
    rows, findings = _xml(raw) if f"<{ROOT}" in raw.head else _csv(raw)
    parts = [(line or 1, place, partial(_trial, raw.path, row, place, line)) for place, line, row in rows]
    announced = [place for place, _, _ in rows]
    return Reading(each(raw.path, parts), announced, findings)


Rows = list[tuple[str, int | None, Row]]


def _xml(raw: Raw) -> tuple[Rows, list[Finding]]:
    """The trials of an XML export; the platform ends large ones within the list, which is mended and told."""
    text, cut = raw.text, []
    if f"</{ROOT}>" not in text[-2000:] and "</Trial>" in text:
        text = text[: text.rindex("</Trial>") + len("</Trial>")] + f"</{ROOT}>"
        cut = [
            Finding(EXPORT_CUT, "the export ends before its list does; the last trial may be missing", Place(raw.path))
        ]
    root, findings = xml.parse(text, raw.path)
    rows: Rows = []
    for number, trial in enumerate(root.iterchildren("Trial") if root is not None else (), 1):
        place = f"/{ROOT}/Trial[{number}]"
        cells = {_name(str(field.tag)): _value(field, place) for field in trial}
        rows.append((place, cast("int | None", trial.sourceline), cells))
    return rows, [*findings, *cut]


def _value(field: _Element, place: str) -> Value:
    words = "".join(str(part) for part in field.itertext())
    return Value(words, f"{place}/{field.tag}", cast("int | None", field.sourceline))


def _csv(raw: Raw) -> tuple[Rows, list[Finding]]:
    """The trials of a CSV export; places are rows and columns, lines those on which a row begins."""
    header = raw.head.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(raw.text, newline=""), delimiter=delimiter)
    rows: Rows = []
    names: list[str] = []
    ended = 0
    try:
        for number, cells in enumerate(reader):
            line, ended = ended + 1, reader.line_num
            if not number:
                names = cells
                continue
            place = f"row {number}"
            row = {
                _name(name): Value(cell, f"{place}, {one_line(name)}", line)
                for name, cell in zip(names, cells, strict=False)
            }
            if any(cells):
                rows.append((place, line, row))
    except csv.Error as error:
        return rows, [Finding(EXPORT_CUT, f"line {reader.line_num}: {error}", Place(raw.path, reader.line_num))]
    return rows, []


def _name(words: str) -> str:
    """A field's name without case and marks; two spellings of one field of the platform's are brought together."""
    name = re.sub(r"[^a-z0-9]", "", words.lower())
    return {"mainid": "trialid", "dateregistration3": "registrationday"}.get(name, name)


def _trial(path: str, row: Row, place: str, line: int | None) -> Kept:
    kept = Kept(path, Kind.REGISTRY, line or 1, place)
    sure = "registrationday" in row and bool(iso(row["registrationday"].words))
    for name, value in row.items():
        words = _plain(value.words)
        if not words:
            continue
        kept.label(_label(value.place), place=value.place, line=value.line)
        if name in CRITERIA:
            criteria(kept, value.words, value.place, value.line, CRITERIA[name])
        elif name in SECTIONS:
            _known(kept, name, words, value, dated=not sure)
        elif name == "registrationday" and sure:  # year, month and day in an order that cannot be mistaken
            start, end = kept.add(words, "trial:registrationday", place=value.place, line=value.line)
            kept.state("issued", start, end, iso(words))
        else:
            kept.add(words, f"trial:{name}", place=value.place, line=value.line, state=STATED.get(name, ""))
    return kept


def _known(kept: Kept, name: str, words: str, value: Value, *, dated: bool) -> None:
    for part in _parts(words) if name in LISTS else [words]:
        state = STATED.get(name, "")
        section = SECTIONS[name]
        if name == "targetsize" and not part.isdecimal():
            section = "listed:target-by-group"  # a list of groups with numbers; no rule adds them up
        start, end = kept.add(part, section, Role.BODY, place=value.place, line=value.line, state=state)
        if name == "trialid":
            _number(kept, start, end, part)
        elif name == "dateregistration" and dated and (day := iso(part)):
            kept.state("issued", start, end, day)


def _number(kept: Kept, start: int, end: int, words: str) -> None:
    known = registry(re.sub(r"^(?:EUCTR|JPRN-)", "", words))
    if known:
        _, number, where, _ = known
        kept.state("registration", start, end, number)
        kept.state("container-title", start, end, where)
    else:
        kept.state("registration", start, end)


def _parts(words: str) -> Iterator[str]:
    return (part.strip() for part in words.split(";") if part.strip())


def _plain(words: str) -> str:
    """Text without the line breaks of HTML that registries leave in it."""
    return one_line(re.sub(r"<br\s*/?>", " ", words, flags=re.IGNORECASE))


def _label(place: str) -> str:
    return re.split(r"[/,]\s*", place)[-1].replace("_", " ")


def iso(words: str) -> str:
    """A day as registries write it (``2026-09-20``, ``20/09/2026``, ``20260920``) in ISO 8601; empty if unsure."""
    words = words.strip()
    if match := re.fullmatch(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})", words):
        year, month, day = match.groups()
    elif match := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", words):
        day, month, year = match.groups()
        if int(month) <= 12 and int(day) <= 12 and int(day) != int(month):
            return year  # the order of day and month is not told
    else:
        return ""
    valid = 1 <= int(month) <= 12 and 1 <= int(day) <= 31
    return f"{year}-{int(month):02}-{int(day):02}" if valid else ""


FORMAT = Format("WHO ICTRP export", "the WHO platform's list of trials (XML or CSV)", score, read)
