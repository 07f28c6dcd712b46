"""The runner of all checks: one failure does not hide the others, and decides the exit status."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

RUNNER = Path(__file__).resolve().parent.parent.parent / "tools" / "run_checks.py"


def run(statuses: dict[str, int], arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[list[str]]]:
    module = runpy.run_path(str(RUNNER))
    commands: list[list[str]] = []

    class Ran:
        def __init__(self, command: list[str], **_: object) -> None:
            commands.append(command)
            words = " ".join(command)
            self.returncode = next((status for name, status in statuses.items() if name in words), 0)

    monkeypatch.setattr(module["subprocess"], "run", Ran)
    return module["main"](arguments), commands


def test_all_good(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    status, commands = run({}, [], monkeypatch)
    assert status == 0
    assert "All 5 passed." in capsys.readouterr().out
    assert [
        name for name in ("ruff", "mypy", "lint-imports", "pytest") if any(name in " ".join(c) for c in commands)
    ] == [
        "ruff",
        "mypy",
        "lint-imports",
        "pytest",
    ]


def test_a_failure_is_told_and_the_others_still_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, commands = run({"mypy": 1}, [], monkeypatch)
    assert status == 1
    assert len(commands) == 5
    out = capsys.readouterr().out
    assert "FAILED  mypy" in out
    assert "1 of 5 failed: mypy" in out


def test_no_test_at_all_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    status, _ = run({"pytest": 5}, [], monkeypatch)
    assert status == 1


def test_arguments_go_to_pytest_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    _, commands = run({}, ["-k", "quarto"], monkeypatch)
    assert [command[-2:] == ["-k", "quarto"] for command in commands] == [False, False, False, False, True]
    assert commands[0][0] == sys.executable
