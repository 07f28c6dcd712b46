"""Tables are read back through Pandoc: what a reader gets is what is checked."""

from __future__ import annotations

from dataclasses import replace

from report_reading import read

from prismabook.report import Review, tables


def test_records(review: Review) -> None:
    rows = read(tables.records(review))
    assert rows[1] == [
        "he2020 [@he2020]",
        "abstract",
        "IL-2 & <SLE> (PMID not confirmed). Ann Rheum Dis, 2020-01, 79(1):141-149, doi:10.1136/x_y",
        "he2020",
    ]
    assert rows[2][2:] == ["title not known. NCT1", "he2020"]


def test_completions_name_their_origin(review: Review) -> None:
    assert read(tables.completions(review))[1:] == [
        ["he2020", "PMID: 1", "PubMed", "no"],
        ["he2020", "author: He, Jing; Li, Xue", "https://example.org/a", "yes"],
    ]


def test_sources_have_their_hashes(review: Review) -> None:
    assert read(tables.sources(review))[1] == ["he2020", "mirror", "ab" * 32]


def test_every_datum_is_an_anchor_with_its_words(review: Review) -> None:
    shown = tables.evidence(review, "he2020")
    rows = read(shown)
    mine = [row for row in review.extraction if row["report"] == "he2020"]
    assert len(rows) == 1 + len(mine)
    assert all(shown.markdown.count(f"{{#ev-{row['id']} .evidence}}") == 1 for row in mine)
    assert rows[1][0] == "Participants with the outcome (%): SRI-4 response, IL-2, week 12"
    assert rows[1][1].startswith("55.17%, from “At week 12, the SRI-4") and rows[1][1].endswith("” (line 29)")
    assert rows[6][1] == "1 million IU, from “1 million IU” (line 29); uncertain: why"
    assert rows[11][1] == "“<b>{{< x >}}</b> | `c`” (line 29)"


def test_reports_side_by_side_say_where_they_are_silent(review: Review) -> None:
    rows = read(tables.matrix(review, ["he2020", "nct1"], ["dose", "masking"], heads=["Paper", "Registry"]))
    assert rows == [
        ["Item", "Paper", "Registry"],
        ["Report", "[@he2020]", "[@nct1]"],
        ["Dose", "IL-2: 1 million IU (uncertain)", "not stated"],
        ["Masking", "double-blind", "not stated"],
    ]


def test_criteria_keep_the_document_s_words(review: Review) -> None:
    assert read(tables.criteria(review, "he2020", ["objective"]))[1] == ["Objective", "<b>{{< x >}}</b> | `c`"]


def test_effects_show_counts_estimates_and_what_is_missing(review: Review) -> None:
    shown = tables.effects(review)
    rows = read(shown)
    assert rows[1] == [
        "SRI-4 response, week 12",
        "IL-2: 16/29 (derived), 55.17%",
        "placebo: 9/30 (derived), 30.00%",
        "1.84 (0.97\u00a0to\u00a03.48)",
        "2.87 (0.99\u00a0to\u00a08.36)",
        "25.2 (−0.1\u00a0to\u00a046.6)",
    ]
    assert rows[2][1:4] == ["IL-2: 0/13", "placebo: 2 events", "not computable"]
    assert "{#res-he2020-sri-4-response-week-12 .result}" in shown.markdown


def test_a_result_says_among_whom(review: Review) -> None:
    one = {**review.results[0], "outcome": "remission", "time_point": "", "population": "patients with nephritis"}
    rows = read(tables.effects(replace(review, results=(one,))))
    assert rows[1][0] == "Remission (among patients with nephritis)"


def test_p_values_only_where_one_is_printed(review: Review) -> None:
    rows = read(tables.p_values(review))
    assert rows[1:] == [["SRI-4 response, week 12", "0.052", "0.0504", "0.0524", "0.0900", "0.0664", "A test; another"]]


def test_findings_are_anchors(review: Review) -> None:
    shown = tables.findings(review)
    assert "{#finding-pb501-he2020-1 .finding}" in shown.markdown
    assert read(shown)[1] == ["PB501 warning", "he2020, line 29", "29, not 30: “n=30”. Ask."]
    assert read(tables.findings(review, severity="error"))[1:] == [["none", "", ""]]
    assert read(tables.findings_brief(review, about=["he2020"]))[1] == ["PB501", "29, not 30"]
    assert len(read(tables.findings_brief(review, codes=["PB999"]))) == 1


def test_protocol_and_screening(review: Review) -> None:
    assert read(tables.eligibility(review))[1] == ["population", "include", "people with SLE"]
    assert read(tables.information_sources(review))[1] == ["documents", "handed over", "not searched", "five | files"]
    assert read(tables.outcomes(review))[1] == ["response", "SRI-4", "risk ratio"]
    assert read(tables.screening(review))[1] == [
        "he2020",
        "eligibility",
        "include",
        "a trial: registered",
        "proposal",
    ]


def test_report_and_registry_record_face_each_other(review: Review) -> None:
    rows = read(tables.concordance(review, "he2020"))
    assert rows[1] == ["Report", "[@he2020]", "[@nct1]", ""]
    assert ["Participants", "60", "30", "differs"] in rows
    assert ["Masking", "double-blind", "not stated", "only in the report"] in rows
    assert rows[-1] == ["Registration number", "double-blind", "not available", ""]
    assert len(read(tables.concordance(review, "nobody"))) == 1


def test_judgements_stand_with_their_support(review: Review) -> None:
    rows = read(tables.risk_of_bias(review, "he2020"))
    assert rows[4] == ["Measurement of the outcome", "High", "*d*"]
    assert rows[-1] == ["Overall", "High", "f"]
    assert len(read(tables.risk_of_bias(review, "nobody"))) == 1
    (row,) = read(tables.instruments(review))[1:]
    assert row[0] == "he2020" and row[3:] == ["SRI-4", "proposal"]


def test_the_checklist_leads_to_the_places_that_report_its_items(review: Review) -> None:
    for chapter in review.project.root.rglob("*.qmd"):  # it needs the ledger alone: no edit of prose changes it
        chapter.unlink()
    shown = tables.checklist(review)
    rows = {row[0]: row[2] for row in read(shown) if row[0]}
    assert len(rows) == 1 + 42
    assert (rows["5"], rows["16a"], rows["17"], rows["1"]) == ("A *star*", "@sec-start; @sec-b", "@sec-b", "nowhere")
    assert '@sec-b[]{prisma-pages="17" prisma-section="sec\\-b" prisma-chapter="review\\/a\\.qmd"}' in shown.markdown
    abstract = {row[0]: row[2] for row in read(tables.checklist(review, abstract=True)) if row[0]}
    assert len(abstract) == 1 + 12 and abstract["2"] == "@sec-start"
