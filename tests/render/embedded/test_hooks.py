"""The project's own commands run before and after a render, as Quarto runs them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from prismabook.findings import PrismabookError
from prismabook.render.embedded import render

NOTE = """\
import os
import pathlib
import sys
names = ("ROOT", "OUTPUT_DIR", "INPUT_FILES", "OUTPUT_FILES", "RENDER_ALL")
told = {name: os.environ.get("QUARTO_PROJECT_" + name, "") for name in names}
pathlib.Path(sys.argv[1]).write_text(repr([os.getcwd(), sys.argv[1:], told]))
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "index.qmd").write_text("# Start\n")
    (tmp_path / "note.py").write_text(NOTE)
    return tmp_path.resolve()


def configure(root: Path, hooks: str) -> None:
    book = "book:\n  title: Hedges\n  chapters: [index.qmd]\n"
    (root / "_quarto.yml").write_text(f"project:\n  type: book\n{hooks}{book}")


@pytest.mark.slow
def test_commands_know_the_project(root: Path) -> None:
    configure(root, "  pre-render: note.py 'a b.txt' x\n  post-render:\n    - python note.py after.txt\n")
    render(root, ("html",))
    folder, words, told = eval((root / "a b.txt").read_text())  # what the script wrote with repr
    assert (folder, words) == (str(root), ["a b.txt", "x"])
    assert told == {
        "ROOT": str(root),
        "OUTPUT_DIR": str(root / "_book"),
        "INPUT_FILES": "index.qmd",
        "OUTPUT_FILES": "",
        "RENDER_ALL": "1",
    }
    assert eval((root / "after.txt").read_text())[2]["OUTPUT_FILES"] == "_book/index.html"


@pytest.mark.slow
def test_a_command_may_write_a_chapter(root: Path) -> None:
    (root / "make.py").write_text("open('index.qmd', 'w').write('# Made\\n')")
    configure(root, "  pre-render: [prismabook build, make.py]\n")
    render(root, ("html",))
    assert "Made" in (root / "_book" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("hook", "said"),
    [
        ("python -c 'import sys; sys.exit(\"no luck\")'", "exit status 1; no luck"),
        ("surely-no-such-program", "surely-no-such-program"),
        ("python 'unclosed", "No closing quotation"),
    ],
)
def test_a_failing_command_stops_the_render(root: Path, hook: str, said: str) -> None:
    configure(root, f"  pre-render:\n    - {hook}\n    - note.py after.txt\n")
    with pytest.raises(PrismabookError) as error:
        render(root, ("html",))
    assert "_quarto.yml:4: error PB726" in str(error.value)
    assert said in str(error.value)
    assert not (root / "_book").exists()
    assert not (root / "after.txt").exists()


@pytest.mark.slow
def test_what_a_killed_render_left_is_taken_away(root: Path) -> None:
    configure(root, "")
    dead, living = root / "._book-999999999-abc", root / f"._book-{os.getpid()}-abc"
    for folder in (dead, living):
        folder.mkdir()
    render(root, ("html",))
    assert not dead.exists()
    assert living.exists()
