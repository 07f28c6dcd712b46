"""What exporters leave in records: marks of styles, addresses of sessions, lines around the records."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prismabook.findings import Finding
from prismabook.model import Source
from prismabook.sources import read_bytes
from prismabook.sources.formats.rich import plain


def read(text: str, name: str = "x.ris") -> tuple[Source, list[Finding]]:
    (source,), findings = read_bytes(text.encode(), name, f"seeds/{name}")
    return source, list(findings)


def stated(source: Source, name: str) -> list[str]:
    return [s.value or source.text[s.start : s.end] for s in source.stated if s.name == name]


TITLE = '<i>Helicobacter</i> and CD4<sup>+</sup> cells in <span class="nocase">H<sub>2</sub>O</span>'
WANTED = "Helicobacter and CD4⁺ cells in H₂O"
RECORDS = {
    "x.ris": f"TY  - JOUR\nTI  - {TITLE}\nAU  - Li, J\nPY  - 2020\nER  -\n",
    "x.bib": f"@article{{li2020,\n title = {{{TITLE}}},\n author = {{Li, J}},\n year = {{2020}}\n}}\n",
    "x.json": json.dumps([{"type": "article-journal", "title": TITLE, "author": [{"family": "Li", "given": "J"}]}]),
}


@pytest.mark.parametrize("name", RECORDS)
def test_titles_lose_the_marks_of_styles(name: str) -> None:
    source, _ = read(RECORDS[name], name)
    assert stated(source, "title") == [WANTED]
    assert WANTED in source.text


@given(st.text(alphabet='ab<>/ip ="0.5', max_size=40))
def test_what_is_no_pair_of_tags_stays(text: str) -> None:
    assert plain(text) == text or "</" in text
    assert plain("p<0.05 and a <b> of c") == "p<0.05 and a <b> of c"


def test_nested_and_unclosed_tags_end() -> None:
    assert plain("<i>" * 50 + "a" + "</i>" * 50).count("a") == 1
    assert plain("<p>One.</p><p>Two.</p>").split() == ["One.", "Two."]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("http://ovidsp.ovid.com/ovidweb.cgi?T=JS&CSC=Y&NEWS=N&PAGE=fulltext&D=med1&AN=123", False),
        ("https://www-nature-com.proxy.library.example.edu/articles/1", False),
        ("https://example.org/paper?sid=OVID:medline", False),
        ("https://www.example.org/approximation", True),
    ],
)
def test_addresses_of_sessions_are_no_addresses_of_records(address: str, kept: bool) -> None:
    source, _ = read(f"TY  - JOUR\nTI  - Owls\nPY  - 2020\nUR  - {address}\nER  -\n")
    assert stated(source, "URL") == ([address] if kept else [])
    assert address in source.text


@pytest.mark.parametrize(
    "header",
    [
        'Provider: John Wiley & Sons, Ltd\nContent:text/plain; charset="UTF-8"\n\n',
        "FN Clarivate Analytics Web of Science\nVR 1.0\n",
        "Record #1 of 1\n",
        "<1>\n",
    ],
)
def test_lines_that_databases_print_around_records_are_no_loss(header: str) -> None:
    _, findings = read(f"{header}TY  - JOUR\nTI  - Owls\nPY  - 2020\nER  -\n\nEF\n")
    assert not findings


def test_other_words_outside_records_are_told() -> None:
    _, findings = read("TY  - JOUR\nTI  - Owls\nPY  - 2020\nER  -\nA title that lost its tag\n")
    assert [f.code.id for f in findings] == ["PB113"]
