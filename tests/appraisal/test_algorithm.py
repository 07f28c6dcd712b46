"""RoB 2's algorithms against its tables, over every combination of answers; the rule of the whole; broken trees."""

import re
from itertools import product

import pytest
import rob2_tables as tables

from prismabook.appraisal import instruments
from prismabook.appraisal.algorithm import follow, read_tree

TOOLS = {tool.id: tool for tool in instruments()}
ROB2, ADHERING = TOOLS["RoB 2"], TOOLS["RoB 2, adhering"]
LEVELS = ("Low", "Some concerns", "High")


def rows(table):
    """The rows of a table: for each column (questions joined by +) its condition, and the judgement."""
    head, *lines = [re.split(r"\s{2,}", line.strip()) for line in table.strip().splitlines()]
    return [(dict(zip(head[:-1], line[:-1], strict=True)), line[-1]) for line in lines]


def meets(condition, given):
    """Whether the answers to the questions of a column meet its condition."""
    if condition in ("*", "-"):
        return True
    how, _, wanted = condition.rpartition(" ")
    among = [answer in wanted.split("/") for answer in given]
    if how == "some":  # at least one, and none that is yes
        return any(among) and not any(answer in ("Y", "PY") for answer in given)
    return any(among) if how == "either" else all(among)


def judged(table, answers):
    """The judgements of all rows that the answers meet."""
    return {
        judgement
        for conditions, judgement in rows(table)
        if all(meets(condition, [answers[q] for q in column.split("+")]) for column, condition in conditions.items())
    }


def combinations(tool, domain):
    """Every combination of answers to a domain's questions, NA where a question may not apply.

    Of the second domain's 162,000 those with Y and N only, and those with PY and PN only.
    """
    questions = next(d for d in tool.domains if d.id == domain).questions
    possible = [(*q.answers, *(["NA"] if q.when else [])) for q in questions]
    sets = [{"PY", "PN"}, {"Y", "N"}] if len(questions) > 5 else [set()]
    for given in (
        given for left_out in sets for given in product(*([a for a in p if a not in left_out] for p in possible))
    ):
        yield dict(zip([q.id for q in questions], given, strict=True))


def worst(parts):
    one, two = parts
    return {max(pair, key=LEVELS.index) for pair in product(one, two)}


CASES = [
    (ROB2, "D1", lambda a: judged(tables.DOMAIN_1, a)),
    (ROB2, "D2", lambda a: worst([judged(tables.DOMAIN_2_PART_1, a), judged(tables.DOMAIN_2_PART_2, a)])),
    (ADHERING, "D2", lambda a: judged(tables.DOMAIN_2_ADHERING, a)),
    (ROB2, "D3", lambda a: judged(tables.DOMAIN_3, a)),
    (ROB2, "D4", lambda a: judged(tables.DOMAIN_4, a)),
    (ROB2, "D5", lambda a: judged(tables.DOMAIN_5, a)),
]


@pytest.mark.parametrize(("tool", "domain", "published"), CASES, ids=[f"{tool.id}-{d}" for tool, d, _ in CASES])
def test_every_combination_of_answers_is_judged_as_published(tool, domain, published):
    tree = next(d for d in tool.domains if d.id == domain).algorithm
    seen = 0
    for answers in combinations(tool, domain):
        outcome = follow(tree, answers, tool.answers)
        expected = published(answers)
        assert ({outcome.judgement} if outcome.judgement else set()) == expected, (answers, outcome)
        seen += bool(expected)
    assert seen > 100


@pytest.mark.parametrize("table", [v for k, v in vars(tables).items() if k.startswith("DOMAIN")])
def test_the_tables_are_read_whole(table):
    assert len(rows(table)) == len(table.strip().splitlines()) - 1
    assert {judgement for _, judgement in rows(table)} == set(LEVELS)


def test_adhering_differs_in_the_second_domain_only():
    same = [one == two for one, two in zip(ROB2.domains, ADHERING.domains, strict=True)]
    assert same == [True, False, True, True, True]
    assert (ROB2.file, ROB2.columns, ROB2.overall) == (ADHERING.file, ADHERING.columns, ADHERING.overall)


def test_the_whole_is_as_bad_as_its_worst_domain():
    for levels in product(LEVELS, repeat=5):
        proposed = ROB2.proposed(dict(zip(("D1", "D2", "D3", "D4", "D5"), levels, strict=True)))
        assert proposed == ("High" if "High" in levels else "Some concerns" if "Some concerns" in levels else "Low")


@pytest.mark.parametrize(
    ("tool", "said", "whole"),
    [
        ("RoB 2", ["Low"] * 4 + ["No information"], "No information"),
        ("RoB 2", ["Some concerns"] * 4 + ["No information"], "No information"),
        ("RoB 2", ["Low"] * 3 + ["High", "No information"], "High"),
        ("ROBINS-I", ["Low"] * 6 + ["Moderate"], "Moderate"),
        ("ROBINS-I", ["Low"] * 5 + ["No information", "Serious"], "Serious"),
        ("ROBINS-I", ["Low"] * 5 + ["No information", "Moderate"], "No information"),
        ("ROBINS-I", ["Critical"] + ["Serious"] * 6, "Critical"),
        ("JBI case reports", ["Yes"] * 8, None),
        ("ROBIS", ["Low"] * 4, None),
    ],
)
def test_what_is_not_known_counts_unless_something_decides(tool, said, whole):
    domains = [domain.id for domain in TOOLS[tool].domains]
    assert TOOLS[tool].proposed(dict(zip(domains, said, strict=True))) == whole


@pytest.mark.parametrize(
    ("no", "whole"),
    [
        ([], "High"),
        (["Q1"], "High"),
        (["Q1", "Q3"], "Moderate"),
        (["Q2"], "Low"),
        (["Q2", "Q1", "Q3"], "Low"),
        (["Q2", "Q15"], "Critically low"),
    ],
)
def test_amstar_2_counts_critical_flaws(no, whole):
    """Shea BJ et al., BMJ 2017;358:j4008, table 1; critical items by its box 1."""
    tool = TOOLS["AMSTAR 2"]
    assert [domain.id for domain in tool.domains if domain.critical] == ["Q2", "Q4", "Q7", "Q9", "Q11", "Q13", "Q15"]
    assert tool.proposed({domain.id: "No" if domain.id in no else "Yes" for domain in tool.domains}) == whole


def test_an_open_question_gives_no_judgement():
    tree = ROB2.domains[2].algorithm
    outcome = follow(tree, {"3.1": "N", "3.2": ""}, ROB2.answers)
    assert (outcome.judgement, outcome.asked, outcome.missing) == (None, ("3.1", "3.2"), ("3.2",))
    assert follow(tree, {"3.1": "N", "3.2": "NA"}, ROB2.answers).stuck == "3.2"
    assert follow(tree, {"3.1": "Y"}, ROB2.answers).judgement == "Low"


@pytest.mark.parametrize("plain", [{}, {"ask": "1"}, {"Y": "Low"}, 3, {"worst of": "x"}, {"ask": "1", "Y": None}])
def test_what_is_no_tree(plain):
    with pytest.raises(ValueError, match="neither a judgement nor a node"):
        read_tree(plain)
