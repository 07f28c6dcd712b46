"""Records: what the source states, completed by decisions, the rest reported."""

import csv
import io
import json
from pathlib import Path

import pytest

from prismabook.bibliography import record_field_rows, record_rows, records, to_bibtex, to_csl_json
from prismabook.findings import Finding, Severity
from prismabook.ledger import to_csv
from prismabook.ledger.schema import RECORD_FIELDS, RECORDS
from prismabook.model import Decision, Name, Quote, Record, Source
from prismabook.project import Decisions, Project, load_decisions
from prismabook.sources import read_all, read_bytes

ROOT = Path(__file__).parents[2]
SOURCES, _ = read_all(Project(ROOT))
DECISIONS = load_decisions(Project(ROOT))
RECORDS_MADE, FINDINGS = records(SOURCES, DECISIONS)
BLOCK = "Farooq Amna, Arora Rajpreet S\nCureus. 2024 Sep 5;16(9):e68748. doi: 10.7759/cureus.68748.\n" + "Prose. " * 60


def made(text: str, entries: str, tmp_path: Path) -> tuple[Record, list[Finding]]:
    """The record of one document ``x.txt`` with the decisions of a YAML text."""
    (tmp_path / "review" / "decisions").mkdir(parents=True)
    (tmp_path / "review" / "decisions" / "records.yml").write_text(entries, "utf-8")
    decisions = load_decisions(Project(tmp_path))
    (source,), _ = read_bytes(text.encode(), "x.txt", "seeds/x.txt")
    (record,), findings = records([source], decisions)
    return record, [*decisions.findings, *findings]


def codes(findings: list[Finding]) -> list[str]:
    return [f.code.id for f in findings if f.code.id not in ("PB201", "PB202")]


def test_the_five_records() -> None:
    assert [(r.key, r.source[:3], r.type) for r in RECORDS_MADE] == [
        ("humrich2015", "000", "article-journal"),
        ("humrich2019", "001", "article-journal"),
        ("farooq2024", "002", "article-journal"),
        ("he2020", "003", "article-journal"),
        ("nct02932137", "004", "dataset"),
    ]
    assert DECISIONS.findings == ()


def test_every_field_has_an_origin_that_stands() -> None:
    texts = {source.id: source.text for source in SOURCES}
    lines = (ROOT / "review/decisions/records.yml").read_text("utf-8").splitlines()
    for record in RECORDS_MADE:
        assert len(record.authors) == len(record.authors_origin)
        for field in record.fields:
            if isinstance(field.origin, Quote):
                assert field.origin.stands_in(texts[record.source])
            else:
                assert field.origin.origin
                assert lines[field.origin.line - 1].strip()


def test_names_are_split_as_the_sources_permit() -> None:
    by_key = {record.key: record for record in RECORDS_MADE}
    assert by_key["humrich2015"].authors[1] == Name("von Spee-Mayer", "Caroline")
    assert by_key["farooq2024"].authors[8] == Name("Arora", "Rajpreet S")
    assert len(by_key["he2020"].authors) == 31
    assert by_key["he2020"].authors[-1] == Name("Li", "Zhanguo")
    assert by_key["nct02932137"].authors == ()


def test_what_is_missing_or_unconfirmed_is_a_finding() -> None:
    told = {(f.code.id, f.place.file if f.place else "", f.message) for f in FINDINGS}
    missing = "neither the document nor a decision gives its "
    assert {(code, file[:9], text.removeprefix(missing)) for code, file, text in told if code == "PB202"} == {
        ("PB202", "seeds/000", "DOI"),
        ("PB202", "seeds/000", "PMID"),
        ("PB202", "seeds/001", "DOI"),
        ("PB202", "seeds/004", "date of publication"),
    }
    unconfirmed = [f for f in FINDINGS if f.code.id == "PB806"]
    assert len(unconfirmed) == 1
    assert "from memory" in unconfirmed[0].message
    assert {f.code.id for f in FINDINGS} == {"PB202", "PB806"}


def test_without_decisions_what_a_citation_needs_is_missed() -> None:
    made_records, findings = records(SOURCES, Decisions())
    assert [r.key for r in made_records] == ["humrichnd", "lowdosend", "farooq2024", "efficacy2020", "nct02932137"]
    assert {
        f.message.partition(" gives its ")[2] for f in findings if f.code.id == "PB201" and "001" in str(f.place)
    } == {
        "authors",
        "journal or registry",
        "date of publication",
    }


@pytest.mark.parametrize(
    ("field", "code", "value"),
    [
        ("volume: '17'", "PB203", "16"),
        ("volume: '16'", None, "16"),
        ("container-title: Lupus", "PB203", "Cureus"),
        ("issued: '2023'", "PB203", "2024-09-05"),
        ("issued: '2024'", None, "2024-09-05"),
        ("ISSN: 1040-8712", "PB206", ""),
        ("ISSN: 1040-8711", None, "1040-8711"),
        ("PMID: '0'", "PB206", ""),
        ("issued: '2024-13'", "PB206", "2024-09-05"),
        ("issued: '2023-02-29'", "PB206", "2024-09-05"),
    ],
)
def test_the_source_wins_and_the_decision_is_reported(field: str, code: str | None, value: str, tmp_path: Path) -> None:
    entries = f"- source: x.txt\n  origin: a page\n  confirmed: true\n  fields:\n    {field}\n"
    record, findings = made(BLOCK, entries, tmp_path)
    assert codes(findings) == ([code] if code else [])
    assert record.get(field.split(":")[0]) == value
    if code:
        place = next(f.place for f in findings if f.code.id == code)
        assert place is not None
        assert (place.file, place.line) == ("review/decisions/records.yml", 5)


REPLACING = """\
- source: x.txt
  origin: the journal's page
  confirmed: true
  replace: true
  reason: the page repeats an older issue
  authors: ["Li, Jing"]
  fields:
    volume: '17'
    container-title: Lupus
    DOI: 10.7759/cureus.68748
    PMID: '39371877'
"""


def test_a_decision_may_replace_what_was_misread(tmp_path: Path) -> None:
    record, findings = made(BLOCK, REPLACING, tmp_path)
    assert [record.get(name) for name in ("volume", "container-title", "issue")] == ["17", "Lupus", "9"]
    assert record.authors == (Name("Li", "Jing"),)
    told = {f.topic: f for f in findings if f.code.id == "PB208"}
    assert sorted(told) == ["authors", "container-title", "volume"]  # what agrees, or was not stated, is (not told)
    assert "states “16” as its volume; replaced because: the page repeats an older issue" in told["volume"].message
    assert str(told["volume"].place) == "review/decisions/records.yml:8"
    assert told["volume"].severity is Severity.NOTE
    assert codes(findings) == ["PB208"] * 3
    volume = record.field("volume")
    assert volume is not None
    assert isinstance(volume.origin, Decision)


def test_a_replacement_needs_a_reason(tmp_path: Path) -> None:
    entries = REPLACING.replace("  reason: the page repeats an older issue\n", "")
    record, findings = made(BLOCK, entries, tmp_path)
    assert record.get("volume") == "16"
    assert codes(findings) == ["PB803"]
    assert "reason" in findings[0].message


def test_a_reason_alone_replaces_nothing(tmp_path: Path) -> None:
    record, findings = made(BLOCK, REPLACING.replace("replace: true", "replace: false"), tmp_path)
    assert record.get("volume") == "16"
    assert set(codes(findings)) == {"PB203"}


@pytest.mark.parametrize(("language", "told"), [("tlh", ["PB209"]), ("pt-BR", []), ("IT", [])])
def test_a_language_without_a_name_in_bibtex_is_told(language: str, told: list[str], tmp_path: Path) -> None:
    entries = f"- source: x.txt\n  origin: a page\n  confirmed: true\n  fields: {{title: T, language: {language}}}\n"
    record, findings = made("prose", entries, tmp_path)
    assert codes(findings) == told
    assert ("langid" in to_bibtex([record])) is not told


def test_a_more_precise_decision_completes_the_source(tmp_path: Path) -> None:
    entries = "- source: x.txt\n  origin: a page\n  confirmed: true\n  fields: {issued: 2020-01-15, page: 791-2}\n"
    text = BLOCK.replace("2024 Sep 5;16(9):e68748", "2020 Jan;79(4):791")
    record, findings = made(text, entries.replace("2020-01-15", "'2020-01-15'"), tmp_path)
    assert codes(findings) == []
    assert (record.get("issued"), record.get("page")) == ("2020-01-15", "791-2")


def test_an_abbreviated_journal_is_no_contradiction(tmp_path: Path) -> None:
    entries = "- source: x.txt\n  origin: a page\n  fields: {container-title: Annals of the Rheumatic Diseases}\n"
    record, findings = made(BLOCK.replace("Cureus", "Ann Rheum Dis"), entries, tmp_path)
    assert codes(findings) == []
    assert record.get("container-title") == "Ann Rheum Dis"


def test_authors_that_contradict(tmp_path: Path) -> None:
    record, findings = made(
        BLOCK, "- source: x.txt\n  origin: a page\n  confirmed: true\n  authors: ['Smith, J']\n", tmp_path
    )
    assert codes(findings) == ["PB203"]
    assert record.authors[0] == Name("Farooq", "Amna")


def test_two_decisions_that_differ(tmp_path: Path) -> None:
    entry = "- source: x.txt\n  origin: a page\n  confirmed: true\n  fields: {PMID: '1'}\n"
    record, findings = made(BLOCK, entry + entry.replace("'1'", "'2'"), tmp_path)
    assert codes(findings) == ["PB205"]
    assert record.get("PMID") == "1"


def test_a_decision_about_no_document_is_an_error(tmp_path: Path) -> None:
    entry = "- source: y.txt\n  origin: a page\n  confirmed: true\n  fields: {PMID: '1'}\n"
    _, findings = made(BLOCK, entry, tmp_path)
    assert codes(findings) == ["PB204"]
    assert str(findings[0].severity) == "error"


def test_a_decision_with_an_unknown_field_is_an_error(tmp_path: Path) -> None:
    _, findings = made(
        BLOCK, "- source: x.txt\n  origin: a page\n  confirmed: true\n  fields: {colour: red}\n", tmp_path
    )
    assert codes(findings) == ["PB803"]


def test_an_unread_document_keeps_its_place(tmp_path: Path) -> None:
    record, _ = made("A note about owls.", "", tmp_path)
    assert (record.key, record.type, record.fields) == ("document-x", "document", ())
    assert to_bibtex([record]).strip() == ""
    entry = (
        "- source: x.txt\n  origin: a page\n  confirmed: true\n  authors: ['Owl, A']\n"
        "  fields: {type: article-journal, title: On owls, issued: '2020'}\n"
    )
    (tmp_path / "b").mkdir()
    record, _ = made("A note about owls.", entry, tmp_path / "b")
    assert (record.key, record.type) == ("owl2020", "article-journal")


def test_keys_that_collide_get_letters() -> None:
    sources = [read_bytes(BLOCK.replace("68748", f"6874{i}").encode(), f"{i}.txt", "x")[0][0] for i in range(3)]
    assert [r.key for r in records(sources, Decisions())[0]] == ["farooq2024a", "farooq2024b", "farooq2024c"]


def test_two_records_with_one_doi_are_one() -> None:
    sources = [read_bytes(BLOCK.encode(), f"{i}.txt", f"seeds/{i}.txt")[0][0] for i in range(2)]
    made, findings = records(sources, Decisions())
    assert [(record.source, record.also) for record in made] == [("0.txt", ("1.txt",))]
    assert [f.message for f in findings if f.code.id == "PB213"] == ["one record of 0.txt, 1.txt"]


def test_rows_fit_the_ledger() -> None:
    designs, studies = {"he2020": "randomised trial"}, {"he2020": "he2020"}
    rows = record_rows(RECORDS_MADE, SOURCES, designs, studies)
    table = list(csv.DictReader(io.StringIO(to_csv(RECORDS, rows))))
    assert [row["key"] for row in table] == [record.key for record in RECORDS_MADE]
    assert table[3]["design"] == "randomised trial"
    assert table[4]["url"] == "https://clinicaltrials.gov/study/NCT02932137"
    fields = record_field_rows(RECORDS_MADE, SOURCES)
    text = to_csv(RECORD_FIELDS, fields)
    assert text.count("he2020,author,") == 31
    by_id: dict[str, Source] = {source.id: source for source in SOURCES}
    for row in fields:
        if row["origin"] == "source":
            source = by_id[str(row["source"])]
            assert source.text[row["start"] : row["end"]] == row["quote"]  # type: ignore[misc]
        else:
            assert row["decision"]


def test_csl_json() -> None:
    items = json.loads(to_csl_json(RECORDS_MADE))
    assert items[0]["author"][1] == {"family": "von Spee-Mayer", "given": "Caroline"}
    assert items[2]["issued"] == {"date-parts": [[2024, 9, 5]]}
    assert items[4]["number"] == "NCT02932137"


def test_an_origin_is_kept_with_its_words() -> None:
    title = next(r for r in RECORDS_MADE if r.key == "farooq2024").field("title")
    assert title is not None
    assert isinstance(title.origin, Decision)
    assert (title.origin.origin, title.origin.confirmed) == ("from memory", False)


def test_a_chinese_title_is_the_title_where_there_is_no_other() -> None:
    page = (
        "针刺治疗术后肠梗阻的随机对照试验\n- Registration Number\n- ChiCTR2000038444\n- Lead Sponsor\n- An institute\n"
        "Recruitment & Eligibility\n- Status\n- Recruiting\nStudy & Design\n- Study Type\n- Interventional\n"
    )
    sources, _ = read_bytes(page.encode(), "x.txt", "seeds/x.txt")
    (record,), _ = records(sources, Decisions())
    assert record.get("title") == "针刺治疗术后肠梗阻的随机对照试验"
