"""Appraisal instruments as data: domains in our own words, the answers they allow, the file that holds them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain or question of an instrument; ``id`` is its column in the decision file."""

    id: str
    topic: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument: what it asks, which answers it knows, best first, and where its decisions are kept.

    ``answers`` are those of a domain, ``overall`` those of the whole.
    """

    id: str
    name: str
    reference: str
    file: str
    domains: tuple[Domain, ...]
    answers: tuple[str, ...]
    overall: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that its file must have: first those that robvis reads, then who judged and why."""
        judged = (*(domain.id for domain in self.domains), "Overall")
        support = tuple(f"{column} support" for column in judged)
        return ("Study", *judged, "Weight", "Tool", "Outcome", "By", "Date", *support)


ROB2 = Instrument(
    "RoB 2",
    "Revised Cochrane risk-of-bias tool for randomised trials",
    "Sterne JAC et al., BMJ 2019;366:l4898",
    "risk-of-bias.csv",
    (
        Domain("D1", "Randomisation process"),
        Domain("D2", "Deviations from the intended interventions"),
        Domain("D3", "Missing outcome data"),
        Domain("D4", "Measurement of the outcome"),
        Domain("D5", "Selection of the reported result"),
    ),
    ("Low", "Some concerns", "High", "No information"),
    ("Low", "Some concerns", "High", "No information"),
)

JBI_CASE_REPORT = Instrument(
    "JBI case reports",
    "JBI critical appraisal checklist for case reports",
    "Moola S et al., in: JBI Manual for Evidence Synthesis, chapter 7",
    "case-reports.csv",
    (
        Domain("Q1", "Patient’s demographic characteristics"),
        Domain("Q2", "History as a timeline"),
        Domain("Q3", "Condition at presentation"),
        Domain("Q4", "Diagnostic tests and their results"),
        Domain("Q5", "Intervention or treatment procedure"),
        Domain("Q6", "Condition after the intervention"),
        Domain("Q7", "Adverse or unanticipated events"),
        Domain("Q8", "Lessons to take away"),
    ),
    ("Yes", "No", "Unclear", "Not applicable"),
    ("Include", "Exclude", "Seek further info"),
)

INSTRUMENTS = (ROB2, JBI_CASE_REPORT)
