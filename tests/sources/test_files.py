"""PDF, Word and HTML files, and registries' exports: what is read from each, and where it stands."""

import json

import pytest
from made_files import SAMPLES, W, archive, docx, pdf, word

from prismabook.model import Kind, Role, Source
from prismabook.sources import apart, read_bytes
from prismabook.sources.formats import docx as docx_format
from prismabook.sources.formats.ictrp import iso


def only(data: bytes) -> Source:
    """The one source of a file that is read without a finding."""
    (source,), findings = read_bytes(data, "x", "seeds/x")
    assert not findings, [str(finding) for finding in findings]
    return source


def codes(data: bytes) -> list[str]:
    return [finding.code.id for finding in read_bytes(data, "x", "seeds/x")[1]]


def stated(source: Source) -> dict[str, str]:
    return {entry.name: entry.value for entry in source.stated}


def words(source: Source, *names: str) -> str:
    return "\n".join(source.words(section) for section in source.sections if section.name in names)


def place_of(source: Source, quote: str) -> str:
    return source.place(source.text.index(quote))


@pytest.fixture(scope="module")
def article() -> Source:
    return only(pdf())


def test_a_pdf_has_pages_as_places_and_sections_by_its_headings(article: Source) -> None:
    assert (article.kind, article.reader) == (Kind.ARTICLE, "PDF file")
    assert stated(article) == {
        "title": "Drugazole in owls: a randomised trial",
        "DOI": "10.5555/owls.2021.001",
    }
    assert place_of(article, "We randomised 60 owls") == "page 1"
    assert place_of(article, "At week 12") == "page 2"
    assert words(article, "results").startswith("At week 12, 16 of 29 (55%) responded with drugazole and 9 of 30 (30%)")
    assert "99% of owls" in words(article, "references")
    assert all(s.role is Role.BOILERPLATE for s in article.sections if s.name == "references")


def test_running_headers_are_set_aside_and_do_not_part_a_paragraph(article: Source) -> None:
    aside = words(article, "boilerplate")
    assert aside.count("Journal of Owls 2021;3:1–9") == 2
    assert "Page 1" in aside
    assert "Journal of Owls" not in words(article, "methods", "results")
    method = next(s for s in article.sections if s.name == "methods")
    assert {w.name for w in article.places if method.start <= w.start < method.end} >= {"page 1"}


def test_words_parted_at_line_ends_are_put_together(article: Source) -> None:
    assert "\ufffe" not in article.text
    assert "consectetur adipiscing elit" in article.text


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("immunosup\ufffepressive drugs", "immunosuppressive drugs"),
        ("low\ufffedose therapy, a low\r\ndose", "low-dose therapy"),
        ("IL\ufffe2 was", "IL-2 was"),
        ("re\ufffeanalysed; later re-analysed", "re-analysed; later"),
        ("co\ufffeoperation and cooperation", "cooperation and"),
        ("CD4\ufffepositive", "CD4-positive"),
    ],
)
def test_the_document_tells_whether_a_hyphen_stays(printed: str, whole: str) -> None:
    from prismabook.sources.formats.pdf import blocks

    assert whole in " ".join(block.text for block in blocks([printed]))


def test_a_scanned_pdf_says_so() -> None:
    assert codes(pdf("#rect(width: 3cm, height: 3cm)\n#pagebreak()\n#circle()")) == ["PB128"]


def test_a_text_that_is_no_article_says_so() -> None:
    assert codes(pdf("Dear reviewer, #lorem(200)")) == ["PB132"]


def test_damaged_and_cut_pdf_files_are_findings() -> None:
    whole = pdf()
    assert codes(b"%PDF-1.7 nothing") == ["PB129"]
    assert set(codes(whole[: len(whole) // 2])) <= {"PB128", "PB129"}


def test_a_pdf_that_takes_too_long_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart._one, "seconds", 0.0005)
    assert codes(pdf()) == ["PB130"]
    monkeypatch.undo()
    assert only(pdf()).kind is Kind.ARTICLE


def test_a_word_file() -> None:
    source = only(docx())
    assert (source.kind, source.reader) == (Kind.ARTICLE, "Word file")
    assert stated(source) == {"title": "Drugazole in owls: a randomised trial", "DOI": "10.5555/owls.2021.001"}
    assert words(source, "methods") == "We randomised 60 owls to receive drugazole 10⁶ IU (n=30) or placebo (n=30)."
    assert words(source, "table") == "Arm\nDrugazole\t30"
    assert place_of(source, "Drugazole\t30") == "table 1, row 2"
    assert place_of(source, "At week 12") == "paragraph 7"


def test_deleted_words_and_field_codes_of_a_word_file_are_no_text() -> None:
    body = (
        "<w:p><w:r><w:t>Methods</w:t></w:r></w:p><w:p><w:del><w:r><w:delText>old</w:delText><w:t>older</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>new words</w:t></w:r></w:ins><w:r><w:instrText>HYPERLINK http://x</w:instrText></w:r></w:p>"
        "<w:p><w:r><w:t>Results</w:t></w:r></w:p><w:sdt><w:sdtContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>'
    note = f'<w:footnotes xmlns:w="{W}">{note}</w:footnotes>'
    source = only(word(body, **{"word/footnotes.xml": note.encode()}))
    assert words(source, "methods", "results", "footnote:other").split("\n") == ["new words", "in a box", "A note."]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (archive({"xl/workbook.xml": b"<x/>"}), "PB135"),
        (archive({"readme.txt": b"hello"}), "PB135"),
        (b"PK\x03\x04 nothing", "PB134"),
        (word("<w:p><w:r><w:t>" + "a" * 3_000_000 + "</w:t></w:r></w:p>"), "PB136"),
        (word("<w:p>"), "PB140"),
    ],
    ids=["excel", "zip", "broken", "bomb", "broken xml"],
)
def test_archives_that_are_no_word_file_or_a_bomb(data: bytes, code: str) -> None:
    assert codes(data) == [code]


def test_a_bomb_is_refused_before_it_is_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_format, "MOST_BYTES", 1000)
    assert codes(docx()) == ["PB136"]


@pytest.fixture(scope="module")
def page() -> Source:
    (source,), findings = read_bytes((SAMPLES / "article.html").read_bytes(), "x.html", "seeds/x.html")
    assert [(f.code.id, f.place and f.place.line) for f in findings] == [("PB115", 7)]
    return source


def test_a_web_page_states_its_record_in_its_head(page: Source) -> None:
    assert [(s.name, s.value) for s in page.stated] == [
        ("title", "Drugazole in owls: a randomised trial"),
        ("author", "Beispiel, Anna"),
        ("author", "von Muster, Berta"),
        ("container-title", "Journal of Owls"),
        ("issued", "2021-03-05"),
        ("volume", "3"),
        ("issue", "2"),
        ("page", "1-9"),
        ("DOI", "10.5555/owls.2021.001"),
    ]
    assert page.place(next(s for s in page.stated if s.name == "issue").quote.start).startswith("JSON-LD")


def test_only_what_a_browser_shows_is_text(page: Source) -> None:
    assert words(page, "methods") == "We randomised 60 owls to receive drugazole 10⁶ IU (n=30) or placebo (n=30)."
    assert words(page, "results").startswith("At week 12")
    for unseen in ("Menu", "idden", "comment", "color", "Copyright", "Switch"):
        assert unseen not in page.text
    assert page.line(page.text.index("We randomised")) == 16
    assert words(page, "table") == "Arm\tn\nDrugazole\t30"
    assert "99% of owls" in words(page, "references")


def test_the_charset_that_a_page_states_is_used() -> None:
    body = "<html><head><meta charset={}></head><body><h2>Abstract</h2><p>ěšč</p><h2>Methods</h2><p>x</p></body></html>"
    for charset, encoding in (("ISO-8859-2", "iso8859-2"), ("windows-1250", "cp1250"), ("utf-8", "utf-8")):
        source = only(body.format(charset).encode(charset))
        assert words(source, "abstract") == "ěšč"
        assert source.encoding == encoding
    assert "ěšč" in only(body.format("no-such-thing").encode()).text
    assert "ěšč" in only(body.format("rot13").encode()).text


def test_a_page_nested_without_end_is_read_as_far_as_it_goes() -> None:
    data = b"<html><body>" + b"<div>" * 100_000 + b"x"
    (source,), findings = read_bytes(data, "x", "seeds/x")
    assert [f.code.id for f in findings] == ["PB132"]
    assert source.kind is Kind.UNKNOWN


def test_a_trial_keeps_every_value_with_its_pointer() -> None:
    data = (SAMPLES / "trial.json").read_bytes()
    source = only(data)
    assert (source.kind, source.reader) == (Kind.REGISTRY, "ClinicalTrials.gov JSON")
    assert stated(source) == {
        "registration": "NCT09990001",
        "container-title": "ClinicalTrials.gov",
        "URL": "https://clinicaltrials.gov/study/NCT09990001",
        "title": "Drugazole in Owls With Owlpox",
        "issued": "2020-01-15",
        "sponsor": "Made-up University",
    }
    study = json.loads(data, parse_float=str, parse_int=str)
    for where in source.places:
        found = study
        for step in where.name[1:].split("/"):
            found = found[int(step)] if isinstance(found, list) else found[step]
    kept = {source.text[w.start : w.end] for w in source.places}
    assert {"1.50", "2.25", "Nowhere Hospital", "0.052", "Owlpox score >= 3"} <= kept
    assert place_of(source, "Owlpox score >= 3") == "/protocolSection/eligibilityModule/eligibilityCriteria"


def test_a_list_of_trials_gives_one_source_each() -> None:
    study = json.loads((SAMPLES / "trial.json").read_text("utf-8"))
    data = json.dumps({"totalCount": 2, "studies": [study, {"protocolSection": 3}, study]}).encode()
    sources, findings = read_bytes(data, "x", "seeds/x")
    assert [(s.id, s.kind) for s in sources] == [("x#1", Kind.REGISTRY), ("x#2", Kind.REGISTRY), ("x#3", Kind.REGISTRY)]
    assert place_of(sources[2], "Nowhere Hospital").startswith("/studies/2/protocolSection/")
    assert not findings


@pytest.mark.parametrize(
    "text",
    ['{"protocolSection": {', '{"protocolSection": ' + "[" * 100_000, '{"protocolSection": ' + "9" * 10_000 + "x}"],
    ids=["cut", "deep", "long"],
)
def test_broken_json_is_a_finding(text: str) -> None:
    assert codes(text.encode()) == ["PB137"]


def test_an_export_that_was_cut_gives_its_whole_trials() -> None:
    sources, findings = read_bytes((SAMPLES / "trials-cut-short.xml").read_bytes(), "x", "seeds/x")
    assert [f.code.id for f in findings] == ["PB138"]
    first, second = sources
    assert stated(first) == {
        "registration": "ChiCTR2600999999",
        "container-title": "Chinese Clinical Trial Registry",
        "title": "A study of drugazole in owls",
        "sponsor": "Made-up University",
        "issued": "2026-09-20",
        "URL": "https://example.org/1",
    }
    assert words(first, "registry:inclusion").split("\n") == ["Owls with owlpox;", "Age over 1 year."]
    assert first.line(first.text.index("Feather response")) == 29
    assert stated(second)["issued"] == "2020"


def test_the_csv_of_the_platform() -> None:
    source = only((SAMPLES / "trials.csv").read_bytes())
    assert stated(source)["registration"] == "NCT09990001"
    assert (words(source, "registry:inclusion"), words(source, "registry:exclusion")) == ("owls", "pox")
    assert place_of(source, "Feather") == "row 1, Primary outcome"
    assert source.line(0) == 2


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("20260920", "2026-09-20"),
        ("2026-09-20", "2026-09-20"),
        ("20/09/2026", "2026-09-20"),
        ("05/03/2020", "2020"),
        ("07/07/2020", "2020-07-07"),
        ("99/99/2020", ""),
        ("soon", ""),
    ],
)
def test_days_are_as_precise_as_they_are_sure(written: str, day: str) -> None:
    assert iso(written) == day


def test_sections_of_all_files_are_in_order_and_quotes_stand(article: Source, page: Source) -> None:
    for source in (article, page, only(docx()), only((SAMPLES / "trial.json").read_bytes())):
        ends = 0
        for section in source.sections:
            assert ends <= section.start < section.end
            assert source.words(section) == source.words(section).strip()
            ends = section.end
        assert all(entry.quote.stands_in(source.text) for entry in source.stated)


def test_the_day_of_registration_whose_order_is_told_is_used() -> None:
    export = (
        "TrialID,Public title,Primary sponsor,Date registration,Date registration3\n"
        "ISRCTN15088122,Owls,Owl University,05/06/2018,20180605\n"
        "ISRCTN15088122,Owls,Owl University,05/06/2018,\n"
    )
    sources, _ = read_bytes(export.encode(), "x.csv", "seeds/x.csv")
    assert [stated(source)["issued"] for source in sources] == ["2018-06-05", "2018"]


def test_a_title_is_found_by_its_size_and_the_doi_before_the_references() -> None:
    title = "Efficacy and safety of low-dose drugazole in wild owls: a randomised trial"
    page = (
        '#set document(title: "Microsoft Word - x.docx")\n#text(8pt)[Owl research]\n\n'
        f"#text(18pt)[{title}]\n\nJing He\n\ndoi:10.1234/owl\n\n= Abstract\nOwls were given drugazole.\n\n"
        "= References\n1. Vole B. Another paper. doi: 10.1234/other\n"
    )
    (source,), _ = read_bytes(pdf(page), "x.pdf", "seeds/x.pdf")
    assert (stated(source).get("title"), stated(source).get("DOI")) == (title, "10.1234/owl")
