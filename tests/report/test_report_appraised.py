"""Figures and tables of appraisal and certainty: every judgement with a sign and a name, the same bytes each time."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from prismabook.appraisal import Appraisal, Domain, Instrument, Judgement, instruments
from prismabook.findings import PrismabookError
from prismabook.report import Review, figures, tables
from prismabook.report.figures import rob_layout
from prismabook.report.figures.rob_draw import draw_bars, draw_lights

ROB2 = next(tool for tool in instruments() if tool.id == "RoB 2")
LEVELS = ROB2.answers


def appraisal(study: str, *said: str, weight: float = 1.0, tool: Instrument = ROB2, by: str = "A") -> Appraisal:
    judged = tuple(Judgement(domain, answer, "") for domain, answer in zip(tool.domains, said, strict=False))
    overall = Judgement(Domain("Overall", "Overall"), said[-1], "")
    return Appraisal(study, tool, "", judged, overall, by, "", "f", 2, weight)


MANY = [appraisal(f"study{n}", *(LEVELS[(n + i) % 4] for i in range(6)), weight=1 + n) for n in range(4)]


def test_every_judgement_has_a_sign_of_its_own() -> None:
    for tool in instruments():
        for ranked in (tool.answers, tool.overall):
            known = [name for name in ranked if name not in rob_layout.NOTHING]
            signs = [rob_layout.light(name, ranked).sign for name in known]
            assert len(set(signs)) == len(known), (tool.id, signs)
            tones = [rob_layout.light(name, ranked).tone for name in known]
            assert tones == sorted(tones, key=lambda tone: tone or 0.0)


def test_traffic_lights_say_the_same_in_words() -> None:
    plot = rob_layout.lights(MANY, ROB2)
    assert [one.name for one in plot.legend] == list(LEVELS)
    assert "study1: D1 some concerns, D2 high, D3 no information" in plot.alternative
    drawn = draw_lights(plot)
    assert drawn == draw_lights(rob_layout.lights(MANY, ROB2)) and drawn.startswith(b"<?xml")


def test_a_proposal_and_an_outcome_are_named() -> None:
    two = [replace(MANY[0], outcome="death", by=""), replace(MANY[0], outcome="pain")]
    assert [name for name, _ in rob_layout.lights(two, ROB2).rows] == ["study0: death (proposal)", "study0: pain"]


def test_bars_are_weighted_and_whole() -> None:
    plot = rob_layout.bars(MANY, ROB2)
    for bar in plot.bars:
        assert sum(share for _, share in bar.shares) == pytest.approx(1)
    first = {one.name: share for one, share in plot.bars[0].shares}
    assert first == pytest.approx({"Low": 0.1, "Some concerns": 0.2, "High": 0.3, "No information": 0.4})
    assert draw_bars(plot) == draw_bars(plot)


@pytest.mark.parametrize("tool", instruments(), ids=lambda tool: tool.id)
def test_every_instrument_can_be_drawn(tool: Instrument) -> None:
    said = [tool.answers[n % len(tool.answers)] for n in range(len(tool.domains))]
    one = appraisal("s", *said, tool.overall[0], tool=tool)
    assert b"<svg" in draw_lights(rob_layout.lights([one], tool))
    assert b"<svg" in draw_bars(rob_layout.bars([one], tool))


def test_a_figure_of_an_instrument_that_nobody_used_helps(review: Review) -> None:
    with pytest.raises(PrismabookError, match=r"PB640.*instruments with settled appraisals: RoB 2"):
        figures.risk_of_bias(review, tool="ROBIS", label="fig-x", caption="C")
    shown = figures.risk_of_bias(review, tool="RoB 2", label="fig-rob", caption="C")
    assert re.search(r"!\[C\]\(figures/fig-rob.svg\)\{#fig-rob fig-alt=", shown.markdown)


def test_this_reviews_tables_hold_what_the_decisions_say() -> None:
    review = Review.open()
    found = tables.summary_of_findings(review).plain.splitlines()
    assert found[1].split("\t")[:4] == [
        "SRI-4 response, week 12; 59 (1)",
        "300",
        "252 more (1\u00a0more\u00a0to\u00a0463\u00a0more)",
        "1.84 (0.97\u00a0to\u00a03.48)",
    ]
    assert "number at risk not stated" in found[4] and found[4].count("not computable") == 2
    assert tables.certainty(review).plain.count("⊕⊖⊖⊖") == 4
    assert tables.signalling(review, "he2020").plain.count("\n") == 5 + 22
    assert "Differs from the algorithm" in tables.risk_of_bias(review, "he2020").plain
    assert tables.assessors(review).plain.count("\n") == 0


def test_this_reviews_tables_of_studies() -> None:
    review = Review.open()
    characteristics = tables.characteristics(review)
    rows = [line.split("\t") for line in characteristics.plain.splitlines()]
    assert [row[0] for row in rows] == ["Study", "humrich2015 humrich2015", "he2020 he2020, nct02932137"]
    assert "Intervention model: parallel he2020; crossover nct02932137" in rows[2][1]
    assert "[@he2020; @nct02932137]" in characteristics.markdown
    assert tables.individual_results(review).plain.count("\n") == 5
    given = tables.contributions(review).plain
    assert given.count("humrich2015: no such result is reported") == 4
    assert "59, some concerns (RoB 2 for SRI-4 response, week 12, proposal)" in given
