"""What stands around the title and the authors of article pages, and in a register's tables."""

from __future__ import annotations

from prismabook.extraction.rules.eligibility import boundary
from prismabook.extraction.rules.registry import frame_points
from prismabook.model import Name
from prismabook.sources import names, read_bytes

PAGE = """Article Text

Download PDFPDF
Research
Owls and voles in winter: a randomised trial
Free
  1. Aoife Ní Bhriain, clinical lecturer1,
  2. Tom Fox, professor of primary care2,
  3. on behalf of the OWL study group
  1. 1School of Owls, Galway, Ireland
  2. 2Department of Voles, Oxford, UK

Request Permissions

Footnotes

  • Funding None.
"""


def test_badges_and_posts_are_neither_title_nor_name() -> None:
    (source,), _ = read_bytes(PAGE.encode(), "x.txt", "seeds/x.txt")
    stated = [(f.name, f.value) for f in source.stated if f.name in ("title", "author")]
    assert stated == [
        ("title", "Owls and voles in winter: a randomised trial"),
        ("author", "Ní Bhriain, Aoife"),
        ("author", "Fox, Tom"),
        ("author", "OWL study group"),
    ]


def test_a_group_in_small_letters_is_one_name() -> None:
    assert names.given_first("for the OWL investigators") == Name("OWL investigators")


def test_several_times_before_one_unit() -> None:
    assert frame_points("6 and 12 months") == ["month 6", "month 12"]
    assert frame_points("weeks 4, 8 and 12") == ["week 4", "week 8", "week 12"]


def test_what_the_title_is_about_excludes_nobody() -> None:
    criteria = ["Diagnosis of asthma", "Pregnant, below 14 weeks", "Unable to consent"]
    assert boundary(criteria) == (1, 1)
    assert boundary(criteria, "Pregnancy in asthma") == (0, 3)
