"""Identifiers of articles, journals, people and trials, in one normal form each, with their check digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from prismabook.patterns import regex


class Scheme(StrEnum):
    """A system of identifiers; the values are CSL's variable names where CSL has one."""

    DOI = "DOI"
    PMID = "PMID"
    PMCID = "PMCID"
    ISSN = "ISSN"
    ORCID = "ORCID"
    NCT = "NCT"
    ISRCTN = "ISRCTN"
    CHICTR = "ChiCTR"
    EUDRACT = "EudraCT"
    EUCT = "EUCT"
    PROSPERO = "PROSPERO"
    DRKS = "DRKS"
    ACTRN = "ACTRN"
    UMIN = "UMIN"
    JRCT = "jRCT"
    CTRI = "CTRI"
    CRIS = "CRIS"
    IRCT = "IRCT"
    PACTR = "PACTR"
    TCTR = "TCTR"


REGISTRIES = {
    Scheme.NCT: ("ClinicalTrials.gov", "https://clinicaltrials.gov/study/{}"),
    Scheme.ISRCTN: ("ISRCTN registry", "https://www.isrctn.com/{}"),
    Scheme.CHICTR: ("Chinese Clinical Trial Registry", ""),
    Scheme.EUDRACT: (
        "EU Clinical Trials Register",
        "https://www.clinicaltrialsregister.eu/ctr-search/search?query={}",
    ),
    Scheme.EUCT: ("Clinical Trials Information System", ""),
    Scheme.PROSPERO: ("PROSPERO", ""),
    Scheme.DRKS: ("German Clinical Trials Register", "https://drks.de/search/en/trial/{}"),
    Scheme.ACTRN: ("Australian New Zealand Clinical Trials Registry", ""),
    Scheme.UMIN: ("UMIN Clinical Trials Registry", ""),
    Scheme.JRCT: ("Japan Registry of Clinical Trials", "https://jrct.mhlw.go.jp/en-latest-detail/{}"),
    Scheme.CTRI: ("Clinical Trials Registry - India", ""),
    Scheme.CRIS: ("Clinical Research Information Service, Korea", ""),
    Scheme.IRCT: ("Iranian Registry of Clinical Trials", ""),
    Scheme.PACTR: ("Pan African Clinical Trials Registry", ""),
    Scheme.TCTR: ("Thai Clinical Trials Registry", ""),
}
"""A registry's name and the address of a record, empty where a number alone makes no lasting address."""


@dataclass(frozen=True, slots=True)
class Found:
    """An identifier in a text: its scheme, normal form and offsets; ``valid`` is False if its check digit is wrong."""

    scheme: Scheme
    value: str
    start: int
    end: int
    valid: bool = True


_FLAGS = re.IGNORECASE | re.ASCII
"""Digits are 0 to 9 only: other scripts' digits and letters that fold into Latin ones are near misses."""
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x1f\x7f"
_DOI_LABEL = regex(r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|(?:info:|urn:)?doi[:/]?\s*)(?=10\.)", _FLAGS)
_PMID = regex(
    r"(?:pmid:?\s*|https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)?0*([1-9]\d{0,8})/?",
    _FLAGS,
)
_PMCID = regex(
    r"(?:pmcid:?\s*|https?://(?:www\.)?(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc|europepmc\.org)"
    r"/articles?/(?:pmc/)?)?"
    r"PMC\s*0*([1-9]\d{0,8})(?:\.\d+)?/?",
    _FLAGS,
)
_RECORD = regex(
    r"https?://(?:www\.|trialsearch\.|beta\.)?"
    r"(?:clinicaltrials\.gov|isrctn\.com|chictr\.org\.cn|clinicaltrialsregister\.eu"
    r"|euclinicaltrials\.eu|crd\.york\.ac\.uk|drks\.de|anzctr\.org\.au|center6\.umin\.ac\.jp|upload\.umin\.ac\.jp"
    r"|jrct\.niph\.go\.jp|jrct\.mhlw\.go\.jp|ctri\.nic\.in|cris\.nih\.go\.kr|irct\.ir|pactr\.samrc\.ac\.za"
    r"|thaiclinicaltrials\.org|who\.int)/\S+",
    _FLAGS,
)
"""Addresses of registries' records."""


def doi(text: str) -> str | None:
    """A DOI without resolver or label, its case kept; None if it has not the form ``10.prefix/suffix``."""
    bare = _DOI_LABEL.sub("", text.strip(), count=1) if _DOI_LABEL.match(text.strip()) else text.strip()
    bare = re.sub(r"^(10\.[\d.]+)%2f", r"\1/", bare, flags=_FLAGS)
    return bare if re.fullmatch(rf"10\.\d{{4,9}}(?:\.\d+)*/[^\s{_UNSEEN}]+", bare, _FLAGS) else None


def pmid(text: str) -> str | None:
    """A PubMed number without label, address or leading zeros."""
    match = _PMID.fullmatch(text.strip())
    return match[1] if match else None


def pmcid(text: str) -> str | None:
    """A PubMed Central number with its ``PMC``, without a version."""
    match = _PMCID.fullmatch(text.strip())
    return f"PMC{match[1]}" if match else None


def issn(text: str) -> str | None:
    """An ISSN as ``1234-567X``; None if its check digit (ISO 3297: weights 8 to 2, modulo 11) is wrong."""
    bare = re.sub(r"^(?:e-?|p-?)?issn:?\s*", "", text.strip(), flags=_FLAGS).upper()
    if not re.fullmatch(r"\d{4}[-‐–]?\d{3}[\dX]", bare, re.ASCII):
        return None
    digits = re.sub(r"[^\dX]", "", bare)
    rest = -sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), digits, strict=False)) % 11
    return f"{digits[:4]}-{digits[4:]}" if digits[7] == ("X" if rest == 10 else str(rest)) else None


def isbn(text: str) -> str | None:
    """An ISBN of 10 or 13 digits without hyphens; None if its check digit (ISO 2108) is wrong."""
    bare = re.sub(r"^(?:e-?|p-?)?isbn(?:-1[03])?:?\s*", "", text.strip(), flags=re.IGNORECASE).upper()
    digits = re.sub(r"[\s‐–-]", "", bare)
    if re.fullmatch(r"\d{9}[\dX]", digits, re.ASCII):
        values = [10 if c == "X" else int(c) for c in digits]
        return digits if sum(w * v for w, v in zip(range(10, 0, -1), values, strict=True)) % 11 == 0 else None
    if re.fullmatch(r"97[89]\d{10}", digits, re.ASCII):
        return digits if sum((1, 3)[n % 2] * int(c) for n, c in enumerate(digits)) % 10 == 0 else None
    return None


def orcid(text: str) -> str | None:
    """An ORCID iD as ``0000-0002-1825-0097``; None if its check digit (ISO 7064 MOD 11-2) is wrong."""
    bare = re.sub(
        r"^(?:(?:https?://)?(?:www\.)?orcid\.org/|orcid(?: id)?:?\s*)", "", text.strip(), flags=_FLAGS
    ).upper()
    if not re.fullmatch(r"(?:\d{4}-){3}\d{3}[\dX]", bare, re.ASCII):
        return None
    digits = bare.replace("-", "")
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return bare if digits[15] == ("X" if check == 10 else str(check)) else None


def _plain(pattern: str, form: Callable[[re.Match[str]], str]) -> Callable[[str], str | None]:
    compiled = regex(pattern, _FLAGS)

    def normal(text: str) -> str | None:
        match = compiled.fullmatch(text.strip())
        return form(match) if match else None

    return normal


_NUMBERS: dict[Scheme, tuple[str, str, Callable[[re.Match[str]], str]]] = {
    Scheme.NCT: (r"NCT\s?\d{8}", r"NCT\s?(\d{8})", lambda m: f"NCT{m[1]}"),
    Scheme.ISRCTN: (r"ISRCTN\s?\d{8}", r"ISRCTN\s?(\d{8})", lambda m: f"ISRCTN{m[1]}"),
    Scheme.CHICTR: (
        r"ChiCTR(?:-[A-Z]{2,4}-)?\s?\d{8,10}",
        r"ChiCTR(-[A-Z]{2,4}-)?\s?(\d{8,10})",
        lambda m: f"ChiCTR{(m[1] or '').upper()}{m[2]}",
    ),
    Scheme.EUDRACT: (
        r"(?<![\d-])(?:EUCTR)?(?:19|20)\d\d-\d{6}-\d\d(?:-[A-Z]{2})?(?![\d-])",
        r"(?:EUCTR|EudraCT(?: number)?:?\s*)?((?:19|20)\d\d-\d{6}-\d\d)(?:-[A-Z]{2})?",
        lambda m: m[1],
    ),
    Scheme.EUCT: (
        r"(?<![\d-])(?:CTIS)?20\d\d-5\d{5}-\d\d-\d\d(?![\d-])",
        r"(?:CTIS|EU ?CT(?: number)?:?\s*)?(20\d\d-5\d{5}-\d\d-\d\d)",
        lambda m: m[1],
    ),
    Scheme.PROSPERO: (r"CRD\s?420\d{8,9}|CRD\s?42\d{9}", r"CRD\s?(42\d{9,10})", lambda m: f"CRD{m[1]}"),
    Scheme.DRKS: (r"DRKS\s?\d{8}", r"DRKS\s?(\d{8})", lambda m: f"DRKS{m[1]}"),
    Scheme.ACTRN: (r"ACTRN\s?\d{14}p?", r"ACTRN\s?(\d{14}p?)", lambda m: f"ACTRN{m[1]}"),
    Scheme.UMIN: (r"(?:JPRN-)?UMIN\s?\d{9}", r"(?:JPRN-)?UMIN\s?(\d{9})", lambda m: f"UMIN{m[1]}"),
    Scheme.JRCT: (
        r"(?:JPRN-)?jRCT(?:s\d{9}|\d{10})",
        r"(?:JPRN-)?jRCT(s\d{9}|\d{10})",
        lambda m: f"jRCT{m[1].lower()}",
    ),
    Scheme.CTRI: (
        r"CTRI/\d{4}/\d{2,3}/\d{6}",
        r"CTRI/(\d{4}/\d{2,3}/\d{6})",
        lambda m: f"CTRI/{m[1]}",
    ),
    Scheme.CRIS: (r"KCT\s?\d{7}", r"KCT\s?(\d{7})", lambda m: f"KCT{m[1]}"),
    Scheme.IRCT: (r"IRCT\s?\d{8,14}N\d{1,3}", r"IRCT\s?(\d{8,14})N(\d{1,3})", lambda m: f"IRCT{m[1]}N{m[2]}"),
    Scheme.PACTR: (r"PACTR\s?\d{15,16}", r"PACTR\s?(\d{15,16})", lambda m: f"PACTR{m[1]}"),
    Scheme.TCTR: (r"TCTR\s?\d{11}", r"TCTR\s?(\d{11})", lambda m: f"TCTR{m[1]}"),
}

_NORMAL: dict[Scheme, Callable[[str], str | None]] = {
    Scheme.DOI: doi,
    Scheme.PMID: pmid,
    Scheme.PMCID: pmcid,
    Scheme.ISSN: issn,
    Scheme.ORCID: orcid,
} | {scheme: _plain(whole, form) for scheme, (_, whole, form) in _NUMBERS.items()}

_DOI = r"10\.\d{4,9}(?:\.\d+){0,9}/[^\s\"'<>，。；]+(?:<[^\s<>]*>[^\s\"'<>，。；]*)?"
_BEGINNING = (  # of these, none begins where another does
    ("PMCID", r"PMC\d{4,}(?!\d)"),
    ("PMID", r"PMID:?\s*\d{1,9}(?!\d)"),
    ("ISSN", r"[ep]?-?ISSN:?\s*\d{4}-?\d{3}[\dXx](?![\dXx])"),
    *((scheme.name, rf"(?:{scan})(?![A-Za-z0-9])") for scheme, (scan, _, _) in _NUMBERS.items()),
)
_ORCID = r"(?<!\d)(?:https?://)?(?:orcid\.org/)?(?:\d{4}-){3}\d{3}[\dXx](?!\d)"
_FIND = regex(  # the letters that each begins with are looked at first: most of a text is none of them
    rf"(?=[0-9ho])(?:(?P<DOI>{_DOI})|(?P<ORCID>{_ORCID}))"
    r"|(?<![A-Za-z0-9])(?=[0-9acdeijknptu-])(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _BEGINNING)
    + ")",
    _FLAGS,
)


_SIGNS = (
    regex(r"[0-9][0-9]{3}[0-9/-]"),
    regex(r"10\.[0-9]{4}"),
    regex(r"[Pp][Mm](?:[Cc][0-9]|[Ii][Dd])"),
)
"""Of these, each identifier holds at least one; most texts hold none, and are told in a fraction of the time."""


def normal(scheme: Scheme, text: str) -> str | None:
    """The normal form of an identifier of a scheme, also from the address of its record; None if it is not one."""
    value = _NORMAL[scheme](text)
    if value is None and scheme in REGISTRIES and _RECORD.fullmatch(text.strip()):
        numbers = {hit.value for hit in find(text) if hit.scheme is scheme}
        return numbers.pop() if len(numbers) == 1 else None
    return value


def find(text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
    """The identifiers between two offsets of a text, in order; offsets count from the text's beginning."""
    end = len(text) if end is None else end
    if not any(sign.search(text, start, end) for sign in _SIGNS):
        return
    for match in _FIND.finditer(text, start, end):
        scheme = Scheme[str(match.lastgroup)]
        words = match[0]
        if scheme is Scheme.DOI:
            words = _without_closing(words)
        value = normal(scheme, words)
        yield Found(scheme, value or words, match.start(), match.start() + len(words), value is not None)


def _without_closing(words: str) -> str:
    """A DOI without the sentence's punctuation behind it; a bracket belongs to it only with its partner."""
    while words:
        last = words[-1]
        if view := _VIEW.fullmatch(words):
            words = view["doi"]
        elif last in ".,;:!?’”" or (last in ")]}" and words.count(last) > words.count(_OPENING[last])):
            words = words[:-1]
        else:
            break
    return words


_VIEW = regex(
    r"(?P<doi>10\.[\d.]+/[^/\s]+(?:/[^/\s]+)??)/(?:full|abstract|e?pdf|pdfdirect|full-xml)(?:[?#]\S*)?", _FLAGS
)
"""A DOI in the address of a publisher's page, with the view behind it."""
_OPENING = {")": "(", "]": "[", "}": "{"}


def registry(number: str) -> tuple[Scheme, str, str, str] | None:
    """For a trial's number: scheme, normal form, the registry's name and the record's address (may be empty)."""
    for scheme, (name, address) in REGISTRIES.items():
        if value := normal(scheme, number):
            return scheme, value, name, address.format(value)
    return None
