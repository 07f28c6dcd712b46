"""What pages with other content showed: arms with amounts and durations around them, purposes that are no review's."""

from __future__ import annotations

import pytest

from made_sources import proposals, source, values
from prismabook.extraction.arms import arms
from prismabook.extraction.document import Document
from prismabook.extraction.nature import is_review
from prismabook.extraction.wording import clean

ALLOTTED = [
    # "as usual" belongs to the name.
    (
        "Schools were randomly assigned to mindfulness training or teaching as usual.",
        ["mindfulness training", "teaching as usual"],
    ),
    # An amount after a comma is no arm; of several it is not clear whether they are.
    ("We randomly assigned 120 adults to drugazole, 0.5 mg twice daily, or placebo.", ["drugazole", "placebo"]),
    ("We randomly assigned 120 adults to drugazole, 5 mg, 10 mg, or placebo.", []),
    # Nor is how long each period lasts a part of the name.
    ("Patients received 1 month each of CPAP and a splint in random order.", ["CPAP", "splint"]),
    # Sizes before the names of groups, where nothing but the allotment is told.
    (
        "Patients were randomised 1:1, with 98 in the laparoscopic group and 102 in the open group.",
        ["laparoscopic", "open"],
    ),
    ("In all, 200 were randomised: 12 in the laparoscopic group and 15 in the open group had died.", []),
]


@pytest.mark.parametrize(("text", "expected"), ALLOTTED)
def test_arms_are_named_as_the_text_names_them(text: str, expected: list[str]) -> None:
    assert [arm.name for arm in arms(Document(source(("methods", text))))] == expected


def test_sizes_before_groups() -> None:
    text = "In all, 200 were randomised (98 in the laparoscopic group and 102 in the open group)."
    assert values(source(("methods", text)), "n_randomised") == ["98", "102"]


def test_bare_sizes_add_up_to_the_total() -> None:
    text = "A total of {} patients were randomly allocated to acupuncture (140) or sham acupuncture (70)."
    assert values(source(("methods", text.format(210))), "n_randomised") == ["210", "140", "70"]
    assert values(source(("methods", text.format(250))), "n_randomised") == ["250"]


@pytest.mark.parametrize(
    ("named", "result", "expected"),
    [
        (
            "drugazole or laser therapy",
            "3 of 70 adults in the drugazole group and 19 of 73 in the laser group",
            ["3", "19"],
        ),
        (
            "usual care plus drugazole or usual care plus placebo",
            "3 of 70 in the drugazole group and 9 of 73 in the placebo group",
            ["3", "9"],
        ),
        # "therapy group" could be either's.
        ("drugazole or laser therapy", "3 of 70 in the drugazole group and 19 of 73 in the therapy group", []),
    ],
)
def test_parts_of_names_before_group(named: str, result: str, expected: list[str]) -> None:
    made = source(
        ("methods", f"143 adults were randomly assigned to {named}."), ("results", f"Recurrence was seen in {result}.")
    )
    assert values(made, "result_events") == expected


def test_a_purpose_with_methods_is_no_review() -> None:
    purpose = ("purpose", "To evaluate drugazole in relapsed lymphoma.")
    assert is_review(Document(source(purpose, ("summary", "Drugazole may be of use."))))
    assert not is_review(Document(source(purpose, ("methods", "In this single-arm study, 68 patients received it."))))


@pytest.mark.parametrize(
    ("begin", "doubted"), [("Among 80 patients with diabetes, response", True), ("Response at week 8", False)]
)
def test_a_part_of_the_participants_is_told(begin: str, doubted: bool) -> None:
    result = f"{begin} was seen in 20 of 40 (50%) in the drugazole group and 10 of 40 (25%) in the placebo group."
    made = source(("methods", "Adults were randomly assigned to drugazole or placebo."), ("results", result))
    found = proposals(made, "result_events")
    assert [(p.value, "a part of" in p.doubt) for p in found] == [("20", doubted), ("10", doubted)]


def test_names_of_scales_keep_their_capital() -> None:
    assert [clean("Roland Morris score"), clean("Major bleeding")] == ["Roland Morris score", "major bleeding"]
