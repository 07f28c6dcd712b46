"""Numbers of one report held against each other; a consistent report stays silent."""

from dataclasses import replace

import pytest
from audit_examples import RECORDS, SOURCES, STUDY, TRIAL, datum
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from prismabook.audit import Places, audit, consistency, results
from prismabook.audit.spin import speaks_of_benefit
from prismabook.model import Study


def codes(findings):
    return [finding.code.id for finding in findings]


def changed(item, old, new, **fields):
    return tuple(
        replace(d, value=new, **fields) if d.item == item and d.value == old and not fields.get("arm") else d
        for d in TRIAL
    )


def test_a_percentage_that_no_count_gives():
    found = consistency(changed("result_percent", "55.17", "55.99"), SOURCES)
    assert "PB511" in codes(found)


def test_a_percentage_above_a_hundred():
    assert "PB511" in codes(consistency(changed("result_percent", "55.17", "155.17"), SOURCES))


def test_a_percentage_beside_other_counts():
    (finding,) = [f for f in consistency(changed("result_events", "7", "6"), SOURCES) if f.code.id == "PB513"]
    assert "46.15%" in finding.message


def test_arms_that_do_not_add_up():
    assert "PB517" in codes(consistency(changed("n_randomised", "60", "61"), SOURCES))
    assert "PB517" not in codes(consistency(TRIAL, SOURCES))


def test_a_subgroup_is_not_taken_for_missing_participants():
    found = [f for f in consistency(TRIAL, SOURCES) if f.code.id == "PB514"]
    assert all("13" not in f.message for f in found)


@pytest.mark.parametrize(
    ("conclusion", "benefit"),
    [
        ("Low-dose IL-2 might be effective and tolerated in treatment of SLE.", True),
        ("The drug improved outcomes.", True),
        ("The drug was not effective.", False),
        ("The drug was ineffective.", False),
        ("The primary endpoint was missed, although the drug improved secondary outcomes.", False),
        ("Further trials are needed.", False),
    ],
)
def test_words_of_benefit(conclusion, benefit):
    assert speaks_of_benefit(conclusion) is benefit


def test_a_place_without_its_source_has_no_line():
    place = Places().of(datum("masking", "double-blind"))
    assert (place.file, place.line, place.quote) == ("paper.txt", None, "double-blind")


def test_long_quotes_are_cut_in_findings():
    long = replace(TRIAL[0], quote=SOURCES[0].quote(0, 300))
    assert len(Places(SOURCES).of(long).quote) <= 160


@st.composite
def consistent_reports(draw):
    """A report whose percentages, counts, sizes and p all belong together."""
    n1, n2 = draw(st.integers(10, 200)), draw(st.integers(10, 200))
    k1, k2 = draw(st.integers(1, n1 - 1)), draw(st.integers(1, n2 - 1))
    p = stats.chi2_contingency([[k1, n1 - k1], [k2, n2 - k2]], correction=draw(st.booleans())).pvalue
    rows = [datum("n_randomised", str(n1 + n2), "60", report="x2020", study="x2020")]
    for arm, k, n in (("drug", k1, n1), ("placebo", k2, n2)):
        rows.append(datum("n_randomised", str(n), arm=arm, report="x2020", study="x2020"))
        for item, value in (("result_events", k), ("result_total", n), ("result_percent", f"{100 * k / n:.1f}")):
            rows.append(datum(item, str(value), arm=arm, outcome="death", report="x2020", study="x2020"))
    rows.append(
        datum("result_p", f"{p:.3f}" if p >= 0.001 else "<0.001", outcome="death", report="x2020", study="x2020")
    )
    return tuple(rows)


@given(consistent_reports())
def test_a_consistent_report_raises_no_alarm(data):
    study = Study("x2020", "trial", ("x2020",))
    assert consistency(data) == ()
    found, findings = results(data, (study,))
    assert findings == ()
    assert found[0].reproduced_by


VALUES = st.sampled_from(
    ["", "0", "7", "13", "1,200", "-1", "55.17", "30.00%", "150", "NaN", "½", "<0.05", "p=0.036", "NS"]
)
COUNTS = ("result_percent", "result_events", "result_total", "result_p", "n_randomised", "n_analysed", "n_planned")
WORDS = ("comparator", "conclusion", "primary_outcome_met", "population", "outcome_primary", "masking")
ITEM = st.sampled_from(COUNTS + WORDS)


@st.composite
def odd_data(draw):
    data = []
    for number in range(draw(st.integers(0, 25))):
        report = draw(st.sampled_from(["he2020", "nct02932137"]))
        arm, outcome = draw(st.sampled_from(["", "IL-2", "placebo"])), draw(st.sampled_from(["", "death"]))
        odd = datum(draw(ITEM), draw(VALUES), "trial" if report == "he2020" else "target", report=report, arm=arm)
        data.append(replace(odd, id=f"d{number}", outcome=outcome))
    return tuple(data)


@given(odd_data())
def test_odd_values_never_stop_the_audit(data):
    audited = audit(data, (STUDY,), RECORDS, SOURCES)
    for result in audited.results:
        assert result.row()
        assert result.table is not None or result.derivation
    assert all(finding.message for finding in audited.findings)
