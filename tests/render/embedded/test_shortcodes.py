"""Shortcodes become tokens, tokens what they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prismabook.render.embedded.shortcodes import Shortcodes, lookup


def made(**meta: object) -> Shortcodes:
    return Shortcodes(meta, {"count": 60, "place": {"name": "Old **orchard**"}}, "one.qmd")


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("{{< var count >}}", "60"),
        ("{{<var place.name>}}", "Old **orchard**"),
        ('{{< meta "season" >}}', "late *spring*"),
        ("{{< meta authors.2 >}}", "B"),
        ("{{< env SURELY_NOT_SET other >}}", "other"),
        ("{{< kbd Ctrl-C >}}", "[Ctrl-C]{.kbd}"),
        ("{{< kbd mac=Cmd-C win=Ctrl-C >}}", "[Cmd-C]{.kbd}"),
        ("{{< meta one >}}", "A"),
        ("{{{< var count >}}}", "{{< var count >}}"),
    ],
)
def test_values(text: str, markdown: str) -> None:
    shortcodes = made(season="late *spring*", authors=["A", "B"], one=["A"])
    assert shortcodes.tokens(f"a {text} b") == "a pbshortcode1z b"
    assert shortcodes.values[0]["markdown"] == markdown
    assert shortcodes.findings == []
    assert made(season="late *spring*", authors=["A", "B"], one=["A"]).expanded(text) == markdown


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{< var gone >}}", "PB714"),
        ("{{< meta place >}}", "PB714"),
        ("{{< brand x >}}", "PB713"),
        ("{{< >}}", "PB713"),
    ],
)
def test_what_is_unknown_is_shown_and_told(text: str, code: str) -> None:
    shortcodes = made(place={"name": "x"})
    shortcodes.tokens(text)
    assert [finding.code.id for finding in shortcodes.findings] == [code]
    assert shortcodes.values[0]["plain"]


@given(st.text().filter(lambda text: "{{<" not in text))
def test_other_text_stays(text: str) -> None:
    assert made().tokens(text) == text


def test_lookup_follows_escaped_dots() -> None:
    assert lookup({"a.b": {"c": [1, 2]}}, r"a\.b.c.2") == 2
    assert lookup({"a": [1]}, "a.2") is None
    assert lookup({"a": 1}, "a.b") is None


def test_values_that_are_no_text_say_so_as_in_quarto() -> None:
    assert made(two=["A", "B"]).expanded("{{< meta two >}}") == "**?invalid meta type:two**"


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("https://youtu.be/ab-12", '<iframe src="https://www.youtube-nocookie.com/embed/ab-12"'),
        ("https://www.youtube.com/watch?v=ab-12", '<iframe src="https://www.youtube-nocookie.com/embed/ab-12"'),
        ("https://vimeo.com/123", '<iframe src="https://player.vimeo.com/video/123"'),
        ('film.mp4"><script>', '<video src="film.mp4&quot;&gt;&lt;script&gt;"'),
    ],
)
def test_films_play_on_pages_and_are_links_in_print(address: str, seen: str) -> None:
    shortcodes = made()
    shortcodes.tokens(f"{{{{< video {address} >}}}}")
    assert seen in shortcodes.values[0]["html"]
    assert shortcodes.values[0]["markdown"].endswith(f"(<{address}>)")
