"""Findings and their catalogue."""

import pytest

from prismabook.findings import Finding, Place, PrismabookError, Severity, catalogue, code, distinct, errors
from prismabook.project.codes import INVALID, UNCONFIRMED


def test_a_finding_says_what_where_and_how_to_mend_it() -> None:
    text = str(Finding(INVALID, "no such field: titel", Place("review/decisions/records.yml", 7, "titel: x")))
    assert text.startswith("review/decisions/records.yml:7: error PB803: no such field: titel “titel: x”")
    assert text.endswith(f"\n    A decisions file says something it must not. {INVALID.mend}")


def test_a_finding_may_know_a_better_remedy() -> None:
    assert Finding(INVALID, "x", mend="Write `title`.").remedy == "Write `title`."


def test_a_code_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        code("PB803", Severity.NOTE, "again", "")
    assert INVALID in catalogue()


def test_only_errors_fail_a_check() -> None:
    bad, doubtful = Finding(INVALID, "a"), Finding(UNCONFIRMED, "b")
    assert errors([bad, doubtful]) == (bad,)


def test_a_finding_told_twice_is_shown_once_with_its_line() -> None:
    vague, exact = Finding(INVALID, "a", Place("x.yml", None, "q")), Finding(INVALID, "a", Place("y.qmd", 3, "q"))
    other = Finding(INVALID, "b", Place("x.yml"))
    assert distinct([vague, exact, other, exact]) == (exact, other)


def test_an_error_carries_its_findings() -> None:
    error = PrismabookError(Finding(INVALID, "a"))
    assert error.findings[0].code is INVALID
    assert "PB803" in str(error)


def test_what_many_records_of_a_file_lack_is_one_finding() -> None:
    from prismabook.bibliography.codes import MERGED, MISSING_USEFUL
    from prismabook.findings import gathered

    def lacks(number: int, code=MISSING_USEFUL, topic: str = "DOI") -> Finding:
        return Finding(code, "no DOI", Place("seeds/x.ris", number, source=f"x.ris#{number}"), topic=topic)

    many = [lacks(n) for n in range(1, 21)]
    (one,) = gathered(many, [MISSING_USEFUL])
    assert one.message.startswith("no DOI; so do 19 more records of this file (#2, #3")
    assert one.place == many[0].place
    for kept in (many[:3], [lacks(n, MERGED) for n in range(20)], [lacks(n, topic=str(n)) for n in range(20)]):
        assert gathered(kept, [MISSING_USEFUL]) == tuple(kept)
