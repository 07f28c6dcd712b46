"""A finished book takes the place of the last one, and of nothing else."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from prismabook.findings import Code, PrismabookError
from prismabook.render import embedded
from prismabook.render.codes import NOT_IN_PLACE, OUTPUT_OUTSIDE
from prismabook.render.swap import aside_of, clear_stale, output_folder, put_in_place, restore


@pytest.fixture
def aside(tmp_path: Path) -> Path:
    folder = tmp_path / ".new"
    folder.mkdir()
    (folder / "index.html").write_text("new", "utf-8")
    return folder


@pytest.mark.parametrize("held", [None, (), ("index.html", "site_libs"), ("book.pdf",)])
def test_an_earlier_book_or_nothing_is_replaced(tmp_path: Path, aside: Path, held: tuple[str, ...] | None) -> None:
    target = tmp_path / "public"
    if held is not None:
        target.mkdir()
    for name in held or ():
        (target / name).write_text("old", "utf-8")
    put_in_place(aside, target)
    assert [path.name for path in target.iterdir()] == ["index.html"]
    assert (target / "index.html").read_text("utf-8") == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["public"]


def test_books_that_are_finished_at_the_same_moment_do_not_mix(tmp_path: Path) -> None:
    target, many = tmp_path / "_book", 12

    def finish(number: int) -> None:
        made = aside_of(target)
        for name in ("index.html", "a.html"):
            (made / name).write_text(str(number), "utf-8")
        put_in_place(made, target)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(finish, range(many)))  # none fails
    assert len({(target / name).read_text("utf-8") for name in ("index.html", "a.html")}) == 1
    clear_stale(target)
    restore(target)
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(f"._book-{os.getpid()}")] == ["_book"]


def test_a_full_disk_while_chapters_run_is_told_and_leaves_the_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_quarto.yml").write_text("project: {type: book}\nbook: {title: T, chapters: [index.qmd]}\n")
    (tmp_path / "index.qmd").write_text("# T\n\n```{python}\n1\n```\n")
    (tmp_path / "_book").mkdir()
    (tmp_path / "_book" / "index.html").write_text("old")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("prismabook.render.embedded.execution.tempfile.TemporaryDirectory", full)
    with pytest.raises(PrismabookError) as caught:
        embedded.render(tmp_path, ("html",))
    assert "No space left" in str(caught.value.findings[0])
    assert (tmp_path / "_book" / "index.html").read_text() == "old"


def test_the_usual_folder_is_replaced_whatever_a_failed_render_left_in_it(tmp_path: Path, aside: Path) -> None:
    target = tmp_path / "_book"
    (target / "site_libs").mkdir(parents=True)
    put_in_place(aside, target)
    assert [path.name for path in target.iterdir()] == ["index.html"]


@pytest.mark.parametrize(
    "held", [("000.txt",), ("protocol.yml", "methods.qmd"), ("index.html", "index.qmd"), ("_quarto.yml", "book.pdf")]
)
def test_a_folder_of_somebodys_work_is_left_alone(tmp_path: Path, aside: Path, held: tuple[str, ...]) -> None:
    target = tmp_path / "review"
    target.mkdir()
    for name in held:
        (target / name).write_text("mine", "utf-8")
    with pytest.raises(PrismabookError) as raised:
        put_in_place(aside, target)
    assert [finding.code for finding in raised.value.findings] == [NOT_IN_PLACE]
    assert "output-dir" in raised.value.findings[0].remedy
    assert sorted(path.name for path in target.iterdir()) == sorted(held)
    assert all((target / name).read_text("utf-8") == "mine" for name in held)


@pytest.mark.parametrize("named", ["../x", "/elsewhere", ".", "a/../..", "a/../b", "out"])
def test_a_folder_outside_of_the_project_is_refused(tmp_path: Path, named: str) -> None:
    root = tmp_path / "review"
    root.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (root / "out").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PrismabookError) as raised:
        output_folder(root, named)
    assert [finding.code for finding in raised.value.findings] == [OUTPUT_OUTSIDE]


@pytest.mark.parametrize(("named", "path"), [(None, "_book"), ("", "_book"), ("a/b", "a/b"), ("./public", "public")])
def test_a_folder_of_the_project_is_taken(tmp_path: Path, named: str | None, path: str) -> None:
    assert output_folder(tmp_path, named) == tmp_path / path


def test_the_folder_aside_has_its_parents(tmp_path: Path, aside: Path) -> None:
    target = tmp_path / "a" / "b" / "book"
    made = aside_of(target)
    assert made.parent == target.parent
    put_in_place(made, target)
    assert target.is_dir()


@pytest.mark.skipif(os.name == "nt", reason="whether a process lives cannot be asked there")
@pytest.mark.parametrize("name", ["[ab]", "book*", "what?"])
def test_only_what_was_left_beside_this_very_folder_is_taken_away(tmp_path: Path, name: str) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, other = tmp_path / f".{name}-{ended.pid}-abcd", tmp_path / f".a-{ended.pid}-abcd"
    left.mkdir()
    other.mkdir()
    clear_stale(tmp_path / name)
    assert not left.exists()
    assert other.exists()


@pytest.mark.parametrize(("named", "code"), [("work", NOT_IN_PLACE), ("../x", OUTPUT_OUTSIDE)])
def test_nothing_is_executed_for_a_folder_that_must_not_be_replaced(tmp_path: Path, named: str, code: Code) -> None:
    root = tmp_path / "review"
    (root / "work").mkdir(parents=True)
    (root / "work" / "mine.txt").write_text("mine")
    (root / "_quarto.yml").write_text(
        f"project: {{type: book, output-dir: {named}}}\nbook: {{title: T, chapters: [index.qmd]}}\n"
    )
    (root / "index.qmd").write_text("# T\n\n```{python}\nopen('ran', 'w').close()\n```\n")
    with pytest.raises(PrismabookError) as raised:
        embedded.render(root, ("html",))
    assert [finding.code for finding in raised.value.findings] == [code]
    assert sorted(path.name for path in root.iterdir()) == ["_quarto.yml", "index.qmd", "work"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["review"]
