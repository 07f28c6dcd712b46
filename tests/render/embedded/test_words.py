"""The book's own words, and dates."""

from __future__ import annotations

import pytest

from prismabook.render.embedded.words import _all, date, words


def test_languages_fall_back_to_english_and_the_book_has_the_last_word() -> None:
    german, findings = words("de-AT", {"crossref-fig-title": "Bild", "months": None})
    assert german["crossref-fig-title"] == "Bild"
    assert german["crossref-tbl-title"] == "Tabelle"
    assert len(german["months"]) == 12
    assert findings == ()
    unknown, findings = words("tlh", {})
    assert unknown["crossref-fig-title"] == "Figure"
    assert [finding.code.id for finding in findings] == ["PB706"]


def test_every_language_has_the_same_words() -> None:
    names = {lang: set(table) for lang, table in _all().items()}
    assert all(keys == names["en"] for keys in names.values())


@pytest.mark.parametrize(
    ("lang", "pattern", "shown"),
    [
        ("en", "", "January 5, 2026"),
        ("en", "long", "January 5, 2026"),
        ("en", "iso", "2026-01-05"),
        ("en", "D MMMM YYYY", "5 January 2026"),
        ("en", "MMM Do, YY", "Jan 5th, 26"),
        ("en", "[Made on] DD.MM.YYYY", "Made on 05.01.2026"),
        ("de", "", "5. Januar 2026"),
        ("zh", "", "2026年1月5日"),
    ],
)
def test_dates(lang: str, pattern: str, shown: str) -> None:
    assert date("2026-01-05", pattern, words(lang, {})[0]) == (shown, ())


def test_a_date_that_the_clock_makes_is_left_out_with_a_finding() -> None:
    shown, findings = date("today", "", words("en", {})[0])
    assert shown == ""
    assert [finding.code.id for finding in findings] == ["PB707"]
    assert date("in spring", "", words("en", {})[0]) == ("in spring", ())
