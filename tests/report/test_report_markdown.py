"""Text in equals text out, through a real Pandoc, whatever the text is."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from report_reading import flat, pandoc, through

from prismabook.report.markdown import (
    Heading,
    Text,
    address,
    bullets,
    cite,
    escape,
    image,
    join,
    link,
    quoted,
    span,
    table,
    text,
    verbatim,
    visible,
)

NASTY = [
    "{{< include /etc/passwd >}}",
    "`{python} 1 + 1` and ``code``",
    "<script>alert('x')</script> <b>bold</b> &amp; &#60;",
    "@he2020 [@he2020] $x^2$ a|b ~~s~~ H~2~O x^2^ ==m== *e* __s__",
    "\"quoted\" 'single' ... -- --- it's",
    "https://example.org user@example.org :smile: [a](b){.c #d} ![i](j)",
    "# no heading",
    "1. no list",
    "- no list",
    "::: {.callout-note}",
    "---",
    "% title",
    "| line block",
    "> quote",
    "(@) example [^1] ^[note] \\newpage \\LaTeX{} #let x = 1",
    "Mr. Smith e.g. p. 3 i. roman",
    "=10+20\tcell",
    "a\u202ereversed\u202c b\u200bzero",
    "ends with backslash \\",
    "男性 ≥ 2 months <3×10^9/L; 🇨🇳 Gerd-Rüdiger",
]


@pytest.mark.parametrize("nasty", NASTY)
def test_text_in_is_text_out(nasty: str) -> None:
    assert through(escape(nasty)) == visible(nasty)


# Pandoc normalises nothing else; starting it costs 30 ms, so many texts go through it at once.
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=60))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_in_is_text_out(texts: list[str]) -> None:
    kept = [t for t in texts if visible(t)]
    blocks = pandoc("\n\n".join(map(escape, kept)))
    assert [b["t"] for b in blocks] == ["Para"] * len(kept)
    assert [flat(b["c"]) for b in blocks] == [visible(t) for t in kept]


@given(st.lists(st.text("ab 1.|`\\$@<>{}[]()#*_~^'\"-+=!:;&%/\n\t", min_size=1), min_size=1, max_size=60))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_punctuation_never_becomes_markup_in_a_table(texts: list[str]) -> None:
    (block,) = pandoc(table([Heading("text", 9), Heading("n", 1, number=True)], [[t, "1"] for t in texts]).markdown)
    rows = block["c"][4][0][3]
    cells = [row[1][0][4] for row in rows]
    assert [flat(cell[0]["c"]) if cell else "" for cell in cells] == [visible(t) for t in texts]


def test_invisible_characters_are_named() -> None:
    assert visible("a\u202eb\x00c\nd") == "a⟨U+202E⟩b\ufffdc d"


def test_a_link_carries_words_address_title_and_class() -> None:
    nasty = 'a "b" \\ & <c> `d`'
    (block,) = pandoc(link(nasty, "/review/evidence.qmd#ev-x", title=nasty, classes=["datum"]).markdown)
    (inline,) = block["c"]
    assert inline["t"] == "Link"
    attributes, words, target = inline["c"]
    assert attributes == ["", ["datum"], []]
    assert flat(words) == nasty
    assert target == ["/review/evidence.qmd#ev-x", nasty]


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "JavaScript:x"])
def test_only_web_addresses_become_links(bad: str) -> None:
    assert address(bad) is None
    assert through(link("words", bad).markdown) == "words"


def test_an_address_cannot_break_out() -> None:
    (block,) = pandoc(link("w", 'https://example.org/a b)(<c>"[').markdown)
    assert [i["t"] for i in block["c"]] == ["Link"]


def test_a_span_has_its_anchor() -> None:
    (block,) = pandoc(span("55.17", "ev-a-b", ["evidence"]).markdown)
    (inline,) = block["c"]
    assert inline["c"][0] == ["ev-a-b", ["evidence"], []]


def test_an_image_keeps_its_alternative() -> None:
    alt = 'n = 5; "a" \\ <b> & $c$ {{< d >}} | e'
    (block,) = pandoc(image("figures/flow.svg", "Flow", label="fig-flow", alt=alt).markdown)
    assert block["t"] == "Figure"
    assert block["c"][0][0] == "fig-flow"
    picture = block["c"][2][0]["c"][0]
    assert dict(picture["c"][0][2]) == {"fig-alt": alt}


def test_a_table_shares_the_width_and_sets_numbers_right() -> None:
    (block,) = pandoc(table([Heading("a", 3), Heading("b", 1, number=True)], [["x", "1"]]).markdown)
    (left, wide), (right, narrow) = block["c"][2]
    assert (left["t"], right["t"]) == ("AlignLeft", "AlignRight")
    assert wide["c"] == pytest.approx(3 * narrow["c"], rel=0.1)


def test_a_ragged_table_is_refused() -> None:
    with pytest.raises(ValueError, match="number of cells"):
        table([Heading("a")], [["x", "y"]])


def test_pieces_add_up() -> None:
    both = "p = " + Text("[x](y)", "x") + " & co"
    assert both.markdown == "p \\= [x](y) \\& co"
    assert str(both) == "p = x & co"
    assert join(["a", "b", "c"], ", ", " and ").plain == "a, b and c"
    assert join([]).markdown == ""
    assert text(" x ").plain == " x "
    assert text(" ").markdown == " "


def test_citations_lists_and_quotes() -> None:
    assert cite("he2020", "nct02932137").markdown == "[@he2020; @nct02932137]"
    assert cite().markdown == ""
    assert [b["t"] for b in pandoc(bullets(["* a", "b"]).markdown)] == ["BulletList"]
    assert quoted("a").plain == "“a”"


@pytest.mark.parametrize(
    "words", ["1. a\n2.   b  (x) # `y`", "```\n~~~", "{{< include /etc/passwd >}}", "*a* | \u202e $x$ \\"]
)
def test_verbatim_lines_stay_as_they_are(words: str) -> None:
    (block,) = pandoc(verbatim(words).markdown)
    assert block["t"] == "CodeBlock"
    shown = block["c"][1].replace("{{{<", "{{<").replace(">}}}", ">}}")
    assert shown == words.replace("\u202e", "⟨U+202E⟩")
