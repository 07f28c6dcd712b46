"""Opening a review, choosing its values, and what they look like in a chapter."""

from __future__ import annotations

from pathlib import Path

import pytest

from prismabook.findings import PrismabookError
from prismabook.report import Review

WEEK_12 = {"outcome": "SRI-4 response", "time_point": "week 12"}


def test_a_value_shows_itself_and_links_to_its_quote(review: Review) -> None:
    value = review.datum(item="result_percent", arm="IL-2", **WEEK_12)
    assert str(value) == "55.17%"
    assert value._repr_markdown_().startswith(
        r'[55\.17\%](/review/evidence.qmd#ev-he2020-result-percent-sri-4-il-2 "At week 12\, the'
    )
    assert value._repr_markdown_().endswith('"){.datum}')
    assert value.id == "he2020-result-percent-sri-4-il-2"


def test_units_words_and_quotes(review: Review) -> None:
    assert str(review.datum(item="dose")) == "1 million IU"
    assert str(review.datum(item="dose").quote) == "“1 million IU”"
    assert str(review.datum(item="n_randomised").words) == "60"
    assert str(review.datum(item="n_randomised").says("sixty people")) == "sixty people"


def test_a_missing_value_names_its_neighbours(review: Review) -> None:
    with pytest.raises(PrismabookError) as caught:
        review.datum(item="result_percent", arm="IL-3", **WEEK_12)
    (finding,) = caught.value.findings
    assert finding.code.id == "PB601"
    assert "he2020-result-percent-sri-4-il-2" in finding.message


def test_words_of_the_quote_choose_among_statements(review: Review) -> None:
    assert review.datum(item="dose", containing="million").plain == "1 million IU"
    with pytest.raises(PrismabookError, match="PB601"):
        review.datum(item="dose", containing="billion")


def test_several_values_are_refused(review: Review) -> None:
    with pytest.raises(PrismabookError) as caught:
        review.datum(item="result_percent")
    assert caught.value.findings[0].code.id == "PB602"


def test_a_column_that_is_none_is_a_programming_error(review: Review) -> None:
    with pytest.raises(TypeError, match="no column items"):
        review.datum(items="dose")


def test_all_values_of_an_item(review: Review) -> None:
    assert [str(value) for value in review.data(item="result_percent")] == ["55.17%", "30.00%", "36.67%"]
    assert review.data(item="nothing") == ()


def test_a_result_links_to_its_row(review: Review) -> None:
    result = review.result(id="he2020-sri-4-response-week-12")
    assert "(/review/results.qmd#res-he2020-sri-4-response-week-12)" in result.risk_ratio.markdown
    assert str(result.risk_ratio) == "1.84, 95% CI 0.97 to 3.48"
    assert str(result.risk_difference) == "25.2, 95% CI −0.1 to 46.6"
    assert str(result.risk_difference_interval) == "−0.1 to 46.6"
    assert str(result.difference) == "25.2"
    assert (str(result.intervention), str(result.comparator)) == ("16/29", "9/30")
    assert str(result.total_intervention) == "29"
    assert (str(result.p("chi2")), str(result.p("fisher"))) == ("0.0504", "0.0664")
    assert str(result.reproduced_by) == "A test, another"


def test_what_cannot_be_computed_says_so(review: Review) -> None:
    result = review.result(outcome="serious infection")
    shown = (result.risk_ratio, result.difference, result.risk_difference_interval, result.p("fisher"))
    assert {str(part) for part in shown} == {"not computable"}


def test_records_studies_findings_and_counts(review: Review) -> None:
    assert review.record("he2020")["volume"] == "79"
    assert review.study("he2020")["reports"] == "he2020;nct1"
    assert "(/review/findings.qmd#finding-pb501-he2020-1)" in review.finding("twenty-nine", code="PB501").markdown
    assert "#finding" in review.finding("x", containing="not 30").markdown
    assert review.count("records") == 2
    assert review.count("records", kind="registry") == 1
    assert review.count("records", lambda row: bool(row["doi"])) == 1
    assert str(review.number("record-fields")) == "three"


def test_the_protocol_speaks_escaped(review: Review) -> None:
    assert review.stated("question", "text").markdown == r"Does \*it\* work\?"
    assert str(review.stated("funding")) == "not stated in the protocol"


def test_the_review_is_found_from_any_folder_below(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    for folder in (root, root / "review", root / "review" / "data"):
        monkeypatch.chdir(folder)
        shown.append(Review.open().datum(item="dose").markdown)
    assert len(set(shown)) == 1
    assert repr(Review.open()) == "a review of 2 documents with 12 data"


@pytest.mark.parametrize("content", [None, b"a,b\n1,2\n", b"\xff\xfe"])
def test_a_missing_or_strange_ledger_asks_for_a_build(root: Path, content: bytes | None) -> None:
    path = root / "review/data/results.csv"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(PrismabookError) as caught:
        Review.open(root)
    assert caught.value.findings[0].code.id == "PB603"
    assert str(caught.value.findings[0].place) == "review/data/results.csv"


def test_no_review_no_values(tmp_path: Path) -> None:
    with pytest.raises(PrismabookError, match="PB801"):
        Review.open(tmp_path)
