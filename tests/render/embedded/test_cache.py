"""Keeping results."""

from __future__ import annotations

from pathlib import Path

import pytest

import prismabook
from prismabook.render.embedded import cache

RESULTS = [{"outputs": [{"output_type": "stream", "name": "stdout", "text": "1 é"}]}]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data.csv").write_text("1")
    (tmp_path / "parts").mkdir()
    cache.keep(tmp_path / "kept", "review/a.qmd", "key", RESULTS, tmp_path, ["data.csv", "gone.csv", "parts/"])
    return tmp_path / "kept"


def found(folder: Path, key: str = "key") -> object:
    return cache.lookup(folder, "review/a.qmd", key, folder.parent)


def test_what_is_kept_is_found(folder: Path) -> None:
    assert found(folder) == RESULTS
    assert found(folder, "other") is None
    assert cache.lookup(folder, "review/b.qmd", "key", folder.parent) is None


def test_a_change_of_what_was_read_is_noticed(folder: Path) -> None:
    (folder.parent / "gone.csv").write_text("")
    assert found(folder) is None
    (folder.parent / "gone.csv").unlink()
    assert found(folder) == RESULTS
    (folder.parent / "parts" / ".hidden").touch()
    assert found(folder) == RESULTS
    (folder.parent / "parts" / "one").touch()
    assert found(folder) is None
    (folder.parent / "parts" / "one").unlink()
    (folder.parent / "data.csv").write_text("2")
    assert found(folder) is None


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff", b"[1]", b'{"key": "key"}', b'{"key": "key", "results": 1}'])
def test_a_damaged_file_counts_as_none(folder: Path, damage: bytes) -> None:
    (file,) = folder.iterdir()
    file.write_bytes(damage)
    assert found(folder) is None


def test_a_changed_result_counts_as_none(folder: Path) -> None:
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes().replace(b'"1 ', b'"2 '))
    assert found(folder) is None


def test_the_installation_counts_as_far_as_chapters_see_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "prismabook"
    for name in ("report/values.py", "render/embedded/page.py", "render/embedded/worker.py", "cli/__init__.py"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("1")
    monkeypatch.setattr(prismabook, "__file__", str(home / "__init__.py"))
    seen = {cache.environment.__wrapped__()}
    for name, changes in (
        ("cli/__init__.py", False),
        ("render/embedded/page.py", False),
        ("render/embedded/worker.py", True),
        ("report/values.py", True),
    ):
        (home / name).write_text("2")
        now = cache.environment.__wrapped__()
        assert (now not in seen) is changes, name
        seen.add(now)
