"""Data of pages of the five layouts about other diseases; all sentences made up."""

from __future__ import annotations

from made_sources import proposals, rows, source, values
from prismabook.extraction.parallel import compare_languages
from prismabook.model import Kind

LANCET = source(
    ("methods", "We randomly assigned 144 adults to mepolizumab 100 mg (n=72) or placebo (n=72) for 32 weeks."),
    ("findings", "At week 32, 21 (29%) of 72 patients in the mepolizumab group had an exacerbation versus 40 (56%) of "
     "72 in the placebo group (p=0·0014). Serious adverse events occurred in four (6%) patients in the mepolizumab "
     "group and nine (13%) in the placebo group."),
    ("interpretation", "Mepolizumab reduces exacerbations."),
    ("results:zh", "第 32 周时,美泊利珠单抗组 72 例患者中有 21 例(29%)发生急性加重,安慰剂组 72 例中有 40 例(65%)。"),
)  # fmt: skip


def test_findings_are_results_where_the_methods_are_told() -> None:
    found = set(rows(LANCET, "result_events"))
    assert {("serious adverse events", "mepolizumab", "", "4"), ("serious adverse events", "placebo", "", "9")} <= found


def test_counts_after_a_week_are_no_weeks() -> None:
    found = proposals(LANCET, "result_events")
    assert {(p.arm, p.value) for p in found if p.time_point == "week 32" and not p.doubt} == {
        ("mepolizumab", "21"), ("placebo", "40")
    }  # fmt: skip


def test_findings_are_held_against_the_chinese_results() -> None:
    told = [finding.message for finding in compare_languages(LANCET)]
    assert any("percentage 65 stands only in the Chinese" in message for message in told)


def test_findings_of_others_are_no_results() -> None:
    made = source(("purpose", "To review therapy."), ("findings", "Drugazole was given to 12 of 30 patients (40%)."))
    assert not proposals(made, "result_events")


def test_doses_on_either_side_of_a_name() -> None:
    made = source(("abstract", "We randomized 955 patients to placebo, erenumab 70 mg or erenumab 140 mg monthly. At "
                   "months 4 through 6, the mean number of migraine days was reduced by 3.2 in the 70-mg erenumab "
                   "group and 3.7 in the 140-mg group, as compared with 1.8 days in the placebo group."))  # fmt: skip
    found = {(p.arm, p.value, bool(p.doubt)) for p in proposals(made, "result_mean")}
    assert found == {("erenumab 70 mg", "3.2", True), ("erenumab 140 mg", "3.7", True), ("placebo", "1.8", True)}


def test_study_types_of_reports_without_arms() -> None:
    accuracy = source(("methods", "In this prospective diagnostic accuracy study, 117 children were tested."))
    assert values(accuracy, "study_type") == ["diagnostic accuracy study"]
    series = source(("body", "We describe a case series of 12 patients with arteritis."), kind=Kind.ARTICLE)
    assert (values(series, "study_type"), values(series, "n_analysed")) == (["case series"], ["12"])
    words = "We report a 34-year-old woman with gout refractory to colchicine."
    case = source(("title", "Still's disease: a case report"), ("body", words), kind=Kind.ARTICLE)
    assert values(case, "study_type") == ["case report"]
    assert values(case, "population") == ["woman with gout"]


def test_participants_end_where_the_study_begins() -> None:
    made = source(("methods", "In this study, 117 children with suspected IBD had calprotectin measured."))
    assert values(made, "population") == ["children with suspected IBD"]


def test_words_before_therapy_that_are_no_substance() -> None:
    made = source(("abstract", "Vonoprazan triple therapy was compared. Lansoprazole triple therapy was given. "
                   "High-dose vitamin D, low-dose vitamin D and vitamin therapy were given."))  # fmt: skip
    assert not values(made, "intervention")


def test_arms_that_a_registry_page_runs_together() -> None:
    row = (
        "Group Intervention Description Metformin Metformin Metformin 500 mg tablets. Placebo Placebo Matching tablets."
    )
    made = source(("registry:arms", row), kind=Kind.REGISTRY)
    assert (values(made, "intervention"), values(made, "comparator")) == (["Metformin"], ["Placebo"])


def test_an_ethics_committee_is_no_label() -> None:
    made = source(("body", "We report a case of gout."), ("footnote:ethics", "Ethics committee of Genoa (12/2015)."),
                  kind=Kind.ARTICLE)  # fmt: skip
    assert values(made, "ethics") == ["Ethics committee of Genoa (12/2015)."]
