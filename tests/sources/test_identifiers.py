"""Identifiers have one normal form, and their check digits are checked."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prismabook.sources.identifiers import (
    _FIND,
    REGISTRIES,
    Scheme,
    doi,
    find,
    isbn,
    issn,
    normal,
    orcid,
    pmcid,
    pmid,
    registry,
)


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


@pytest.mark.parametrize(
    ("scheme", "text", "value"),
    [
        (Scheme.DOI, "doi.org/10.1000/x", "10.1000/x"),
        (Scheme.DOI, "https://www.doi.org/10.1000%2Fx", "10.1000/x"),
        (Scheme.DOI, "info:doi/10.1000/x", "10.1000/x"),
        (Scheme.PMID, "https://pubmed.ncbi.nlm.nih.gov/31537547/", "31537547"),
        (Scheme.PMID, "http://www.ncbi.nlm.nih.gov/pubmed/31537547", "31537547"),
        (Scheme.PMCID, "https://pmc.ncbi.nlm.nih.gov/articles/PMC11455659/", "PMC11455659"),
        (Scheme.PMCID, "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC11455659", "PMC11455659"),
        (Scheme.ORCID, "ORCID: 0000-0002-1825-0097", "0000-0002-1825-0097"),
        (Scheme.NCT, "https://clinicaltrials.gov/ct2/show/NCT02465580?term=x", "NCT02465580"),
        (Scheme.ISRCTN, "https://www.isrctn.com/ISRCTN12345678", "ISRCTN12345678"),
        (Scheme.EUDRACT, "EUCTR2015-005615-32-DE", "2015-005615-32"),
        (Scheme.EUDRACT, "EudraCT number: 2015-005615-32", "2015-005615-32"),
        (Scheme.EUCT, "CTIS2022-501234-12-00", "2022-501234-12-00"),
        (Scheme.UMIN, "JPRN-UMIN000012345", "UMIN000012345"),
        (Scheme.JRCT, "JPRN-jRCTs031180123", "jRCTs031180123"),
        (Scheme.CRIS, "KCT0001234", "KCT0001234"),
        (Scheme.IRCT, "IRCT20100101003027N15", "IRCT20100101003027N15"),
        (Scheme.PACTR, "PACTR201909873456123", "PACTR201909873456123"),
        (Scheme.TCTR, "TCTR20190401001", "TCTR20190401001"),
    ],
)
def test_addresses_and_prefixes(scheme: Scheme, text: str, value: str) -> None:
    assert normal(scheme, text) == value
    assert normal(scheme, value) == value


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        (Scheme.DOI, "https://doi.org.example.com/10.1000/x"),
        (Scheme.DOI, "https://example.com/doi.org/10.1000/x"),
        (Scheme.DOI, "10.1000/x\u200by"),
        (Scheme.DOI, "10.1000/x\u202ey"),
        (Scheme.DOI, "10.١٠٠٠/x"),
        (Scheme.PMID, "٣١٥٣٧٥٤٧"),
        (Scheme.PMID, "https://pubmed.ncbi.nlm.nih.gov.example.com/31537547/"),
        (Scheme.PMID, "1234567890"),
        (Scheme.PMCID, "PMC"),
        (Scheme.NCT, "NCT0123456"),
        (Scheme.NCT, "NCT012345678"),
        (Scheme.NCT, "NCTO1234567"),
        (Scheme.NCT, "NCT０１２３４５６７"),
        (Scheme.NCT, "https://example.com/NCT01234567"),
        (Scheme.NCT, "https://clinicaltrials.gov.example.com/show/NCT01234567"),
        (Scheme.NCT, "https://clinicaltrials.gov/compare/NCT01234567/NCT76543210"),
        (Scheme.ISRCTN, "ISRCTN1234567"),
        (Scheme.EUDRACT, "2015-005615-3"),
        (Scheme.EUDRACT, "2022-501234-12-00"),
        (Scheme.JRCT, "jRCTs0311801234"),
        (Scheme.ISSN, "1040-871"),
        (Scheme.ORCID, "0000-0002-1825-009"),
    ],
)
def test_near_misses_are_not_accepted(scheme: Scheme, text: str) -> None:
    assert normal(scheme, text) is None


def _x(rest: int) -> str:
    return "X" if rest == 10 else str(rest)


@given(st.from_regex(r"[0-9]{7}", fullmatch=True), st.integers(0, 6), st.integers(1, 9))
def test_one_wrong_digit_of_an_issn_is_noticed(digits: str, at: int, step: int) -> None:
    right = digits + _x(-sum(w * int(d) for w, d in zip(range(8, 1, -1), digits, strict=True)) % 11)
    wrong = right[:at] + str((int(right[at]) + step) % 10) + right[at + 1 :]
    assert issn(right) == f"{right[:4]}-{right[4:]}"
    assert issn(wrong) is None


@given(st.from_regex(r"[0-9]{15}", fullmatch=True), st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_of_an_orcid_is_noticed(digits: str, at: int, step: int) -> None:
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    right = digits + _x((12 - total % 11) % 11)
    wrong = right[:at] + str((int(right[at]) + step) % 10) + right[at + 1 :]

    def hyphened(text: str) -> str:
        return "-".join(text[n : n + 4] for n in range(0, 16, 4))

    assert orcid(f"https://orcid.org/{hyphened(right)}") == hyphened(right)
    assert orcid(hyphened(wrong)) is None


@pytest.mark.parametrize(
    ("text", "value"), [("ISBN 978-3-16-148410-0", "9783161484100"), ("0-306-40615-2", "0306406152")]
)
def test_isbn(text: str, value: str) -> None:
    assert isbn(text) == value
    assert isbn(value[:-1] + str((int(value[-1]) + 1) % 10)) is None


@given(st.text(max_size=40))
def test_whatever_is_accepted_is_its_own_normal_form(text: str) -> None:
    for scheme in Scheme:
        value = normal(scheme, text)
        assert value is None or normal(scheme, value) == value
    for hit in find(text):
        assert text[hit.start : hit.end]
        assert not hit.valid or normal(hit.scheme, hit.value) == hit.value


def test_every_registry_has_a_name_and_its_address_leads_back() -> None:
    samples = {Scheme.NCT: "NCT02465580", Scheme.ISRCTN: "ISRCTN12345678", Scheme.DRKS: "DRKS00012345"}
    samples |= {Scheme.JRCT: "jRCTs031180123"}
    for scheme, number in samples.items():
        known = registry(number)
        assert known is not None
        assert normal(scheme, known[3]) == number
    assert all(name for name, _ in REGISTRIES.values())


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("https://www.cochranelibrary.com/central/doi/10.1002/central/CN-02072226/full", "10.1002/central/CN-02072226"),
        ("https://www.frontiersin.org/articles/10.3389/fimmu.2019.01234/full#h1", "10.3389/fimmu.2019.01234"),
        ("https://onlinelibrary.wiley.com/doi/epdf/10.1002/art.41234", "10.1002/art.41234"),
        ("10.1234/full", "10.1234/full"),
    ],
)
def test_a_view_of_a_page_is_no_part_of_its_doi(address: str, value: str) -> None:
    assert [hit.value for hit in find(address) if hit.scheme is Scheme.DOI] == [value]


PIECES = """
NCT 12345678 nct pmid: 1 PMC1234 PMCID issn 1234-567X 12345679 10. 10.1000/x 10.1000.10/y 1234 5 / - 20 201
2011-123456-12 2023-500123-12-00 0000-0001-2345-678X CTRI/2011/12/123456 KCT 1234567 jRCTs031234567 CRD 42012345678
ChiCTR-ABC-12345678 IRCT 12345678N1 . ٣٤٥٦ K PM a p"""


@given(st.lists(st.sampled_from(PIECES.split()), max_size=6), st.sampled_from(["", " "]))
def test_what_is_told_to_hold_no_identifier_holds_none(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    assert [hit.start for hit in find(text)] == [match.start() for match in _FIND.finditer(text)]


@pytest.mark.parametrize("part", ["10.1234", "PMID ", "https://orcid.org/1234 ", "10.1234.1"])
def test_the_time_for_a_text_of_beginnings_does_not_grow_with_its_square(part: str) -> None:
    began = time.process_time()
    assert not list(find(part * 100_000))
    assert time.process_time() - began < 10
