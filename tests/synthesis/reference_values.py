"""The reference values made by R's metafor, and how closely ours agree with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any

from prismabook.synthesis import Correction, Effect, Settings, Studies, pool, read_effects

FOLDER = Path(__file__).resolve().parent / "reference"
RANDOM = ("REML", "DL", "PM", "ML", "SJ", "EB", "HS", "HE")


@cache
def reference() -> dict[str, Any]:
    return json.loads((FOLDER / "metafor.json").read_text("utf-8"))


@cache
def studies(name: str, measure: str, to: str = "only0", variance: str = "") -> Studies:
    text = (FOLDER / "data" / f"{name}.csv").read_text("utf-8")
    return read_effects(text, measure, settings=Settings(Correction(to), variance), file=name)


@dataclass(frozen=True)
class Compared:
    """A quantity of ours beside the reference's."""

    data: str
    measure: str
    method: str
    quantity: str
    ours: float
    theirs: float

    @property
    def difference(self) -> float:
        """Relative difference, or absolute where the value is below one."""
        return abs(self.ours - self.theirs) / max(1.0, abs(self.theirs))


def effects_of(cell: dict[str, Any]) -> tuple[Effect, ...]:
    return studies(cell["data"], cell["measure"], cell.get("correction", "only0"), cell.get("variance", "")).effects


def analyses() -> list[dict[str, Any]]:
    return [cell for cell in reference()["analyses"] if "REML" in cell]


def compare(cell: dict[str, Any], method: str) -> Iterator[Compared]:
    """All quantities of one analysis by one method."""
    theirs = cell[method]
    found = pool(effects_of(cell), method)

    def row(quantity: str, ours: float | None, value: float | None) -> Iterator[Compared]:
        if ours is not None and value is not None and isfinite(value):
            yield Compared(cell["data"], cell["measure"], method, quantity, ours, value)

    h = found.heterogeneity
    yield from row("Q", h.q, theirs["QE"])
    yield from row("p of Q", h.p, theirs.get("QEp"))
    if method != "MH":
        yield from row("I²", h.i2.value, theirs.get("I2"))
        yield from row("H²", h.h2.value, theirs.get("H2"))
    if h.tau2 is not None:
        yield from row("τ²", h.tau2.value, theirs["tau2"])
        yield from row("se of τ²", h.tau2.se, theirs["se.tau2"])
    for interval in found.intervals:
        name = (
            {"sato": "wald"}.get(interval.method, interval.method)
            if cell["measure"] == "RD" and method == "MH"
            else interval.method
        )
        if method == "MH" and cell["measure"] == "RD" and interval.method == "wald":
            continue  # metafor has the variance of Sato, Greenland and Robins
        other = theirs if method in ("MH", "PETO") else theirs.get(name)
        if other is None:
            continue
        for quantity, ours in (
            ("estimate", found.estimate),
            ("low", interval.low),
            ("high", interval.high),
            ("p", interval.p),
        ):
            yield from row(f"{name} {quantity}", ours, other[{"p": "p"}.get(quantity, quantity)])
        yield from row(f"{name} se", interval.se, other["se"])
    guesses = {p.method: p for p in found.predictions}
    wald = guesses
    if method == "REML":
        wald = {p.method: p for p in pool(effects_of(cell), method, ci="wald").predictions}
    for key, guess in (
        ("pi_hksj", guesses.get("default")),
        ("pi_wald", wald.get("default" if method == "REML" else "normal")),
        ("pi_riley", guesses.get("riley")),
        ("pi_hts", guesses.get("hts")),
    ):
        if guess is not None and key in theirs:
            yield from row(f"{key} low", guess.low, theirs[key][0])
            yield from row(f"{key} high", guess.high, theirs[key][1])
    for ours, value in zip(found.studies, theirs.get("weights", ()), strict=False):
        yield from row("weight", ours.weight, value)
    if "QP" in theirs and h.tau2_interval is not None:
        for name, place, limits in (
            ("τ²", 0, (h.tau2_interval.low, h.tau2_interval.high)),
            ("I²", 1, (h.i2.low, h.i2.high)),
            ("H²", 2, (h.h2.low, h.h2.high)),
        ):
            for side, ours in zip((1, 2), limits, strict=True):
                yield from row(f"Q-profile {name} {'low' if side == 1 else 'high'}", ours, theirs["QP"][place][side])
    if "ll" in theirs:
        yield from row("log-likelihood", found.log_likelihood, theirs["ll"])
