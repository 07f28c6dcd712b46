"""Stable names of data."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from prismabook.model import Datum


@lru_cache(20_000)
def slug(text: str) -> str:
    """Lower-case letters and digits joined with hyphens; letters of other scripts stay."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[\W_]+", "-", "".join(c for c in folded if not unicodedata.combining(c))).strip("-")


def datum_name(*parts: str) -> str:
    """The id that a datum has if it is the only one of its kind."""
    return "-".join(filter(None, map(slug, parts)))


def known_as(datum: Datum, id_: str, study: str, report: str) -> Datum:
    """A datum with the names that depend on other documents (``dataclasses.replace`` takes several times as long)."""
    d = datum
    own = (d.item, d.value, d.quote, d.how, d.outcome, d.arm, d.time_point, d.unit, d.status, d.note)
    return Datum(id_, study, report, *own)


def identify(names: Iterable[str]) -> Iterator[str]:
    """Each name once: repeats get ``-2``, ``-3``… and never a name that stands for something else."""
    names = list(names)
    taken, seen = set(names), Counter[str]()
    for name in names:
        seen[name] += 1
        id_, n = name, seen[name]
        while n > 1 and (id_ := f"{name}-{n}") in taken:
            n += 1
        seen[name] = n
        taken.add(id_)
        yield id_
