"""Exports of databases and reference managers: every format gives the same fields, each with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_five_documents import keeps_its_promises

from prismabook.findings import Finding
from prismabook.model import Kind, Role, Source
from prismabook.sources import read_bytes

FOLDER = Path(__file__).parent / "records"
FILES = sorted(path.name for path in FOLDER.iterdir())


def read(name: str) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    return read_bytes((FOLDER / name).read_bytes(), name, f"seeds/{name}")


def read_text(text: str, name: str = "x.txt") -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    return read_bytes(text.encode(), name, f"seeds/{name}")


def stated(source: Source, name: str) -> list[str]:
    return [s.value for s in source.stated if s.name == name]


def sections(source: Source, role: Role = Role.BODY) -> list[tuple[str, str]]:
    return [(s.name, source.words(s)) for s in source.sections if s.role is role and s.name != "label"]


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, int | None]]:
    return [(f.code.id, f.place.line if f.place else None) for f in findings]


@pytest.mark.parametrize("name", FILES)
def test_every_field_has_its_words_and_its_line(name: str) -> None:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    sources, _ = read(name)
    for source in sources:
        assert source.path == f"seeds/{name}"
        for field in source.stated:
            assert field.value
            assert field.quote.stands_in(source.text)
            line = source.line(field.quote.start)
            assert line is not None
            assert 1 <= line <= len(lines)
        for section in source.sections:
            assert source.words(section) == source.words(section).strip() != ""


@pytest.mark.parametrize("name", ["pubmed.txt", "export.nbib", "export.ris"])
def test_a_line_format_leads_to_the_very_line(name: str) -> None:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    for source in read(name)[0]:
        for field in source.stated:
            line = source.line(field.quote.start)
            assert line is not None
            if field.name != "note":  # a note has its kind before its words
                assert field.quote.exact.split()[0] in lines[line - 1]
        for section in source.having(Role.BODY):
            for offset in range(section.start, section.end):
                if offset == section.start or source.text[offset - 1] == " ":
                    word = source.text[offset : section.end].split()[0]
                    line = source.line(offset)
                    assert line is not None
                    assert word in lines[line - 1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pubmed.txt", "title author container issued volume issue page DOI PMID abstract"),
        ("export.nbib", "title author container issued volume issue page DOI PMID ISSN language abstract genre"),
        ("export.ris", "title author container issued volume issue page DOI PMID ISSN language abstract keyword"),
        ("export.bib", "author container issued volume issue page PMID ISSN abstract keyword"),
        ("export.json", "author container issued volume issue page PMID ISSN language abstract keyword"),
        ("pubmed.xml", "author container issued volume issue page DOI PMID ISSN language abstract keyword genre"),
        ("endnote.xml", "author container issued volume issue page PMID ISSN language abstract keyword"),
    ],
)
def test_the_same_article_in_every_format(name: str, expected: str) -> None:
    source = read(name)[0][0]
    assert source.kind is Kind.ABSTRACT
    has = {field: stated(source, field) for field in expected.replace("container", "container-title").split()}
    assert has.get("title", ["Efficacy and safety"])[0].startswith("Efficacy and safety")
    assert has["author"][0] in ("He, Jing", "He, J")
    assert has["container-title"] in (["Owl letters"], ["Owl Lett"])
    assert has["issued"][0][:7] == "2020-01"
    assert (has["volume"], has["issue"], has["page"]) == (["79"], ["1"], ["141-149"])
    assert has.get("DOI", ["10.1234/owllett-2019-215396"]) == ["10.1234/owllett-2019-215396"]
    assert has["PMID"] == ["31537547"]
    assert set(has.get("ISSN", [])) <= {"0003-4967", "1468-2060"}
    assert has.get("language", ["en"]) == ["en"]
    assert has.get("keyword", ["Owls"])[0] == "Owls"
    body = dict(sections(source))
    assert body[next(n for n in ("objectives", "background") if n in body)].startswith("Drugazole may help")
    assert "Drugazole may help" in has["abstract"][0]


def test_groups_and_suffixes_among_the_authors() -> None:
    assert stated(read("export.nbib")[0][0], "author")[2:] == ["King, Martin J Jr", "Owl Study Group\\, Berlin"]
    assert stated(read("export.ris")[0][0], "author")[2:] == ["King Jr., Martin", "Owl Study Group"]
    assert stated(read("export.bib")[0][0], "author")[1:] == [
        "Zhang, Ruijun",
        "von Spee-Mayer, Caroline",
        "Owl Study Group and Friends",
    ]
    assert stated(read("pubmed.xml")[0][0], "author") == ["He, Jing", "King Jr, Martin J", "Owl Study Group"]
    assert stated(read("pubmed.txt")[0][0], "author") == [
        "He, J",
        "Zhang, R",
        "von Spee-Mayer, C",
        "King Jr, MJ",
        "Owl Study Group",
    ]


def test_raised_digits_stay_raised() -> None:
    assert stated(read("pubmed.xml")[0][0], "title") == ["Efficacy of 10⁶ IU of drugazole in owls"]
    assert stated(read("endnote.xml")[0][0], "title") == ["Efficacy of 10⁶ IU of drugazole"]
    assert stated(read("export.bib")[0][0], "title") == [
        "Efficacy and safety of 10⁶ IU of drugazole: Öwls & voles — 50% of é"
    ]


@pytest.mark.parametrize(
    "name", ["pubmed.txt", "export.nbib", "export.ris", "export.json", "pubmed.xml", "endnote.xml"]
)
def test_registrations_named_anywhere_are_stated(name: str) -> None:
    assert stated(read(name)[0][0], "registration-named") == ["NCT02465580"]


def test_the_number_of_another_report_is_not_taken_for_the_record_s() -> None:
    text = "PMID- 12\nTI  - Owls.\nAB  - See 10.1234/other for more.\nCIN - X. doi: 10.1234/comment. PMID: 99\n"
    (source,), _ = read_text(text)
    assert stated(source, "DOI") == []
    assert stated(source, "PMID") == ["12"]


def test_a_broken_record_keeps_its_place_and_its_neighbours() -> None:
    for name, line, survivor in (("export.bib", 17, 2), ("export.json", 8, 2), ("pubmed.xml", 33, 2)):
        sources, findings = read(name)
        assert [s.id for s in sources] == [f"{name}#{n}" for n in (1, 2, 3)]
        assert sources[1].kind is Kind.UNKNOWN
        assert stated(sources[survivor], "title") == ["Survivor"]
        assert [f.place and f.place.source for f in findings if f.code.id == "PB119"] == [f"{name}#2"]
        assert ("PB119", line) in codes(findings)
    assert ("PB119", 58) in codes(read("export.nbib")[1])


def test_a_missing_end_mark_joins_no_records() -> None:
    sources, findings = read("export.ris")
    assert [stated(s, "title")[0] for s in sources[1:]] == ["Owls at dusk", "A record without its end"]
    assert findings == ()


def test_what_is_retracted_or_an_erratum_is_told() -> None:
    assert ("PB120", 54) in codes(read("export.nbib")[1])
    assert ("PB120", 26) in codes(read("pubmed.xml")[1])
    assert ("PB120", 58) in codes(read("pubmed.txt")[1])
    (source,), findings = read_text("TY  - JOUR\nTI  - RETRACTED: Owls at night\nPY  - 2020\nER  -\n")
    assert (stated(source, "status"), codes(findings)) == (["retracted"], [("PB120", 2)])
    for title in ("Withdrawal of glucocorticoids", "Correction of anaemia in owls", "Retraction of the wing"):
        (source,), findings = read_text(f"TY  - JOUR\nTI  - {title}\nPY  - 2020\nER  -\n")
        assert (stated(source, "status"), findings) == ([], ())


DIALECTS = {
    "single blanks (Cochrane)": "TY - JOUR\nTI - Owls\nAU - Li J\nPY - 2020\nSP - 1-9\nDO - 10.1234/owl\nER -\n",
    "byte order mark, old Macintosh lines": "\ufeffTY  - JOUR\rTI  - Owls\rAU  - Li, J\rPY  - 2020///\rSP  - 1\rEP  - 9"
    "\rDO  - 10.1234/owl\rER  - \r",
    "primary tags (Reference Manager)": "TY  - JOUR\r\nID  - 1\r\nT1  - Owls\r\nA1  - Li,J.\r\nY1  - 2020///\r\n"
    "SP  - 1\r\nEP  - 9\r\nM3  - 10.1234/owl\r\nER  - \r\n",
    "Web of Science": "TY  - JOUR\nAU  - Li, J\nTI  - Owls\nT2  - OWL LETTERS\nSP  - 1\nEP  - 9\nPY  - 2020\n"
    "DA  - JAN\nDO  - 10.1234/owl\nAN  - WOS:000123456700001\nER  -\n\n",
    "Scopus": "TY  - JOUR\nTI  - Owls\nT2  - Owl Letters\nVL  - 1\nSP  - 1\nEP  - 9\nPY  - 2020\nDO  - 10.1234/owl\n"
    "AU  - Li, J.\nN1  - Export Date: 01 January 2021\nC2  - 31537547\nER  -\n",
    "a preamble (ProQuest)": "Provider: Owls\nDatabase: Owls\n\nTY  - JOUR\nT1  - Owls\nAU  - Li, J\nPY  - 2020\n"
    "SP  - 1\nEP  - 9\nDO  - doi:10.1234/owl\nER  -\n",
    "several authors in a line": "TY  - JOUR\nTI  - Owls\nAU  - Li, J.; Wu, K.\nY1  - 2020\nSP  - 1-9\n"
    "UR  - https://doi.org/10.1234/owl\nER  -",
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_dialects_of_ris(dialect: str) -> None:
    (source,), findings = read_text(DIALECTS[dialect])
    assert source.reader == "RIS"
    assert stated(source, "title") == ["Owls"]
    assert stated(source, "author")[0].rstrip(".") == "Li, J"
    assert stated(source, "issued")[0][:4] == "2020"
    assert stated(source, "page") == ["1-9"]
    assert stated(source, "DOI") == ["10.1234/owl"]
    assert not findings


def test_medline_numbers_in_ris_need_a_medline_database() -> None:
    def pmid(database: str) -> list[str]:
        (source,), _ = read_text(f"TY  - JOUR\nTI  - Owls\nAN  - 31537547\nDB  - {database}\nER  -")
        return stated(source, "PMID")

    assert pmid("Ovid MEDLINE(R)") == ["31537547"]
    assert pmid("Embase") == []


def test_a_registry_s_record_among_the_reports() -> None:
    text = (
        "TY  - JOUR\nTI  - Drugazole in Owls\nJO  - https://clinicaltrials.gov/show/NCT02465580\nPY  - 2015\n"
        "AN  - CN-01504000\nM3  - Trial registry record\nER  -\n"
    )
    (source,), _ = read_text(text)
    assert source.kind is Kind.REGISTRY
    assert stated(source, "registration") == ["NCT02465580"]
    assert stated(source, "container-title") == ["ClinicalTrials.gov"]


def test_lost_records_are_named() -> None:
    text = (FOLDER / "pubmed.txt").read_text("utf-8").replace("2. J Voles. 2018 Winter;5(Suppl 2):S12.", "Voles")
    sources, findings = read_text(text)
    assert len(sources) == 2
    assert [(f.code.id, "line 49" in f.message) for f in findings if f.code.id == "PB118"] == [("PB118", True)]


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", FILES)
def test_encodings_and_line_ends_change_nothing(name: str, ends: str, encoding: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    if encoding == "gb18030":
        text = text.replace("Müller", "米勒穆勒先生").replace("owls", "猫头鹰的研究")
    data = text.replace("\n", ends).encode(encoding, "xmlcharrefreplace" if encoding == "cp1252" else "strict")
    plain, _ = read_bytes(text.encode(), name, name)
    if encoding == "cp1252":
        plain, _ = read_bytes(text.encode("cp1252", "xmlcharrefreplace").decode("cp1252").encode(), name, name)
    other, _ = read_bytes(data, name, name)
    assert [(s.text, s.stated, s.places) for s in other] == [(s.text, s.stated, s.places) for s in plain]


PIECES = ["", "\n", "{", "}", "<", "TY  - ", "@article{", "@string{", "]", "\0", "1. ", "PMID- 1\n"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_cut_or_shuffle_makes_a_reader_fail(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(FILES))
    text = (FOLDER / name).read_text("utf-8")
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 300)))
        text = text[:start] + data.draw(st.sampled_from(PIECES)) + text[end:]
    sources, findings = read_text(text)
    assert sources
    assert not [f for f in findings if f.code.id == "PB107"]
    for source in sources:
        assert all(s.quote.stands_in(source.text) for s in source.stated)
        if not source.places and source.reader:
            keeps_its_promises(source)
