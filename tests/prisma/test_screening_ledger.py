"""The screening ledger: two screeners, consensus, merged records, further reports, the previous version."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prismabook.findings import Severity
from prismabook.ledger import from_csv, to_csv
from prismabook.ledger.schema import FLOW, FLOW_RECORDS
from prismabook.model import Record, Study
from prismabook.prisma import flow, flow_of, flow_rows, member_rows, read_flow, screened_by, selection
from prismabook.prisma.model import KNOWN, Box, Flow, Part
from prismabook.project import FlowSettings, Node, Protocol, ScreeningDecision, parse_rows
from prismabook.project.flow_settings import BoxSetting
from prismabook.project.screening import COLUMNS, screening_decisions


def node(value):
    if isinstance(value, dict):
        return Node({key: node(child) for key, child in value.items()}, 1)
    return Node([node(child) for child in value], 1) if isinstance(value, list) else Node(value, 1)


PROTOCOL = Protocol(
    node(
        {
            "eligibility": [
                {"id": "in-people", "kind": "include", "text": "In people"},
                {"id": "old", "kind": "exclude", "text": "Too old"},
                {"id": "small", "kind": "exclude", "text": "Small", "label": "Fewer than ten people"},
            ]
        }
    )
)


def rows(*cells, columns=COLUMNS):
    """A ledger from its lines as people write them."""
    text = "\n".join([",".join(columns), *cells])
    table, problems = parse_rows(text, "screening.csv", COLUMNS)
    found, more = screening_decisions(table, "screening.csv")
    assert not problems and not more
    return found


def counted(screening, studies=None, settings=None, **more):
    keys = dict.fromkeys(row.record for row in screening)
    records = [Record(key, f"{key}.txt", "article-journal") for key in keys]
    given_studies = studies if studies is not None else [Study(key, "trial", (key,)) for key in keys]
    return flow(screening, records, given_studies, PROTOCOL, settings=settings or FlowSettings(), **more)


def errors(findings):
    return [f.code.id for f in findings if f.severity is Severity.ERROR]


PATH = ("{0},retrieval,include,,A,,", "{0},eligibility,include,,A,,")


def included(key):
    return [line.format(key) for line in PATH]


def test_two_screeners_who_agree_are_one_decision():
    ledger = rows("a,identification,include,database,A,,", "a,screening,exclude,old,A,,", "a,screening,exclude,,B,,")
    found, findings = counted(ledger, [])
    assert errors(findings) == []
    assert found["records_excluded"].parts == (Part("old", "Old", ("a",)),)
    assert found.decisions == 2


def test_a_conflict_stays_open_until_somebody_settles_it():
    split = ("a,identification,include,database,A,,", "a,screening,exclude,old,A,,", "a,screening,include,,B,,")
    found, findings = counted(rows(*split), [])
    assert errors(findings) == ["PB411", "PB412"]
    assert found["records_screened"].n == 1 and found["records_excluded"].n == 0
    together, findings = counted(rows(*split, "a,screening,exclude,old,A; B,,"), [])
    assert errors(findings) == [] and together["records_excluded"].n == 1
    header = (*COLUMNS, "role")
    third = rows(*(f"{line}," for line in split), "a,screening,include,,C,,,consensus", *[], columns=header)
    assert counted(third, [])[0]["dbr_sought_reports"].members == ("a",)


def test_a_persons_decision_puts_the_proposal_aside():
    ledger = rows("a,identification,include,database,A,,", "a,screening,include,,,,", "a,screening,exclude,old,A,,")
    found, findings = counted(ledger, [])
    assert found["records_excluded"].n == 1 and found.proposals == 0
    assert "PB417" not in [f.code.id for f in findings]


def test_a_record_found_in_three_sources_is_identified_thrice_and_screened_once():
    ledger = rows(
        "a,identification,include,database: PubMed,A,,",
        "a,identification,include,database: Embase,A,,",
        "a,identification,include,register: CTIS,A,,",
        "a,screening,exclude,old,A,,",
    )
    found, findings = counted(ledger, [])
    assert findings == ()
    numbers = [found[k].n for k in ("database_results", "register_results", "duplicates", "records_screened")]
    assert numbers == [2, 1, 2, 1]


def test_origins_may_come_from_the_records_themselves():
    ledger = rows("a,screening,exclude,old,A,,")
    found, findings = counted(ledger, [], origins={"a": ("database: PubMed", "database: Embase")})
    assert errors(findings) == []
    assert [part.label for part in found["database_results"].parts] == ["Embase", "PubMed"]
    assert found["duplicates"].n == 1


def test_a_record_found_in_a_database_too_goes_its_way():
    ledger = rows(
        "a,identification,include,citation searching,A,,",
        "a,identification,include,database: PubMed,A,,",
        "a,screening,exclude,old,A,,",
    )
    found, findings = counted(ledger, [])
    assert findings == ()
    assert (found["citations_results"].n, found["database_results"].n, found["duplicates"].n) == (0, 1, 0)


REPORTED = (*COLUMNS, "report")


def test_a_record_can_have_several_reports():
    ledger = rows(
        "a,identification,include,register,A,,,",
        "a,screening,include,,A,,,",
        "a,retrieval,include,,A,,,a",
        "a,retrieval,not retrieved,,A,,,poster",
        "a,eligibility,include,,A,,,",
        columns=REPORTED,
    )
    found, findings = counted(ledger)
    assert errors(findings) == [] and "PB419" not in [f.code.id for f in findings]
    numbers = [found[f"dbr_{k}"].n for k in ("sought_reports", "notretrieved_reports", "assessed")]
    assert numbers == [2, 1, 1]


def test_a_report_under_two_records_is_not_counted_in_silence():
    lines = [f"{k},identification,include,register,A,,," for k in "ab"]
    lines += [f"{k},screening,include,,A,,," for k in "ab"] + [f"{k},retrieval,include,,A,,,paper" for k in "ab"]
    _, findings = counted(rows(*lines, columns=REPORTED), [])
    assert errors(findings).count("PB434") == 2


@pytest.mark.parametrize(
    ("first", "second"), [("b", "a"), ("b2020", None), ("a", None)], ids=["each other", "nobody", "itself"]
)
def test_duplicates_must_leave_one(first, second):
    lines = ["a,identification,include,database,A,,", f"a,duplicate,exclude,{first},A,,"]
    if second:
        lines += ["b,identification,include,database,A,,", f"b,duplicate,exclude,{second},A,,"]
    _, findings = counted(rows(*lines), [])
    assert set(errors(findings)) == {"PB433"}
    assert all(f.place.line for f in findings if f.code.id == "PB433")


def test_an_updated_review_adds_the_new_to_the_previous():
    ledger = rows(
        "p,identification,include,previous review,A,,",
        "q,identification,include,previous review,A,,",
        "a,identification,include,database,A,,",
        "a,screening,include,,A,,",
        *included("a"),
        "b,identification,include,database,A,,",
        "b,screening,include,,A,,",
        *included("b"),
    )
    studies = [Study("p", "trial", ("p", "b")), Study("q", "trial", ("q",)), Study("a", "trial", ("a",))]
    found, findings = counted(ledger, studies)
    assert findings == ()
    assert found.updated
    names = ("previous_studies", "previous_reports", "new_studies", "new_reports", "total_studies", "total_reports")
    assert [found[key].n for key in names] == [2, 2, 1, 2, 3, 4]
    assert "earlier" in found["new_reports"].label


def test_many_records_without_a_decision_share_findings():
    ledger = rows(*(f"r{i},identification,include,database,A,," for i in range(100)))
    _, findings = counted(ledger, [])
    undecided = [f for f in findings if f.code.id == "PB411"]
    assert len(undecided) == 21
    assert undecided[-1].message.startswith("80 more have no decision at screening: r20, ")


def test_records_without_an_origin_share_one_finding_that_says_how_to_begin():
    ledger = rows(*(f"r{i},identification,include,,A,," for i in range(25)))
    _, findings = counted(ledger, [])
    (begin,) = (f for f in findings if f.code.id == "PB411")
    assert begin.message.startswith("25 records have no origin at identification: r0, r1, ")
    assert begin.message.endswith(": r0,identification,include,database")


def test_sums_that_fail_name_the_records():
    ledger = rows(
        "a,identification,include,database,A,,", "a,screening,unclear,,A,,", "b,identification,include,website,A,,"
    )
    _, findings = counted(ledger, [])
    (sought,) = (f for f in findings if f.code.id == "PB419")
    assert "missing: a" in sought.message
    (assessed,) = (f for f in findings if f.code.id == "PB418")
    assert assessed.message.endswith("; missing: b")


def test_boxes_can_be_hidden_renamed_and_added():
    ledger = rows("a,identification,include,website,A,,", *included("a"))
    settings = FlowSettings(
        columns=("databases",),
        boxes=(
            BoxSetting("website_results", 2, label="Web pages"),
            BoxSetting("other_assessed", 3, hide=True),
            BoxSetting("duplicates", 4, show=True),
            BoxSetting("nothing", 5),
        ),
        added=(
            BoxSetting("appraised_studies", 6),
            BoxSetting("total_studies_ma", 7),
            BoxSetting("told", 8, label="Told in words", studies=("a",)),
            BoxSetting("odd", 9, label="Odd", studies=("z",)),
            BoxSetting("duplicates", 10),
        ),
    )
    found, findings = counted(ledger, settings=settings, entered={"appraised_studies": {"a", "z"}})
    assert found["website_results"].label == "Web pages"
    assert found["other_assessed"].shown == "never" and found["duplicates"].shown == "always"
    assert "databases" in found.columns
    assert [found[k].n for k in ("appraised_studies", "total_studies_ma", "told", "odd")] == [1, 0, 1, 0]
    assert [(f.code.id, f.place.line) for f in findings] == [
        ("PB436", 9),
        ("PB436", 10),
        ("PB436", 5),
        ("PB435", 3),
    ]


def test_criteria_name_the_reasons():
    ledger = rows(
        *(f"{k},identification,include,website,A,," for k in "abc"),
        *(f"{k},retrieval,include,,A,," for k in "abc"),
        "a,eligibility,exclude,in-people,A,,",
        "b,eligibility,exclude,small; old,A,,",
        "c,eligibility,exclude,odd,A,,",
    )
    found, findings = counted(ledger, [])
    assert {part.label for part in found["other_excluded"].parts} == {
        "Not met: in people",
        "Fewer than ten people",
        "Odd",
    }
    assert sum(part.n for part in found["other_excluded"].parts) == found["other_excluded"].n == 3
    assert errors(findings) == ["PB414"]


def test_agreement_of_the_screeners_and_their_conflicts():
    # 45 both yes, 15 yes/no, 25 no/yes, 15 both no: Cohen's kappa 0.1304 (the second example of the article on
    # Cohen's kappa in Wikipedia); Gwet's AC1 by its formula with the mean of the shares of yes, 0.65.
    said = [("include", "include")] * 45 + [("include", "exclude")] * 15
    said += [("exclude", "include")] * 25 + [("exclude", "exclude")] * 15
    lines = [f"r{i},screening,{v},,{who},," for i, pair in enumerate(said) for who, v in zip("AB", pair, strict=True)]
    lines += ["r45,screening,include,,A; B,,"]
    screened, conflicts = screened_by(rows(*lines))
    (pair,) = screened
    assert (pair.first, pair.second, pair.stage) == ("A", "B", "screening")
    values = {c.id: c.value for c in pair.coefficients}
    assert values["percent"] == pytest.approx(0.60)
    assert values["kappa"] == pytest.approx(0.1304, abs=5e-5)
    assert values["ac1"] == pytest.approx((0.6 - 2 * 0.65 * 0.35) / (1 - 2 * 0.65 * 0.35))
    assert len(conflicts) == 40
    assert [(c.record, c.settled, c.settled_by) for c in conflicts if c.settled] == [("r45", "include", "A; B")]


def test_skewed_margins_are_why_ac1_is_told_too():
    # Gwet KL, Br J Math Stat Psychol 2008;61:29: 118 + 5 + 2 + 0 = 125 subjects, kappa -0.02, AC1 0.94.
    said = [("include", "include")] * 118 + [("include", "exclude")] * 5 + [("exclude", "include")] * 2
    lines = [f"r{i},screening,{v},,{who},," for i, pair in enumerate(said) for who, v in zip("AB", pair, strict=True)]
    values = {c.id: c.value for c in screened_by(rows(*lines))[0][0].coefficients}
    assert values["kappa"] == pytest.approx(-0.023, abs=5e-4)
    assert values["ac1"] == pytest.approx(0.94, abs=5e-3)


def test_decisions_taken_together_tell_nothing_of_agreement():
    ledger = rows("a,screening,include,,A; B,,", "a,screening,include,,,,", "b,screening,include,,A,,")
    assert screened_by(ledger) == ((), ())


LABEL = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
COUNTS = st.integers(0, 99_999)


@st.composite
def flows(draw):
    """Diagrams that came without their records."""
    boxes = []
    for key, column, stage, unit, label in KNOWN:
        parts = ()
        count = draw(COUNTS)
        if key in ("dbr_excluded", "other_excluded", "database_results", "records_excluded"):
            sizes = draw(st.lists(st.integers(0, 999), max_size=4))
            parts = tuple(Part(f"r{i}", f"Reason {i}", (), n) for i, n in enumerate(sizes))
            count = sum(sizes) if parts else count
        boxes.append(Box(key, column, stage, unit, label, (), parts, "auto", count))
    return Flow(tuple(boxes))


@given(flows())
def test_the_r_packages_format_goes_out_and_in(diagram):
    text = to_csv(FLOW, flow_rows(diagram))
    table, problems = parse_rows(text, "flow.csv", FLOW.names)
    again, findings = read_flow([row.cells for row in table], "flow.csv")
    assert not problems and not findings
    assert again.numbers == diagram.numbers
    parts = {box.key: [(part.label, part.n) for part in box.parts] for box in diagram.boxes}
    assert {box.key: [(part.label, part.n) for part in box.parts] for box in again.boxes} == parts
    rewritten = [{**row, "n": row["n"]} for row in flow_rows(again) if row["data"] != "NA"]
    assert [(r["data"], r["n"]) for r in rewritten] == [
        (r["data"], r["n"]) for r in flow_rows(diagram) if r["data"] != "NA"
    ]


@given(st.lists(st.tuples(LABEL, st.integers(0, 9)), min_size=1, max_size=5))
def test_any_words_of_a_reason_keep_the_format(reasons):
    parts = tuple(Part(str(i), label, (), n) for i, (label, n) in enumerate(reasons))
    box = Box("dbr_excluded", "databases", "Screening", "reports", "Reports excluded", (), parts, "auto", None)
    box = replace(box, count=sum(part.n for part in parts))
    table = [{k: str(v) for k, v in row.items()} for row in flow_rows(Flow((box,)))]
    again, _ = read_flow(table, "flow.csv")
    assert again["dbr_excluded"].n == box.n and len(again["dbr_excluded"].parts) == len(parts)


def test_the_diagram_goes_through_the_ledgers_table():
    ledger = rows("a,identification,include,database: PubMed,A,,", "a,screening,exclude,old,,,")
    found, _ = counted(ledger, [])
    table = from_csv(to_csv(FLOW_RECORDS, member_rows(found)), FLOW_RECORDS)
    assert flow_of(table) == replace(found, decisions=0, proposed=frozenset())
    proposed = [row["box"] for row in table if row["proposal"] == "true"]
    assert proposed == ["records_excluded"]


# The keys and counts of inst/extdata/PRISMA.csv in the R package PRISMA2020 (github.com/prisma-flowdiagram/PRISMA2020,
# commit 696d35e): an empty template, all counts 0, and placeholders where reasons and databases are to be written.
NOT_IN_IT = ("dbr_excluded", "other_excluded", "appraised_studies", "total_studies_ma", "total_reports_ma")


def test_the_packages_own_example():
    keys = [key for key, *_ in KNOWN if key not in NOT_IN_IT]
    example = [{"data": "NA", "boxtext": "Previous studies", "n": "0"}]
    example += [{"data": key, "boxtext": key, "n": "0"} for key in keys]
    for name in ("Database", "Register"):
        said = "; ".join(f"{name} {i}, xxx" for i in (1, 2, 3))
        example.append({"data": f"{name.lower()}_specific_results", "boxtext": f"Specific {name}s", "n": said})
    example += [
        {"data": key, "boxtext": "", "n": "Reason1, xxx; Reason2, xxx"} for key in ("dbr_excluded", "other_excluded")
    ]
    example += [{"data": stage, "boxtext": stage, "n": "0"} for stage in ("identification", "screening", "included")]
    found, findings = read_flow(example, "PRISMA.csv")
    assert findings == ()
    assert found.numbers == dict.fromkeys(keys, 0)
    assert all(box.parts == () for box in found.boxes)


def test_a_file_that_is_no_diagram():
    _, findings = read_flow([{"data": "x", "n": "y"}], "x.csv")
    assert errors(findings) == ["PB444"]


def test_rows_of_the_ledger_that_say_something_unknown():
    header = (*COLUMNS, "role", "near_miss")
    text = "\n".join([",".join(header), ",screening,include,,,,,,", "a,x,include,,,,,,", "a,screening,x,,,,,,",
                      "a,screening,include,,A,,,boss,", "a,screening,include,,A,,,,maybe"])  # fmt: skip
    table, _ = parse_rows(text, "s.csv", COLUMNS)
    found, findings = screening_decisions(table, "s.csv")
    assert found == ()
    assert [f.place.line for f in findings] == [2, 3, 4, 5, 6]


def test_a_row_knows_who_decided():
    row = ScreeningDecision("a", "screening", "exclude", "old; small", "A ; B", "", "", 2)
    assert (row.people, row.reasons, row.settles, row.proposal) == (("A", "B"), ("old", "small"), True, False)


def test_a_file_of_records_tells_where_they_were_found():
    found_by = {"name": "PubMed", "kind": "database", "files": ["pubmed.ris", "none.ris"]}
    entry = {"eligibility": [{"id": "old", "kind": "exclude"}], "information_sources": [found_by]}
    records = [Record(key, f"pubmed.ris#{i}", "article-journal") for i, key in enumerate("ab", 1)]
    ledger = rows(
        "a,screening,exclude,old,A,,", "b,identification,include,website,A,,", "b,retrieval,not retrieved,,A,,"
    )
    made, findings = selection(ledger, records, [], Protocol(node(entry)), FlowSettings())
    assert [f.code.id for f in findings] == ["PB445"]
    assert [part.label for part in made.flow["database_results"].parts] == ["PubMed"]
    merged = [replace(records[0], also=("pubmed.ris#7",)), records[1]]
    again, _ = selection(ledger, merged, [], Protocol(node(entry)), FlowSettings())
    assert (again.flow["database_results"].members, again.flow["duplicates"].members) == (("a", "a"), ("a",))
    assert (made.flow["database_results"].members, made.flow["website_results"].members) == (("a",), ("b",))
