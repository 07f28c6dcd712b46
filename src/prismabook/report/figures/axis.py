"""Ticks and limits of an axis for effects; nothing is drawn here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Axis:
    """Limits and ticks on the natural scale; ``null`` is the value of no effect, None where there is none."""

    low: float
    high: float
    ticks: tuple[float, ...]
    logarithmic: bool
    null: float | None

    def at(self, value: float) -> float:
        """Where a value stands, 0 at the left end and 1 at the right; beyond the ends, at the end."""
        low, high = self._scaled(self.low), self._scaled(self.high)
        if self.logarithmic and value <= 0:
            return 0.0
        return min(max((self._scaled(value) - low) / (high - low), 0.0), 1.0)

    def holds(self, value: float) -> bool:
        """Whether a value lies on it."""
        slack = 1e-12 * max(abs(self.low), abs(self.high))
        return self.low - slack <= value <= self.high + slack

    def _scaled(self, value: float) -> float:
        return math.log(value) if self.logarithmic else value


def axis(
    values: Sequence[float], limits: Sequence[float], *, logarithmic: bool, null: float | None, most: int = 7
) -> Axis:
    """An axis that shows all values, and limits as far as they do not squeeze the values together."""
    scaled = math.log if logarithmic else float
    seen = [scaled(v) for v in (*values, *([null] if null is not None else [])) if not logarithmic or v > 0] or [0.0]
    ends = [scaled(v) for v in limits if math.isfinite(v) and (not logarithmic or v > 0)] or seen
    low, high = min(seen), max(seen)
    room = max(0.75 * (high - low), 1.1 * _usual_half(ends), 0.35 if logarithmic else 0.0, 1e-9)
    low, high = max(min(*ends, low), low - room), min(max(*ends, high), high + room)
    if high - low < 1e-9:
        low, high = low - 1, high + 1
    if logarithmic:
        ticks = _log_ticks(math.exp(low), math.exp(high), most)
        return Axis(min(math.exp(low), ticks[0]), max(math.exp(high), ticks[-1]), ticks, True, null)
    ticks = _plain_ticks(low, high, most)
    return Axis(min(low, ticks[0]), max(high, ticks[-1]), ticks, False, null)


def _usual_half(ends: Sequence[float]) -> float:
    """Half the usual distance from a lower limit to its upper one; limits come in pairs."""
    return (
        median(abs(high - low) for low, high in zip(ends[::2], ends[1::2], strict=False)) / 2 if len(ends) > 1 else 0.0
    )


LADDERS = ((1, 1.5, 2, 3, 5, 7), (1, 2, 5), (1, 3), (1,))
"""Within each power of ten, from the finest ladder of ticks to the coarsest."""


def _log_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    found: list[float] = []
    for ladder in LADDERS:
        rungs = [step * 10.0**power for power in range(first, last + 1) for step in ladder]
        found = [rung for rung in rungs if low * 0.999 <= rung <= high * 1.001]
        if 2 <= len(found) <= most:
            return tuple(found)
    if len(found) > most:
        step = math.ceil(len(found) / most)
        anchor = found.index(1.0) % step if 1.0 in found else 0
        return tuple(found[anchor::step])
    return tuple(sorted({float(f"{low:.2g}"), float(f"{high:.2g}"), *found}))


def _plain_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    power = math.floor(math.log10(high - low)) - 1
    for size in (1, 2, 2.5, 5, 10, 20, 25, 50, 100):
        step = size * 10.0**power
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 <= most:
            ticks = tuple(round(n * step, 12) for n in range(first, last + 1))
            return ticks if len(ticks) > 1 else (low, high)
    return (low, high)


def tick_words(tick: float) -> str:
    """A tick's number, with a true minus sign."""
    return f"{tick:.4g}".replace("-", "\u2212")
