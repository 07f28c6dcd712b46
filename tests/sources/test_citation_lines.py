"""The line that cites an article, and the names above it."""

import pytest

from prismabook.model import Name
from prismabook.sources import headings, names
from prismabook.sources.citation import parse


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Cureus. 2024 Sep 5;16(9):e68748. doi: 10.7759/cureus.68748. eCollection 2024 Sep.",
            "Cureus|2024-09-05|16|9|e68748|2024-09",
        ),
        (
            "Lupus. 2023 May 4:9612033231172664. doi: 10.1177/x. Online ahead of print.",
            "Lupus|2023-05-04|9612033231172664",
        ),
        ("J Clin Invest. 2018;128 Suppl 1:S10-S20.", "J Clin Invest|2018|128|S10-S20|Suppl 1"),
        ("Nature. 2020 Jan 5. doi: 10.1038/s41586-020-0001-1.", "Nature|2020-01-05"),
        ("Arthritis Rheumatol. 2019 Mar-Apr;71(Suppl 10):12-9.", "Arthritis Rheumatol|2019|71|Suppl 10|12-9"),
        (
            "J Immunol (Baltimore, Md. : 1950). 2012 Jan 1;188(1):1-8.",
            "J Immunol (Baltimore, Md. : 1950)|2012-01-01|188|1|1-8",
        ),
        ("Eur J Immunol. 2014 Oct;44(10):2841-5", "Eur J Immunol|2014-10|44|10|2841-5"),
        ("Sci Rep. 2017 Aug 21;7(1):1-9; discussion 10.", "Sci Rep|2017-08-21|7|1|1-9"),
        ("In 2019, this was a study. It had 30 patients; 5 died.", None),
        ("We did it. 2020 was a good year.", None),
    ],
)
def test_citations(line: str, expected: str | None) -> None:
    parts = parse(line)
    assert (parts and "|".join(part.value for part in parts)) == expected
    for part in parts or ():
        assert part.value[:4] in line[part.start : part.end]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Caroline von Spee-Mayer", Name("von Spee-Mayer", "Caroline")),
        ("Jens Y Humrich", Name("Humrich", "Jens Y")),
        ("Ludwig van der Beek", Name("van der Beek", "Ludwig")),
        ("Désirée Van der Heijde", Name("Van der Heijde", "Désirée")),
        ("John Smith Jr", Name("Smith Jr", "John")),
        ("Plato", Name("Plato")),
        ("on behalf of the BLISS-LN Study Group", Name("BLISS-LN Study Group")),
    ],
)
def test_given_names_first(printed: str, name: Name) -> None:
    assert names.given_first(printed) == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Arora Rajpreet S", Name("Arora", "Rajpreet S")),
        ("Garcia Lopez MA", Name("Garcia Lopez", "MA")),
        ("van der Heijde D", Name("van der Heijde", "D")),
        ("De Silva Maria", Name("De Silva", "Maria")),
    ],
)
def test_family_names_first(printed: str, name: Name) -> None:
    assert names.family_first(printed) == name


def test_lists_of_names() -> None:
    line = "Jing He1,2, Ruijun Zhang 1, M. Shao and X Li, et al."
    assert names.is_name_list(line)
    assert [line[a:b] for a, b in names.spans(line)] == ["Jing He", "Ruijun Zhang", "M. Shao", "X Li"]
    assert not names.is_name_list("Internal Medicine, Yale School of Medicine, Waterbury, USA.")
    assert not names.is_name_list("Owls eat voles, mice and worms.")


def test_headings() -> None:
    assert headings.known("Materials & Methods:") == "methods"
    assert headings.inline("RECENT FINDINGS: A") == ("RECENT FINDINGS", 17)
    assert headings.inline("There are two: A") is None
    assert headings.slug("Evidence synthesis") == "evidence-synthesis"
    assert headings.is_heading("EVIDENCE SYNTHESIS")
    assert not headings.is_heading("OWLS EAT VOLES.")
