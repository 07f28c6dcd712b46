"""What chapters show: values that lead to their sentences, results that lead to their data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prismabook.report.markdown import Text, anchor, link, quoted, text
from prismabook.report.numbers import counts, decimal, in_words, interval, p_value, with_unit

EVIDENCE = "/review/evidence.qmd"
FINDINGS = "/review/findings.qmd"
RESULTS = "/review/results.qmd"
"""Addresses from the book's root: the same from every chapter, wherever it runs."""

NOT_COMPUTABLE = "not computable"

HOVER = 240
"""Characters of a quote shown when the pointer rests on a value."""

Row = Mapping[str, str]


def evidence_address(identifier: str) -> str:
    """Where the evidence table shows a datum."""
    return f"{EVIDENCE}#ev-{anchor(identifier)}"


def finding_address(identifier: str) -> str:
    """Where the findings' appendix shows a finding."""
    return f"{FINDINGS}#finding-{anchor(identifier)}"


def result_anchor(identifier: str) -> str:
    """The anchor of a result's row in the results table."""
    return f"res-{anchor(identifier)}"


@dataclass(frozen=True, slots=True, repr=False)
class Value(Text):
    """A datum: shown as its value, linked to the words it was taken from."""

    row: Row

    @classmethod
    def of(cls, row: Row) -> Value:
        """The display of a row of the extraction table."""
        shown = _to_evidence(with_unit(row["value"], row["unit"]), row)
        return cls(shown.markdown, shown.plain, row)

    @property
    def id(self) -> str:
        """The datum's stable name."""
        return self.row["id"]

    @property
    def quote(self) -> Text:
        """The exact words of the source between quotation marks, linked."""
        return quoted(_to_evidence(self.row["quote"], self.row))

    @property
    def words(self) -> Text:
        """A whole number in words, as prose wants it, linked."""
        return _to_evidence(in_words(int(self.row["value"])), self.row)

    def says(self, label: Text | str) -> Text:
        """Other words for the value, linked to its quote."""
        return _to_evidence(label, self.row)


def _to_evidence(label: Text | str, row: Row) -> Text:
    words = row["quote"]
    hover = words if len(words) <= HOVER else words[: HOVER - 1].rstrip() + "…"
    return link(label, evidence_address(row["id"]), title=hover, classes=("datum",))


@dataclass(frozen=True, slots=True)
class Result:
    """A row of the results table; every part of it links to that row, which names its data."""

    row: Row

    def _linked(self, label: str) -> Text:
        return link(label, f"{RESULTS}#{result_anchor(self.row['id'])}", classes=("computed",))

    def _number(self, column: str) -> float | None:
        return float(self.row[column]) if self.row[column] else None

    def _estimate(self, measure: str, scale: float = 1, places: int = 2, between: str = ", 95% CI ") -> Text:
        """Estimate and interval in prose: ``1.84, 95% CI 0.97 to 3.48``, which can stand in brackets."""
        numbers = [self._number(measure + limit) for limit in ("", "_low", "_high")]
        if any(number is None for number in numbers):
            return text(NOT_COMPUTABLE)
        value, low, high = (scale * number for number in numbers if number is not None)
        return self._linked(decimal(value, places) + between + interval(low, high, places))

    @property
    def intervention(self) -> Text:
        """Events out of those analysed in the intervention arm."""
        return self._linked(counts(self.row["events_intervention"], self.row["total_intervention"]))

    @property
    def comparator(self) -> Text:
        """Events out of those analysed in the comparator arm."""
        return self._linked(counts(self.row["events_comparator"], self.row["total_comparator"]))

    @property
    def one_sided_by(self) -> Text:
        """The one-sided tests that give the printed p where no two-sided one does."""
        return self._linked(self.row["p_one_sided_by"].replace(", one-sided", "") or "none")

    @property
    def total_intervention(self) -> Text:
        """Those analysed in the intervention arm."""
        return self._linked(self.row["total_intervention"])

    @property
    def risk_ratio(self) -> Text:
        """Risk ratio with its 95% interval."""
        return self._estimate("risk_ratio")

    @property
    def odds_ratio(self) -> Text:
        """Odds ratio with its 95% interval."""
        return self._estimate("odds_ratio")

    @property
    def risk_difference(self) -> Text:
        """Risk difference in percentage points with its 95% interval."""
        return self._estimate("risk_difference", 100, 1)

    @property
    def risk_difference_interval(self) -> Text:
        """The limits of the risk difference alone, in percentage points."""
        low, high = self._number("risk_difference_low"), self._number("risk_difference_high")
        return text(NOT_COMPUTABLE) if low is None or high is None else self._linked(interval(100 * low, 100 * high, 1))

    @property
    def difference(self) -> Text:
        """The risk difference alone, in percentage points."""
        value = self._number("risk_difference")
        return text(NOT_COMPUTABLE) if value is None else self._linked(decimal(100 * value, 1))

    @property
    def reproduced_by(self) -> Text:
        """The tests that give the printed p-value at its precision."""
        return text(self.row["p_reproduced_by"].replace(";", ",") or "none of those tried")

    def p(self, test: str) -> Text:
        """A computed p-value: of ``chi2``, ``chi2_corrected``, ``chi2_n_minus_1`` or ``fisher``."""
        value = self._number(f"p_{test}")
        return text(NOT_COMPUTABLE) if value is None else self._linked(p_value(value))
