"""The protocol: what is wrong in it, line by line, and its search strategies as they were written."""

from pathlib import Path

import pytest

from prismabook.project import Project, load_protocol

BASE = """\
title: A question
question: {text: Does it work?}
eligibility:
  - {id: in-people, kind: include, text: In people}
outcomes:
  - {id: death, text: Death}
information_sources:
"""
STRATEGY = "1. exp Lupus/\n2.   interleukin-2.mp.\n3. `1 and 2`  {{< include x >}}\n"
WHOLE = f"""\
{BASE}  - name: MEDLINE
    kind: database
    platform: Ovid
    last_searched: "2026-01-31"
    strategy: |
{"".join(f"      {line}" + chr(10) for line in STRATEGY.splitlines())}\
  - {{name: Embase, kind: database, last_searched: 2026-02, strategy_file: embase.txt}}
amendments:
  - {{date: 2026-03-01, what: One outcome more, why: A reviewer asked}}
"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / "review/searches").mkdir(parents=True)
    (tmp_path / "review/searches/embase.txt").write_text("'lupus'/exp\n")
    return Project(tmp_path)


def loaded(project, text):
    project.protocol.write_text(text, "utf-8")
    found = load_protocol(project)
    return found, [(f.code.id, f.place.line) for f in found.findings]


def test_strategies_stand_as_written(project):
    found, findings = loaded(project, WHOLE)
    assert findings == []
    assert found.strategies == (("MEDLINE", STRATEGY), ("Embase", "'lupus'/exp\n"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{name: X, kind: database}", ["PB814", "PB815"]),
        ("{name: X, kind: register, last_searched: 2026-01-31}", ["PB815"]),
        ("{name: X, kind: website}", []),
        ("{name: X, kind: database, last_searched: 2026-02-30, strategy: a}", ["PB817"]),
        ("{name: X, kind: database, last_searched: soon, strategy: a}", ["PB817"]),
        ("{name: X, kind: database, last_searched: 2026, strategy: a}", ["PB803"]),
        ("{name: X, kind: database, last_searched: '2026', strategy: a}", []),
        ("{name: X, kind: database, last_searched: 2026-01-31, strategy_file: none.txt}", ["PB816"]),
        ("{name: X, kind: database, last_searched: 2026-01-31, strategy_file: ../protocol.yml}", ["PB816"]),
        ("{name: X, kind: database, last_searched: 2026-01-31, strategy_file: /etc/hosts}", ["PB816"]),
        ("{name: X, kind: database, last_searched: 2026-01-31, strategy_file: .hidden}", ["PB816"]),
        ("{name: X, kind: library}", ["PB803"]),
        ("{name: X, colour: red}", ["PB803"]),
    ],
)
def test_what_is_wrong_with_a_source(project, source, expected):
    _, findings = loaded(project, f"{BASE}  - {source}\n")
    assert findings == [(code, 8) for code in expected]


def test_a_link_is_not_followed(project, tmp_path):
    (tmp_path / "secret").write_text("secret")
    try:
        (tmp_path / "review/searches/x.txt").symlink_to(tmp_path / "secret")
    except OSError:
        pytest.skip("no links here")
    _, findings = loaded(project, f"{BASE}  - {{name: X, strategy_file: x.txt}}\n")
    assert findings == [("PB816", 8)]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("eligibility:\n  - {id: a, kind: include, text: x}\n  - {id: a, kind: exclude, text: y}\n", ("PB813", 3)),
        ("amendments:\n  - {date: 2026-13-01, what: a, why: b}\n", ("PB817", 2)),
        ("amendments:\n  - {date: 2026-01-01, what: a}\n", ("PB803", 2)),
        ("amendments:\n  - in words\n", None),
        ("status: proposal\n", ("PB819", 1)),
        ("rationale:\n  - {section: Introduction}\n", ("PB803", 2)),
        ("contributors:\n  - {role: writing}\n", ("PB803", 2)),
        ("search: {limits: null, browsing: None}\n", None),
    ],
)
def test_what_is_wrong_elsewhere(project, more, expected):
    key = more.partition(":")[0]
    base = BASE if key != "eligibility" else BASE.replace(BASE[BASE.index("eligibility") : BASE.index("outcomes")], "")
    _, findings = loaded(project, f"{more}{base}  []\n")
    assert findings == ([expected] if expected else [])


def test_this_reviews_protocol_says_that_no_search_was_run():
    found = load_protocol(Project(Path(__file__).parents[2]))
    assert [f.code.id for f in found.findings] == ["PB819"]
    assert found.strategies == ()
