"""The examples of docs/notations.md, and numbers printed in every notation read back."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prismabook.extraction.notation import (
    FREQUENCY,
    Effect,
    Spread,
    amounts,
    dates,
    effects,
    p_values,
    plain,
    shares,
    sizes,
    spreads,
    time_points,
)

PAGE = Path(__file__).parents[2] / "docs" / "notations.md"


def _shares(text: str) -> list[str]:
    return [
        " ".join(filter(None, (f"{s.percent}%" if s.percent else "", s.events, f"of {s.total}" if s.total else "")))
        for s in shares(text)
    ]


def _interval(found: Effect | Spread) -> str:
    return f"[{found.low}, {found.high}]" if found.low else ""


def _effects(text: str) -> list[str]:
    return [
        " ".join(filter(None, (e.measure, e.value, e.unit, _interval(e), f"{e.level}%" if e.level else "")))
        for e in effects(text)
    ]


def _spreads(text: str) -> list[str]:
    return [
        " ".join(filter(None, (s.centre, s.value, s.unit, s.kind or "?", s.size, _interval(s)))) for s in spreads(text)
    ]


READERS: dict[str, Callable[[str], list[str]]] = {
    "shares": _shares,
    "sizes": lambda text: [number for *_, number in sizes(text)],
    "p_values": lambda text: [value for *_, value in p_values(text)],
    "effects": _effects,
    "spreads": _spreads,
    "time_points": time_points,
    "dates": lambda text: [value for *_, value in dates(text)],
    "amounts": lambda text: [f"{number} {unit}" for *_, number, unit in amounts(text)],
    "frequencies": lambda text: [m[0] for m in FREQUENCY.finditer(text)],
    "numbers": lambda text: [plain(text)],
}


def examples() -> list[tuple[str, str, list[str]]]:
    found = []
    for section in re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name = section.split("\n", 1)[0].strip()
        for printed, read in re.findall(r"^\| (.+?) \| (.+?) \|$", section, re.MULTILINE):
            if printed != "printed":
                found.append((name, printed, [] if read == "–" else read.split("; ")))
    return found


@pytest.mark.parametrize(("reader", "printed", "read"), examples())
def test_an_example_of_the_page(reader: str, printed: str, read: list[str]) -> None:
    assert READERS[reader](printed) == read


def test_the_page_shows_every_reader() -> None:
    assert {name for name, *_ in examples()} == set(READERS)
    assert len(examples()) > 90


DECIMALS = st.decimals(min_value=0, max_value=99, places=2, allow_nan=False).map(str)
COUNTS = st.integers(0, 4000)


def grouped(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", separator)


@given(COUNTS, COUNTS, DECIMALS, st.sampled_from([",", "\u2009", "\u202f", "\u00a0", ""]), st.sampled_from(".·"))
def test_a_share_is_read_back_in_every_notation(a: int, b: int, percent: str, separator: str, point: str) -> None:
    events, total = min(a, b), max(a, b)
    e, t, p = grouped(events, separator), grouped(total, separator), percent.replace(".", point)
    for text in (f"{e}/{t} ({p}%)", f"{p}% ({e}/{t})", f"{e} of {t} ({p}%)", f"{e} of {t} patients ({p}%)"):
        (share,) = shares(f"Healing in {text} with it.")
        assert (share.percent, share.events, share.total) == (percent, str(events), str(total))


@given(DECIMALS, DECIMALS, DECIMALS, st.sampled_from(["OR", "RR", "HR", "risk ratio"]), st.sampled_from(".·"))
def test_a_ratio_is_read_back_in_every_notation(a: str, b: str, c: str, name: str, point: str) -> None:
    low, value, high = (x.replace(".", point) for x in sorted((a, b, c), key=float))
    for text in (
        f"{name} {value} (95% CI {low} to {high})",
        f"{name}, {value}; 95% CI, {low}-{high}",
        f"{name} = {value} [95% CI: {low}, {high}]",
        f"{name} for death was {value} (95% confidence interval {low}–{high})",
    ):
        (effect,) = effects(f"It was so ({text}; p=0.3).")
        assert [effect.low, effect.value, effect.high] == [x.replace(point, ".") for x in (low, value, high)]
        assert effect.level == "95"


@given(DECIMALS, DECIMALS, st.sampled_from("−–-"), st.booleans())
def test_a_mean_is_read_back_in_every_notation(value: str, size: str, minus: str, negative: bool) -> None:
    printed, want = (f"{minus}{value}", f"-{value}") if negative else (value, value)
    for text in (f"{printed} ± {size} (SD)", f"{printed} (SD {size})", f"{printed} [SD, {size}]"):
        (spread,) = spreads(f"The mean change was {text} points.")
        assert (spread.centre, spread.value, spread.kind, spread.size) == ("mean", want, "SD", size)


@given(st.dates())
def test_a_date_is_read_back(day: date) -> None:
    name = calendar.month_name[day.month]
    for text in (
        day.isoformat(),
        f"{day.year:04d}/{day.month:02d}/{day.day:02d}",
        f"{day.day} {name} {day.year:04d}",
        f"{name} {day.day}, {day.year:04d}",
        f"{day.day} {name[:3]} {day.year:04d}",
    ):
        assert [value for *_, value in dates(f"on {text}.")] == [day.isoformat()]


@given(st.text(alphabet="0123456789 .,%()[]/±-–·pPnN=<ofCIORSDtoandmeanweek", max_size=300))
def test_no_reader_fails_and_offsets_hold_the_words(text: str) -> None:
    for found in (*shares(text), *effects(text), *spreads(text)):
        assert 0 <= found.start < found.end <= len(text)
    for start, end, *_ in (*p_values(text), *dates(text), *amounts(text), *sizes(text)):
        assert 0 <= start < end <= len(text)
    time_points(text)
