"""Appraisal instruments, which are data: YAML files of this package, and those of a review in ``review/instruments/``.

An instrument says what it asks, in words of our own, which answers it knows, best first, in which file its decisions
are kept, and, where it has one, the algorithm from signalling questions to a proposed judgement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from prismabook.appraisal.algorithm import Tree, leaves, questions, read_tree
from prismabook.appraisal.codes import BAD_INSTRUMENT
from prismabook.findings import Finding, Place
from prismabook.project import Node, Project, load_yaml, parse_yaml, validate

NOT_APPLICABLE = "NA"
"""The answer to a question that an algorithm does not come to."""


@dataclass(frozen=True, slots=True)
class Question:
    """A signalling question; ``when`` says on which condition it is asked, empty if always."""

    id: str
    topic: str
    when: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain or question of an instrument; ``id`` is its column in the decision file."""

    id: str
    topic: str
    critical: bool = False
    questions: tuple[Question, ...] = ()
    algorithm: Tree | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument: ``answers`` are those of a domain, best first, ``overall`` those of the whole.

    ``rule`` says how the whole follows from the domains: ``worst`` takes the worst, where ``decisive`` judgements
    count whatever else is not known; ``flaws`` counts critical flaws and other weaknesses; empty leaves it to people.
    """

    id: str
    name: str
    reference: str
    file: str
    domains: tuple[Domain, ...]
    answers: tuple[str, ...]
    overall: tuple[str, ...]
    rule: str = ""
    decisive: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that its file must have: first those that robvis reads, then who judged and why."""
        judged = (*(domain.id for domain in self.domains), "Overall")
        support = tuple(f"{column} support" for column in judged)
        return ("Study", *judged, "Weight", "Tool", "Outcome", "By", "Date", *support)

    @property
    def questions(self) -> dict[str, Question]:
        """The signalling questions of all domains, by id."""
        return {question.id: question for domain in self.domains for question in domain.questions}

    def proposed(self, judged: Mapping[str, str]) -> str | None:
        """The whole's judgement that follows from those of the domains; None where the instrument has no rule.

        Sources: RoB 2: Sterne JAC et al., BMJ 2019;366:l4898, table 1 (several "some concerns" may amount to high:
        the assessor's to judge); ROBINS-I: Sterne JAC et al., BMJ 2016;355:i4919, table 2; AMSTAR 2: Shea BJ et al.,
        BMJ 2017;358:j4008, table 1.
        """
        said = [judged[domain.id] for domain in self.domains]
        if self.rule == "worst":
            unknown = self.answers[-1] if self.decisive and self.answers[-1] in said else ""
            known = [one for one in said if one != unknown]
            worst = max(known, key=self.answers.index, default=unknown)
            return unknown if unknown and worst not in self.decisive else worst
        if self.rule == "flaws":
            critical = sum(judged[domain.id] == "No" for domain in self.domains if domain.critical)
            other = sum(judged[domain.id] == "No" for domain in self.domains if not domain.critical)
            best, fair, poor, worst = self.overall
            return worst if critical > 1 else poor if critical else fair if other > 1 else best
        return None


@cache
def instruments() -> tuple[Instrument, ...]:
    """The instruments of this package, those that others extend first."""
    folder = files("prismabook.appraisal") / "instruments"
    texts = {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.name.endswith(".yml")}
    nodes = {name: parse_yaml(texts[name], name)[0] for name in sorted(texts)}
    made, findings = _made([(node, name) for name, node in nodes.items() if node is not None], {})
    if findings:
        raise ValueError(f"an instrument of this package is broken: {findings[0]}")
    return made


def load_instruments(project: Project) -> tuple[tuple[Instrument, ...], tuple[Finding, ...]]:
    """This package's instruments and those of ``review/instruments/``; one of the same id takes the other's place."""
    folder = project.root / "review" / "instruments"
    nodes: list[tuple[Node, str]] = []
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.yml")) if folder.is_dir() else ():
        name = project.relative(path)
        node, problems = load_yaml(path, name)
        findings += problems
        if node is not None:
            findings += (wrong := validate(node, "instrument", name))
            nodes += [] if wrong else [(node, name)]
    own = {instrument.id: instrument for instrument in instruments()}
    made, broken = _made(nodes, own)
    return tuple((own | {instrument.id: instrument for instrument in made}).values()), (*findings, *broken)


def _made(
    nodes: Sequence[tuple[Node, str]], known: Mapping[str, Instrument]
) -> tuple[tuple[Instrument, ...], list[Finding]]:
    """The instruments, those that extend another after it."""
    made: dict[str, Instrument] = {}
    findings: list[Finding] = []
    for node, name in sorted(nodes, key=lambda pair: "extends" in pair[0]):
        plain = node.plain()
        try:
            instrument = _instrument(plain, {**known, **made})
            _check(instrument)
            made[instrument.id] = instrument
        except ValueError as error:
            findings.append(Finding(BAD_INSTRUMENT, f"{plain.get('id')}: {error}", Place(name, node.line)))
    return tuple(made.values()), findings


def _instrument(plain: Mapping[str, Any], known: Mapping[str, Instrument]) -> Instrument:
    base = known.get(plain.get("extends", ""))
    if "extends" in plain and base is None:
        raise ValueError(f"there is no instrument {plain['extends']!r} to extend")
    if missing := [] if base else [key for key in ("reference", "file", "judgements", "overall") if key not in plain]:
        raise ValueError(f"{', '.join(missing)} is missing")
    answers = tuple(plain.get("answers", _answers(base)))
    domains = {domain.id: domain for domain in (base.domains if base else ())}
    domains |= {told["id"]: _domain(told, answers) for told in plain["domains"]}
    overall = plain.get("overall", {})
    return Instrument(
        plain["id"],
        plain["name"],
        plain.get("reference", base.reference if base else ""),
        plain.get("file", base.file if base else ""),
        tuple(domains.values()),
        tuple(plain.get("judgements", base.answers if base else ())),
        tuple(overall.get("judgements", base.overall if base else ())),
        overall.get("rule", base.rule if base else ""),
        tuple(overall.get("decisive", base.decisive if base else ())),
    )


def _answers(base: Instrument | None) -> tuple[str, ...]:
    """The most that a question of the base allows: its answers where it does not say otherwise."""
    return max((question.answers for question in base.questions.values()), key=len, default=()) if base else ()


def _domain(told: Mapping[str, Any], answers: tuple[str, ...]) -> Domain:
    asked = tuple(
        Question(q["id"], q["topic"], q.get("when", ""), tuple(q.get("answers", answers)))
        for q in told.get("questions", ())
    )
    tree = read_tree(told["algorithm"]) if "algorithm" in told else None
    return Domain(told["id"], told["topic"], told.get("critical", False), asked, tree)


def _check(instrument: Instrument) -> None:
    """Stop where an algorithm speaks of judgements or questions that the instrument has not."""
    for domain in instrument.domains:
        if domain.algorithm is not None:
            _known(set(leaves(domain.algorithm)), instrument.answers, f"judgement in the algorithm of {domain.id}")
            _known(set(questions(domain.algorithm)), instrument.questions, f"question in the algorithm of {domain.id}")
    if instrument.rule == "flaws" and len(instrument.overall) != 4:
        raise ValueError("the rule `flaws` needs four overall judgements, best first")
    if instrument.rule == "worst" and set(instrument.answers) - set(instrument.overall):
        raise ValueError("the rule `worst` needs the same judgements of the domains and of the whole")


def _known(said: Iterable[str], known: Iterable[str], what: str) -> None:
    if unknown := sorted(set(said) - set(known)):
        raise ValueError(f"{', '.join(unknown)}: no {what}")
