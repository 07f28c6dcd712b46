"""A paper held against its registry record."""

from dataclasses import replace

import pytest
from audit_examples import RECORDS, SOURCES, STUDY, TRIAL, datum

from prismabook.audit import Verdict, concordance
from prismabook.audit.vocabulary import alike, design_term


def compared(*more, without=()):
    data = (*(d for d in TRIAL if (d.report, d.item) not in without), *more)
    return concordance(data, (STUDY,), RECORDS, SOURCES)


def test_verdicts_of_the_trial():
    rows, _ = compared()
    assert {row.item: row.verdict for row in rows} == {
        "allocation": Verdict.PAPER_ONLY,
        "masking": Verdict.PAPER_ONLY,
        "control": Verdict.PAPER_ONLY,
        "comparator": Verdict.PAPER_ONLY,
        "intervention_model": Verdict.REGISTRY_ONLY,
        "sample_size": Verdict.DIFFERS,
        "outcome_primary": Verdict.DIFFERS,
        "registration": Verdict.NOT_AVAILABLE,
    }


def test_each_difference_is_a_finding_with_its_place():
    _, findings = compared()
    assert [(f.code.id, str(f.place)) for f in findings] == [
        ("PB523", "seeds/paper.txt:1"),
        ("PB523", "seeds/paper.txt:1"),
        ("PB523", "seeds/paper.txt:1"),
        ("PB523", "seeds/registry.txt:1"),
        ("PB522", "seeds/registry.txt:1"),
        ("PB524", "seeds/registry.txt:1"),
    ]


def test_a_model_named_by_both_differs():
    rows, findings = compared(datum("intervention_model", "parallel group", "trial"))
    assert next(r for r in rows if r.item == "intervention_model").verdict is Verdict.DIFFERS
    assert "PB521" in {f.code.id for f in findings}


def test_a_doubt_about_a_datum_is_told_with_the_difference():
    _, findings = compared(datum("intervention_model", "parallel", "trial", note="not stated in words"))
    (finding,) = [f for f in findings if f.code.id == "PB521"]
    assert finding.message.endswith("“parallel” and “crossover” (he2020: not stated in words)")


def test_the_same_said_in_other_words_is_no_difference():
    rows, findings = compared(datum("masking", "Double (participant, investigator)", "placebo", report="nct02932137"))
    assert next(r for r in rows if r.item == "masking").verdict is Verdict.SAME
    assert not [f for f in findings if "masking" in f.message]


def test_free_text_in_other_words_is_left_to_a_person():
    one, two = datum("condition", "SLE", "IL-2"), datum("condition", "lupus", "placebo", report="nct02932137")
    rows, findings = compared(one, two)
    assert next(r for r in rows if r.item == "condition").verdict is Verdict.WORDED
    assert not [f for f in findings if "condition" in f.message]


def _primary(report, *outcomes):
    return tuple(
        datum("outcome_primary", value, "SRI-4 at week 12" if report == "he2020" else "CROSSOVER", report=report)
        for value in outcomes
    )


@pytest.mark.parametrize(
    ("reported", "registered", "codes"),
    [
        (("SRI-4",), ("SRI-4",), []),
        (("SRI-4",), ("SRI-4", "virus titre"), ["PB524"]),
        (("SRI-4", "virus titre"), ("SRI-4",), ["PB525"]),
        (("SRI-4",), ("virus titre",), ["PB524"]),
    ],
)
def test_primary_outcomes_that_differ_are_one_finding_for_each_pair(reported, registered, codes):
    data = (*_primary("he2020", *reported), *_primary("nct02932137", *registered))
    findings = concordance(data, (STUDY,), RECORDS, SOURCES)[1]
    assert [f.code.id for f in findings] == codes
    for finding in findings:
        assert all(value in finding.message for value in (*reported, *registered))


@pytest.mark.parametrize(
    ("paper", "registry", "verdict"),
    [
        ("placebo", "standard therapy", Verdict.DIFFERS),
        ("placebo", "Placebo", Verdict.SAME),
        ("placebo", "matching placebo tablets", Verdict.WORDED),
        ("placebo", "placebo plus standard therapy", Verdict.WORDED),
        ("usual care", "standard treatment", Verdict.WORDED),
        ("standard of care", "no treatment", Verdict.DIFFERS),
        ("methotrexate", "placebo", Verdict.DIFFERS),
        ("active comparator", "usual care", Verdict.DIFFERS),
        ("control group", "placebo", Verdict.WORDED),
    ],
)
def test_comparators_of_different_kinds_differ(paper, registry, verdict):
    one = datum("comparator", paper, "placebo")
    two = datum("comparator", registry, "placebo", report="nct02932137")
    rows, findings = concordance((one, two), (STUDY,), RECORDS, SOURCES)
    assert [row.verdict for row in rows] == [verdict]
    assert [f.code.id for f in findings] == (["PB526"] if verdict is Verdict.DIFFERS else [])


def test_a_concordant_record_stays_silent():
    mirror = tuple(
        replace(d, report="nct02932137")
        for d in TRIAL
        if d.report == "he2020" and (d.item in ("allocation", "masking", "control", "outcome_primary", "n_randomised"))
    )
    rows, findings = concordance((*(d for d in TRIAL if d.report == "he2020"), *mirror), (STUDY,), RECORDS, SOURCES)
    assert findings == ()
    assert {r.verdict for r in rows if r.item != "registration"} == {Verdict.SAME, Verdict.PAPER_ONLY}
    assert not [r for r in rows if r.verdict is Verdict.SAME and r.judgement]


def test_a_study_without_a_registry_record_is_not_compared():
    rows, findings = concordance(TRIAL, (replace(STUDY, reports=("he2020",)),), RECORDS, SOURCES)
    assert findings == ()
    assert [(r.item, r.paper_value, r.verdict) for r in rows] == [
        ("registration", "NCT02465580", Verdict.NOT_AVAILABLE),
        ("registration", "NCT02932137", Verdict.NOT_AVAILABLE),
    ]


def test_a_finding_shows_both_quotes():
    (finding,) = [f for f in compared()[1] if f.code.id == "PB522"]
    assert (finding.place.quote, finding.other.quote) == ("30", "60")
    assert (finding.place.file, finding.other.file) == ("seeds/registry.txt", "seeds/paper.txt")


def outcome(report, rank, value, time="", words=""):
    words = words or ("SRI-4" if report == "he2020" else "CROSSOVER")
    return replace(
        datum(f"outcome_{rank}", value, words, report=report, time=time), id=f"{report}-{rank}-{value}-{time}"
    )


@pytest.mark.parametrize(
    ("registered", "reported", "codes", "judgement"),
    [
        ((("primary", "Death", "30 days"),), (("primary", "mortality", "day 30"),), [], ""),
        ((("primary", "Death", "12 weeks"),), (("primary", "Death", "3 months"),), [], ""),
        ((("primary", "Death", "week 12"),), (("primary", "Death", "week 24"),), ["PB529"], "notable"),
        ((("primary", "Death", ""),), (("secondary", "all-cause death", ""),), ["PB527"], "outcome switching"),
        ((("secondary", "Death", ""),), (("primary", "Death", ""),), ["PB528"], "outcome switching"),
        ((("primary", "Death", ""),), (("primary", "Pain", ""),), ["PB524"], "outcome switching"),
        ((("primary", "Serious infection", ""),), (("primary", "any infection", ""),), [], "trivial"),
    ],
)
def test_outcomes_by_the_rules_of_compare(registered, reported, codes, judgement):
    data = [outcome("nct02932137", *o) for o in registered] + [outcome("he2020", *o) for o in reported]
    rows, findings = concordance(data, (STUDY,), RECORDS, SOURCES)
    assert [f.code.id for f in findings] == codes
    assert {str(row.judgement) for row in rows} == {judgement}


def test_secondary_outcomes_that_were_lost_or_are_new():
    kept = [outcome(r, "secondary", "Quality of life") for r in ("he2020", "nct02932137")]
    data = [*kept, outcome("nct02932137", "secondary", "Pain"), outcome("he2020", "secondary", "Fatigue")]
    _, findings = concordance(data, (STUDY,), RECORDS, SOURCES)
    assert [f.code.id for f in findings] == ["PB530", "PB532"]
    declared = [*kept, outcome("he2020", "secondary", "Fatigue", words="exploratory end point")]
    rows, findings = concordance(declared, (STUDY,), RECORDS, SOURCES)
    assert findings == ()
    assert {row.fate for row in rows} == {"reported as registered", "reported, not registered, and declared so"}


@pytest.mark.parametrize(
    ("item", "words", "term"),
    [
        ("allocation", "divided into two groups randomly", "randomised"),
        ("allocation", "non-randomised", "not randomised"),
        ("allocation", "not randomized", "not randomised"),
        ("masking", "DOUBLE (Participant)", "double"),
        ("masking", "open-labelled", "none"),
        ("intervention_model", "CROSSOVER", "crossover"),
        ("intervention_model", "cross-over", "crossover"),
        ("intervention_model", "INTERVENTIONAL", ""),
        ("control", "placebo and standard therapy", ""),
    ],
)
def test_terms_of_a_design(item, words, term):
    assert design_term(item, words) == term


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("SLE Responder Index-4 (SRI-4)", "SRI-4: SLE responder index", True),
        ("Immunological Responses", "SRI-4", False),
        ("immunological response", "Immunological Responses", True),
        ("", "", False),
        ("mortality", "Death", True),
        ("HbA1c", "glycated hemoglobin", True),
        ("all-cause death", "death", True),
        ("change in quality of life", "QoL", True),
        ("other clinical responses", "clinical and immunologic response", False),
        ("pain at rest", "pain on movement", False),
        ("infection", "serious infection", False),
        ("systolic blood pressure", "diastolic blood pressure", False),
    ],
)
def test_names_of_outcomes(one, two, same):
    assert alike(one, two) is same
