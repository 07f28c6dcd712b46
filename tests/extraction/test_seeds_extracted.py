"""The key facts of the five documents, as a person reads them."""

from __future__ import annotations

import pytest

from prismabook.extraction import RULES, codebook, extraction_rows, verify
from prismabook.findings import Finding, errors
from prismabook.ledger import TABLES, from_csv, to_csv
from prismabook.model import Datum, Source, Status

Extracted = tuple[tuple[Datum, ...], tuple[Finding, ...]]

FACTS = {
    "humrich2015-study-type": "case report",
    "humrich2015-intervention": "low-dose IL-2",
    "humrich2015-intervention-2": "aldesleukin",
    "humrich2015-condition": "systemic lupus erythematosus",
    "humrich2015-n-analysed": "1",
    "humrich2015-competing-interests": "None.",
    "humrich2015-provenance": "Not commissioned; externally peer reviewed.",
    "humrich2019-study-type": "review",
    "humrich2019-intervention": "low-dose IL-2",
    "farooq2024-study-type": "review",
    "he2020-study-type": "randomised trial",
    "he2020-study-design": "randomised, double-blind and placebo-controlled clinical trial",
    "he2020-allocation": "randomised",
    "he2020-masking": "double-blind",
    "he2020-control": "placebo",
    "he2020-intervention-model": "parallel",
    "he2020-n-planned": "60",
    "he2020-n-randomised-il-2": "30",
    "he2020-n-randomised-placebo": "30",
    "he2020-intervention-il-2": "IL-2",
    "he2020-comparator-placebo": "placebo",
    "he2020-background-therapy-il-2": "standard treatment",
    "he2020-dose-il-2": "1 million",
    "he2020-route-il-2": "subcutaneous",
    "he2020-schedule-il-2": "every other day",
    "he2020-cycle-il-2": "2 weeks of treatment, 2 weeks of break",
    "he2020-treatment-duration-il-2": "12",
    "he2020-follow-up": "12",
    "he2020-outcome-primary-week-12": "SLE Responder Index-4 (SRI-4)",
    "he2020-outcome-secondary": "other clinical responses",
    "he2020-outcome-secondary-2": "safety",
    "he2020-outcome-secondary-3": "dynamics of immune cell subsets",
    "he2020-result-percent-sri-4-response-il-2-week-12": "55.17",
    "he2020-result-percent-sri-4-response-placebo-week-12": "30.00",
    "he2020-result-p-sri-4-response-week-12": "0.052",
    "he2020-result-percent-sri-4-response-il-2-week-24": "65.52",
    "he2020-result-percent-sri-4-response-placebo-week-24": "36.67",
    "he2020-result-p-sri-4-response-week-24": "0.027",
    "he2020-primary-outcome-met-week-12": "no",
    "he2020-result-percent-complete-remission-of-lupus-nephritis-il-2": "53.85",
    "he2020-result-events-complete-remission-of-lupus-nephritis-il-2": "7",
    "he2020-result-total-complete-remission-of-lupus-nephritis-il-2": "13",
    "he2020-result-percent-complete-remission-of-lupus-nephritis-placebo": "16.67",
    "he2020-result-events-complete-remission-of-lupus-nephritis-placebo": "2",
    "he2020-result-total-complete-remission-of-lupus-nephritis-placebo": "12",
    "he2020-result-p-complete-remission-of-lupus-nephritis": "0.036",
    "he2020-population-complete-remission-of-lupus-nephritis": "patients with lupus nephritis",
    "he2020-result-events-serious-infection-il-2": "0",
    "he2020-result-events-serious-infection-placebo": "2",
    "he2020-conclusion": "Low-dose IL-2 might be effective and tolerated in treatment of SLE",
    "he2020-registration": "NCT02465580",
    "he2020-registration-2": "NCT02932137",
    "humrich2019-n-studies-summarised": "2",
    "humrich2019-designs-summarised": "independent, early phase uncontrolled clinical studies",
    "nct02932137-background-therapy-low-does-il-2-plus-standard-therapy": "standard therapy",
    "nct02932137-registration": "NCT02932137",
    "nct02932137-sponsor": "Peking University People's Hospital",
    "nct02932137-study-type": "interventional",
    "nct02932137-intervention-model": "crossover",
    "nct02932137-allocation": "randomised",
    "nct02932137-n-planned": "30",
    "nct02932137-n-randomised": "30",
    "nct02932137-comparator-standard-therapy": "standard therapy",
    "nct02932137-outcome-primary-week-0": "Immunological Responses",
    "nct02932137-outcome-primary-week-10": "Immunological Responses",
    "nct02932137-outcome-secondary-week-0": "Virus titers",
    "nct02932137-outcome-secondary-week-10": "Virus titers",
    "nct02932137-outcome-unranked": "clinical and immunologic response",
    "nct02932137-country": "China",
    "nct02932137-recruitment-status": "COMPLETED",
}


@pytest.mark.parametrize("id_", FACTS)
def test_fact(extracted: Extracted, id_: str) -> None:
    assert {d.id: d.value for d in extracted[0]}[id_] == FACTS[id_]


BEGINNINGS = [
    ("humrich2015", "funding", "This study was supported by grants from the Deutsche Forschungsgemeinschaft"),
    ("humrich2015", "ethics", "This study was announced as ‘off-label’ therapy"),
    ("humrich2015", "consent", "Written informed consent was obtained"),
    ("humrich2015", "contributors", "Study concept and design: JYH"),
    ("humrich2015", "rationale", "These promising clinical findings"),
    ("humrich2015", "evidence_base", "In line with this, two independent clinical studies"),
    ("humrich2015", "result_statement", "Here we report a rapid and robust reduction"),
    ("humrich2019", "mechanism", "A disruption of regulatory T cell homeostasis"),
    ("humrich2019", "evidence_base", "Here, we highlight the key rationales"),
    ("humrich2019", "limitation", "Although a clearer proof"),
    ("humrich2019", "future_need", "Although a clearer proof"),
    ("humrich2019", "safety", "Low-dose IL-2 therapy is capable"),
    ("farooq2024", "mechanism", "The primary molecular processes include"),
    ("farooq2024", "objective", "This study looks at the possibility"),
    ("farooq2024", "rationale", "Conventional therapies"),
    ("farooq2024", "limitation", "Despite these encouraging findings"),
    ("farooq2024", "future_need", "Future research should prioritize"),
    ("farooq2024", "safety", "A thorough review of clinical studies finds"),
    ("humrich2015", "title_result", "Rapid induction of clinical remission by low-dose"),
    ("humrich2015", "off_label", "off-label therapy"),
    ("humrich2019", "objective", "Here, we highlight the key rationales"),
    ("humrich2019", "population", "patients with active SLE"),
    ("farooq2024", "background", "Systemic lupus erythematosus (SLE) is a chronic autoimmune disease"),
    ("farooq2024", "prospect", "Furthermore, IL-2 therapy provides prospects for combination therapies"),
    ("farooq2024", "comparison_claim", "A thorough review of clinical studies finds"),
    ("farooq2024", "comparison_claim", "Unlike standard medicines"),
    ("nct02932137", "background", "Systemic lupus erythematosus (SLE) is a chronic autoimmune syndrome"),
    ("nct02932137", "rationale", "While it can improve the risk of infection"),
    ("nct02932137", "rationale", "IL-2 also used to against some virus infect"),
    ("he2020", "safety", "No serious infection was observed"),
    ("he2020", "evidence_base", "Open-labelled clinical trials suggested"),
    ("he2020", "result_statement", "Besides expansion of regulatory T cells"),
    ("nct02932137", "hypothesis", "So we hypothesized"),
    ("nct02932137", "setting", "Department of Rheumatology and Immunology"),
]


@pytest.mark.parametrize(("report", "item", "beginning"), BEGINNINGS)
def test_statement(extracted: Extracted, report: str, item: str, beginning: str) -> None:
    found = [d.value for d in extracted[0] if (d.report, d.item) == (report, item)]
    assert any(value.startswith(beginning) for value in found), found


def test_a_scope_is_no_rationale(extracted: Extracted) -> None:
    values = [d.value for d in extracted[0] if (d.report, d.item) == ("humrich2019", "rationale")]
    assert [value.split(",")[0] for value in values] == [
        "Although a clearer proof for the clinical efficacy of low-dose IL-2 therapy in SLE is still outstanding"
    ]


def test_the_authors_own_earlier_work_is_told_from_that_of_others(extracted: Extracted) -> None:
    notes = {d.value[:16]: d.note for d in extracted[0] if (d.report, d.item) == ("humrich2015", "evidence_base")}
    own = "the authors' own earlier work"
    assert notes == {"In previous stud": own, "Accordingly, we ": own, "In line with thi": ""}


def test_what_a_title_alone_states_is_uncertain(extracted: Extracted) -> None:
    (title,) = (d for d in extracted[0] if d.item == "title_result")
    assert (title.report, title.status, title.note) == ("humrich2015", Status.UNCERTAIN, "title only")


def test_a_registered_type_is_quoted_as_printed(extracted: Extracted) -> None:
    (type_,) = (d for d in extracted[0] if d.id == "nct02932137-study-type")
    assert type_.quote.exact == "INTERVENTIONAL"


def test_eligibility_is_told_by_wording_and_says_so(extracted: Extracted) -> None:
    inclusion, exclusion = (
        [d for d in extracted[0] if d.item == f"eligibility_{direction}"] for direction in ("inclusion", "exclusion")
    )
    assert (len(inclusion), len(exclusion)) == (9, 8)
    assert inclusion[-1].value == "Written informed consent form"
    assert exclusion[0].value.startswith("Sever chronic liver")
    assert all(d.status is Status.UNCERTAIN and "no boundary" in d.note for d in (*inclusion, *exclusion))


def test_events_told_without_participants_are_marked_as_events(extracted: Extracted) -> None:
    infections = [d for d in extracted[0] if d.outcome == "serious infection"]
    assert {d.unit for d in infections} == {"events"}


def test_nobody_is_randomised_or_analysed_beyond_what_is_printed(extracted: Extracted) -> None:
    printed = {(d.item, d.arm, d.outcome, d.value) for d in extracted[0] if d.report == "he2020" and d.item[:2] == "n_"}
    assert printed == {
        ("n_planned", "", "", "60"),
        ("n_randomised", "IL-2", "", "30"),
        ("n_randomised", "placebo", "", "30"),
    }


def test_reviews_give_no_results_arms_or_design(extracted: Extracted) -> None:
    forbidden = ("result_percent", "result_events", "result_p", "allocation", "control", "masking", "comparator")
    assert not [d.id for d in extracted[0] if d.report in ("humrich2019", "farooq2024") and d.item in forbidden]


def test_every_quote_stands_and_nothing_is_an_error(extracted: Extracted, sources: tuple[Source, ...]) -> None:
    data, findings = extracted
    assert verify(data, sources) == ()
    assert errors(findings) == ()
    assert len({d.id for d in data}) == len(data)


def test_the_two_languages_agree(extracted: Extracted) -> None:
    assert [f.message for f in extracted[1] if f.code.id == "PB307"] == []


def test_boilerplate_is_not_extracted(extracted: Extracted) -> None:
    words = " ".join(d.quote.exact for d in extracted[0])
    assert not any(notice in words for notice in ("WebMD", "RightsLink", "Add like", "Altmetric", "Copyright"))


def test_rows_fit_the_ledger(extracted: Extracted, sources: tuple[Source, ...]) -> None:
    table = next(t for t in TABLES if t.name == "extraction")
    rows = list(extraction_rows(extracted[0], sources))
    back = from_csv(to_csv(table, rows), table)
    texts = {s.id: s.text for s in sources}
    assert [row["id"] for row in back] == [d.id for d in extracted[0]]
    for row in back:
        text = texts[row["source"]]
        assert text[int(row["start"]) : int(row["end"])] == row["quote"]
        assert text.count("\n", 0, int(row["start"])) + 1 == int(row["line"])


def test_rules_propose_only_the_items_they_name(sources: tuple[Source, ...]) -> None:
    known = {item.id for item in codebook().items}
    for rule in RULES:
        assert set(rule.items) <= known
        assert {p.item for source in sources for p in rule(source)} <= set(rule.items), rule.name
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_documents_kind_can_give_what_it_gave(extracted: Extracted, sources: tuple[Source, ...]) -> None:
    kinds = {s.id: s.kind for s in sources}
    book = codebook()
    wrong = [d.id for d in extracted[0] if (i := book.get(d.item)) is None or kinds[d.quote.source] not in i.kinds]
    assert wrong == []
