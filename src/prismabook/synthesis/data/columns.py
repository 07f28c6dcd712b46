"""The names under which columns are known, and which of them each kind of data needs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_ARMS = {
    "1": ("1", "1i", "e", "exp", "experimental", "t", "trt", "treat", "treatment", "intervention"),
    "2": ("2", "2i", "c", "ctrl", "control", "p", "placebo", "comparator"),
}
"""What ends (or begins) a column's name for group 1, the intervention, and for group 2, the comparator."""


def _arm(side: str, *stems: str, also: Sequence[str] = ()) -> tuple[str, ...]:
    ends = _ARMS[side]
    joined = [stem + end for stem in stems for end in ends]
    turned = [end + stem for stem in stems for end in ends if len(end) > 2]
    return (*also, *joined, *turned)


_EVENTS = ("event", "events", "x", "responders", "r")
_TOTAL = ("n", "total", "ntotal", "size")
_NONE = ("nonevents", "nonevent", "noevent", "noevents")
_MEAN, _SD, _TIME = ("mean", "m"), ("sd", "stdev", "std"), ("time", "persontime", "personyears", "t", "exposure")

KNOWN: Mapping[str, tuple[str, ...]] = {
    "a": _arm("1", *_EVENTS, also=("ai", "a", "tpos", "e1", "d1")),
    "b": _arm("1", *_NONE, also=("bi", "b", "tneg")),
    "n1": _arm("1", *_TOTAL, also=("n1i",)),
    "c": _arm("2", *_EVENTS, also=("ci", "c", "cpos", "e2", "d2")),
    "d": _arm("2", *_NONE, also=("di", "d", "cneg")),
    "n2": _arm("2", *_TOTAL, also=("n2i",)),
    "m1": _arm("1", *_MEAN, also=("m1i",)),
    "sd1": _arm("1", *_SD, also=("sd1i", "s1")),
    "m2": _arm("2", *_MEAN, also=("m2i",)),
    "sd2": _arm("2", *_SD, also=("sd2i", "s2")),
    "t1": _arm("1", *_TIME, also=("t1i",)),
    "t2": _arm("2", *_TIME, also=("t2i",)),
    "x": ("xi", "x", "event", "events", "cases", "r"),
    "n": ("ni", "n", "total", "size", "samplesize"),
    "t": ("ti", "t", "time", "persontime", "personyears", "exposure"),
    "mean": ("mi", "mean", "m"),
    "sd": ("sdi", "sd", "stdev"),
    "r": ("ri", "r", "cor", "corr", "correlation"),
    "yi": (
        "yi",
        "y",
        "te",
        "effect",
        "effectsize",
        "es",
        "logrr",
        "logor",
        "loghr",
        "lnrr",
        "lnor",
        "lnhr",
        "g",
        "smd",
        "md",
        "d",
    ),
    "vi": ("vi", "v", "var", "variance", "vte"),
    "sei": ("sei", "se", "sete", "stderr", "stderror", "standarderror", "selogrr", "selogor", "seloghr", "selnhr"),
    "ratio": ("hr", "hazardratio", "rr", "or", "ratio", "estimate"),
    "low": ("low", "lower", "cilow", "cilower", "lowerci", "cilb", "lb", "ll", "lci", "lcl", "ci95low", "cil"),
    "high": ("high", "upper", "cihigh", "ciupper", "upperci", "ciub", "ub", "ul", "uci", "ucl", "ci95high", "ciu"),
    "oe": ("oe", "ominuse", "logrank", "oei"),
    "ve": ("v", "logrankv", "vlogrank"),
    "p": ("p", "pval", "pvalue"),
    "study": ("study", "studyid", "studlab", "slab", "label", "name", "author", "authors", "trial", "id"),
    "year": ("year", "yr"),
}
"""For each number, the names of its column in order of preference, in lower case with letters and digits only."""


@dataclass(frozen=True, slots=True)
class Needs:
    """One way to give a kind of data: the columns it takes."""

    columns: tuple[str, ...]


WAYS: Mapping[str, tuple[Needs, ...]] = {
    "two-by-two": (
        Needs(("a", "n1", "c", "n2")),
        Needs(("a", "b", "c", "d")),
    ),
    "two means": (Needs(("m1", "sd1", "n1", "m2", "sd2", "n2")),),
    "paired means": (Needs(("m1", "sd1", "m2", "sd2", "n", "r")),),
    "two rates": (Needs(("a", "t1", "c", "t2")),),
    "one proportion": (Needs(("x", "n")),),
    "one mean": (Needs(("mean", "sd", "n")),),
    "one rate": (Needs(("x", "t")),),
    "correlation": (Needs(("r", "n")),),
    "generic": (
        Needs(("yi", "vi")),
        Needs(("yi", "sei")),
        Needs(("ratio", "low", "high")),
        Needs(("oe", "ve")),
        Needs(("yi", "low", "high")),
        Needs(("ratio", "p")),
    ),
}
"""The ways in which each kind of data can be given, the preferred first."""


def plain(name: str) -> str:
    """A column's name without case, spaces, dots and the like.

    >>> plain("Event.e"), plain("N 1i")
    ('evente', 'n1i')
    """
    return re.sub(r"[^a-z0-9]", "", name.lower())


def find(header: Sequence[str], key: str) -> int | None:
    """The place of a number's column in a header, by the first of its names that is there."""
    names = [plain(name) for name in header]
    return next((names.index(name) for name in KNOWN[key] if name in names), None)


def way(header: Sequence[str], kind: str) -> Mapping[str, int] | None:
    """The columns of the first way that the header serves, by what they hold; None if it serves none."""
    for needs in WAYS[kind]:
        found = {key: find(header, key) for key in needs.columns}
        places = [place for place in found.values() if place is not None]
        if len(places) == len(needs.columns) and len(set(places)) == len(places):
            return {key: place for key, place in found.items() if place is not None}
    return None


def wanted(kind: str) -> str:
    """In words, which columns a kind of data needs."""
    shown = [" ".join(KNOWN[key][0] for key in needs.columns) for needs in WAYS[kind]]
    return ", or ".join(shown)
