"""Set-up on machines that lack something: a clear message, and nothing half made."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.skipif(os.name != "posix", reason="set-up with make is for POSIX systems")

WITHOUT_VENV = """#!/bin/sh
case "$*" in
    *ensurepip*) exit 1 ;;
    *version_info*print* | *print*version_info*) echo 3.12 ;;
esac
"""
TOO_OLD = "#!/bin/sh\nexit 1\n"
MAKES_VENV = """#!/bin/sh
case "$*" in
    --version) echo Python 3.12.1 ;;
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
    "-m pip"*) shift 2; echo "$*" >>pip-was-asked; if [ -e pip-fails ]; then exit 1; fi ;;
esac
"""
BROKEN_VENV = """#!/bin/sh
case "$*" in
    --version) echo Python 3.12.1 ;;
    "-m venv "*) mkdir -p "$3/bin"; exit 1 ;;
esac
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository in a folder with a space, and a PATH with the few programs that set-up uses."""
    root = tmp_path / "a clone"
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("sh", "cat", "rm", "mkdir", "cp", "cksum"):
        (programs / name).symlink_to(str(shutil.which(name)))
    (root / "tools").mkdir(parents=True)
    for name in ("tools/set_up.sh", "requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        shutil.copy2(ROOT / name, root / name)
    return root


def offer(folder: Path, name: str, text: str) -> None:
    program = folder.parent / "programs" / name
    program.write_text(text)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def set_up(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "tools/set_up.sh", *arguments],
        cwd=folder,
        env={"PATH": str(folder.parent / "programs")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_python(folder: Path) -> None:
    offer(folder, "python3", TOO_OLD)
    ran = set_up(folder, "runtime")
    assert ran.returncode == 1
    assert "Python 3.11 or newer is needed" in ran.stderr
    assert not (folder / ".venv").exists()


def test_debian_without_the_package_for_venv(folder: Path) -> None:
    offer(folder, "python3", WITHOUT_VENV)
    ran = set_up(folder, "runtime")
    assert ran.returncode == 1
    assert "sudo apt-get install python3.12-venv" in ran.stderr
    assert not (folder / ".venv").exists()


def test_a_python_without_venv_gives_way_to_one_that_has_it(folder: Path) -> None:
    offer(folder, "python3.13", WITHOUT_VENV)
    offer(folder, "python3.11", MAKES_VENV)
    assert set_up(folder, "runtime").returncode == 0


def test_the_python_that_was_asked_for_is_too_old(folder: Path) -> None:
    offer(folder, "python3.11", MAKES_VENV)
    offer(folder, "mine", TOO_OLD)
    ran = set_up(folder, "runtime", "mine")
    assert ran.returncode == 1
    assert "mine is not a Python 3.11 or newer" in ran.stderr


def test_an_environment_that_could_not_be_made_is_taken_away(folder: Path) -> None:
    offer(folder, "python3.11", BROKEN_VENV)
    ran = set_up(folder, "runtime")
    assert ran.returncode == 1
    assert not (folder / ".venv").exists()


def test_installing_once_is_enough(folder: Path) -> None:
    offer(folder, "python3.11", MAKES_VENV)
    asked = folder / "pip-was-asked"
    assert set_up(folder, "runtime").returncode == 0
    first = asked.read_text()
    assert "--require-hashes --requirement requirements.lock" in first
    assert set_up(folder, "runtime").stdout == ""
    assert asked.read_text() == first
    assert set_up(folder, "dev").returncode == 0
    assert "requirements-dev.lock" in asked.read_text()
    (folder / "requirements.lock").write_text("changed")
    assert set_up(folder, "runtime").returncode == 0
    assert asked.read_text().count("requirements.lock") == 2


def test_a_failed_installation_is_tried_again(folder: Path) -> None:
    offer(folder, "python3.11", MAKES_VENV)
    (folder / "pip-fails").touch()
    ran = set_up(folder, "runtime")
    assert ran.returncode == 1
    assert "run make again" in ran.stderr
    (folder / "pip-fails").unlink()
    assert set_up(folder, "runtime").returncode == 0
    assert (folder / "pip-was-asked").read_text().count("requirements.lock") == 2


def test_a_moved_folder_gets_a_new_environment(folder: Path) -> None:
    offer(folder, "python3.11", MAKES_VENV)
    assert set_up(folder, "runtime").returncode == 0
    moved = folder.with_name("elsewhere")
    folder.rename(moved)
    assert "Making a virtual environment" in set_up(moved, "runtime").stdout


def test_an_environment_whose_python_is_gone_is_made_anew(folder: Path) -> None:
    offer(folder, "python3.11", MAKES_VENV)
    assert set_up(folder, "runtime").returncode == 0
    (folder / ".venv" / "bin" / "python").unlink()
    ran = set_up(folder, "runtime")
    assert ran.returncode == 0
    assert "Making a virtual environment" in ran.stdout
    assert "Installing" in ran.stdout
