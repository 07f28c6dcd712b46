"""Records put together piece by piece, and files that hold many."""

import pytest

from prismabook.findings import Place
from prismabook.model import Kind, Role, Source, Where
from prismabook.sources import reading
from prismabook.sources.codes import UNRECOGNISED
from prismabook.sources.formats import Format, Raw, Reading, each
from prismabook.sources.kept import Bit, Kept, bits


def made() -> Source:
    kept = Kept("seeds/x.xml", Kind.ABSTRACT, 3, "/Set/Article[2]")
    kept.add("Owls at night.", "title", Role.BODY, place="/Set/Article[2]/Title", line=4, state="title", value="Owls")
    kept.add("Li, Jing", "authors", line=5, state="author")
    kept.add("Li, Jing", "authors", line=6, state="author")
    kept.add("  ", "authors", line=7, state="author")
    kept.body(bits([("We watched", 8), ("owls (NCT 02465580).", 9)]), "methods")
    kept.body([Bit("猫头鹰", 10), Bit("在夜里", 11)], "methods")
    return kept.source(Source("x.xml#2", "seeds/x.xml", "0", Kind.UNKNOWN, "r", "", number=2))


def test_text_sections_fields_and_places_agree() -> None:
    source = made()
    assert [source.words(s) for s in source.sections] == [
        "Owls at night.",
        "Li, Jing",
        "Li, Jing",
        "We watched owls (NCT 02465580).",
        "猫头鹰在夜里",
    ]
    assert [s.role for s in source.sections][-2:] == [Role.BODY, Role.PARALLEL]
    assert [(s.name, s.value) for s in source.stated] == [
        ("title", "Owls"),
        ("author", "Li, Jing"),
        ("author", "Li, Jing"),
        ("registration-named", "NCT02465580"),
    ]
    assert all(s.quote.stands_in(source.text) and s.quote.source == "x.xml#2" for s in source.stated)
    assert source.stated[0].quote.suffix.startswith("\n\nLi, Jing")


def test_lines_and_places_are_those_of_the_file() -> None:
    source = made()
    assert source.line(0) == 4
    assert source.place(0) == "/Set/Article[2]/Title"
    assert source.line(source.text.index("owls (")) == 9
    assert source.place(source.text.index("owls (")) == ""
    assert source.line(source.text.index("\n")) is None, "no piece holds the gap"
    assert source.at(0, "Owls") == Place("seeds/x.xml", 4, "Owls", "/Set/Article[2]/Title", "x.xml#2")
    assert str(source.at(0)) == "seeds/x.xml:4 (/Set/Article[2]/Title)"
    assert source.whole == Place("seeds/x.xml", 3, source="x.xml#2")


def test_of_places_within_one_another_the_innermost_tells() -> None:
    source = Source("x", "x", "", Kind.ARTICLE, "r", "abc", places=(Where(0, 3, "page 1"), Where(1, 2, "table 1")))
    assert [source.place(n) for n in range(3)] == ["page 1", "table 1", "page 1"]


def test_a_source_without_places_counts_its_lines_from_its_first() -> None:
    source = Source("x", "x", "", Kind.ARTICLE, "r", "a\nb", first_line=12)
    assert (source.line(0), source.line(2), source.place(2)) == (12, 13, "")


def test_a_finding_of_a_record_names_its_place() -> None:
    kept = Kept("seeds/x.json", Kind.ABSTRACT, place="[3]")
    kept.add("Owls", "title", line=7)
    kept.find(UNRECOGNISED, "odd", 0, 4)
    kept.find(UNRECOGNISED, "odd all over")
    assert kept.findings[0].place == Place("seeds/x.json", 7, "Owls")
    assert kept.findings[1].place == Place("seeds/x.json", 1, "", "[3]")


def _owls(raw: Raw) -> Reading:
    """A toy format: each line that begins with ``owl`` is announced, the word ``lost`` is forgotten."""
    lines = list(enumerate(raw.text.splitlines(), 1))

    def make(number: int, words: str) -> Kept:
        if "broken" in words:
            raise ValueError("a feather is missing")
        kept = Kept(raw.path, Kind.ABSTRACT, number)
        kept.add(words, "title", line=number, state="title")
        return kept

    parts = [(n, "", lambda n=n, w=w: make(n, w)) for n, w in lines if w.startswith("owl") and "lost" not in w]
    return Reading(each(raw.path, parts), [f"line {n}" for n, w in lines if w.startswith("owl")])


@pytest.fixture
def owls(monkeypatch: pytest.MonkeyPatch) -> None:
    toy = Format("owl export", "owls", lambda raw: float(raw.head.startswith("owl")), _owls)
    monkeypatch.setattr(reading, "FORMATS", (toy,))


@pytest.mark.usefixtures("owls")
def test_a_file_gives_a_source_for_each_record() -> None:
    sources, findings = reading.read_bytes(b"owl one\nowl broken\nowl two\n", "o.txt", "seeds/o.txt")
    assert [(s.id, s.kind, s.text, s.first_line) for s in sources] == [
        ("o.txt#1", Kind.ABSTRACT, "owl one", 1),
        ("o.txt#2", Kind.UNKNOWN, "", 2),
        ("o.txt#3", Kind.ABSTRACT, "owl two", 3),
    ]
    assert [(f.code.id, f.place) for f in findings] == [("PB119", Place("seeds/o.txt", 2, source="o.txt#2"))]
    assert "a feather is missing" in findings[0].message


@pytest.mark.usefixtures("owls")
def test_the_only_record_has_the_files_name() -> None:
    (source,), findings = reading.read_bytes(b"owl one", "o.txt", "seeds/o.txt")
    assert (source.id, source.number, source.reader, findings) == ("o.txt", 0, "owl export", ())


@pytest.mark.usefixtures("owls")
def test_a_record_that_does_not_come_out_is_named_by_its_line() -> None:
    sources, findings = reading.read_bytes(b"owl one\nowl lost\nowl two", "o.txt", "seeds/o.txt")
    assert len(sources) == 2
    assert [(f.code.id, f.message) for f in findings] == [("PB118", "3 records announced, 2 read; lost: line 2")]


@pytest.mark.usefixtures("owls")
def test_odd_characters_are_told_with_their_record() -> None:
    _, findings = reading.read_bytes("owl one\nowl \u202etwo".encode(), "o.txt", "seeds/o.txt")
    assert [(f.code.id, f.place and f.place.line, f.place and f.place.source) for f in findings] == [
        ("PB111", 2, "o.txt#2")
    ]
