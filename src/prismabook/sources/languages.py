"""Languages by the names and codes that databases give them, as ISO 639-1."""

from __future__ import annotations

_TABLE = """
ar ara arabic|bg bul bulgarian|ca cat catalan|cs cze ces czech|da dan danish|de ger deu german|el gre ell greek
en eng english|es spa spanish castilian|et est estonian|eu baq eus basque|fa per fas persian|fi fin finnish
fr fre fra french|gl glg galician|he heb hebrew|hi hin hindi|hr hrv scr croatian|hu hun hungarian|id ind indonesian
is ice isl icelandic|it ita italian|ja jpn japanese|ka geo kat georgian|ko kor korean|lt lit lithuanian|lv lav latvian
mk mac mkd macedonian|ms may msa malay|nb nob|nl dut nld dutch|nn nno|no nor norwegian|pl pol polish
pt por portuguese|ro rum ron romanian|ru rus russian|sk slo slk slovak|sl slv slovenian slovene|sq alb sqi albanian
sr srp scc serbian|sv swe swedish|th tha thai|tr tur turkish|uk ukr ukrainian|vi vie vietnamese|zh chi zho chinese
"""
_CODES = {word: row.split()[0] for row in _TABLE.replace("\n", "|").split("|") if row for word in row.split()}


def code_of(language: str) -> str:
    """The ISO 639-1 code for a name (``English``) or a code (``eng``, ``en-GB``), empty if it is not known."""
    bare = language.strip().casefold().rstrip(".").split(";")[0].split(",")[0]
    return _CODES.get(bare.replace("_", "-").split("-")[0].split(" (")[0].strip(), "")
