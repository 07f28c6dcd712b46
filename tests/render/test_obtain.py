"""Set-up's one try to get Quarto: it never fails, and leaves nothing that does not work."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from prismabook.render import obtain
from prismabook.render.process import Ran
from prismabook.render.quarto import Quarto

Pip = Callable[..., Ran]


class FakePip:
    """Remembers the verbs; building a wheel and installing it come out as told."""

    def __init__(self, wheel: Ran, works: bool = True) -> None:
        self.wheel = wheel
        self.works = works
        self.verbs: list[str] = []
        self.installed: Quarto | None = None

    def __call__(self, verb: str, *arguments: str | Path, seconds: float) -> Ran:
        self.verbs.append(verb)
        if verb == "wheel":
            folder = Path(arguments[arguments.index("--wheel-dir") + 1])
            if self.wheel.status == 0:
                (folder / "quarto_cli-1.10.19-py3-none-any.whl").touch()
            return self.wheel
        if verb == "install" and self.works:
            self.installed = Quarto(Path("quarto"), "1.10.19")
        return Ran(0, ())


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[FakePip], FakePip]:
    def use(fake: FakePip) -> FakePip:
        monkeypatch.setattr(obtain, "_pip", fake)
        monkeypatch.setattr(obtain.quarto_, "find", lambda: fake.installed)
        monkeypatch.setattr(sys, "prefix", str(tmp_path))
        monkeypatch.delenv(obtain.SKIP, raising=False)
        return fake

    return use


def test_a_quarto_that_is_there_is_all_that_is_wanted(pip: Callable[[FakePip], FakePip], tmp_path: Path) -> None:
    fake = pip(FakePip(Ran(0, ())))
    fake.installed = Quarto(Path("quarto"), "1.9.3")
    assert obtain.obtain(tmp_path / "stamp", 1) == "Quarto 1.9.3 is there."
    assert fake.verbs == []


def test_a_whole_wheel_is_installed(pip: Callable[[FakePip], FakePip], tmp_path: Path) -> None:
    fake = pip(FakePip(Ran(0, ())))
    assert obtain.obtain(tmp_path / "stamp", 1) == "Quarto 1.10.19 was installed."
    assert fake.verbs == ["wheel", "install"]
    assert not (tmp_path / "stamp").exists()


@pytest.mark.parametrize("outcome", [Ran(1, ("no route to host",)), Ran(None, ())], ids=["refused", "too slow"])
def test_a_failure_is_one_line_and_is_not_repeated(
    pip: Callable[[FakePip], FakePip], tmp_path: Path, outcome: Ran, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = pip(FakePip(outcome))
    for _ in range(2):
        assert obtain.main([]) == 0
        assert fake.verbs == ["wheel"]
    assert obtain.main(["--again"]) == 0
    assert fake.verbs == ["wheel", "wheel"]
    outcomes = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("Trying")]
    assert len(outcomes) == 3
    assert all(line.startswith("Quarto could not be had") for line in outcomes)


def test_what_does_not_work_is_taken_away_again(pip: Callable[[FakePip], FakePip], tmp_path: Path) -> None:
    fake = pip(FakePip(Ran(0, ()), works=False))
    assert obtain.obtain(tmp_path / "stamp", 1).startswith("Quarto could not be had")
    assert fake.verbs == ["wheel", "install", "uninstall"]


def test_an_interruption_leaves_neither_quarto_nor_stamp(
    pip: Callable[[FakePip], FakePip], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = pip(FakePip(Ran(0, ())))

    def interrupted(verb: str, *arguments: str | Path, seconds: float) -> Ran:
        ran = fake(verb, *arguments, seconds=seconds)
        if verb == "install":
            fake.installed = None
            raise KeyboardInterrupt
        return ran

    monkeypatch.setattr(obtain, "_pip", interrupted)
    with pytest.raises(KeyboardInterrupt):
        obtain.obtain(tmp_path / "stamp", 1)
    assert fake.verbs == ["wheel", "install", "uninstall"]
    assert not (tmp_path / "stamp").exists()


def test_it_can_be_switched_off(
    pip: Callable[[FakePip], FakePip], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = pip(FakePip(Ran(0, ())))
    monkeypatch.setenv(obtain.SKIP, "1")
    assert "is not asked for" in obtain.obtain(tmp_path / "stamp", 1)
    monkeypatch.delenv(obtain.SKIP)
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))
    assert "not a virtual environment" in obtain.obtain(tmp_path / "stamp", 1)
    assert fake.verbs == []


def test_pip_is_asked_in_this_environment_and_within_the_limit() -> None:
    ran = obtain._pip("--version", seconds=60)
    assert ran.status == 0
    assert str(Path(sys.prefix)) in " ".join(ran.lines)
    assert obtain._pip("--version", seconds=0.0).status is None
