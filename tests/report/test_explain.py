"""A document with its data marked: nothing lost, nothing let through, all said without colour."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_sources import source, trial
from made_texts import made, names
from prismabook.cli import main
from prismabook.extraction import data
from prismabook.model import Source
from prismabook.project import Decisions
from prismabook.report.explain import Explained, as_page, explained, in_terminal

ROOT = Path(__file__).resolve().parents[2]
RESULT = "Remission occurred in 16/29 (55.17%) with drugazole and 9/30 (30.00%) with placebo. Mice numbered 77."


def view(of: Source) -> Explained:
    found, findings = data([of], [], Decisions())
    return explained(of, found, findings)


@pytest.mark.parametrize("name", names()[::4])
def test_no_character_of_a_document_is_lost(name: str, tmp_path: Path) -> None:
    document = made(name, tmp_path)
    shown = explained(document.source, document.data)
    assert "".join(piece.text for part in shown.parts for piece in part.pieces) == document.source.text
    assert sum(len(p.data) for p in shown.passages) == len(document.data)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["methods", "results", "abstract:zh"]), st.text(max_size=120)), max_size=4))
def test_no_character_of_any_text_is_lost(parts: list[tuple[str, str]]) -> None:
    shown = view(source(*parts))
    assert "".join(piece.text for part in shown.parts for piece in part.pieces) == shown.source.text
    as_page(shown)
    assert not any("\x1b" in line for line in in_terminal(shown))


def test_numbers_that_no_datum_has_are_shown_as_such() -> None:
    shown = view(trial(RESULT))
    bare = [piece.text for part in shown.parts for piece in part.pieces if piece.untaken]
    assert bare == ["77"]
    assert "‹77›" in "\n".join(in_terminal(shown))
    assert '<span class="untaken" title="a number that no datum has">77</span>' in as_page(shown)


def test_the_terminal_says_all_without_colour() -> None:
    lines = "\n".join(in_terminal(view(trial(RESULT)), width=200))
    assert re.search(r"⟦Remission occurred in 16/29 .* with placebo⟧\d", lines)
    assert "Participants with the outcome (%) (remission · drugazole): 55.17% [rule shares]" in lines
    assert "\x1b" not in lines
    assert "\x1b[4m" in "\n".join(in_terminal(view(trial(RESULT)), colour=True))


HOSTILE = (
    "Remission occurred in 16/29 (55.17%) with <script>alert(1)</script> drugazole and 9/30 (30.00%) with placebo"
    ' \x1b[31m\u202e"><img src=x onerror=alert(1)> {{< include /etc/passwd >}}.'
)


def test_a_hostile_document_stays_text() -> None:
    shown = view(source(("methods", "Patients were randomised to receive drugazole (n=30) or placebo (n=30)."),
                        ("results", HOSTILE), id_="<b>.txt"))  # fmt: skip
    page = as_page(shown)
    body = page.split("</style>", 1)[1].rsplit("<script>", 1)[0]
    assert "<script" not in body
    assert "<img" not in body
    assert "<b>.txt" not in page
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "\x1b" not in "\n".join(in_terminal(shown))
    assert not re.search(r"\x1b\[(?!0m|1m|2m|4m|3[2356]m)", "\n".join(in_terminal(shown, colour=True)))


def test_the_page_needs_nothing_and_allows_nothing_else() -> None:
    page = as_page(view(trial(RESULT)))
    policy = re.search(r'Policy" content="([^"]+)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    assert policy and style and script
    for part in (style[1], script[1]):
        digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[1]
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert "http" not in page.replace("http-equiv", "")
    for number in re.findall(r'href="#(\w+)"', page):
        assert f'id="{number}"' in page


def test_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["explain", "he2020", str(ROOT), "-q"]) == 0
    assert "result" in capsys.readouterr().out
    page = tmp_path / "page.html"
    assert main(["explain", "003", str(ROOT), "-q", "--html", str(page)]) == 0
    assert "55.17%" in page.read_text("utf-8")
    assert main(["explain", "he2002", str(ROOT), "-q"]) == 1
    problem = capsys.readouterr().err
    assert "PB311" in problem
    assert "he2020" in problem


def test_a_file_outside_a_review(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "copy.txt"
    path.write_bytes(next((ROOT / "seeds").glob("003*")).read_bytes())
    assert main(["explain", str(path), str(tmp_path), "-q"]) == 0
    assert "55.17%" in capsys.readouterr().out
