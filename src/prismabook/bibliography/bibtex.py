r"""Records as BibTeX that pandoc's citeproc and typst read back exactly.

Both read BibLaTeX's fields, and both treat text as LaTeX. So text is escaped, field by field: titles, names and
journals as text; DOI, numbers and addresses verbatim, because neither reader looks for commands in those. The
escapes are the ones that both readers know; ``tests/bibliography/test_roundtrip.py`` tries them on both. Three
signs have no form that both keep: pandoc gives a backtick back as ‘ and ™ as a raised TM, and typst makes a dash of two
hyphens in a DOI.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from prismabook.model import Name, Record
from prismabook.patterns import regex
from prismabook.sources.formats.types import BIBTEX

ESCAPES = {
    "\\": r"{\textbackslash}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "'": r"{\textquotesingle}",
    "‘": r"{\textquoteleft}",
    "’": r"{\textquoteright}",
    "“": r"{\textquotedblleft}",
    "”": r"{\textquotedblright}",
}
LIGATURES = regex(r"--+|,,+|\.\.\.+|``+|[?!]`")
"""Runs that LaTeX readers join into one sign; parted by braces they stay what they are."""

UNSAFE = regex(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u061c\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
    "|[\ud800-\udfff\ufffe\uffff]"
)
"""Characters that are not shown or turn the text around; they never reach the bibliography."""

TYPES = {
    "article-journal": "article",
    "dataset": "dataset",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "report",
    "thesis": "thesis",
    "webpage": "online",
    "manuscript": "unpublished",
    "software": "software",
    "patent": "patent",
}
"""BibLaTeX's type for each of CSL's that it has; any other is ``misc``."""
WITHIN = ("chapter", "paper-conference")
"""Types that stand in a book."""
LANGUAGES = {
    "ar": "arabic",
    "bg": "bulgarian",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "he": "hebrew",
    "hr": "croatian",
    "hu": "hungarian",
    "is": "icelandic",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "lt": "lithuanian",
    "lv": "latvian",
    "nb": "norsk",
    "nl": "dutch",
    "nn": "nynorsk",
    "no": "norsk",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sk": "slovak",
    "sl": "slovene",
    "sr": "serbian",
    "sv": "swedish",
    "th": "thai",
    "tr": "turkish",
    "uk": "ukrainian",
    "vi": "vietnamese",
    "zh": "chinese",
}
"""ISO 639-1 codes and the names that babel and polyglossia, and so BibLaTeX, give to the languages."""


def to_bibtex(records: Iterable[Record], *, full: bool = False) -> str:
    """The records as the text of ``references.bib``, in their order; one without a title cannot be cited.

    ``full`` adds what no citation needs: abstract, keywords, publication types and standing.
    """
    # Here, as the library takes a seventh of a build to import and only writing needs it.
    from bibtexparser import Library, write_string
    from bibtexparser.middlewares import AddEnclosingMiddleware
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import BibtexFormat

    library = Library()
    for record in records:
        if record.get("title"):
            fields = [Field(name, value) for name, value in (*_fields(record), *(_further(record) if full else ()))]
            library.add(Entry(TYPES.get(record.type, "misc"), record.key, fields))
    layout = BibtexFormat()
    layout.indent = "  "
    layout.trailing_comma = True
    enclosing = AddEnclosingMiddleware(reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{")
    text: str = write_string(library, unparse_stack=[enclosing], bibtex_format=layout)
    return text


def _fields(record: Record) -> list[tuple[str, str]]:
    """The fields of a record's entry; a registry's name goes where each type has its place for it."""
    get = record.get
    dataset = record.type == "dataset"
    number = get("registration") if dataset else get("issue")
    values = [
        ("author", " and ".join(name_to_bibtex(name) for name in record.authors)),
        ("title", protected(get("title"))),
        (_container(record.type), escaped(get("container-title"))),
        ("shortjournal", escaped(get("container-title-short"))),
        ("publisher" if not dataset else "organization", escaped(get("publisher"))),
        ("location", escaped(get("publisher-place"))),
        ("date", escaped(get("issued"))),
        ("volume", escaped(get("volume"))),
        ("number", escaped(number)),
        ("pages", escaped(get("page")).replace("{-}", "-")),
        ("doi", verbatim(get("DOI"))),
        ("pmid", identifier(get("PMID"))),
        ("pmcid", identifier(get("PMCID"))),
        ("issn", identifier(get("ISSN"))),
        ("isbn", identifier(get("ISBN"))),
        ("url", verbatim(get("URL"))),
        ("langid", langid(get("language"))),
    ]
    return [(name, value) for name, value in values if value]


def _container(type_: str) -> str:
    return "publisher" if type_ == "dataset" else "booktitle" if type_ in WITHIN else "journaltitle"


def _further(record: Record) -> list[tuple[str, str]]:
    """The fields of a full entry that no citation needs; each keyword in braces, as it may hold a comma."""
    values = [
        ("entrysubtype", "; ".join(f"{{{escaped(part)}}}" for part in parts(record, "genre"))),
        ("pubstate", escaped(record.get("status"))),
        ("keywords", ", ".join(f"{{{escaped(part)}}}" for part in parts(record, "keyword"))),
        ("abstract", escaped(record.get("abstract"))),
        ("csltype", "" if BIBTEX.get(TYPES.get(record.type, "misc")) == record.type else record.type),
    ]
    return [(name, value) for name, value in values if value]


def parts(record: Record, name: str) -> list[str]:
    """The values of a field that holds several."""
    return [part for part in clean(record.get(name)).split("; ") if part]


def langid(language: str) -> str:
    """The name that BibTeX has for a language (``en`` or ``en-GB``), empty where it has none."""
    return LANGUAGES.get(language.partition("-")[0].strip().lower(), "")


def clean(text: str) -> str:
    """A text on one line without characters that are not shown."""
    return " ".join(UNSAFE.sub("", text).split())


def escaped(text: str) -> str:
    """A text with everything that LaTeX would take for a command made harmless."""
    parts = []
    at = 0
    bare = clean(text)
    for run in LIGATURES.finditer(bare):
        parts.append("".join(ESCAPES.get(c, c) for c in bare[at : run.start()]))
        parts.append("".join(f"{{{c}}}" for c in run[0]))
        at = run.end()
    return "".join([*parts, *(ESCAPES.get(c, c) for c in bare[at:])])


def verbatim(text: str) -> str:
    """An identifier or address as it is; only braces, which would end the field, are percent-encoded."""
    return re.sub(r"[{}\\]", lambda m: f"%{ord(m[0]):02X}", clean(text))


def identifier(text: str) -> str:
    """A number of letters, digits and hyphens as it is; anything else is none, and no escape suits both readers.

    Such a value does not come this far: readers and decisions are held to the forms of their identifiers.
    """
    return text if re.fullmatch(r"[0-9A-Za-z-]+", text) else ""


_ENDS = regex(r"[.:?!;…]\W{0,20}$")
"""A stop at the end of a word, other signs behind it left aside: a style may begin a sentence after it."""
_EDGES = regex(r"([\W_]*)(.*?)([\W_]*)", re.DOTALL)


def protected(title: str) -> str:
    """A title in which each word that a style must not re-case stands in braces.

    Styles put English titles into sentence case. They leave alone a capital that opens the title; every other
    word with a capital letter is protected, and so is a small letter that opens it. Behind a colon, a full stop
    and other marks, those that open the title too, styles differ, so that any letter is protected there.
    """
    parts = []
    opens, doubtful = True, False
    for word in clean(title).split(" "):
        before, core, after = _EDGES.fullmatch(word).groups()  # type: ignore[union-attr]  # it matches anything
        marked = opens and before and core[:1].isalpha()
        capitals = any(c.isupper() or c.istitle() for c in (core[1:] if opens else core))
        if capitals or marked or (opens and core[:1] != core[:1].upper()) or (doubtful and core[:1].isalpha()):
            parts.append(f"{escaped(before)}{{{escaped(core)}}}{escaped(after)}")
        else:
            parts.append(escaped(word))
        opens, doubtful = False, not core or _ENDS.search(word) is not None
    return " ".join(parts)


def name_to_bibtex(name: Name) -> str:
    """A name as ``Family, Given``; braces keep together what a reader would take apart."""
    family = escaped(name.family)
    if not name.given:
        return f"{{{family}}}"
    given = escaped(name.given)
    if _splits(name.family):
        family = f"{{{family}}}"
    if _splits(name.given):
        given = f"{{{given}}}"
    return f"{family}, {given}"


def _splits(part: str) -> bool:
    """Whether a part of a name holds a comma, the word ``and``, or a small letter that reads as a particle."""
    return bool(re.search(r",|\band\b|[{}]", part, re.IGNORECASE)) or any(word[0].islower() for word in part.split())
