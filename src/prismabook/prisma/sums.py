"""The sums that a flow diagram must keep, and what is wrong where it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from prismabook.findings import Finding, Place
from prismabook.prisma.codes import DOES_NOT_ADD_UP, SEVERAL_REPORTS

SUMS: tuple[tuple[str, Sequence[str], Sequence[str]], ...] = (
    (
        "records_screened",
        ("database_results", "register_results"),
        ("duplicates", "excluded_automatic", "excluded_other"),
    ),
    ("dbr_sought_reports", ("records_screened",), ("records_excluded",)),
    ("dbr_assessed", ("dbr_sought_reports",), ("dbr_notretrieved_reports",)),
    ("other_sought_reports", ("website_results", "organisation_results", "citations_results"), ()),
    ("other_assessed", ("other_sought_reports",), ("other_notretrieved_reports",)),
    ("new_reports", ("dbr_assessed", "other_assessed"), ("dbr_excluded", "other_excluded")),
    ("total_studies", ("previous_studies", "new_studies"), ()),
    ("total_reports", ("previous_reports", "new_reports"), ()),
)
"""Each number is the sum of some less the sum of others (PRISMA 2020, Page MJ et al., BMJ 2021;372:n71, figure 1)."""

LOOSE = {"dbr_sought_reports", "other_sought_reports"}
"""Sums that may differ because a record can have several reports."""

NAMED = 10
"""Most records that a finding names."""

Members = Mapping[str, Sequence[str]]


def invariants(
    numbers: Mapping[str, int],
    place: Place | None = None,
    members: Members | None = None,
    record_of: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """Where the numbers of a flow diagram do not add up; a sum is checked if its number and a part are given.

    Parameters
    ----------
    numbers
        The count of each box by its key.
    place
        The file that the numbers come from.
    members
        Whom each box counts, if known: findings then name those that are missing or too many.
    record_of
        The record that each report belongs to, if known: a record's further reports are then no reason for doubt.
    """
    return (*_sums(numbers, place, members or {}, record_of), *_reports(numbers, place))


def _sums(
    numbers: Mapping[str, int], place: Place | None, members: Members, record_of: Mapping[str, str] | None
) -> Iterable[Finding]:
    for key, plus, minus in SUMS:
        if key not in numbers or not any(part in numbers for part in plus):
            continue
        expected = sum(numbers.get(k, 0) for k in plus) - sum(numbers.get(k, 0) for k in minus)
        lost, extra = _difference(key, plus, minus, members, record_of)
        by_record = key in LOOSE and record_of is not None and key in members
        if (lost or extra) if by_record else numbers[key] != expected:
            terms = " + ".join(f"{k} {numbers.get(k, 0)}" for k in plus)
            less = "".join(f" − {k} {numbers.get(k, 0)}" for k in minus)
            message = f"{key} is {numbers[key]}, but {terms}{less} is {expected}"
            kind = SEVERAL_REPORTS if key in LOOSE else DOES_NOT_ADD_UP
            yield Finding(kind, message + _who("missing", lost) + _who("too many", extra), place, topic=key)


def _difference(
    key: str, plus: Sequence[str], minus: Sequence[str], members: Members, record_of: Mapping[str, str] | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who is missing from a box, and who is too many in it."""
    if not {key, *plus} & set(members):
        return (), ()

    def records(keys: Sequence[str]) -> Counter[str]:
        return Counter(name for k in keys for name in members.get(k, ()))

    expected, found = records(plus), records([key])
    expected.subtract(records(minus))
    if key in LOOSE:
        of = record_of or {}
        wanted = {name for name, count in expected.items() if count > 0}
        had = {of.get(name, name) for name in found}
        return tuple(sorted(wanted - had)), tuple(sorted(had - wanted))
    return tuple(sorted((expected - found).elements())), tuple(sorted((found - expected).elements()))


def _who(what: str, names: Sequence[str]) -> str:
    if not names:
        return ""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"; {what}: {', '.join(names[:NAMED])}{more}"


def _reports(numbers: Mapping[str, int], place: Place | None) -> Iterable[Finding]:
    for who in ("previous", "new", "total"):
        studies, reports = numbers.get(f"{who}_studies"), numbers.get(f"{who}_reports")
        if studies is not None and reports is not None and studies > reports:
            message = f"{who}: {studies} studies have {reports} reports; a study has at least one"
            yield Finding(DOES_NOT_ADD_UP, message, place, topic=who)
