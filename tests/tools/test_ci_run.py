"""The script of continuous integration, with small programs in the place of those it calls."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BASH = shutil.which("bash")

pytestmark = pytest.mark.skipif(os.name != "posix" or BASH is None, reason="the script is for bash on POSIX")

PROGRAMS = {
    "python3.13": "exit 0",  # there is a usable Python: nothing is to be installed
    "make": "mkdir -p _book && echo page > _book/index.html && echo print > _book/book.pdf",
    "quarto": "exit 0",
    "chromium": "exit 0",
}


def run(folder: Path, git: str, ci: str) -> subprocess.CompletedProcess[str]:
    """Run the script in a folder where git does what is said."""
    programs = folder / "programs"
    for path, text in {
        **{programs / name: text for name, text in {**PROGRAMS, "git": git}.items()},
        folder / "repository" / ".venv" / "bin" / "python": "exit 0",
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
    script = folder / "repository" / ".ci" / "run"
    script.parent.mkdir()
    shutil.copy2(ROOT / ".ci" / "run", script)
    environment = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "CI": ci}
    return subprocess.run(
        [str(BASH), str(script)], env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


@pytest.mark.parametrize(
    ("git", "ci", "status", "said"),
    [
        ("exit 0", "true", 0, "All checks and tests"),
        ("exit 128", "true", 1, "git cannot tell"),
        ("echo ' M references.bib'", "true", 1, "references.bib"),
        ("echo ' M references.bib'", "", 0, "All checks and tests"),
    ],
)
def test_only_a_tree_that_git_calls_clean_passes(tmp_path: Path, git: str, ci: str, status: int, said: str) -> None:
    ran = run(tmp_path, git, ci)
    assert ran.returncode == status, ran.stdout + ran.stderr
    assert said in ran.stdout + ran.stderr
