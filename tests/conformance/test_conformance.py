"""The embedded renderer against what Quarto made of the same small books."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from observe import compare, observe

from prismabook.findings import PrismabookError
from prismabook.render.embedded import render

HERE = Path(__file__).parent
CASES = sorted(path for path in (HERE / "cases").iterdir() if path.is_dir())
FAILURES: dict[str, dict[str, str]] = json.loads((HERE / "failures.json").read_text("utf-8"))
"""For each format the cases that do not pass yet, with the reason; one that passes must be taken out."""


@dataclass(frozen=True)
class Outcome:
    """How a render ended: 0 or 1 as a program's exit status, what was said, what is seen in the output."""

    exit: int
    said: str
    seen: dict[str, Any]


def parameters() -> list[Any]:
    """Each case in each format that it has expectations for."""
    found = []
    for case in CASES:
        for to in ("html", "typst"):
            marks: list[Any] = [pytest.mark.xdist_group(case.name)]
            if reason := FAILURES[to].get(case.name):
                marks.append(pytest.mark.xfail(reason=reason, strict=True))
            if (case / f"expected.{to}.json").is_file():
                found.append(pytest.param(case, to, id=f"{case.name}-{to}", marks=marks))
    return found


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Where copies of cases stand; a case's second format finds the executed cells of its first."""
    base = tmp_path_factory.mktemp("cases")
    return {case.name: base / case.name for case in CASES}


def outcome(case: Path, to: str, root: Path) -> Outcome:
    """Render a case's copy in one format."""
    if not root.exists():
        shutil.copytree(case, root, ignore=shutil.ignore_patterns("expected.*.json"))
    shutil.rmtree(root / "_book", ignore_errors=True)
    try:
        rendered = render(root, (to,))
    except PrismabookError as error:
        assert not (root / "_book").exists(), "a failed render leaves nothing half made"
        return Outcome(1, str(error), {})
    return Outcome(0, "\n".join(map(str, rendered.findings)), observe(root / "_book"))


@pytest.mark.slow
@pytest.mark.parametrize(("case", "to"), parameters())
def test_case(case: Path, to: str, copies: dict[str, Path]) -> None:
    expected = json.loads((case / f"expected.{to}.json").read_text("utf-8"))
    made = outcome(case, to, copies[case.name])
    assert made.exit == (0 if expected["render"]["exit"] == 0 else 1), made.said
    if made.exit == 0:
        assert "\n".join(compare(*without_glyphs(made.said, expected, made.seen))) == ""
    else:
        assert made.said


def without_glyphs(said: str, *observations: Any) -> tuple[Any, ...]:
    """The observations, with one sign for all characters that no font of this machine has (and a finding names).

    What a reader of the PDF gets for a missing glyph is a matter of chance: sometimes the character, sometimes none.
    """
    named = re.findall(r"\(U\+([0-9A-F]{4,6})\)", next((line for line in said.split("\n") if " PB738: " in line), ""))
    signs = {int(code, 16): "\ufffd" for code in named}
    return tuple(
        json.loads(json.dumps(observation, ensure_ascii=False).translate(signs)) for observation in observations
    )


MESSAGES = {
    "29-failing-cell": ("review/fails.qmd", "ZeroDivisionError: division by zero", "cell"),
    "30-missing-chapter": ("_quarto.yml:8", "review/gone.qmd"),
    "32-include-missing": ("index.qmd:3", "_gone.qmd"),
    "33-failing-inline": ("index.qmd:8", "NameError", "undefined_name"),
}
"""What a message must name, so that a reader finds the place."""


@pytest.mark.slow
@pytest.mark.parametrize("name", MESSAGES)
def test_messages(name: str, tmp_path: Path) -> None:
    made = outcome(HERE / "cases" / name, "html", tmp_path / name)
    assert made.exit == 1
    assert [part for part in MESSAGES[name] if part not in made.said] == [], made.said


FOUND = {
    "07-reference-variants": (),
    "19-shortcodes": ("nothing.here", "nowhere"),
    "28-unresolved": ("fig-missing", "tbl-missing", "sec-missing", "eq-missing", "gone.qmd", "gone.pdf", "nobody2020"),
    "31-missing-image": ("gone.png",),
}
"""What is amiss in a book that renders all the same."""


@pytest.mark.slow
@pytest.mark.parametrize("name", FOUND)
def test_findings(name: str, tmp_path: Path) -> None:
    made = outcome(HERE / "cases" / name, "html", tmp_path / name)
    assert [part for part in FOUND[name] if part not in made.said] == [], made.said
    assert FOUND[name] or not made.said


def test_failures_name_cases() -> None:
    names = {case.name for case in CASES}
    assert [name for listed in FAILURES.values() for name in listed if name not in names] == []
