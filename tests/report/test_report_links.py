"""Chapters that lead nowhere are told so, with the line; chapters that are right are left in peace."""

from __future__ import annotations

import pytest

from prismabook.findings import Finding
from prismabook.report.links import check_chapters, prose

KEYS = ("he2020", "humrich2015")


def check(text: str, **more: str) -> list[tuple[str, str, int | None]]:
    """Code, file and line of each finding."""
    found: tuple[Finding, ...] = check_chapters({"review/a.qmd": text, **more}, KEYS, files={"references.bib"})
    return [(f.code.id, f.place.file, f.place.line) for f in found if f.place]


GOOD = """\
---
title: "mail@example.org"
---

# One {#sec-one prisma="5 6"}

As [@he2020; see @humrich2015, p. 3] and @he2020 say, see @sec-one, @tbl-x, @Fig-flow, [-@fig-drawn] and mail
someone@example.org, not \\@nobody nor `@nobody` <!-- @nobody -->.[^n]

[^n]: A note, [here](#sec-one), [there](b.qmd#a-second-part), [bib](../references.bib), [web](https://x.org/y.qmd).

```text
@nobody [a](gone.qmd)
```

```{python}
#| label: tbl-x
#| tbl-cap: "As @he2020 says"
figures.flow(review, label="fig-flow", caption="c")  # @nobody
```

![c](d.svg){#fig-drawn fig-alt="d"} [ev](/review/b.qmd#ev-he2020-x) `{python} 1`
"""
OTHER = {"review/b.qmd": "# B {#sec-b}\n\n## A second part\n"}


def test_a_right_book_has_no_findings() -> None:
    found = check_chapters({"review/a.qmd": GOOD, **OTHER}, KEYS, files={"references.bib", "review/d.svg"})
    assert found == ()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("# A\n\nx [@he2021]", "PB604", 3),
        ("# A\n\nx @nobody.", "PB604", 3),
        ('```{python}\n#| tbl-cap: "x @nobody"\n1\n```\n', "PB604", 2),
        ("x\ny @tbl-y", "PB605", 2),
        ("# A {#sec-a}\n\n## B {#sec-a}", "PB606", 3),
        ("\n[x](gone.qmd#y)", "PB607", 2),
        ("\n[x](b.qmd#nowhere)", "PB607", 2),
        ("\n[x](#nowhere)", "PB607", 2),
        ("\n[x](data/gone.csv)", "PB607", 2),
        ("a\nb `{python} 1`", "PB608", 2),
        ("[x](b.qmd)", "PB610", 1),
    ],
)
def test_what_leads_nowhere(text: str, code: str, line: int) -> None:
    assert check(text, **OTHER) == [(code, "review/a.qmd", line)]


def test_a_likely_meaning_is_named() -> None:
    (finding,) = check_chapters({"a.qmd": "@he2002"}, KEYS)
    assert "is `he2020` meant?" in finding.message


def test_footnotes_of_two_chapters_must_differ() -> None:
    assert check("[^a]: x", **{"b.qmd": "\n[^a]: y"}) == [("PB609", "b.qmd", 2)]


def test_blanking_keeps_lines() -> None:
    text = "a `b` c\n<!-- d\ne -->\n```\nf\n```\ng"
    assert prose(text) == "a     c\n      \n     \n   \n \n   \ng"
