"""Comparisons made from data in the shapes that extraction gives."""

from dataclasses import replace

import pytest
from audit_examples import CR, INFECTION, RECORDS, SOURCES, SRI, STUDY, TRIAL, arms, datum

from prismabook.audit import audit, results
from prismabook.audit.counts import cells, counts
from prismabook.ledger.csvtext import from_csv, to_csv
from prismabook.ledger.schema import RESULTS
from prismabook.model import Status
from prismabook.synthesis import TwoByTwo


@pytest.fixture(scope="module")
def trial():
    return audit(TRIAL, (STUDY,), RECORDS, SOURCES)


def of(found, code):
    return [finding for finding in found.findings if finding.code.id == code]


def test_counts_of_the_trial(trial):
    assert [(r.id, r.table, r.counts, r.reproduced_by) for r in trial.results] == [
        ("he2020-sri-4-response-week-12", TwoByTwo(16, 29, 9, 30), "derived", ("Mantel–Haenszel χ² (N − 1)",)),
        ("he2020-sri-4-response-week-24", TwoByTwo(19, 29, 11, 30), "derived", ("Pearson χ²",)),
        ("he2020-complete-remission", TwoByTwo(7, 13, 2, 12), "stated", ()),
        ("he2020-serious-infection", None, "", ()),
    ]


def test_every_result_names_its_data_and_how_it_was_found(trial):
    ids = {d.id for d in TRIAL}
    for result in trial.results:
        assert result.data
        assert set(result.data) <= ids
        assert result.derivation
    assert "he2020-result-percent-sri-4-response-placebo-week-24" in trial.results[0].data
    assert "36.67%" in trial.results[0].derivation


def test_p_values_that_no_test_reproduces(trial):
    found = of(trial, "PB515")
    assert [(str(f.place), f.place.quote) for f in found] == [("seeds/paper.txt:5", "0.036")]
    assert "0.0530" in found[0].message
    assert "0.0968" in found[0].message


def test_printed_p_values_that_need_different_tests(trial):
    (finding,) = of(trial, "PB519")
    assert "0.052 (SRI-4 response, week 12) by Mantel–Haenszel χ² (N − 1)" in finding.message
    assert "0.027 (SRI-4 response, week 24) by Pearson χ²" in finding.message


def test_one_participant_is_not_accounted_for(trial):
    (finding,) = of(trial, "PB514")
    assert finding.message.startswith("IL-2: 29 of 30 participants were analysed for")
    assert finding.message.endswith("1 not accounted for")


def test_events_without_a_total_give_no_effect(trial):
    (finding,) = of(trial, "PB512")
    assert finding.message.endswith("placebo: 2 with the outcome; number assessed not stated")
    assert trial.results[3].estimate("risk_ratio") is None


def test_events_are_told_from_participants():
    data = tuple(replace(d, unit="events") if d.outcome == INFECTION else d for d in TRIAL)
    found, findings = results(data, (STUDY,), SOURCES)
    words = "IL-2: 0 events; number at risk not stated; placebo: 2 events; number at risk not stated"
    assert found[3].derivation == words
    assert [f.message for f in findings if f.code.id == "PB512"] == [f"{INFECTION}: {words}"]
    one = tuple(replace(d, value="1") if d.unit == "events" else d for d in data)
    assert "IL-2: 1 event; " in results(one, (STUDY,), SOURCES)[0][3].derivation


def test_a_conclusion_of_benefit_beside_a_missed_primary_outcome(trial):
    (finding,) = of(trial, "PB531")
    assert finding.place.quote == "Low-dose IL-2 might be effective."
    assert "line 4" in finding.message


def test_nothing_is_pooled_from_one_study(trial):
    assert [decision.allowed for decision in trial.pooling] == [False] * 4
    assert len(of(trial, "PB501")) == 1


def test_rows_of_the_ledger(trial):
    rows = from_csv(to_csv(RESULTS, [r.row() for r in trial.results]), RESULTS)
    assert rows[0]["risk_ratio"] == "1.83908046"
    assert rows[0]["percent_comparator"] == "30.00"
    assert rows[1]["p_reproduced_by"] == "Pearson χ²"
    assert rows[3]["risk_ratio"] == rows[3]["p_chi2"] == rows[3]["events_comparator"] == ""


def test_the_order_of_the_data_does_not_matter_for_the_values():
    backwards, _ = results(tuple(reversed(TRIAL)), (STUDY,), SOURCES)
    forwards, _ = results(TRIAL, (STUDY,), SOURCES)
    assert {r.id: r.table for r in backwards} == {r.id: r.table for r in forwards}


def test_an_ambiguous_percentage_gives_no_counts():
    data = tuple(d for d in TRIAL if d.time_point != "week 24")
    found, findings = results(data, (STUDY,), SOURCES)
    assert found[0].table is None
    assert "fits 3/10, 6/20, 9/30" in found[0].derivation
    assert "PB512" in {f.code.id for f in findings}


def test_without_the_size_of_the_arm_nothing_is_derived():
    data = tuple(d for d in TRIAL if d.item != "n_randomised")
    found, _ = results(data, (STUDY,), SOURCES)
    assert found[0].table is None
    assert "not how many the arm had" in found[0].derivation


def test_reports_of_no_study_give_no_results():
    assert results(TRIAL, (), SOURCES) == ((), ())


def test_two_values_for_one_cell_give_no_counts():
    extra = replace(datum("result_percent", "53.85", outcome=SRI, arm="IL-2", time="week 12"), id="again")
    found, _ = results((*TRIAL, extra), (STUDY,), SOURCES)
    assert found[0].table is None
    assert "several values" in found[0].derivation


def test_an_uncertain_datum_leaves_its_reason_in_the_derivation():
    data = tuple(
        replace(d, note="time point not named", status=Status.UNCERTAIN) if d.outcome == CR else d for d in TRIAL
    )
    found, _ = results(data, (STUDY,), SOURCES)
    assert found[2].derivation.endswith("time point not named")


def test_one_arm_alone_is_no_comparison():
    data = (datum("result_events", "0", "No serious", outcome=INFECTION, arm="IL-2"),)
    found, findings = results(data, (STUDY,), SOURCES)
    assert found == ()
    assert [f.code.id for f in findings] == ["PB516"]


def test_arms_without_a_comparator_are_not_paired():
    data = arms("result_events", "7", "2", CR, "")
    data = tuple(replace(d, arm=d.arm.replace("placebo", "drug B")) for d in data)
    found, findings = results(data, (STUDY,), SOURCES)
    assert found == ()
    assert "not which of them is the comparator" in findings[0].message


def test_a_named_comparator_outweighs_words():
    data = tuple(
        replace(d, arm=d.arm.replace("placebo", "standard therapy").replace("IL-2", "IL-2 after placebo"))
        for d in TRIAL
    )
    found, _ = results(data, (STUDY,), SOURCES)
    assert {(r.arm1, r.arm2) for r in found} == {("IL-2 after placebo", "standard therapy")}


def test_three_arms_are_each_compared_with_the_comparator():
    third = replace(datum("result_events", "7", outcome=CR, arm="IL-2 high"), id="third")
    found, _ = results((*TRIAL, third), (STUDY,), SOURCES)
    ids = [r.id for r in found if r.outcome == CR]
    assert ids == ["he2020-complete-remission-il-2-placebo", "he2020-complete-remission-il-2-high-placebo"]


def test_a_printed_number_of_events_narrows_what_a_percentage_may_be():
    cell = [datum("result_events", "12", "12", report="x", outcome=SRI, arm="IL-2")]
    cell += [datum("result_percent", "40.0", "40.0", report="x", outcome=SRI, arm="IL-2")]
    cell += [datum("n_randomised", "32", "32", report="x", arm="IL-2")]
    (found,) = cells(cell)
    assert (counts(found, [found]).events, counts(found, [found]).total) == (12, 30)
    (other,) = cells([replace(cell[0], value="13"), *cell[1:]])
    assert counts(other, [other]).total is None


def test_a_p_of_a_one_sided_test_is_told_as_such():
    """7/13 against 2/12: no two-sided test gives 0.036, the one-sided mid-p does (0.0356)."""
    (result,) = [r for r in results(TRIAL, (STUDY,), SOURCES)[0] if r.outcome == CR]
    assert result.reproduced_by == ()
    assert result.one_sided_by == ("Fisher’s exact, mid-p, one-sided",)
    assert result.row()["p_one_sided_by"] == "Fisher’s exact, mid-p, one-sided"


def test_an_unconditional_test_counts_as_two_sided():
    """Barnard's unpooled p of 7/13 against 2/12 is 0.0528, which no usual test gives."""
    changed = tuple(replace(d, value="0.0528") if d.value == "0.036" else d for d in TRIAL)
    (result,) = [r for r in results(changed, (STUDY,), SOURCES)[0] if r.outcome == CR]
    assert result.reproduced_by == ("Barnard’s exact, unpooled",)
    assert result.one_sided_by == ()


def test_a_ratio_that_points_the_other_way_than_its_counts():
    def codes(value):
        named = {"result_effect": value, "result_effect_measure": "RR"}
        effect = (datum(item, text, "7/13", outcome=CR) for item, text in named.items())
        return [f.code.id for f in results((*TRIAL, *effect), (STUDY,), SOURCES)[1] if f.code.id == "PB545"]

    assert codes("0.50") == ["PB545"]
    assert codes("3.23") == codes("0.31") == codes("2.80") == []
