"""Quotes, lines and records."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prismabook.model import Field, Kind, Lines, Name, Quote, Record, Role, Section, Source


def source(text: str) -> Source:
    return Source("a.txt", "seeds/a.txt", "0" * 64, Kind.ARTICLE, "article", text)


@given(st.text(min_size=1), st.data())
def test_a_quote_stands_in_its_source(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = source(text).quote(start, end)
    assert quote.stands_in(text)
    assert text.startswith(quote.prefix + quote.exact + quote.suffix, start - len(quote.prefix))


def test_a_quote_does_not_stand_in_a_changed_source() -> None:
    quote = source("60 patients").quote(0, 2)
    assert not quote.stands_in("61 patients")
    assert not Quote("a.txt", "", 0, 0).stands_in("60 patients")


@pytest.mark.parametrize(("start", "end"), [(3, 3), (-1, 2), (0, 12), (5, 4)])
def test_words_outside_the_text_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        source("60 patients").quote(start, end)


@given(st.text(alphabet="ab\r\n\x0c\u2028", max_size=40))
def test_each_character_is_in_the_line_that_the_line_ends_before_it_number(text: str) -> None:
    numbers = Lines(text)
    for start in range(len(text)):
        if text[start - 1 : start + 1] != "\r\n":
            expected = 1 + text[:start].replace("\r\n", "\n").replace("\r", "\n").count("\n")
            assert numbers.number(start) == expected == source(text).line(start)


def test_sections_by_role() -> None:
    parts = (Section("methods", Role.BODY, 0, 2), Section("menu", Role.BOILERPLATE, 3, 4))
    document = Source("a", "a", "", Kind.ABSTRACT, "x", "ab c", sections=parts)
    assert document.having(Role.BODY) == parts[:1]
    assert document.words(parts[1]) == "c"


def test_a_record_gives_its_fields() -> None:
    field = Field("DOI", "10.1/x", Quote("a", "10.1/x", 0, 6))
    record = Record("he2020", "a", "article-journal", (Name("He", "Jing"), Name("WHO")), (field,))
    assert record.get("DOI") == "10.1/x"
    assert record.field("DOI") is field
    assert record.get("volume") == ""
    assert record.field("volume") is None
    assert [str(name) for name in record.authors] == ["He, Jing", "WHO"]
