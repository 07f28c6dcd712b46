"""Writing a project's notebooks, proving them with nbval, and bringing edits back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from prismabook import notebooks
from prismabook.findings import PrismabookError
from prismabook.notebooks.files import Entry
from prismabook.render.embedded.execution import notebook_outputs

INDEX = """# Start

```{python}
#| label: tbl-sum
import pandas as pd
from IPython.display import Markdown

n = 2
print(open("data.txt").read())
pd.DataFrame({"n": [n]})
```

There are `{python} n` and `{python} Markdown("*two*")`, `{python} object()`.
"""

CHAPTER = """---
execute:
  warning: false
---

# Many

```{python}
import sys
import warnings

from IPython.display import Markdown, display

print("out")
print("err", file=sys.stderr)
warnings.warn("careful")
display(Markdown("*m*"))
{"b": 1}
```

```{python}
#| error: true
1 / 0
```

```{python}
#| eval: false
never()
```

```{python}
import matplotlib.pyplot as plt

plt.figure(figsize=(2, 1))
plt.plot([1, 2])
plt.show()
```

{{< include _part.md >}}

```{python}
from pathlib import Path

Path.cwd().name, open("local.txt").read(), part
```
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small book with its notebooks."""
    root = tmp_path_factory.mktemp("book")
    (root / "review").mkdir()
    chapters = "[index.qmd, {part: One, chapters: [review/many.qmd]}]"
    (root / "_quarto.yml").write_text(f"project:\n  type: book\nbook:\n  chapters: {chapters}\n")
    (root / "index.qmd").write_text(INDEX)
    (root / "data.txt").write_text("some data")
    (root / "review" / "many.qmd").write_text(CHAPTER)
    (root / "review" / "local.txt").write_text("here")
    (root / "review" / "_part.md").write_text("```{python}\npart = 'included'\n```\n")
    notebooks.write(root, notebook_outputs)
    return root


@pytest.fixture
def book(written: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copytree(written, tmp_path / "book"))


def load(root: Path, name: str) -> Entry:
    notebook: Entry = json.loads((root / "notebooks" / name).read_text("utf-8"))
    return notebook


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_the_notebooks_are_valid_and_executed(written: Path) -> None:
    for name, count in (("index.ipynb", 3), ("review/many.ipynb", 6)):
        nbformat.validate(load(written, name))
        code = [cell for cell in load(written, name)["cells"] if cell["cell_type"] == "code"]
        assert [cell["execution_count"] for cell in code] == list(range(1, count + 1))
    values = load(written, "index.ipynb")["cells"][-1]
    assert "".join(values["outputs"][0]["text"]) == "2\n*two*\n<object object at 0x0>\n"
    last = load(written, "review/many.ipynb")["cells"][-1]
    assert last["outputs"][0]["data"]["text/plain"] == ["('review', 'here', 'included')"]


def test_the_same_chapters_give_the_same_bytes(book: Path) -> None:
    before = {path: path.read_bytes() for path in (book / "notebooks").rglob("*.ipynb")}
    shutil.rmtree(book / ".prismabook")
    shutil.rmtree(book / "notebooks")
    notebooks.write(book, notebook_outputs)
    assert {path: path.read_bytes() for path in (book / "notebooks").rglob("*.ipynb")} == before
    assert notebooks.write(book, notebook_outputs) == ()


@pytest.mark.slow
def test_a_real_kernel_gives_the_same_outputs(book: Path) -> None:
    assert nbval(book) == (0, "")


@pytest.mark.slow
def test_nbval_would_notice_another_value(book: Path) -> None:
    (book / "data.txt").write_text("other data")
    change(book, "review/local.txt", "here", "there")
    status, report = nbval(book)
    assert status == 1
    assert "index.ipynb" in report
    assert "many.ipynb" in report


def nbval(root: Path) -> tuple[int, str]:
    """Check a project's notebooks against a real kernel: exit status, and the report of a failure."""
    command = [sys.executable, "-m", "pytest", "-q", "--nbval", "-p", "no:cacheprovider", "-c", "/dev/null"]
    options = ["--rootdir", str(root), "--nbval-sanitize-with", str(Path(__file__).with_name("nbval.cfg"))]
    run = subprocess.run([*command, *options, str(root / "notebooks")], capture_output=True, text=True, check=False)
    return run.returncode, "" if run.returncode == 0 else run.stdout + run.stderr


def test_without_edits_nothing_comes_back(book: Path) -> None:
    assert notebooks.sync(book) == notebooks.Synced((), ())
    change(book, "index.qmd", "There are", "Here are")
    assert notebooks.sync(book) == notebooks.Synced((), ())


def test_edits_come_back_once(book: Path) -> None:
    change(book, "notebooks/index.ipynb", "There are", "Here are")
    assert notebooks.sync(book).changed == ("index.qmd",)
    assert (book / "index.qmd").read_text() == INDEX.replace("There are", "Here are")
    assert notebooks.sync(book) == notebooks.Synced((), ())
    change(book, "notebooks/index.ipynb", "Here are", "We have")
    assert notebooks.sync(book).changed == ("index.qmd",)


def test_two_edits_are_a_conflict_that_changes_nothing(book: Path) -> None:
    change(book, "index.qmd", "# Start", "# Begin")
    change(book, "notebooks/index.ipynb", "There are", "Here are")
    change(book, "notebooks/review/many.ipynb", "# Many", "# More")
    before = (book / "index.qmd").read_bytes()
    synced = notebooks.sync(book)
    assert synced.changed == ("review/many.qmd",)
    assert [(f.code.id, str(f.place)) for f in synced.findings] == [("PB681", "index.qmd")]
    assert (book / "index.qmd").read_bytes() == before


def test_the_same_edit_on_both_sides_is_no_conflict(book: Path) -> None:
    change(book, "index.qmd", "There are", "Here are")
    change(book, "notebooks/index.ipynb", "There are", "Here are")
    assert notebooks.sync(book) == notebooks.Synced((), ())


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("review/_part.md", "part =", "nope; part =", "review/_part.md:2"),
        ("index.qmd", "`{python} n`", "`{python} nope`", "index.qmd:13"),
        ("review/many.qmd", "{{< include _part.md >}}", "{{< include gone.md >}}", "review/many.qmd:39"),
        ("review/many.qmd", "Path.cwd().name", "nope", "review/many.qmd:44"),
    ],
)
def test_what_fails_is_told_where_it_stands(book: Path, file: str, old: str, new: str, place: str) -> None:
    change(book, file, old, new)
    with pytest.raises(PrismabookError) as caught:
        notebooks.write(book, notebook_outputs)
    assert [str(finding.place) for finding in caught.value.findings] == [place]


def test_edits_are_not_written_over(book: Path) -> None:
    change(book, "notebooks/index.ipynb", "There are", "Here are")
    before = (book / "notebooks" / "index.ipynb").read_bytes()
    with pytest.raises(PrismabookError, match="PB684"):
        notebooks.write(book, notebook_outputs)
    assert (book / "notebooks" / "index.ipynb").read_bytes() == before
    notebooks.sync(book)
    notebooks.write(book, notebook_outputs)
    assert "Here are" in (book / "index.qmd").read_text()


@pytest.mark.parametrize("content", ["", "{}", '{"metadata": {"prismabook": {"chapter": "../x", "sha256": "1"}}}'])
def test_other_notebooks_are_left_alone(book: Path, content: str) -> None:
    (book / "notebooks" / "mine.ipynb").write_text(content)
    (finding,) = notebooks.sync(book).findings
    assert (finding.code.id, str(finding.place)) == ("PB682", "notebooks/mine.ipynb")


def test_a_notebook_without_its_chapter(book: Path) -> None:
    (book / "index.qmd").unlink()
    (finding,) = notebooks.sync(book).findings
    assert finding.code.id == "PB683"


def test_a_failing_chapter_writes_nothing(book: Path) -> None:
    before = {path: path.read_bytes() for path in (book / "notebooks").rglob("*.ipynb")}
    change(book, "index.qmd", "n = 2", "n = nope")
    change(book, "review/many.qmd", "# Many", "# Other")
    with pytest.raises(PrismabookError, match=r"index\.qmd:8"):
        notebooks.write(book, notebook_outputs)
    assert {path: path.read_bytes() for path in (book / "notebooks").rglob("*.ipynb")} == before
