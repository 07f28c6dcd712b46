"""Algorithms of instruments: from the answers to signalling questions to a proposed judgement.

An algorithm is a tree. A node asks one question or several and has a branch for each set of answers; a leaf is a
judgement. ``worst of`` takes the worst judgement of several trees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

WORST, ASK, OTHERWISE = "worst of", "ask", "otherwise"


@dataclass(frozen=True, slots=True)
class Branch:
    """A way on: taken if ``any`` or ``all`` of the answers are among these (``otherwise``: if no other way fits)."""

    quantifier: str
    answers: frozenset[str]
    tree: Tree

    def fits(self, given: Sequence[str]) -> bool:
        """Whether the answers lead this way."""
        if self.quantifier == OTHERWISE:
            return True
        meets: Callable[[Iterator[bool]], bool] = any if self.quantifier == "any" else all
        return meets(answer in self.answers for answer in given)


@dataclass(frozen=True, slots=True)
class Ask:
    """A node: the questions and the ways on, in the order in which they are tried."""

    questions: tuple[str, ...]
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Worst:
    """The worst judgement of several trees."""

    trees: tuple[Tree, ...]


Tree: TypeAlias = str | Ask | Worst


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a tree gives: the judgement, or None with what is in the way.

    ``asked`` are the questions on the way, ``missing`` those of them without an answer, ``stuck`` is a question whose
    answer leads nowhere, such as NA where the question applies.
    """

    judgement: str | None
    asked: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    stuck: str = ""


def read_tree(plain: Any) -> Tree:
    """A tree from its plain YAML value.

    Raises
    ------
    ValueError
        If it is none.
    """
    if isinstance(plain, str):
        return plain
    if isinstance(plain, Mapping) and set(plain) == {WORST} and isinstance(plain[WORST], list):
        return Worst(tuple(read_tree(tree) for tree in plain[WORST]))
    if not isinstance(plain, Mapping) or ASK not in plain or len(plain) < 2:
        raise ValueError(f"{plain!r} is neither a judgement nor a node with `ask` and its branches")
    asked = plain[ASK] if isinstance(plain[ASK], list) else [plain[ASK]]
    return Ask(tuple(map(str, asked)), tuple(_branch(str(key), tree) for key, tree in plain.items() if key != ASK))


def _branch(key: str, tree: Any) -> Branch:
    first, _, rest = key.partition(" ")
    quantifier, answers = (first, rest) if first in ("any", "all") else ("all", key)
    if key == OTHERWISE:
        quantifier, answers = OTHERWISE, ""
    return Branch(quantifier, frozenset(filter(None, answers.split("/"))), read_tree(tree))


def follow(tree: Tree, answers: Mapping[str, str], order: Sequence[str]) -> Outcome:
    """Follow the answers through a tree.

    Parameters
    ----------
    answers
        The answers given, by question; an empty one counts as none.
    order
        The judgements, best first.
    """
    if isinstance(tree, str):
        return Outcome(tree)
    if isinstance(tree, Worst):
        return _worst([follow(part, answers, order) for part in tree.trees], order)
    missing = tuple(question for question in tree.questions if not answers.get(question))
    if missing:
        return Outcome(None, tree.questions, missing)
    given = [answers[question] for question in tree.questions]
    way = next((branch for branch in tree.branches if branch.fits(given)), None)
    if way is None:
        return Outcome(None, tree.questions, (), tree.questions[0])
    rest = follow(way.tree, answers, order)
    return Outcome(rest.judgement, tree.questions + rest.asked, rest.missing, rest.stuck)


def _worst(parts: Sequence[Outcome], order: Sequence[str]) -> Outcome:
    judged = [part.judgement for part in parts if part.judgement is not None]
    worst = max(judged, key=order.index) if len(judged) == len(parts) else None
    asked = tuple(question for part in parts for question in part.asked)
    missing = tuple(question for part in parts for question in part.missing)
    return Outcome(worst, asked, missing, next((part.stuck for part in parts if part.stuck), ""))


def leaves(tree: Tree) -> Iterator[str]:
    """All judgements that a tree can give."""
    if isinstance(tree, str):
        yield tree
    else:
        for part in tree.trees if isinstance(tree, Worst) else [branch.tree for branch in tree.branches]:
            yield from leaves(part)


def questions(tree: Tree) -> Iterator[str]:
    """All questions that a tree asks."""
    if isinstance(tree, Ask):
        yield from tree.questions
    if not isinstance(tree, str):
        for part in tree.trees if isinstance(tree, Worst) else [branch.tree for branch in tree.branches]:
            yield from questions(part)
