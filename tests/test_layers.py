"""The rooms import only downwards, as the contract in pyproject.toml says."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = "import sys; from importlinter.cli import lint_imports_command as command; sys.exit(command())"


def lint(folder: Path, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, "--no-cache"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_no_room_imports_upwards() -> None:
    ran = lint(ROOT)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_room_has_its_place() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = {name.strip() for layer in settings["contracts"][0]["layers"] for name in layer.split("|")}
    package = ROOT / "src" / "prismabook"
    rooms = {p.name for p in package.iterdir() if (p / "__init__.py").is_file()} | {
        p.stem for p in package.glob("*.py")
    }
    assert rooms - {"__init__", "__main__"} == layers


BUILD_PATH = """
import sys
before = set(sys.modules)
import prismabook.cli, prismabook.pipeline
slow = {"numpy", "pandas", "scipy", "statsmodels", "matplotlib", "nbformat", "IPython", "typst", "pypandoc"}
print(*sorted(slow & set(sys.modules) - before))
"""


@pytest.mark.slow
def test_building_loads_no_slow_library() -> None:
    ran = subprocess.run([sys.executable, "-c", BUILD_PATH], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
