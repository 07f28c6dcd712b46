"""Identifiers have one normal form, and their check digits are checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prismabook.sources.identifiers import Scheme, doi, find, issn, normal, orcid, pmcid, pmid, registry


@pytest.mark.parametrize(
    ("function", "text", "expected"),
    [
        (doi, "https://doi.org/10.1136/annrheumdis-2019-215396", "10.1136/annrheumdis-2019-215396"),
        (doi, "doi: 10.1000/ABC_d", "10.1000/ABC_d"),
        (doi, "11.1000/x", None),
        (doi, "10.1000/a b", None),
        (pmid, "PMID: 031537547", "31537547"),
        (pmid, "0", None),
        (pmcid, "PMC11455659.1", "PMC11455659"),
        (pmcid, "11455659", None),
        (issn, "ISSN 1040-8711", "1040-8711"),
        (issn, "10408711", "1040-8711"),
        (issn, "2434-561x", "2434-561X"),
        (issn, "1040-8712", None),
        (orcid, "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        (orcid, "0000-0002-1694-233x", "0000-0002-1694-233X"),
        (orcid, "0000-0002-1825-0098", None),
    ],
)
def test_normal_forms(function, text: str, expected: str | None) -> None:
    assert function(text) == expected


@pytest.mark.parametrize(
    ("text", "scheme", "value"),
    [
        ("nct 02932137", Scheme.NCT, "NCT02932137"),
        ("ISRCTN12345678", Scheme.ISRCTN, "ISRCTN12345678"),
        ("ChiCTR-IPR-16007654", Scheme.CHICTR, "ChiCTR-IPR-16007654"),
        ("ChiCTR2000029308", Scheme.CHICTR, "ChiCTR2000029308"),
        ("2015-005615-32", Scheme.EUDRACT, "2015-005615-32"),
        ("2022-501234-12-00", Scheme.EUCT, "2022-501234-12-00"),
        ("CRD42020123456", Scheme.PROSPERO, "CRD42020123456"),
        ("ACTRN12605000123456", Scheme.ACTRN, "ACTRN12605000123456"),
        ("DRKS00012345", Scheme.DRKS, "DRKS00012345"),
        ("UMIN000012345", Scheme.UMIN, "UMIN000012345"),
        ("CTRI/2020/05/025214", Scheme.CTRI, "CTRI/2020/05/025214"),
        ("jRCTs031180123", Scheme.JRCT, "jRCTs031180123"),
    ],
)
def test_trial_numbers(text: str, scheme: Scheme, value: str) -> None:
    assert normal(scheme, text) == value
    found = list(find(f"The trial ({text}) was registered."))
    assert [(hit.scheme, hit.value) for hit in found] == [(scheme, value)]
    known = registry(text)
    assert known is not None
    assert known[:2] == (scheme, value)


def test_finding_stops_where_the_identifier_ends() -> None:
    text = "See 10.1000/owl(2018)1. Also (10.1000/x), PMC123456; PMID: 12345, NCT01234567/NCT76543210."
    assert [hit.value for hit in find(text)] == [
        "10.1000/owl(2018)1",
        "10.1000/x",
        "PMC123456",
        "12345",
        "NCT01234567",
        "NCT76543210",
    ]
    for hit in find(text):
        assert hit.value in text[hit.start : hit.end]


def test_a_wrong_check_digit_is_found_as_invalid() -> None:
    assert [(hit.scheme, hit.valid) for hit in find("ISSN 1040-8712")] == [(Scheme.ISSN, False)]


def test_numbers_inside_words_are_none() -> None:
    assert list(find("XNCT01234567 NCT012345678 1NCT01234567")) == []


@given(st.sampled_from(list(Scheme)), st.text(max_size=30))
def test_a_normal_form_is_its_own_normal_form(scheme: Scheme, text: str) -> None:
    value = normal(scheme, text)
    assert value is None or normal(scheme, value) == value


@given(st.from_regex(r"[0-9]{7}", fullmatch=True))
def test_exactly_one_check_digit_fits_an_issn(digits: str) -> None:
    assert len([d for d in "0123456789X" if issn(digits + d)]) == 1
