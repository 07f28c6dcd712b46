"""Chapters to notebooks and back."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from hypothesis import given

from chapter_texts import chapters
from prismabook.notebooks import to_chapter, to_notebook
from prismabook.notebooks.convert import Entry, dump

CASES = Path(__file__).parents[1] / "conformance" / "cases"
FILES = {"review/part.md": "```{python}\ny = 2\n```\n\n`{python} y`\n", "review/code.py": "z = 3\n"}


def convert(text: str, name: str = "review/a.qmd") -> Entry:
    """A chapter's notebook as it comes back from disk."""
    notebook: Entry = json.loads(dump(to_notebook(text, name, FILES.get, {})[0]))
    return notebook


@given(chapters())
def test_a_chapter_comes_back_to_the_byte(text: str) -> None:
    notebook = convert(text)
    assert to_chapter(notebook) == text
    nbformat.validate(notebook)


COMPLETE = sorted(path for path in CASES.rglob("*.qmd") if "32-include-missing" not in path.parts)


@pytest.mark.parametrize("path", COMPLETE, ids=lambda p: f"{p.parents[0].name}-{p.stem}")
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_the_conformance_cases_come_back(path: Path, newline: str) -> None:
    text = path.read_bytes().decode("utf-8").replace("\n", newline)
    book = next(parent for parent in path.parents if (parent / "_quarto.yml").exists())

    def read(name: str) -> str | None:
        return (book / name).read_text("utf-8") if (book / name).exists() else None

    notebook = to_notebook(text, path.relative_to(book).as_posix(), read, {})[0]
    nbformat.validate(notebook)
    assert to_chapter(notebook) == text
    assert all("exact" not in cell["metadata"]["prismabook"] for cell in notebook["cells"])


def kinds(notebook: Entry) -> list[str]:
    return [cell["metadata"]["prismabook"].get("generated", cell["cell_type"]) for cell in notebook["cells"]]


def test_what_a_notebook_holds() -> None:
    text = (
        "---\ntitle: A\n---\n\nText `{python} n`.\n\n```{python}\n#| label: fig-a\nn = 1\n```\n\n"
        "```{python}\n#| eval: false\nlater()\n```\n\n```{mermaid}\na --> b\n```\n\n{{< include part.md >}}\n\n"
        "```{python}\n{{< include code.py >}}\n```\n"
    )
    notebook, code = to_notebook(text, "review/a.qmd", FILES.get, {})
    expected = ["raw", "folder", "markdown", "code", "raw", "raw", "included", "raw", "included", "values"]
    assert [kind for kind in kinds(notebook) if kind != "markdown"] == [kind for kind in expected if kind != "markdown"]
    assert [cell.source for cell in code.cells][:3] == ["#| label: fig-a\nn = 1", "y = 2", "z = 3"]
    assert "    (n),\n    (y),\n" in code.cells[3].source
    assert notebook["cells"][3]["id"] == "fig-a"
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    assert to_chapter(notebook) == text


def test_a_chapter_without_code_has_no_generated_cells() -> None:
    assert kinds(convert("# Only\n\ntext `{python} x`\n")) == ["markdown"]


@pytest.fixture
def notebook() -> Entry:
    return convert("# A\n\nText.\n\n```{python}\n#| echo: false\n1 + 1\n```\n\nEnd.\n")


def edit(notebook: Entry, old: str, new: str) -> None:
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if old in source:
            cell["source"] = source.replace(old, new)


def test_edited_cells_come_back(notebook: Entry) -> None:
    edit(notebook, "Text.", "Other\n\ntext.")
    edit(notebook, "1 + 1", "2 + 2")
    assert to_chapter(notebook) == ("# A\n\nOther\n\ntext.\n\n```{python}\n#| echo: false\n2 + 2\n```\n\nEnd.\n")


def test_a_longer_fence_where_the_code_needs_it(notebook: Entry) -> None:
    edit(notebook, "1 + 1", "x = '''\n```\n'''")
    text = to_chapter(notebook)
    assert "````{python}\n#| echo: false\nx = '''\n```\n'''\n````\n" in text
    assert to_chapter(convert(text)) == text


def test_new_and_deleted_cells_come_back(notebook: Entry) -> None:
    code = {"cell_type": "code", "metadata": {}, "source": "new()", "outputs": [], "execution_count": None, "id": "x"}
    text = {"cell_type": "markdown", "metadata": {}, "source": "New text.", "id": "y"}
    cells = notebook["cells"]
    notebook["cells"] = [*cells[:2], text, code, *cells[3:]]
    assert to_chapter(notebook) == "# A\n\nText.\n\nNew text.\n\n```{python}\nnew()\n```\n\n\nEnd.\n"


def test_a_cell_that_changed_its_kind_comes_back_as_what_it_is(notebook: Entry) -> None:
    cell = next(c for c in notebook["cells"] if "1 + 1" in "".join(c["source"]))
    cell["cell_type"] = "markdown"
    cell["source"] = "Now words."
    assert to_chapter(notebook) == "# A\n\nText.\n\nNow words.\n\nEnd.\n"


def test_line_ends_of_the_chapter_stay(notebook: Entry) -> None:
    crlf = convert("# A\r\n\r\n```{python}\r\n1\r\n```\r\n")
    edit(crlf, "1", "1\n2")
    edit(crlf, "# A", "# A\n\nmore")
    assert to_chapter(crlf) == "# A\r\n\r\nmore\r\n\r\n```{python}\r\n1\r\n2\r\n```\r\n"
