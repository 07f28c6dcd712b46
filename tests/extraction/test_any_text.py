"""Whatever the text: rules neither fail nor hang, and their quotes stand."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_sources import source
from prismabook.extraction import RULES, Document, codebook, compare_languages, data, validate_data, verify
from prismabook.extraction.notation import WORDS
from prismabook.findings import errors
from prismabook.model import Kind, Source
from prismabook.project import Decisions

SECTIONS = [
    "title",
    "abstract",
    "objectives",
    "purpose",
    "methods",
    "results",
    "conclusions",
    "summary",
    "registration",
    "body",
    "limitations",
    "footnote:funding",
    "footnote:ethics",
    "registry:criterion",
    "registry:arms",
    "registry:locations",
    "registry:primary-outcomes",
    "registry:study-design",
    "registry:detailed-description",
    "registry:target-recruitment",
    "registry:registration-number",
    "abstract:zh",
    "methods:zh",
]
PIECES = [
    "Patients",
    "were",
    "randomised to receive",
    "drugazole",
    "placebo",
    "(n=30)",
    "(N = 29)",
    "or",
    "and",
    "vs",
    "for",
    "12 weeks",
    "At week 12",
    "55.17%",
    "16/29 (55.17%)",
    "30·0% (9/30)",
    "p=0.05",
    "P < .001",
    "respectively",
    ",",
    ";",
    ".",
    "the",
    "in",
    "group",
    "response rates",
    "remission",
    "achieved",
    "No serious infection was observed",
    "two",
    "Forty-two",
    "primary endpoint was",
    "not met",
    "at a dose of 1 million IU",
    "subcutaneously",
    "every other day",
    "followed by a 2-week break",
    "SLE",
    "(SLE)",
    "systemic lupus erythematosus",
    "patients with",
    "NCT01234567",
    "…",
    "Name Time Method",
    "Group Intervention Description",
    "60 例",
    "100 万 IU",
    "12 周",
    "\n",
    "- ",
    "•",
    "(",
    ")",
    "[",
    "]",
    "phase 2",
    "cross-over",
    "we report",
    "in one patient",
    "review",
    *list(WORDS)[:12],
    "\u2009",
    "\u202f",
    "🇨🇳",
]
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=30).map("".join),
)
SOURCES = st.builds(
    lambda parts, kind: source(*parts, kind=kind),
    st.lists(st.tuples(st.sampled_from(SECTIONS), TEXTS), min_size=1, max_size=5),
    st.sampled_from([Kind.ARTICLE, Kind.ABSTRACT, Kind.REGISTRY]),
)


@settings(max_examples=150, deadline=None)
@given(SOURCES)
def test_rules_never_fail_and_quotes_stand(made: Source) -> None:
    found, findings = data([made], [], Decisions())
    assert errors(findings) == ()
    assert verify(found, [made]) == ()
    assert validate_data(found, codebook()) == ()
    assert len({datum.id for datum in found}) == len(found)
    assert data([made], [], Decisions()) == (found, findings)


@settings(max_examples=150, deadline=None)
@given(SOURCES)
def test_rules_read_the_english_body_only(made: Source) -> None:
    body = [(s.start, s.end) for s in Document(made).sections]
    for rule in RULES:
        for proposal in rule(made):
            assert any(a <= proposal.start < proposal.end <= b for a, b in body), rule.name


LIMIT = 10
"""Seconds of the processor on a busy machine (idle, the slowest takes two); a quadratic pattern takes minutes."""

LINES = {
    "letters": "a" * 1_000_000,
    "words": "patients with active " * 50_000,
    "numbers": "12 " * 330_000,
    "percentages": "55% and " * 125_000,
    "brackets": "(n=30) " * 140_000,
    "open brackets": "(" * 1_000_000,
    "blanks": "Patients" + " " * 1_000_000,
    "capitals": "A" * 1_000_000,
    "commas": "a, " * 330_000,
    "hyphens": "low-dose-" * 110_000,
    "newlines": "\n" * 1_000_000,
    "stops": ". " * 500_000,
    "sentences": "Patients with gout were randomised to drugazole or placebo. " * 16_000,
    "digits": "1" * 1_000_000,
    "thin spaces": "1\u2009" * 500_000,
    "chinese": "患者" * 500_000,
}


@pytest.mark.parametrize(
    ("section", "name"),
    [("abstract", name) for name in LINES]
    + [("registry:criterion", n) for n in ("words", "newlines", "stops", "digits")],
)
def test_a_megabyte_in_one_line_takes_seconds_at_most(name: str, section: str) -> None:
    kind = Kind.REGISTRY if section.startswith("registry") else Kind.ABSTRACT
    made = source((section, LINES[name]), kind=kind)
    began = time.process_time()
    data([made], [], Decisions())
    assert time.process_time() - began < LIMIT


@pytest.mark.parametrize("name", ["percentages", "digits", "thin spaces", "newlines", "chinese"])
def test_comparing_megabytes_takes_seconds_at_most(name: str) -> None:
    made = source(("abstract", LINES[name]), ("abstract:zh", LINES[name]))
    began = time.process_time()
    compare_languages(made)
    assert time.process_time() - began < LIMIT


def test_a_passage_too_long_to_read_is_reported() -> None:
    made = source(("abstract", "word " * 1000))
    _, findings = data([made], [], Decisions())
    assert [f.code.id for f in findings if f.code.id == "PB309"] == ["PB309"]


def test_languages_are_compared_without_failing() -> None:
    assert compare_languages(source(("methods", "60 patients"), ("methods:zh", "61 例"))) != ()
