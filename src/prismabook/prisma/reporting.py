"""The reporting items for searches (PRISMA-S) and for protocols (PRISMA-P), filled from the protocol and the ledger.

Sources: Rethlefsen ML et al., PRISMA-S: an extension to the PRISMA statement for reporting literature searches in
systematic reviews, Syst Rev 2021;10:39; Moher D et al., Preferred reporting items for systematic review and
meta-analysis protocols (PRISMA-P) 2015 statement, Syst Rev 2015;4:1. The numbers are the statements', the topics are in
our own words; look the wording up there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prismabook.prisma.model import Flow
from prismabook.project import Protocol

PRISMA_S = (
    "Rethlefsen ML, Kirtley S, Waffenschmidt S, et al. Syst Rev 2021;10:39. https://doi.org/10.1186/s13643-020-01542-z"
)
PRISMA_P = "Moher D, Shamseer L, Clarke M, et al. Syst Rev 2015;4:1. https://doi.org/10.1186/2046-4053-4-1"


@dataclass(frozen=True, slots=True)
class Stated:
    """A reporting item with what the review says; ``said`` is empty where it says nothing, ``missing`` what to add."""

    number: str
    topic: str
    said: str
    missing: str


@dataclass(frozen=True, slots=True)
class _Item:
    number: str
    topic: str
    key: str
    """Where the protocol would say it."""
    read: Callable[[_Facts], str]


@dataclass(frozen=True, slots=True)
class _Facts:
    """The protocol, and what was counted."""

    protocol: Protocol
    flow: Flow

    def text(self, *path: str, none: str = "") -> str:
        """A text of the protocol; ``none`` where it is expressly empty."""
        value = self.protocol.get(*path)
        node = self.protocol.node
        if value in (None, [], ""):
            return none if node is not None and path[0] in node else ""
        return "; ".join(map(_words, value)) if isinstance(value, list) else str(value).strip()

    def sources(self, *kinds: str) -> list[Mapping[str, Any]]:
        """The information sources of some kinds, or all."""
        entries = self.protocol.get("information_sources") or []
        return [entry for entry in entries if not kinds or entry.get("kind") in kinds]

    def named(self, *kinds: str) -> str:
        """Their names."""
        return "; ".join(str(entry["name"]) for entry in self.sources(*kinds))

    def of_each(self, key: str) -> str:
        """What each source says under a key."""
        said = [(entry["name"], entry[key]) for entry in self.sources() if entry.get(key)]
        return "; ".join(f"{name}: {value}" for name, value in said)


def _words(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{value[key]}" for key in ("date", "what", "why", "text") if value.get(key))
    return str(value)


def _both(*said: str) -> str:
    return "; ".join(part for part in said if part)


def _strategies(facts: _Facts) -> str:
    names = [name for name, _ in facts.protocol.strategies]
    return f"In full, line by line: {', '.join(names)}" if names else ""


def _identified(facts: _Facts) -> str:
    """The records of each source, as the ledger counts them."""
    boxes = [box for box in facts.flow.boxes if box.key.endswith("_results") and box.n]
    parts = [
        f"{part.label} {part.n:,}" for box in boxes for part in box.parts if part.label and part.label != box.label
    ]
    total = sum(box.n for box in boxes)
    said = [f"{box.label} {box.n:,}" for box in boxes]
    return f"{total:,} records: {'; '.join([*said, *parts])}" if total else ""


SEARCH_ITEMS: tuple[_Item, ...] = (
    _Item("1", "Databases by name", "information_sources", lambda f: _both(f.named("database"), f.of_each("coverage"))),
    _Item(
        "2",
        "Platforms, and databases searched together",
        "search.simultaneous",
        lambda f: _both(f.of_each("platform"), f.text("search", "simultaneous")),
    ),
    _Item("3", "Study registries", "information_sources", lambda f: f.named("register")),
    _Item(
        "4",
        "Websites and other places that were browsed",
        "search.browsing",
        lambda f: _both(f.named("website", "organisation"), f.text("search", "browsing")),
    ),
    _Item(
        "5",
        "Citation searching",
        "search.citation_searching",
        lambda f: _both(f.named("citation searching"), f.text("search", "citation_searching")),
    ),
    _Item(
        "6",
        "People who were asked",
        "search.contacts",
        lambda f: _both(f.named("contact"), f.text("search", "contacts")),
    ),
    _Item(
        "7",
        "Other ways of finding reports",
        "search.other_methods",
        lambda f: f.text("search", "other_methods") or f.named("handed over"),
    ),
    _Item("8", "Every search strategy in full", "information_sources, strategy", _strategies),
    _Item(
        "9",
        "Limits, with reasons",
        "search.limits",
        lambda f: _both(f.of_each("limits"), f.text("search", "limits")),
    ),
    _Item(
        "10",
        "Published search filters",
        "search.filters",
        lambda f: _both(f.of_each("filters"), f.text("search", "filters")),
    ),
    _Item(
        "11",
        "Searches of earlier reviews that were used",
        "search.prior_work",
        lambda f: f.text("search", "prior_work"),
    ),
    _Item("12", "How the searches were kept up to date", "search.updates", lambda f: f.text("search", "updates")),
    _Item(
        "13",
        "Day of each last search",
        "information_sources, last_searched",
        lambda f: f.of_each("last_searched"),
    ),
    _Item("14", "Peer review of the searches", "search.peer_review", lambda f: f.text("search", "peer_review")),
    _Item("15", "Records found by each source", "review/decisions/screening.csv, stage identification", _identified),
    _Item(
        "16",
        "How duplicates were found and removed",
        "search.deduplication",
        lambda f: f.text("search", "deduplication"),
    ),
)
"""The 16 items of PRISMA-S, each with the place that says it."""


def _title(facts: _Facts) -> str:
    version = facts.text("version")
    return _both(facts.text("title"), f"protocol, version {version}" if version else "")


def _contact(facts: _Facts) -> str:
    people = facts.protocol.get("contributors") or []
    details = ("name", "affiliation", "email")
    return "; ".join(", ".join(str(p[key]) for key in details if p.get(key)) for p in people if p.get("corresponding"))


def _contributions(facts: _Facts) -> str:
    people = facts.protocol.get("contributors") or []
    said = [f"{p['name']}: {p['role']}" for p in people if p.get("role")]
    guarantor = [f"guarantor: {p['name']}" for p in people if p.get("guarantor")]
    return "; ".join([*said, *guarantor]) if guarantor else ""


def _question(facts: _Facts) -> str:
    parts = [facts.text("question", key) for key in ("population", "intervention", "comparator", "outcome")]
    return _both(facts.text("question", "text"), *parts)


def _criteria(facts: _Facts) -> str:
    entries = facts.protocol.get("eligibility") or []
    return "; ".join(f"{entry['id']} ({entry['kind']})" for entry in entries)


def _outcomes(facts: _Facts) -> str:
    """All outcomes, once one of them is said to be the primary one."""
    entries = facts.protocol.get("outcomes") or []
    ordered = any(entry.get("priority") for entry in entries)
    return "; ".join(f"{e['text']} ({e.get('priority', 'secondary')})" for e in entries) if ordered else ""


def _measures(facts: _Facts) -> str:
    entries = facts.protocol.get("outcomes") or []
    measures = dict.fromkeys(str(e["effect_measure"]) for e in entries if e.get("effect_measure"))
    return _both(facts.text("synthesis_plan", "methods"), *measures)


PROTOCOL_ITEMS: tuple[_Item, ...] = (
    _Item("1a", "Title says that it is the protocol of a systematic review", "title", _title),
    _Item("1b", "Whether it updates a review", "update_of", lambda f: f.text("update_of", none="No: a new review")),
    _Item("2", "Registration", "registration", lambda f: f.text("registration", none="Not registered")),
    _Item("3a", "Authors, and whom to write to", "contributors, corresponding", _contact),
    _Item(
        "3b", "Who contributed what, and who guarantees the review", "contributors, role and guarantor", _contributions
    ),
    _Item("4", "Amendments", "amendments", lambda f: f.text("amendments", none="None")),
    _Item("5a", "Sources of support", "funding", lambda f: f.text("funding")),
    _Item("5b", "Funder or sponsor by name", "sponsor", lambda f: f.text("sponsor")),
    _Item("5c", "What the funder or sponsor has to say", "role_of_funder", lambda f: f.text("role_of_funder")),
    _Item("6", "Why the review is needed", "rationale", lambda f: f.text("rationale")),
    _Item("7", "Questions, by population, intervention, comparator, outcome", "question", _question),
    _Item("8", "Eligibility criteria", "eligibility", _criteria),
    _Item("9", "Information sources", "information_sources", lambda f: f.named()),
    _Item("10", "A draft of at least one search strategy", "information_sources, strategy", _strategies),
    _Item("11a", "How records and data are kept", "management", lambda f: f.text("management")),
    _Item("11b", "How reports are selected", "selection", lambda f: f.text("selection")),
    _Item("11c", "How data are collected", "collection", lambda f: f.text("collection")),
    _Item("12", "Variables sought", "items", lambda f: f.text("items")),
    _Item("13", "Outcomes, and which come first", "outcomes, priority", _outcomes),
    _Item("14", "How risk of bias is assessed", "risk_of_bias", lambda f: f.text("risk_of_bias")),
    _Item(
        "15a",
        "When results are pooled",
        "synthesis_plan.when",
        lambda f: f.text("synthesis_plan", "when") or f.text("synthesis"),
    ),
    _Item("15b", "Effect measures and methods of pooling", "synthesis_plan.methods", _measures),
    _Item(
        "15c",
        "Further analyses",
        "synthesis_plan.heterogeneity, synthesis_plan.sensitivity",
        lambda f: _both(f.text("synthesis_plan", "heterogeneity"), f.text("synthesis_plan", "sensitivity")),
    ),
    _Item(
        "15d",
        "What is done where nothing is pooled",
        "synthesis_plan.otherwise",
        lambda f: f.text("synthesis_plan", "otherwise"),
    ),
    _Item(
        "16", "How missing results (reporting bias) are assessed", "reporting_bias", lambda f: f.text("reporting_bias")
    ),
    _Item("17", "How certainty is assessed", "certainty", lambda f: f.text("certainty")),
)
"""The 26 rows of PRISMA-P 2015, each with the place that says it."""


def search_reporting(protocol: Protocol, flow: Flow) -> tuple[Stated, ...]:
    """PRISMA-S filled as far as the protocol and the screening ledger say it."""
    return tuple(_stated(SEARCH_ITEMS, _Facts(protocol, flow)))


def protocol_reporting(protocol: Protocol, flow: Flow) -> tuple[Stated, ...]:
    """PRISMA-P filled as far as the protocol says it."""
    return tuple(_stated(PROTOCOL_ITEMS, _Facts(protocol, flow)))


def _stated(items: Sequence[_Item], facts: _Facts) -> Iterator[Stated]:
    for item in items:
        said = item.read(facts)
        where = item.key if "/" in item.key else f"review/protocol.yml: {item.key}"
        yield Stated(item.number, item.topic, said, "" if said else where)
