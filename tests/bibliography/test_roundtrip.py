"""What is written to references.bib is what pandoc's citeproc and typst read from it, sign by sign."""

import unicodedata
from pathlib import Path

import bibtexparser
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from reading_back import through_pandoc, through_typst

from prismabook.bibliography import records, to_bibtex
from prismabook.bibliography.bibtex import LANGUAGES, clean
from prismabook.model import Decision, Field, Name, Record
from prismabook.project import Project, load_decisions
from prismabook.sources import read_all

ROOT = Path(__file__).parents[2]
ORIGIN = Decision("x.yml", 1, "a test")
KEYS = ["humrich2015", "humrich2019", "farooq2024", "he2020", "nct02932137"]

THROUGH = pytest.mark.parametrize("through", [through_pandoc, through_typst])


@pytest.fixture(scope="module")
def five() -> tuple[Record, ...]:
    project = Project(ROOT)
    made, _ = records(read_all(project)[0], load_decisions(project))
    return made


def straight(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@THROUGH
def test_the_five_records_survive(five: tuple[Record, ...], through) -> None:
    back = {str(entry["title"]): entry for entry in through(to_bibtex(five))}
    assert len(back) == 5
    for record in five:
        entry = back[record.get("title")]
        assert entry["authors"] == [f"{n.family}⁋{n.given}" for n in record.authors]
        assert entry["DOI"] == record.get("DOI")


def test_pandoc_keeps_types_and_pubmed_numbers(five: tuple[Record, ...]) -> None:
    back = through_pandoc(to_bibtex(five))
    assert [entry["id"] for entry in back] == KEYS
    assert [entry["type"] for entry in back] == [record.type for record in five]
    assert [entry["PMID"] for entry in back] == [record.get("PMID") for record in five]


def test_bibtexparser_reads_what_it_wrote(five: tuple[Record, ...]) -> None:
    library = bibtexparser.parse_string(to_bibtex(five))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == KEYS


def test_the_same_records_give_the_same_bytes(five: tuple[Record, ...]) -> None:
    assert to_bibtex(five) == to_bibtex(five)


def test_only_what_must_be_is_protected(five: tuple[Record, ...]) -> None:
    bibtex = to_bibtex(five)
    assert "patient with refractory {SLE}}" in bibtex
    assert "Efficacy and safety of low-dose {IL-2} in the treatment" in bibtex
    assert "{Rapid}" not in bibtex


def record(number: int, title: str, authors: tuple[Name, ...], doi: str = "", journal: str = "") -> Record:
    values = {"title": title, "DOI": doi, "container-title": journal, "issued": "2020"}
    fields = tuple(Field(name, value, ORIGIN) for name, value in values.items() if value)
    return Record(f"k{number:03}", "x.txt", "article-journal", authors, fields, (ORIGIN,) * len(authors))


SIGNS = r"""
50% $5 a_b R&D #1 {x} } { \alpha \ ~ ^2 é Ü ß 系统性红斑狼疮 – — “quoted” ‘s’ don’t don't "q" IL-2 mRNA p53 SLE: a
Chinese? why! (IL-2) -- --- ... … << >> ? <b>x</b> *x* [y](z) @k | / = + ; : . , p<.05 p=0·03 10⁶ µg ≥2 $x$ ™
\input{x} %comment and AND e.g. et α-β İ ı ǅ #show {=html} {{< x >}} © ® ½ € £
"""
WORDS = st.one_of(
    st.sampled_from(SIGNS.split()),
    st.text(
        st.characters(
            codec="utf-8",
            exclude_categories=["C", "Z", "M"],
            exclude_characters="`⟦⟧⁂⁋",
        ),
        min_size=1,
        max_size=8,
    ),
)
TITLES = (
    st.lists(WORDS, min_size=1, max_size=7)
    .map(" ".join)
    .map(clean)
    .filter(lambda title: any(c.isalnum() for c in title))
)
PARTS = st.one_of(
    st.sampled_from(
        [
            "von Spee-Mayer",
            "O'Neil",
            "O’Neil",
            "Li",
            "van der Heijde",
            "Smith Jr",
            "Ćirić",
            "何",
            "A & B",
            "X_Y",
            "Jens Y",
            "d'Arcy",
        ]
    ),
    st.from_regex(r"[A-ZÀ-Ö][a-zß-ö]{0,6}([ -][A-Z][a-z]{1,5})?", fullmatch=True),
)
NAMES = st.builds(Name, PARTS, PARTS)


@THROUGH
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(titles=st.lists(TITLES, min_size=1, max_size=12))
@example(titles=["!A"])
@example(titles=["Mechanisms: a $5 R&D {study} of 50% IL-2_x # ~ ^ \\ in “SLE” – don't", "iPhone? What. is it"])
def test_titles_come_back_exactly(through, titles: list[str]) -> None:
    made = [record(i, title, (Name("Li", "J"),), journal=title) for i, title in enumerate(titles)]
    back = through(to_bibtex(made))
    assert [straight(str(e["title"])) for e in back] == [straight(title) for title in titles]
    assert [straight(str(e["container"])) for e in back] == [straight(title) for title in titles]


@THROUGH
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(people=st.lists(st.lists(NAMES, min_size=1, max_size=5), min_size=1, max_size=8))
@example(
    people=[[Name("von Spee-Mayer", "Caroline"), Name("Peking University People's Hospital"), Name("A, B and C", "x")]]
)
def test_names_come_back_exactly(through, people: list[list[Name]]) -> None:
    made = [record(i, "T", tuple(names)) for i, names in enumerate(people)]
    back = through(to_bibtex(made))
    expected = [[joined("⁋".join(filter(None, (n.family, n.given)))) for n in names] for names in people]
    assert [[joined(str(name)) for name in entry["authors"]] for entry in back] == expected


def joined(name: str) -> str:
    """A name with one kind of apostrophe; between Chinese names typst sets no separator, as is right."""
    return name.replace("'", "’").replace("⁋", "" if "何" in name else "⁋")


DOIS = st.from_regex(r"10\.[0-9]{4,6}/[A-Za-z0-9_();:/.<>%#&$~^+=-]{1,30}", fullmatch=True).filter(
    lambda doi: "--" not in doi
)


@THROUGH
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dois=st.lists(DOIS, min_size=1, max_size=12))
@example(dois=["10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2", "10.1007/a_b_c"])
def test_dois_come_back_exactly(through, dois: list[str]) -> None:
    made = [record(i, "T", (Name("Li", "J"),), doi) for i, doi in enumerate(dois)]
    assert [e["DOI"] for e in through(to_bibtex(made))] == dois


HOSTILE = "1}, title={evil} %x # $y_z \\input{x} @book{k,"


@THROUGH
@pytest.mark.parametrize("name", ["PMID", "PMCID", "ISSN", "issued", "publisher", "language", "URL"])
@pytest.mark.parametrize("type_", ["article-journal", "dataset"])
def test_no_field_breaks_out_of_its_braces(through, name: str, type_: str) -> None:
    fields = (Field("title", "Good", ORIGIN), Field(name, HOSTILE, ORIGIN))
    bibtex = to_bibtex([Record("k000", "x.txt", type_, (Name("Li", "J"),), fields, (ORIGIN,))])
    (entry,) = bibtexparser.parse_string(bibtex).entries
    assert len(entry.fields) == (2 if name in ("language", "PMID", "PMCID", "ISSN") else 3)
    (back,) = through(bibtex)
    assert (back["title"], back["authors"]) == ("Good", ["Li⁋J"])


@pytest.mark.parametrize("type_", ["article-journal", "dataset"])
def test_a_publisher_is_written(type_: str) -> None:
    values = {"title": "T", "container-title": "A registry", "publisher": "Smith & Sons"}
    fields = tuple(Field(name, value, ORIGIN) for name, value in values.items())
    (back,) = through_pandoc(to_bibtex([Record("k000", "x.txt", type_, (), fields, ())]))
    assert "Smith & Sons" in str(back["publisher"])
    assert "A registry" in f"{back['publisher']} {back['container']}"


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code not in ("zh", "no")])
def test_pandoc_knows_the_languages(language: str) -> None:
    fields = (Field("title", "T", ORIGIN), Field("language", f"{language}-XX", ORIGIN))
    (back,) = through_pandoc(to_bibtex([Record("k000", "x.txt", "article-journal", (), fields, ())]))
    assert str(back["language"]).startswith(language)  # it gives `de-DE` for some


def test_what_turns_text_around_never_reaches_the_file() -> None:
    made = record(0, "safe\u202etxet\u0000 a\u200bb\n@article{evil,", (Name("Li\u202e", "J"),))
    bibtex = to_bibtex([made])
    assert not set(bibtex) & set("\u202e\u0000\u200b")
    library = bibtexparser.parse_string(bibtex)
    assert [entry.key for entry in library.entries] == ["k000"]
