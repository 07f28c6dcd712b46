"""ClinicalTrials.gov's JSON (version 2 of its interface): one study, or the list that a search gives.

Every value of the record is kept, in the record's order, on a line of its own under its label, with its JSON pointer
as its place. Free text (summary, description, criteria) becomes sections that rules read as they read a registry's
page; everything else is data, which ``extraction.rules.trial_record`` takes by its pointer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from prismabook.findings import Finding, Place
from prismabook.model import Kind, Role
from prismabook.sources.codes_files import JSON_BROKEN
from prismabook.sources.formats.base import Format, Raw, Reading, each
from prismabook.sources.formats.criteria import criteria
from prismabook.sources.identifiers import registry
from prismabook.sources.kept import Kept

TEXTS = {
    "protocolSection/descriptionModule/briefSummary": "registry:brief-summary",
    "protocolSection/descriptionModule/detailedDescription": "registry:detailed-description",
    "protocolSection/armsInterventionsModule/armGroups/description": "registry:arm-description",
    "protocolSection/armsInterventionsModule/interventions/description": "registry:arm-description",
    "protocolSection/eligibilityModule/studyPopulation": "registry:study-population",
}
"""Where free text stands, list numbers left out, and the section that it becomes."""
TITLE = "protocolSection/identificationModule/briefTitle"
CRITERIA = "protocolSection/eligibilityModule/eligibilityCriteria"
NUMBER = "protocolSection/identificationModule/nctId"
STATED = {
    TITLE: "title",
    "protocolSection/sponsorCollaboratorsModule/leadSponsor/name": "sponsor",
    "protocolSection/statusModule/studyFirstPostDateStruct/date": "issued",
}
"""Bibliographic fields of the record; it was issued on the day when it was first posted."""
EARLY = ("measure", "title", "timeFrame", "term", "label", "name", "id")
"""Keys that a reader wants first; the others stay in the record's order."""
DEEPEST = 60


def score(raw: Raw) -> float:
    """Whether it is JSON that soon names a study's protocol section."""
    return float(raw.head[:1] in ("{", "[") and '"protocolSection"' in raw.head)


def read(raw: Raw) -> Reading:
    """The studies of the file."""
    try:
        data = json.loads(raw.text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        why = getattr(error, "msg", "") or "its parts are nested too deeply"
        return Reading([Kept(raw.path, Kind.UNKNOWN)], findings=[Finding(JSON_BROKEN, why, Place(raw.path, line))])
    found = list(_studies(data))
    records = each(
        raw.path, [(1, pointer or "/", partial(_study, raw.path, study, pointer)) for pointer, study in found]
    )
    return Reading(records, [pointer or "/" for pointer, _ in found])


def _studies(data: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each study with its pointer."""
    listed, before = (data.get("studies"), "/studies") if isinstance(data, dict) else (data, "")
    if isinstance(data, dict) and "protocolSection" in data:
        yield "", data
    elif isinstance(listed, list):
        yield from ((f"{before}/{n}", one) for n, one in enumerate(listed) if isinstance(one, dict))


def _study(path: str, study: dict[str, Any], pointer: str) -> Kept:
    kept = Kept(path, Kind.REGISTRY, 1, pointer or "/")
    parts = {key: study[key] for key in ("protocolSection", "resultsSection", "hasResults") if key in study}
    before = ""
    for steps, words in leaves(parts):
        place = pointer + "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)
        names = [step for step in steps if not step.isdigit()]
        label = " ".join(map(_words, names[-2:] if len(names) > 3 else names[-1:]))
        if label != before:
            kept.label(label, place=place)
        before = label
        _leaf(kept, "/".join(names), words, place)
    return kept


def leaves(data: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """The path and text of each value that is no list or object; walks without recursion."""
    stack: list[tuple[tuple[str, ...], Any]] = [((), data)]
    while stack:
        steps, value = stack.pop()
        if isinstance(value, dict) and len(steps) < DEEPEST:
            keys = sorted(value, key=lambda key: EARLY.index(key) if key in EARLY else len(EARLY))
            stack.extend(((*steps, key), value[key]) for key in reversed(keys))
        elif isinstance(value, list) and len(steps) < DEEPEST:
            stack.extend(((*steps, str(n)), value[n]) for n in reversed(range(len(value))))
        elif isinstance(value, bool):
            yield steps, "true" if value else "false"
        elif value is not None and (words := str(value).strip()):
            yield steps, words


def _words(key: str) -> str:
    """``leadSponsor`` as ``lead sponsor``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", key).lower()[:80]


def _leaf(kept: Kept, path: str, words: str, place: str) -> None:
    """Append one value."""
    if path == CRITERIA:
        criteria(kept, words, place)
    elif path == TITLE:
        kept.add(words, "title", Role.BODY, place=place, state="title")
    elif path in TEXTS:
        for paragraph in re.split(r"\s*\n\s*", words):
            kept.body(paragraph, TEXTS[path], place=place)
    else:
        start, end = kept.add(words, f"trial:{path.rsplit('/', 1)[-1]}", place=place, state=STATED.get(path, ""))
        if path == NUMBER and (known := registry(words)):
            _, number, where, address = known
            kept.state("registration", start, end, number)
            kept.state("container-title", start, end, where)
            kept.state("URL", start, end, address)


FORMAT = Format("ClinicalTrials.gov JSON", "a study's “protocolSection” in JSON", score, read)
