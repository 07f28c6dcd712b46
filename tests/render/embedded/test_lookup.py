"""What the site's script looks up: sections for the search, previews of what links lead to."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from prismabook.render.embedded.lookup import Written, previews_file, search_file

ONE = """<html><body><nav>Menu</nav><main><h1>One</h1><p>First <b>words</b>.<script>alert(1)</script></p>
<h2 id="s"><span>1.1</span> Deep</h2><p>Below <a href="sub/two.html#r">a row</a>, <a href="#s">here</a>,
<a href="https://example.org/#x">out</a>, <a href="sub/two.html#gone">nowhere</a>.</p></main></body></html>"""
TWO = """<html><body><main><h1><span id="two">Two</span></h1><table><caption>Cap <a href="../one.html#s">x</a></caption>
<thead><tr><th>Head</th><th>Tail</th></tr></thead>
<tbody><tr><td><span id="r">A &lt;cell&gt;</span></td><td onclick="x()"><img src="f.svg" alt=""></td></tr></tbody>
</table></main></body></html>"""
PAGES = (Written("one.html", "One", ONE), Written("sub/two.html", "Two", TWO))


def value(script: str) -> Any:
    return json.loads(script.split("=", 1)[1].rstrip(";\n"))


def test_sections_are_cut_at_headings_and_hold_no_menu_and_no_script() -> None:
    found = value(search_file(PAGES))
    assert [(entry["u"], entry["t"]) for entry in found] == [
        ("one.html", "One"),
        ("one.html#s", "1.1 Deep"),
        ("sub/two.html#two", "Two"),
    ]
    assert found[0]["x"] == "First words."
    assert "Menu" not in json.dumps(found)


def test_a_row_is_shown_with_its_heads_and_its_caption() -> None:
    piece = value(previews_file(PAGES))["sub/two.html#r"]
    assert "Cap" in piece and "<dt>Head</dt>" in piece and "A &lt;cell&gt;" in piece


def test_addresses_in_previews_begin_at_the_root_and_nothing_in_them_runs() -> None:
    pieces = value(previews_file(PAGES))
    assert "{up}sub/f.svg" in pieces["sub/two.html#r"] and "{up}one.html#s" in pieces["sub/two.html#r"]
    assert all(word not in json.dumps(pieces) for word in ("onclick", "<script", "alert"))


def test_only_places_that_links_lead_to_have_previews() -> None:
    assert list(value(previews_file(PAGES))) == ["sub/two.html#r", "one.html#s"]


@given(st.text(max_size=60))
def test_any_text_is_found_again_and_ends_no_script(text: str) -> None:
    from html import escape

    shown = escape(text.replace("\x00", "").replace("\r", " "))
    script = search_file([Written("p.html", "", f"<main><p>x {shown}</p></main>")])
    assert "<" not in script and "\u2028" not in script
    assert value(script)[0]["x"].startswith("x")
