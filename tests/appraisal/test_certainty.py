"""Ratings of certainty: complete, about a result, and following from their reasons."""

from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from prismabook.appraisal import Certainty, Step, certainty
from prismabook.model import Study
from prismabook.project import Project
from prismabook.synthesis import Result, TwoByTwo

RESULT = Result("a", "s", "s", "death", "week 12", "", "drug", "placebo", TwoByTwo(1, 10, 2, 10), "stated")
DOWN = ("risk_of_bias", "inconsistency", "indirectness", "imprecision", "publication_bias")


def entry(rating="high", **judgements):
    down = {name: {"judgement": judgements.get(name, "not serious"), "reason": "because"} for name in DOWN}
    return {
        "outcome": "death",
        "time_point": "week 12",
        "start": "high",
        "down": down,
        "rating": rating,
        "confirmed": True,
    }


@pytest.fixture
def rated(tmp_path):
    def write(*entries, results=(RESULT,)):
        folder = tmp_path / "review" / "decisions"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "certainty.yml").write_text(yaml.safe_dump(list(entries), sort_keys=False), "utf-8")
        return certainty(Project(tmp_path), results)

    return write


def codes(found):
    return [finding.code.id for finding in found.findings]


@pytest.mark.parametrize(
    ("judgements", "rating"),
    [
        ({}, "high"),
        ({"imprecision": "serious"}, "moderate"),
        ({"imprecision": "serious", "risk_of_bias": "serious"}, "low"),
        ({"imprecision": "very serious", "risk_of_bias": "serious"}, "very low"),
        ({"imprecision": "extremely serious", "risk_of_bias": "very serious"}, "very low"),
    ],
)
def test_ratings_follow_from_their_reasons(rated, judgements, rating):
    assert codes(rated(entry(rating, **judgements))) == []
    wrong = "low" if rating != "low" else "high"
    assert codes(rated(entry(wrong, **judgements))) == ["PB562"]


def test_a_missing_domain_is_an_error_with_its_line(rated):
    bad = entry()
    del bad["down"]["imprecision"]
    found = rated(bad)
    assert found.ratings == ()
    assert codes(found) == ["PB803", "PB564"]
    assert found.findings[0].place.line == 5


def test_a_rating_about_nothing(rated):
    assert codes(rated({**entry(), "outcome": "birth"})) == ["PB561", "PB564"]


def test_a_proposal_is_told(rated):
    assert codes(rated({**entry(), "confirmed": False})) == ["PB563"]


def test_rating_up(rated):
    up = {"large_effect": {"levels": 2, "reason": "because"}}
    found = rated({**entry("high"), "start": "low", "up": up})
    assert codes(found) == []
    assert found.ratings[0].steps[-1].levels == 2


def test_a_file_that_is_no_list(tmp_path, rated):
    rated()
    (tmp_path / "review/decisions/certainty.yml").write_text("a: 1\n", "utf-8")
    assert codes(certainty(Project(tmp_path), ())) == ["PB803"]


def test_results_without_counts_need_no_rating(tmp_path):
    assert codes(certainty(Project(tmp_path), (replace(RESULT, table=None),))) == []
    (finding,) = certainty(Project(tmp_path), (RESULT, replace(RESULT, time_point=""))).findings
    assert finding.message == "the certainty of the evidence is not rated for death, week 12; death"


@given(st.lists(st.integers(-3, 2), max_size=8))
def test_ratings_stay_on_the_scale(levels):
    steps = tuple(Step("d", "j", level, "r") for level in levels)
    assert Certainty("o", "", "low", steps, "low", True, "f", 1).follows in ("very low", "low", "moderate", "high")


TRIAL, CASE = Study("s", "randomised trial", ("s",)), Study("s", "case report", ("s",))


@pytest.mark.parametrize(
    ("study", "start", "reason", "wrong"),
    [
        (TRIAL, "high", {}, False),
        (TRIAL, "low", {}, True),
        (CASE, "low", {}, False),
        (CASE, "high", {}, True),
        (CASE, "high", {"start_reason": "ROBINS-I was used."}, False),
        (Study("s", "", ("s",)), "high", {}, False),
    ],
)
def test_where_a_rating_starts_follows_from_the_design(tmp_path, rated, study, start, reason, wrong):
    rated({**entry(start), "start": start, **reason})
    found = certainty(Project(tmp_path), (RESULT,), (study,))
    assert codes(found) == (["PB580"] if wrong else [])


def test_words_quoted_in_a_reason_must_stand_in_the_studys_reports(tmp_path, rated):
    said = entry()
    said["down"]["imprecision"]["reason"] = "“ten patients” took part"
    rated(said)
    assert codes(certainty(Project(tmp_path), (RESULT,), (), {"s": ("Only ten patients.",)})) == []
    (finding,) = certainty(Project(tmp_path), (RESULT,), (), {"s": ("Twelve.",), "t": ("ten patients",)}).findings
    assert (finding.code.id, finding.place.quote) == ("PB558", "ten patients")


@pytest.mark.parametrize(
    "more",
    [
        {"thresholds": {"little_below": 50, "small_below": 20, "moderate_below": 100, "origin": "x"}},
        {"baseline": {"per_1000": 1200, "origin": "x"}},
        {"baseline": {"per_1000": 0, "origin": "x"}},
    ],
)
def test_thresholds_rise_and_a_baseline_is_a_risk(rated, more):
    assert codes(rated({**entry(), **more})) == ["PB581"]


def test_thresholds_and_a_baseline_are_read(rated):
    limits = {"little_below": 10, "small_below": 20, "moderate_below": 100, "origin": "x"}
    (rating,) = rated({**entry(), "thresholds": limits, "baseline": {"per_1000": 240, "origin": "y"}}).ratings
    assert (rating.thresholds.small_below, rating.baseline.origin) == (20, "y")


def test_up_and_down_at_once_is_told(rated):
    up = {"large_effect": {"levels": 1, "reason": "because"}}
    assert codes(rated({**entry("high", imprecision="serious"), "up": up})) == ["PB582"]


def test_an_outcome_is_rated_once(rated):
    assert codes(rated(entry(), entry())) == ["PB583"]
