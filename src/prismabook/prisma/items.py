"""The PRISMA 2020 checklists as data: the statement's numbers, the topics in our own words.

Source: Page MJ et al., The PRISMA 2020 statement: an updated guideline for reporting systematic reviews,
BMJ 2021;372:n71. The items' wording is the statement's; look it up there.
"""

from __future__ import annotations

from dataclasses import dataclass

REFERENCE = "Page MJ, McKenzie JE, Bossuyt PM, et al. BMJ 2021;372:n71. https://doi.org/10.1136/bmj.n71"


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a checklist: ``number`` as in the statement, with an A before it in the abstract checklist."""

    number: str
    section: str
    topic: str


def _items(section: str, *rows: tuple[str, str]) -> tuple[Item, ...]:
    return tuple(Item(number, section, topic) for number, topic in rows)


MAIN: tuple[Item, ...] = (
    *_items("Title", ("1", "Title names a systematic review")),
    *_items("Abstract", ("2", "Abstract follows the checklist for abstracts")),
    *_items(
        "Introduction",
        ("3", "Why the review is needed, given what is known"),
        ("4", "Objectives or questions"),
    ),
    *_items(
        "Methods",
        ("5", "Eligibility criteria, and how studies are grouped"),
        ("6", "Information sources, with the date of each last search"),
        ("7", "Complete search strategies"),
        ("8", "How reports were selected: who, how many, with what tools"),
        ("9", "How data were collected from reports"),
        ("10a", "Outcomes sought, and which of their results"),
        ("10b", "Other variables sought, and assumptions on missing ones"),
        ("11", "How risk of bias was assessed"),
        ("12", "Effect measures of each outcome"),
        ("13a", "Which studies enter which synthesis"),
        ("13b", "How data were prepared for synthesis"),
        ("13c", "How results are tabulated and displayed"),
        ("13d", "How results are synthesised, and why so"),
        ("13e", "How reasons for heterogeneity are explored"),
        ("13f", "Sensitivity analyses"),
        ("14", "How missing results (reporting bias) were assessed"),
        ("15", "How certainty was assessed"),
    ),
    *_items(
        "Results",
        ("16a", "Selection from records to studies, with a flow diagram"),
        ("16b", "Reports that nearly qualified, with reasons"),
        ("17", "Characteristics of each study, cited"),
        ("18", "Risk of bias in each study"),
        ("19", "Results of each study: groups, effect, precision"),
        ("20a", "What contributes to each synthesis, and its risk of bias"),
        ("20b", "Results of each synthesis"),
        ("20c", "Heterogeneity explored"),
        ("20d", "Sensitivity of the results"),
        ("21", "Missing results (reporting bias) in each synthesis"),
        ("22", "Certainty in each outcome’s evidence"),
    ),
    *_items(
        "Discussion",
        ("23a", "Interpretation beside other evidence"),
        ("23b", "Limits of the evidence"),
        ("23c", "Limits of the review’s own methods"),
        ("23d", "What follows for practice, policy and research"),
    ),
    *_items(
        "Other information",
        ("24a", "Registration of the review"),
        ("24b", "Where the protocol is"),
        ("24c", "Amendments to registration or protocol"),
        ("25", "Support for the review"),
        ("26", "Competing interests of the authors"),
        ("27", "Where data, code and other materials are"),
    ),
)
"""The 42 rows of the main checklist."""

ABSTRACT: tuple[Item, ...] = (
    *_items("Title", ("A1", "Title names a systematic review")),
    *_items("Background", ("A2", "Objective or question")),
    *_items(
        "Methods",
        ("A3", "Eligibility criteria"),
        ("A4", "Information sources and their dates"),
        ("A5", "How risk of bias was assessed"),
        ("A6", "How results were synthesised"),
    ),
    *_items(
        "Results",
        ("A7", "Studies and participants included"),
        ("A8", "Main results with effect and precision"),
    ),
    *_items(
        "Discussion",
        ("A9", "Limits of the evidence"),
        ("A10", "Interpretation"),
    ),
    *_items(
        "Other",
        ("A11", "Funding of the review"),
        ("A12", "Registration of the review"),
    ),
)
"""The 12 rows of the abstract checklist."""

ITEMS: tuple[Item, ...] = (*MAIN, *ABSTRACT)
