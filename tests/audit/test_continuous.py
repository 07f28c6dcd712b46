"""Means, effects, claims and dates as findings: what does not fit is told with both quotes, the rest is silent."""

from dataclasses import replace

import pytest
from audit_examples import datum

from prismabook.audit import audit, consistency
from prismabook.audit.versions import agree
from prismabook.model import Kind, Record, Role, Section, Source, Study


def said(item, value, arm="", outcome="pain", time="week 4", words="", **more):
    """A datum of a report whose text is not at hand."""
    made = datum(item, value, words or f"{item} {value}", report="other", outcome=outcome, arm=arm, time=time)
    return replace(made, id=f"{item}-{arm}-{outcome}-{time}", **more)


def group(arm, mean, sd, n, **more):
    rows = (("result_mean", mean), ("result_sd", sd), ("result_total", n))
    return tuple(said(item, value, arm, **more) for item, value in rows)


def told(*data):
    return [finding.code.id for finding in consistency(data)]


def test_means_that_fit_their_p_are_silent():
    """Student's t of 10.0 (SD 3.0) and 12.0 (SD 3.0), 40 each: p = 0.004."""
    groups = (*group("drug", "10.0", "3.0", "40"), *group("placebo", "12.0", "3.0", "40"))
    assert told(*groups, said("result_p", "0.004")) == []
    assert told(*groups, said("result_p", "<0.01")) == []


def test_a_p_far_from_the_means():
    groups = (*group("drug", "10.0", "3.0", "40"), *group("placebo", "10.2", "3.0", "40"))
    (finding,) = consistency((*groups, said("result_p", "0.001")))
    assert finding.code.id == "PB533"
    assert "Student’s t 0." in finding.message
    assert finding.other.quote == "result_mean 10.0"
    assert told(*groups, said("result_p", "0.04")) == []  # not far enough: ranks, a model
    assert told(*groups, said("result_p", "0.001", words="adjusted for baseline, p = 0.001")) == []


def test_standard_errors_called_sds():
    groups = (*group("drug", "10.0", "0.5", "40"), *group("placebo", "10.6", "0.5", "40"))
    (finding,) = consistency((*groups, said("result_p", "0.40")))
    assert finding.code.id == "PB534"
    interval = (said("result_ci_low", "9.0", "drug"), said("result_ci_high", "11.0", "drug"))
    assert told(*groups[:3], *interval) == ["PB534"]


@pytest.mark.parametrize(
    ("mean", "sd", "codes"), [("10.36", "3.02", ["PB544"]), ("10.35", "3.02", []), ("10.375", "3.0", [])]
)
def test_whole_points_are_asked_of_known_scales_only(mean, sd, codes):
    assert told(*group("drug", mean, sd, "40", outcome="PHQ-9")) == codes
    assert told(*group("drug", mean, sd, "40", outcome="weight")) == []
    assert told(*group("drug", mean, sd, "40", outcome="change in PHQ-9")) == []


def effect(value, low, high, measure="RR", **more):
    items = {
        "result_effect": value,
        "result_effect_low": low,
        "result_effect_high": high,
        "result_effect_measure": measure,
    }
    return tuple(said(item, text, **more) for item, text in items.items())


@pytest.mark.parametrize(
    ("numbers", "p", "codes"),
    [
        (("1.84", "0.97", "3.48"), "0.06", []),
        (("1.84", "2.10", "3.48"), "", ["PB535"]),
        (("1.84", "0.97", "13.48"), "", ["PB536"]),
        (("1.84", "0.97", "3.48"), "0.001", []),
        (("1.10", "0.80", "1.51"), "0.001", ["PB538"]),
        (("0.60", "0.45", "0.80"), "0.40", ["PB538"]),
    ],
)
def test_effects_against_their_intervals(numbers, p, codes):
    more = (said("result_p", p),) if p else ()
    assert told(*effect(*numbers), *more) == codes


def test_more_than_the_group_has():
    size = said("n_randomised", "30", "drug", outcome="", time="")
    assert told(size, said("result_total", "31", "drug")) == ["PB537"]
    assert told(size, said("n_analysed", "31", "drug", outcome="", time="")) == ["PB537"]
    assert told(said("result_events", "12", "drug"), said("result_total", "10", "drug")) == ["PB537"]
    assert told(said("result_events", "12", "drug", unit="events"), said("result_total", "10", "drug")) == []
    assert told(size, said("result_total", "30", "drug")) == []


@pytest.mark.parametrize(
    ("met", "p", "codes"),
    [
        ("yes", "0.20", ["PB541"]),
        ("no", "0.01", ["PB541"]),
        ("yes", "0.03", []),
        ("no", "0.052", []),
        ("yes", "0.05", []),
    ],
)
def test_a_primary_outcome_against_its_p(met, p, codes):
    primary = said("outcome_primary", "pain", outcome="")
    assert told(primary, said("primary_outcome_met", met, outcome=""), said("result_p", p)) == codes


def test_a_conclusion_of_benefit_beside_a_missed_primary_outcome():
    primary, p = said("outcome_primary", "pain", outcome=""), said("result_p", "0.20")
    conclusion = said("conclusion", "x", outcome="", time="", words="The drug is effective.")
    (finding,) = consistency((primary, p, conclusion))
    assert finding.code.id == "PB531"
    assert finding.other.quote == "result_p 0.20"
    assert told(primary, replace(p, value="0.02"), conclusion) == []
    sober = replace(conclusion, quote=replace(conclusion.quote, exact="The drug did not reduce pain."))
    assert told(primary, p, sober) == []


@pytest.mark.parametrize(
    ("posted", "start", "end", "codes"),
    [
        ("2015-01-10", "2015-02", "2016-01", []),
        ("January 10, 2015", "February 2015", "2016", []),
        ("2015-06-01", "2015-02", "2016-01", ["PB542"]),
        ("2014-01-10", "2016-02", "2015-01", ["PB543"]),
        ("10/01/2015", "2015-02", "2016-01", []),
    ],
)
def test_dates(posted, start, end, codes):
    items = {"first_posted": posted, "study_start": start, "study_completion": end}
    assert told(*(said(item, value, outcome="", time="") for item, value in items.items())) == codes


ARTICLE = "Abstract. Response 54.1%. Results. Response 45.1%."
SOURCE = Source(
    "a.xml", "seeds/a.xml", "0" * 64, Kind.ARTICLE, "test", ARTICLE,
    sections=(Section("abstract", Role.BODY, 0, 25), Section("results", Role.BODY, 25, len(ARTICLE))),
)  # fmt: skip


def test_the_abstract_against_the_text():
    def stated(value):
        start = ARTICLE.index(value)
        return replace(said("result_percent", value, "drug"), quote=SOURCE.quote(start, start + len(value)))

    found = consistency((stated("54.1"), stated("45.1")), (SOURCE,))
    (finding,) = [f for f in found if f.code.id == "PB539"]
    assert (finding.place.quote, finding.other.quote) == ("54.1", "45.1")
    assert not consistency((stated("54.1"), replace(stated("45.1"), value="54.12")), (SOURCE,))
    assert agree("54", "54.1")
    assert not agree("54.0", "54.1")


REVIEW = "The trial NCT00000001 had 35.1% responders. Others had 53.0%. NCT00000001 had 95% CIs and 12% dropouts."


@pytest.mark.parametrize(("printed", "codes"), [("53.1", ["PB540"]), ("35.1", []), ("35.12", []), ("80.0", [])])
def test_a_number_that_a_review_quotes_otherwise(printed, codes):
    review = Source(
        "r.txt",
        "seeds/r.txt",
        "0" * 64,
        Kind.ABSTRACT,
        "test",
        REVIEW,
        sections=(Section("body", Role.BODY, 0, len(REVIEW)),),
    )
    study = Study("other", "trial", ("other",), ("NCT00000001",))
    records = (Record("other", "other.txt", "article-journal"), Record("rev2020", "r.txt", "article-journal"))
    found = audit([said("result_percent", printed, "drug")], [study], records, [review]).findings
    assert [f.code.id for f in found if f.code.id == "PB540"] == codes
