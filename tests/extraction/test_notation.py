"""Numbers, times and amounts as medical papers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_sources import source
from prismabook.extraction.document import Document, long_form
from prismabook.extraction.naming import datum_name, identify
from prismabook.extraction.notation import amounts, plain, shares, time_points


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("61·5", "61.5"),
        ("1,200", "1200"),
        ("1\u2009200", "1200"),
        ("forty-two", "42"),
        ("Two", "2"),
        ("30.00%", "30.00"),
        ("45 per cent", "45"),
    ],
)
def test_plain_numbers(printed: str, number: str) -> None:
    assert plain(printed) == number


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("at week 12", ["week 12"]),
        ("at 12 weeks", ["week 12"]),
        ("At weeks 12 and 24", ["week 12", "week 24"]),
        ("week 0 and week 10", ["week 0", "week 10"]),
        ("after six months", ["month 6"]),
        ("on day 28", ["day 28"]),
        ("at baseline and week 4", ["baseline", "week 4"]),
        ("for 12 weeks", []),
        ("every 2 weeks", []),
        ("week 12%", []),
    ],
)
def test_time_points(text: str, points: list[str]) -> None:
    assert time_points(text) == points


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1 million IU", [("1 million", "IU")]),
        ("0·5 mg/kg", [("0.5", "mg/kg")]),
        ("5–10 mg", [("5–10", "mg")]),
        ("162mg", [("162", "mg")]),
        ("3 games", []),
        ("30 patients", []),
    ],
)
def test_amounts(text: str, found: list[tuple[str, str]]) -> None:
    assert [(number, unit) for _, _, number, unit in amounts(text)] == found


@pytest.mark.parametrize(
    "text", ["95% CI 1 to 2", "a 20% reduction", "more than 50%", "from 20% to 30%", "30/10 mg", "<5%", "80% power"]
)
def test_what_is_no_share_of_participants(text: str) -> None:
    assert list(shares(text)) == []


@pytest.mark.parametrize(
    ("short", "before", "long"),
    [
        ("SLE", "patients with systemic lupus erythematosus ", "systemic lupus erythematosus"),
        ("AAV", "with ANCA-associated vasculitis ", "ANCA-associated vasculitis"),
        ("IL-2", "low-dose interleukin-2 ", "interleukin-2"),
        ("XYZ", "systemic lupus erythematosus ", ""),
    ],
)
def test_abbreviations(short: str, before: str, long: str) -> None:
    assert long_form(short, before) == long


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("Tolerance is lost.1 ,2 In mice it is not.", ["Tolerance is lost.1 ,2", "In mice it is not."]),
        ("It was 5.2 vs. 3.1 in Fig. 2. Then it rose.", ["It was 5.2 vs. 3.1 in Fig. 2.", "Then it rose."]),
        ("various organs.Many feel so.", ["various organs.", "Many feel so."]),
        ("RESULTS: It rose.", ["It rose."]),
        ("- Age over 18.\n- Gout.", ["Age over 18.", "Gout."]),
        ("A heading\n\nA sentence.", ["A heading", "A sentence."]),
        (" . ; .", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    made = source(("abstract", text))
    assert [s.text for s in Document(made).sentences] == sentences
    assert all(made.text[s.start : s.end] == s.text for s in Document(made).sentences)


def test_names_of_data() -> None:
    name = datum_name("he2020", "result_percent", "SRI-4 response", "IL-2", "week 12")
    assert name == "he2020-result-percent-sri-4-response-il-2-week-12"


@given(st.lists(st.sampled_from(["a", "a-2", "a-3", "b", "b-2"]), max_size=12))
def test_ids_are_unique_and_keep_the_first_name(names: list[str]) -> None:
    ids = list(identify(names))
    assert len(set(ids)) == len(ids) == len(names)
    for n, name in enumerate(names):
        assert ids[n] == name if name not in names[:n] else ids[n].startswith(f"{name}-")
