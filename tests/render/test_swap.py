"""A finished book takes the place of the last one, and of nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from prismabook.findings import PrismabookError
from prismabook.render.codes import NOT_IN_PLACE
from prismabook.render.swap import put_in_place


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
