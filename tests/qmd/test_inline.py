"""Finding inline expressions."""

from __future__ import annotations

import pytest
from hypothesis import given

from chapter_texts import chapters
from prismabook.qmd import inline_code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("`{python} n`", ["n"]),
        ("**`{python} n`**, [`{python} m`](x), | `{python} k` |", ["n", "m", "k"]),
        ('`{python} f("a b")[0]`', ['f("a b")[0]']),
        ("`{python} f(a,\n  b)`", ["f(a, b)"]),
        ("`{python}\tn`", ["n"]),
        ("``{python} n``", []),
        ("`` `{python} n` ``", []),
        ("```\n`{python} n`\n```\n`{python} m`", ["m"]),
        ("````\n```\n`{python} n`\n```\n````\n`{python} m`", ["m"]),
        ("~~~\n`{python} n`\n~~~\n", []),
        ("  ```\n  `{python} n`\n  ```\n", []),
        ("> ```\n> `{python} n`\n> ```\n", []),
        ("<!-- `{python} n` --> `{python} m`", ["m"]),
        ("<!-- open `{python} m`", ["m"]),
        ("\\`{python} n` ", []),
        ("\\\\`{python} n`", ["n"]),
        ("`{python} n", []),
        ("`{python} n\n\nm`", []),
        ("`{python} `", []),
        ("`{python}n`", []),
        ("`{r} n`", []),
        ("`python n`", []),
        ("``` `{python} n` ``` `{python} m`", ["m"]),
        ("a ``` b `{python} n`", ["n"]),
        ("$`{python} n`$", ["n"]),
    ],
)
def test_which_run(text: str, codes: list[str]) -> None:
    assert [found.code for found in inline_code(text)] == codes


@given(chapters())
def test_places_are_exact_and_ordered(text: str) -> None:
    at = 0
    for found in inline_code(text):
        assert at <= found.start < found.end
        assert text[found.start : found.end].startswith("`{python}")
        assert text[found.end - 1] == "`"
        at = found.end
