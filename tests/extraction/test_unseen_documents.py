"""Made-up documents of the same layouts with other content: no rule is tuned to one review."""

from __future__ import annotations

import pytest

from prismabook.extraction import verify
from prismabook.findings import Finding, errors
from prismabook.model import Datum, Source, Status

Made = dict[str, tuple[Source, tuple[Datum, ...], tuple[Finding, ...]]]

RESULTS = {
    "mirror": {
        ("ACR20 response", "tofacitinib", "month 6", "result_events", "48"),
        ("ACR20 response", "tofacitinib", "month 6", "result_total", "78"),
        ("ACR20 response", "tofacitinib", "month 6", "result_percent", "61.5"),
        ("ACR20 response", "placebo", "month 6", "result_events", "12"),
        ("ACR20 response", "placebo", "month 6", "result_total", "39"),
        ("ACR20 response", "placebo", "month 6", "result_percent", "30.8"),
        ("ACR20 response", "", "month 6", "result_p", "<0.001"),
        ("remission", "tofacitinib", "month 12", "result_events", "20"),
        ("remission", "tofacitinib", "month 12", "result_percent", "25.6"),
        ("remission", "placebo", "month 12", "result_events", "4"),
        ("remission", "placebo", "month 12", "result_percent", "10.3"),
        ("remission", "", "month 12", "result_p", "0.05"),
        ("herpes zoster", "tofacitinib", "", "result_events", "3"),
        ("herpes zoster", "placebo", "", "result_events", "1"),
    },
    "citation": {
        ("regression of albuminuria", "dapagliflozin", "", "result_events", "18"),
        ("regression of albuminuria", "dapagliflozin", "", "result_total", "40"),
        ("regression of albuminuria", "dapagliflozin", "", "result_percent", "45"),
        ("regression of albuminuria", "placebo", "", "result_events", "6"),
        ("regression of albuminuria", "placebo", "", "result_total", "40"),
        ("regression of albuminuria", "placebo", "", "result_percent", "15"),
        ("regression of albuminuria", "", "", "result_p", "0.003"),
    },
    "app": {
        ("major relapse", "azathioprine", "month 28", "result_percent", "29"),
        ("major relapse", "rituximab", "month 28", "result_percent", "5"),
        ("major relapse", "", "month 28", "result_p", "0.002"),
        ("serious adverse events", "azathioprine", "", "result_events", "25"),
        ("serious adverse events", "azathioprine", "", "result_percent", "44"),
        ("serious adverse events", "rituximab", "", "result_events", "19"),
        ("serious adverse events", "rituximab", "", "result_percent", "33"),
        ("deaths", "azathioprine", "", "result_events", "2"),
        ("deaths", "rituximab", "", "result_events", "0"),
    },
    "article": set(),
    "registry": set(),
}


@pytest.mark.parametrize("name", RESULTS)
def test_exactly_the_results_that_are_clear(made: Made, name: str) -> None:
    numbers = ("result_events", "result_total", "result_percent", "result_p")
    found = {(d.outcome, d.arm, d.time_point, d.item, d.value) for d in made[name][1] if d.item in numbers}
    assert found == RESULTS[name]


FACTS = [
    ("mirror", "masking", "double-blind"),
    ("mirror", "intervention_model", "parallel"),
    ("mirror", "phase", "phase 3"),
    ("mirror", "setting", "multicentre"),
    ("mirror", "n_randomised", "120"),
    ("mirror", "dose", "5"),
    ("mirror", "route", "oral"),
    ("mirror", "schedule", "twice daily"),
    ("mirror", "background_therapy", "stable methotrexate"),
    ("mirror", "treatment_duration", "6"),
    ("mirror", "follow_up", "12"),
    ("mirror", "primary_outcome_met", "yes"),
    ("mirror", "condition", "rheumatoid arthritis"),
    ("citation", "n_randomised", "42"),
    ("citation", "intervention_model", "crossover"),
    ("citation", "intervention", "dapagliflozin"),
    ("citation", "dose", "10"),
    ("citation", "treatment_duration", "8"),
    ("app", "n_randomised", "98"),
    ("app", "masking", "open-label"),
    ("app", "dose", "500"),
    ("app", "route", "intravenous"),
    ("app", "outcome_primary", "major relapse"),
    ("article", "study_type", "case report"),
    ("article", "intervention", "anifrolumab"),
    ("article", "condition", "discoid lupus erythematosus"),
    ("article", "dose", "300"),
    ("article", "schedule", "every 4 weeks"),
    ("article", "consent", "Obtained."),
    ("registry", "sponsor", "Example Pharma AG"),
    ("registry", "n_planned", "240"),
    ("registry", "allocation", "randomised"),
    ("registry", "intervention_model", "parallel"),
    ("registry", "outcome_primary", "Sustained remission"),
    ("registry", "country", "Germany"),
    ("registry", "condition", "giant cell arteritis"),
]


@pytest.mark.parametrize(("name", "item", "value"), FACTS)
def test_fact(made: Made, name: str, item: str, value: str) -> None:
    assert value in [d.value for d in made[name][1] if d.item == item]


def test_registered_outcomes_have_their_time_points(made: Made) -> None:
    found = {(d.item, d.time_point, d.value) for d in made["registry"][1] if d.item.startswith("outcome_s")}
    assert found == {
        ("outcome_secondary", "week 52", "Time to first flare after remission"),
        ("outcome_secondary", "baseline", "Cumulative glucocorticoid dose"),
        ("outcome_secondary", "week 28", "Cumulative glucocorticoid dose"),
        ("outcome_secondary", "week 52", "Cumulative glucocorticoid dose"),
    }


def test_the_comparator_of_two_active_arms_is_uncertain(made: Made) -> None:
    (comparator,) = (d for d in made["app"][1] if d.item == "comparator")
    assert (comparator.value, comparator.status) == ("azathioprine", Status.UNCERTAIN)


def test_a_number_changed_in_the_other_language_is_noticed(made: Made) -> None:
    differences = [f.message for f in made["mirror"][2] if f.code.id == "PB307"]
    assert differences == [
        "the percentage 30.8 stands only in the English text (results)",
        "the percentage 38.8 stands only in the Chinese text (results)",
    ]
    assert [f for f in made["citation"][2] if f.code.id == "PB307"] == []


@pytest.mark.parametrize("name", RESULTS)
def test_quotes_stand_and_nothing_is_an_error(made: Made, name: str) -> None:
    source, data, findings = made[name]
    assert verify(data, [source]) == ()
    assert errors(findings) == ()
