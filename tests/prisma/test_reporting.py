"""PRISMA-S and PRISMA-P: as many rows as the statements have, filled where the protocol says something."""

from pathlib import Path

from prismabook.prisma import protocol_reporting, read_flow, search_reporting
from prismabook.prisma.model import Flow
from prismabook.project import Project, Protocol, load_protocol, parse_yaml
from prismabook.report.tables.methods import _missing

ROOT = Path(__file__).parents[2]
TEXT = """\
title: A question
version: "1"
update_of: null
question: {text: Does it work?, population: adults}
eligibility: [{id: in-people, kind: include, text: x}]
information_sources:
  - {name: MEDLINE, kind: database, platform: Ovid, last_searched: 2026-01-31, strategy: lupus}
  - {name: CTIS, kind: register, last_searched: 2026-02-01, limits: none}
search: {peer_review: "Yes, with PRESS", deduplication: null}
outcomes: [{id: a, text: Death, priority: primary}, {id: b, text: Pain}]
contributors:
  - {name: A. Person, role: screening, email: a@example.org, corresponding: true, guarantor: true}
amendments: [{date: 2026-03-01, what: One more outcome, why: asked}]
funding: null
"""


def filled():
    node, _ = parse_yaml(TEXT, "protocol.yml")
    flow, _ = read_flow(
        [
            {"data": "database_results", "boxtext": "Databases", "n": "1200"},
            {"data": "database_specific_results", "boxtext": "", "n": "MEDLINE, 1200"},
            {"data": "register_results", "boxtext": "Registers", "n": "3"},
        ],
        "x.csv",
    )
    return Protocol(node, (), (("MEDLINE", "lupus"),)), flow


def test_the_search():
    said = {row.number: row.said for row in search_reporting(*filled())}
    assert list(said) == [str(i) for i in range(1, 17)]
    assert said["1"] == "MEDLINE" and said["2"] == "MEDLINE: Ovid" and said["3"] == "CTIS"
    assert said["8"] == "In full, line by line: MEDLINE"
    assert said["13"] == "MEDLINE: 2026-01-31; CTIS: 2026-02-01"
    assert said["14"] == "Yes, with PRESS"
    assert said["15"] == "1,203 records: Databases 1,200; Registers 3; MEDLINE 1,200"
    assert said["16"] == said["5"] == ""


def test_the_protocol():
    rows = protocol_reporting(*filled())
    said = {row.number: row.said for row in rows}
    assert len(rows) == 26
    assert said["1a"] == "A question; protocol, version 1"
    assert said["1b"] == "No: a new review" and said["2"] == ""
    assert said["3a"] == "A. Person, a@example.org"
    assert said["3b"] == "A. Person: screening; guarantor: A. Person"
    assert said["4"] == "2026-03-01, One more outcome, asked"
    assert said["13"] == "Death (primary); Pain (secondary)"
    assert said["5a"] == ""


def test_what_is_missing_is_named_exactly():
    nothing = (Protocol(None), Flow(()))
    missing = (*search_reporting(*nothing), *protocol_reporting(*nothing))
    assert all(not row.said and row.missing for row in missing)
    assert _missing(missing[8]).plain == "missing: review/protocol.yml: search.limits says nothing"


def test_this_review_says_what_was_not_done():
    rows = {row.number: row.said for row in search_reporting(load_protocol(Project(ROOT)), Flow(()))}
    assert rows["7"].startswith("Five documents were handed over")
    assert [number for number, said in rows.items() if not said] == ["1", "3", "8", "13", "15"]
