"""Quotes found again: exactly, by the words around them, with other blanks and hyphens; one place only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prismabook.extraction.selector import Found, Lost, find

TEXT = "At week 12, 16 of 29 “patients” responded (p=0.052). At week 24, 19 of 29 patients re-\nsponded (p=0.027)."


@pytest.mark.parametrize(
    ("exact", "more", "words"),
    [
        ("16 of 29", {}, "16 of 29"),
        ("of 29", {"nth": 2}, "of 29"),
        ("At week", {"suffix": " 24"}, "At week"),
        ("of 29", {"prefix": "24, 19 "}, "of 29"),
        ('"patients"', {}, "“patients”"),
        ("29 patients  responded", {}, "29 patients re-\nsponded"),
        ("(p=0.027)", {}, "(p=0.027)"),
    ],
)
def test_one_place(exact: str, more: dict[str, str], words: str) -> None:
    found = find(TEXT, exact, **more)  # type: ignore[arg-type]
    assert isinstance(found, Found)
    assert TEXT[found.start : found.end] == words
    assert found.exactly == (words == exact)


@pytest.mark.parametrize(
    ("exact", "more", "places"),
    [("of 29", {}, 2), ("of 29", {"nth": 3}, 2), ("of 29", {"prefix": "nowhere"}, 2), ("p=0.05", {}, 0), ("", {}, 0)],
)
def test_no_single_place(exact: str, more: dict[str, str], places: int) -> None:
    assert find(TEXT, exact, **more) == Lost(places, find(TEXT, exact, **more).nearest)  # type: ignore[arg-type,union-attr]


def test_the_nearest_words_are_shown() -> None:
    lost = find(TEXT, "16 of 30 patient responded")
    assert isinstance(lost, Lost)
    assert "of 29 patients" in lost.nearest
    assert find(TEXT, "zzzz qqqq xxxx") == Lost(0, "")


WORDS = st.text(alphabet="ab1. \n-“", min_size=1, max_size=60)


@given(WORDS, st.integers(0, 59), st.integers(1, 20), st.text(alphabet="xyz ", max_size=20))
def test_a_quote_is_found_again_where_it_stood_or_not_at_all(text: str, at: int, length: int, more: str) -> None:
    exact = text[at : at + length]
    moved = more + text
    if not exact.strip():
        return
    found = find(moved, exact, prefix=text[max(0, at - 24) : at], suffix=text[at + length : at + length + 24])
    if isinstance(found, Found) and found.exactly:
        assert moved[found.start : found.end] == exact
    elif isinstance(found, Lost):
        assert found.places != 1


@given(st.text(max_size=200), st.text(min_size=1, max_size=40))
def test_any_text(text: str, exact: str) -> None:
    found = find(text, exact)
    if isinstance(found, Found):
        assert 0 <= found.start < found.end <= len(text)
