"""Which boxes of the flow diagram are drawn, under which names, and which are added."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from prismabook.findings import Finding, Place
from prismabook.model import Study
from prismabook.prisma.codes import HIDDEN_NUMBER, UNKNOWN_BOX
from prismabook.prisma.model import Box, Flow, Shown, boxes
from prismabook.project import FlowSettings
from prismabook.project.flow_settings import BoxSetting

ON_REQUEST = ("appraised_studies", "total_studies_ma", "total_reports_ma")
"""Boxes that no template of the statement has, but that the build can count."""


def shown(
    flow: Flow, settings: FlowSettings, entered: Mapping[str, Collection[str]], studies: Sequence[Study]
) -> tuple[Flow, tuple[Finding, ...]]:
    """The diagram with the boxes that apply to the review and those that its settings add.

    Without settings a column is drawn where it found anything; totals are drawn where there is a previous version.
    """
    findings: list[Finding] = []
    added = [*_added(flow, settings, entered, studies, findings)]
    drawn = {*_used(flow), *settings.columns}
    every = [_placed(box, drawn) for box in (*flow.boxes, *added)]
    by_key = {setting.key: setting for setting in settings.boxes}
    known = [box.key for box in every]
    findings += [_unknown(setting, known, settings.file) for setting in settings.boxes if setting.key not in known]
    named = [_named(box, by_key[box.key]) if box.key in by_key else box for box in every]
    for box in named:
        if box.key in by_key and by_key[box.key].hide and box.n:
            message = f"{box.key} counts {box.n} and is not shown"
            findings.append(Finding(HIDDEN_NUMBER, message, Place(settings.file, by_key[box.key].line), topic=box.key))
    return replace(flow, boxes=tuple(named)), tuple(findings)


NEW_REVIEW = {"new_studies": "Studies included in review", "new_reports": "Reports of included studies"}
"""Labels of the statement's templates for new reviews, where there is nothing to be told from the new."""


def _used(flow: Flow) -> set[str]:
    return {box.column for box in flow.boxes if box.n and box.column != "included"}


def _placed(box: Box, drawn: Collection[str]) -> Box:
    if "previous" not in drawn:
        box = replace(box, label=NEW_REVIEW.get(box.key, box.label))
    applies = box.column in drawn or (box.column == "included" and ("previous" in drawn or "total" not in box.key))
    on_request = box.key in ON_REQUEST or box.shown == "always"
    return box if applies or on_request else replace(box, shown="never")


def _named(box: Box, setting: BoxSetting) -> Box:
    how: Shown = "never" if setting.hide else "always" if setting.show else box.shown
    return replace(box, label=setting.label or box.label, shown=how)


def _added(
    flow: Flow,
    settings: FlowSettings,
    entered: Mapping[str, Collection[str]],
    studies: Sequence[Study],
    findings: list[Finding],
) -> Iterator[Box]:
    included = flow["total_studies"].members
    for setting in settings.added:
        if setting.key in ON_REQUEST:
            yield from (
                replace(box, label=setting.label or box.label, shown="always")
                for box in boxes({setting.key: _who(setting.key, flow, entered, studies)}, {})
            )
        elif setting.studies is not None and setting.label and setting.key not in flow:
            if strangers := [study for study in setting.studies if study not in included]:
                message = f"{setting.key}: {', '.join(strangers)} is no included study"
                findings.append(Finding(UNKNOWN_BOX, message, Place(settings.file, setting.line), topic=setting.key))
            members = tuple(study for study in included if study in setting.studies)
            yield Box(setting.key, "included", "Included", "studies", setting.label, members, shown="always")
        else:
            message = f"{setting.key} cannot be added; those are {', '.join(ON_REQUEST)}, and boxes of your own with a "
            message += "new key, a label and studies"
            findings.append(Finding(UNKNOWN_BOX, message, Place(settings.file, setting.line), topic=setting.key))


def _who(key: str, flow: Flow, entered: Mapping[str, Collection[str]], studies: Sequence[Study]) -> tuple[str, ...]:
    """The included studies that went so far, or their included reports."""
    went = set(entered.get(key.replace("reports", "studies"), ()))
    included = [study for study in flow["total_studies"].members if study in went]
    if "reports" not in key:
        return tuple(included)
    reports: Iterable[str] = (report for study in studies if study.id in included for report in study.reports)
    return tuple(report for report in reports if report in flow["total_reports"].members)


def _unknown(setting: BoxSetting, known: Sequence[str], file: str) -> Finding:
    message = f"{setting.key} is none of {', '.join(known)}"
    return Finding(UNKNOWN_BOX, message, Place(file, setting.line), topic=setting.key)
