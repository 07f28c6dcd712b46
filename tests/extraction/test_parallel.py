"""Numbers of the two languages held against each other: in any digits, in their order, with the words of both."""

from __future__ import annotations

import pytest

from made_sources import source
from prismabook.extraction import Document, compare_languages
from prismabook.extraction.parallel import from_numerals
from prismabook.extraction.parallel_order import compare_orders


@pytest.mark.parametrize(
    ("numerals", "number"),
    [
        ("三", "3"),
        ("两", "2"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("三百二十一", "321"),
        ("一百零五", "105"),
    ],
)
def test_numerals(numerals: str, number: str) -> None:
    assert from_numerals(numerals) == number


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Response was 55.2% (n=30, p=0.03).", "应答率为５５.２％(ｎ＝30,ｐ＝0.03)。"),
        ("Twelve patients fell.", "十二例患者跌倒。"),
        ("Three of 30 patients fell.", "30 例患者中有三例跌倒。"),
    ],
)
def test_the_same_in_other_digits(english: str, chinese: str) -> None:
    assert compare_languages(source(("results", english), ("results:zh", chinese))) == ()


def test_a_difference_shows_the_words_of_both() -> None:
    found = compare_languages(source(("results", "Response was 30.8%."), ("results:zh", "应答率为 38.8%。")))
    shown = [(f.place.quote, f.other.quote) for f in found if f.place and f.other]
    assert shown == [("30.8%", "38.8%"), ("38.8%", "30.8%")]


METHODS = "Patients were randomised to receive drugazole (n=30) or placebo (n=30)."
ENGLISH = "Response rates were 55.2% and 30.0% for drugazole and placebo, respectively."


@pytest.mark.parametrize(
    ("chinese", "differs"),
    [
        ("药物组和安慰剂组的应答率分别为 55.2% 和 30.0%。", False),
        ("安慰剂组和药物组的应答率分别为 30.0% 和 55.2%。", False),
        ("安慰剂组和药物组的应答率分别为 55.2% 和 30.0%。", True),
        ("药物组和安慰剂组的应答率分别为 30.0%、55.2%。", True),
        ("甲组和乙组的应答率分别为 30.0% 和 55.2%。", False),
    ],
)
def test_the_order_after_respectively(chinese: str, differs: bool) -> None:
    made = source(("methods", METHODS), ("results", ENGLISH), ("results:zh", chinese))
    found = compare_orders(Document(made))
    assert bool(found) is differs
    if differs:
        assert found[0].other and "respectively" in found[0].other.quote
