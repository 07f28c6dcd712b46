"""An article's answer to a question: tables first, then sentences; sizes of groups from wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from prismabook.extraction.answers.article import Article, prepared, primary
from prismabook.extraction.answers.choose import choose
from prismabook.extraction.answers.compare import Candidate, Side, candidates
from prismabook.extraction.answers.labels import meaning
from prismabook.extraction.answers.model import Answer, ArmFigures, Figure, OutcomeType, Question
from prismabook.extraction.answers.naming import aliases
from prismabook.extraction.answers.noted import noted
from prismabook.extraction.answers.panels import Panel
from prismabook.extraction.answers.prose import Told, told
from prismabook.extraction.answers.roles import COMPARATOR, INTERVENTION, Roles, bare, is_arm_like
from prismabook.extraction.answers.sizes import Size, sizes
from prismabook.extraction.answers.words import Lexicon, timeless, tokens
from prismabook.extraction.document import Sentence, long_form
from prismabook.extraction.notation import Spread
from prismabook.model import Source
from prismabook.patterns import regex

REPORTED = ("abstract", "results")
"""Where numbers of participants are looked for: in the abstract and the results, as reviewers do first."""
SURE = 0.6
"""How well a table's labels must fit for sentences not to be asked."""
WHOLE = ("abstract", "results", "methods")

_OWN = regex(r"\(([A-Z][A-Za-z0-9-]{1,9})\)")


def answer(source: Source, question: Question, within: Sequence[str] = REPORTED) -> Answer:
    """The numbers that an article gives for a question, each with its quote and rule.

    Parameters
    ----------
    source
        A full article with its tables.
    question
        The arms and the outcome in anybody's words; they are matched to the article's without any model.
    within
        Where sizes of groups may stand: the abstract and parts of the text by the usual names of their sections.

    Returns
    -------
    Answer
        What is not sure is None, with the reason.
    """
    article = prepared(source)
    arms = tokens(question.intervention) | tokens(question.comparator)
    known_names = _explained(question) | article.abbreviations
    lexicon = Lexicon(known_names, article.topic | arms)
    lexicon.primary = primary(article.document.sentences)
    texts = [sentence.text for sentence in article.document.sentences]
    roles = Roles(Lexicon(known_names), question.intervention, question.comparator, texts)
    names = [pair for panel in article.panels for pair in _names(panel, roles)]
    names += aliases(texts, roles)
    roles.printed = _agreed(names)
    known = sizes(article.panels, _sentences(article, within), roles)
    people = {role: size.value for role, size in known.items()}
    found = [c for panel in article.panels for c in candidates(panel, roles, article.declared, people)]
    outcome = timeless(question.outcome) if tokens(timeless(question.outcome)) else question.outcome
    choice = choose(found, question.outcome, question.type, lexicon)
    about = known | noted(choice.candidate, roles) if choice.candidate else known
    from_table = _filled(source, choice.candidate, question.type, about) if choice.candidate else None
    if from_table is not None and from_table.given and choice.score >= SURE:
        return from_table
    spoken = told(
        _sentences(article, REPORTED), roles, names, outcome, question.type, Lexicon(known_names, article.topic | arms)
    )
    from_text = _spoken(source, spoken, question.type, known)
    if from_text is not None:
        return from_text
    return from_table or Answer(*_sized(source, known), reason=choice.reason)


def _explained(question: Question) -> dict[str, str]:
    """The abbreviations that the question's own words explain: ``tranexamic acid (TXA)``."""
    found = {}
    for name in (question.intervention, question.comparator, question.outcome):
        for match in _OWN.finditer(name):
            if long := long_form(match[1], name[: match.start()]):
                found[match[1]] = long
    return found


def _agreed(names: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The arm of each name that means the same one in all tables."""
    found: dict[str, set[str]] = {}
    for name, role in names:
        found.setdefault(bare(name), set()).add(role)
    return {name: next(iter(meant)) for name, meant in found.items() if len(meant) == 1}


def _names(panel: Panel, roles: Roles) -> list[tuple[str, str]]:
    """The labels by which a table names the arms."""
    sets = [*panel.heads, [e.stub[-1] for e in panel.entries if e.stub and is_arm_like(e.stub[-1])]]
    return [pair for labels in sets if len(set(labels)) <= 40 for pair in roles.assign(labels).items()]


def _spoken(source: Source, spoken: Sequence[Told], type_: OutcomeType, known: dict[str, Size]) -> Answer | None:
    """The answer that sentences give; none where they tell different things."""
    if not spoken:
        return None
    best = max(t.score for t in spoken)
    near = [t for t in spoken if t.score >= best - 0.05]
    timed = [t for t in near if t.when is not None and t.when.end]
    if timed:
        last = max(t.when.end for t in timed if t.when)
        untimed = [t for t in near if t not in timed]
        near = untimed or [t for t in timed if t.when and t.when.end == last]
    answers = [filled for t in near if (filled := _from_sentence(source, t, type_, known)).given]
    numbers = {
        tuple(f.value for arm in (a.intervention, a.comparator) for f in (arm.events, arm.mean, arm.sd) if f)
        for a in answers
    }
    return answers[0] if len(numbers) == 1 else None


def _from_sentence(source: Source, told_: Told, type_: OutcomeType, known: dict[str, Size]) -> Answer:
    quote = source.quote(told_.sentence.start, told_.sentence.end)
    rule = f"sentence-{type_}"
    arms, reason = [], ""
    for role in (INTERVENTION, COMPARATOR):
        value = told_.values[role]
        size = _size(source, known.get(role))
        if isinstance(value, Spread):
            doubt = "" if value.kind == "SD" else "nothing says what ± stands for"
            arms.append(
                ArmFigures(size, None, Figure(value.value, quote, rule), Figure(value.size, quote, rule, doubt))
            )
            continue
        if value.total:
            size = Figure(value.total, quote, rule)
        events, derived = value.events, ""
        if not events and size:
            events, derived = counted(value.percent, int(size.value)), f"{value.percent}% of {size.value}"
        if (
            size
            and events
            and (int(events) > int(size.value) or not fits_percentage(events, value.percent, size.value))
        ):
            reason = "the count and its percentage do not fit the number of people"
        if not events:
            reason = "only a percentage is given, and no number of people that makes it a count"
        arms.append(ArmFigures(size, Figure(events, quote, rule, derived) if events else None))
    if reason:
        arms = [ArmFigures(size=arm.size) for arm in arms]
    return Answer(arms[0], arms[1], told_.sentence.text, "", reason)


def fits_percentage(events: str, percent: str, total: str) -> bool:
    """Whether a count is a percentage of a total, within rounding."""
    return not percent or abs(100 * int(events) / int(total) - float(percent)) <= 1.5


def _sentences(article: Article, within: Sequence[str]) -> list[Sentence]:
    """The sentences of the abstract, and of the sections named."""
    source = article.source
    return [
        s for s in article.document.sentences
        if s.section in within or (source.place(s.start).startswith("front/") and s.section != "title")
    ]  # fmt: skip


def _sized(source: Source, known: dict[str, Size]) -> tuple[ArmFigures, ArmFigures]:
    """The sizes alone."""
    first, second = (_size(source, known.get(role)) for role in (INTERVENTION, COMPARATOR))
    return ArmFigures(size=first), ArmFigures(size=second)


def _size(source: Source, size: Size | None) -> Figure | None:
    return Figure(size.value, source.quote(size.start, size.end), size.rule, size.derived) if size else None


def _filled(source: Source, candidate: Candidate, type_: OutcomeType, known: dict[str, Size]) -> Answer:
    """The figures of the chosen cells; withheld where they do not fit one another."""
    sides = [
        _arm(source, candidate, candidate.sides[role], type_, known.get(role)) for role in (INTERVENTION, COMPARATOR)
    ]
    outcome = " – ".join(dict.fromkeys((*candidate.group, *candidate.own))) or candidate.panel.caption
    reason = next((why for _, why in sides if why), "")
    first, second = (figures for figures, _ in sides)
    if reason:
        first, second = ArmFigures(size=first.size), ArmFigures(size=second.size)
    return Answer(first, second, outcome, " ".join(candidate.times), reason)


def _arm(
    source: Source, candidate: Candidate, side: Side, type_: OutcomeType, known: Size | None
) -> tuple[ArmFigures, str]:
    reading = side.reading
    cells = [e for e in side.entries if e is not side.size_entry]
    quote = (
        source.quote(cells[0].start, cells[-1].end)
        if cells[0].start < cells[-1].end
        else source.quote(cells[0].start, cells[0].end)
    )
    rule = f"table-{type_}"
    size = _side_size(source, candidate, side) or _size(source, known)
    if type_ is OutcomeType.CONTINUOUS:
        mean = Figure(reading.mean, quote, rule)
        doubt = "" if reading.sure else "nothing says what ± stands for"
        sd = Figure(reading.sd, quote, rule, doubt) if reading.sd else None
        return ArmFigures(size=size, mean=mean, sd=sd), ""
    total = size.value if size else ""
    if not reading.sure and reading.percent == reading.events:
        reading = replace(reading, percent="")  # a number alone
    events, derived = reading.events, ""
    if not events and total:
        events = counted(reading.percent, int(total))
        derived = f"{reading.percent}% of {total}"
    if not events:
        return ArmFigures(size=size), "only a percentage is given, and no number of people that makes it a count"
    if total and int(events) > int(total):
        return ArmFigures(size=size), "more events than people"
    if (
        total
        and reading.percent
        and reading.events
        and abs(100 * int(events) / int(total) - float(reading.percent)) > 1.5
    ):
        return ArmFigures(size=size), "the count and its percentage do not fit the number of people"
    return ArmFigures(size=size, events=Figure(events, quote, rule, derived)), ""


def _side_size(source: Source, candidate: Candidate, side: Side) -> Figure | None:
    if not side.size:
        return None
    if side.size_entry is not None:
        return Figure(side.size, source.quote(side.size_entry.start, side.size_entry.end), "table-n")
    if side.reading.total == side.size:
        return Figure(side.size, source.quote(side.entries[0].start, side.entries[-1].end), "table-fraction")
    own = (
        label for e in side.entries for label in (*e.heads[::-1], *e.stub, *e.group) if label in candidate.panel.places
    )
    for label in (*own, *candidate.panel.places):
        if meaning(label).size == side.size:
            return Figure(side.size, source.quote(*candidate.panel.places[label]), "table-heading-n")
    cell = side.entries[0]
    return Figure(side.size, source.quote(cell.start, cell.end), "table-heading-n")


def counted(percent: str, total: int) -> str:
    """The one count that a percentage, as precise as printed, can be of a total; empty if there are none or several."""
    if not percent or total < 1:
        return ""
    decimals = len(percent.partition(".")[2])
    value, half = float(percent), 0.5 * 10.0**-decimals + 1e-9
    fitting = [n for n in range(total + 1) if abs(100 * n / total - value) <= half]
    return str(fitting[0]) if len(fitting) == 1 else ""


__all__ = ["REPORTED", "WHOLE", "answer", "counted", "fits_percentage"]
