"""Running Quarto, with small programs in its place that behave as Quarto was seen to behave."""

from __future__ import annotations

import os
import shlex
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from prismabook.findings import Finding, PrismabookError
from prismabook.render import Rendered, embedded, render
from prismabook.render import quarto as quarto_
from prismabook.render.codes import BAD_CHOICE, FELL_BACK, NOT_IN_PLACE, QUARTO_FAILED, QUARTO_MISSING, QUARTO_OLD

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs in Quarto's place are POSIX scripts")

PRELUDE = """\
import os, pathlib, subprocess, sys, time
if "--version" in sys.argv:
    print({version!r})
    sys.exit()
here = pathlib.Path.cwd()
out = here / sys.argv[sys.argv.index("--output-dir") + 1]
to = sys.argv[sys.argv.index("--to") + 1] if "--to" in sys.argv else "all"
print("\\x1b[32m[1/2] index.qmd\\x1b[39m", file=sys.stderr, flush=True)
def html():
    out.mkdir(parents=True, exist_ok=True)
    (out / "index.html").write_text("<p>new</p>")
def pdf():
    out.mkdir(parents=True, exist_ok=True)
    (out / "book.pdf").write_bytes(b"%PDF-new")
"""
GOOD = """
if to != "typst": html()
if to != "html": pdf()
"""
NO_PDF = "html()\nprint('WARN: the typst format is not supported by book projects')\n"
FAILS = "html()\nprint('ERROR: in index.qmd: boom', file=sys.stderr)\nsys.exit(1)\n"
HANGS = """
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
(here / "pids").write_text(f"{os.getpid()} {child.pid}")
time.sleep(60)
"""

Install = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    root = tmp_path / "a book"
    (root / "_book").mkdir(parents=True)
    (root / "_book" / "index.html").write_text("<p>last good</p>")
    (root / "_quarto.yml").write_text(
        "project: {type: book, output-dir: _book}\nformat: {html: default, x-typst: {}}\n"
    )
    return root


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put a program named quarto first on the PATH, and none beside this Python."""
    monkeypatch.setattr(quarto_.sys, "executable", str(tmp_path / "venv" / "bin" / "python"))
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))

    def make(body: str, version: str = "1.10.18", folder: str = "path one") -> Path:
        program = tmp_path / folder / "quarto"
        program.parent.mkdir(parents=True, exist_ok=True)
        source = tmp_path / folder / "fake.py"
        source.write_text(PRELUDE.format(version=version) + body)
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(PYTHON)} {shlex.quote(str(source))} "$@"\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        if not folder.startswith("venv"):
            monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
        return program

    return make


PYTHON = sys.executable


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The embedded renderer replaced by one that only notes its formats."""
    calls: list[tuple[str, ...]] = []

    def fake(root: Path, to: tuple[str, ...], *, progress: Callable[[str], None], fresh: bool) -> Rendered:
        progress("embedded at work")
        calls.append(to)
        return Rendered("embedded", root / "_book", root / "_book" / "index.html")

    monkeypatch.setattr(embedded, "render", fake, raising=False)
    return calls


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code.id for finding in findings]


def last_good(book: Path) -> str:
    assert {path.name for path in book.iterdir()} <= {".prismabook", "_book", "_quarto.yml", "pids"}
    assert not (book / quarto_.ASIDE).exists()
    return (book / "_book" / "index.html").read_text()


def test_a_good_quarto_replaces_the_book(book: Path, install: Install) -> None:
    install(GOOD)
    lines: list[str] = []
    made = render(book, "auto", progress=lines.append)
    assert made == Rendered("quarto", book / "_book", book / "_book" / "index.html", book / "_book" / "book.pdf")
    assert made.pdf is not None
    assert made.pdf.read_bytes() == b"%PDF-new"
    assert last_good(book) == "<p>new</p>"
    assert "[1/2] index.qmd" in lines  # without its colours


@pytest.mark.parametrize(("named", "folder"), [("", "_book"), ("null", "_book"), ("2026", "2026")])
def test_an_output_folder_that_is_no_text_is_no_stumbling_block(
    book: Path, install: Install, named: str, folder: str
) -> None:
    (book / "_quarto.yml").write_text(f"project: {{type: book, output-dir: {named}}}\n")
    install(GOOD)
    assert render(book, "quarto").book == book / folder


@pytest.mark.parametrize(
    ("to", "files"), [(("html",), ["index.html"]), (("pdf",), ["book.pdf"]), (("typst", "pdf"), ["book.pdf"])]
)
def test_one_format_alone(book: Path, install: Install, to: tuple[str, ...], files: list[str]) -> None:
    install('(here / ".prismabook" / "to").parent.mkdir(exist_ok=True)\n(here / ".prismabook" / "to").write_text(to)\n'
            'html() if to == "html" else pdf()\n')  # fmt: skip
    made = render(book, "quarto", to)
    assert (made.html is None) is (to != ("html",))
    assert (made.pdf is None) is (to == ("html",))
    assert [path.name for path in (book / "_book").iterdir()] == files
    assert (book / ".prismabook" / "to").read_text() == ("html" if to == ("html",) else "x-typst")


@pytest.mark.parametrize("fresh", [False, True])
def test_quarto_is_told_to_execute_anew(book: Path, install: Install, fresh: bool) -> None:
    install('print("refresh" if "--cache-refresh" in sys.argv else "no refresh")\n' + GOOD)
    lines: list[str] = []
    render(book, "quarto", progress=lines.append, fresh=fresh)
    assert lines[-1] == ("refresh" if fresh else "no refresh")


def test_what_quarto_finds_around_it(book: Path, install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMETHING", "kept")
    install("names = ('PATH', 'QUARTO_PYTHON', 'SOMETHING')\nprint('\\n'.join(os.environ[n] for n in names))\n" + GOOD)
    lines: list[str] = []
    render(book, "quarto", progress=lines.append)
    path, python, something = lines[-3:]
    beside = str(Path(quarto_.sys.executable).parent)
    assert path.split(os.pathsep)[0] == beside  # so that the hook `prismabook build` is found
    assert python == quarto_.sys.executable
    assert something == "kept"


@pytest.mark.parametrize(
    ("body", "said"),
    [(FAILS, "ERROR: in index.qmd: boom"), (NO_PDF, "made no pdf"), ("", "made no html and no pdf")],
    ids=["fails", "exit 0 without a PDF", "exit 0 without anything"],
)
def test_a_failure_falls_back_and_says_so(
    book: Path, install: Install, replaced: list[tuple[str, ...]], body: str, said: str
) -> None:
    install(body)
    made = render(book, "auto")
    assert made.engine == "embedded"
    assert replaced == [("html", "typst")]
    assert codes(made.findings) == [FELL_BACK.id]
    assert said in made.findings[0].message
    assert last_good(book) == "<p>last good</p>"


@pytest.mark.parametrize("body", [FAILS, NO_PDF, ""])
def test_a_failure_of_the_quarto_that_was_asked_for(book: Path, install: Install, body: str) -> None:
    install(body)
    with pytest.raises(PrismabookError) as caught:
        render(book, "quarto")
    assert codes(caught.value.findings) == [QUARTO_FAILED.id]
    assert last_good(book) == "<p>last good</p>"


def test_an_old_quarto(book: Path, install: Install, replaced: list[tuple[str, ...]]) -> None:
    install(GOOD, version="1.7.34")
    made = render(book, "auto")
    assert codes(made.findings) == [FELL_BACK.id]
    assert "1.7.34" in made.findings[0].message
    with pytest.raises(PrismabookError) as caught:
        render(book, "quarto")
    assert codes(caught.value.findings) == [QUARTO_OLD.id]


def test_no_quarto(book: Path, install: Install, replaced: list[tuple[str, ...]]) -> None:
    lines: list[str] = []
    made = render(book, "auto", ("html",), progress=lines.append)
    assert (made.engine, made.findings) == ("embedded", ())  # nothing is amiss: the embedded renderer is as good
    assert replaced == [("html",)]
    assert lines == ["Quarto is not installed; the embedded renderer makes the book.", "embedded at work"]
    with pytest.raises(PrismabookError) as caught:
        render(book, "quarto")
    assert codes(caught.value.findings) == [QUARTO_MISSING.id]


def test_a_program_that_is_no_quarto_is_none(install: Install) -> None:
    install(GOOD, version="a typesetter of that name")
    assert quarto_.find() is None


def test_the_quarto_beside_python_serves_where_that_on_the_path_is_old(install: Install) -> None:
    old = install(GOOD, version="1.7.34")
    found = quarto_.find()
    assert found is not None
    assert (found.program, found.serves) == (old, False)
    new = install(GOOD, version="1.10.18", folder="venv/bin")
    assert quarto_.find() == quarto_.Quarto(new, "1.10.18")


@pytest.mark.parametrize(
    ("version", "serves"),
    [("1.8.27", False), ("1.9.0", True), ("1.10.18", True), ("2.0", True), ("99.9.9", True), ("1.9.17-rc1", True)],
)
def test_versions(version: str, serves: bool) -> None:
    assert quarto_.Quarto(Path("quarto"), version).serves is serves


def test_a_hanging_quarto_is_ended_with_what_it_started(
    book: Path, install: Install, replaced: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    install(HANGS)
    monkeypatch.setenv(quarto_.TIME_LIMIT, "2")
    begin = time.monotonic()
    made = render(book, "auto")
    assert time.monotonic() - begin < 30
    assert made.engine == "embedded"
    assert "did not end in time" in made.findings[0].message
    pids = [int(pid) for pid in (book / "pids").read_text().split()]
    end = time.monotonic() + 10  # a killed process takes a moment to go; it would have slept for a minute
    while any(map(alive, pids)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(alive, pids))


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z" if sys.platform == "linux" else False


def test_when_both_fail_both_are_told(book: Path, install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> Rendered:
        raise PrismabookError(Finding(BAD_CHOICE, "the embedded renderer failed as well"))

    install(FAILS)
    monkeypatch.setattr(embedded, "render", fails, raising=False)
    with pytest.raises(PrismabookError) as caught:
        render(book, "auto")
    assert codes(caught.value.findings) == [FELL_BACK.id, BAD_CHOICE.id]


@pytest.mark.parametrize(("engine", "to"), [("latex", ("html",)), ("auto", ("epub",)), ("auto", ())])
def test_choices_that_do_not_exist(book: Path, engine: str, to: tuple[str, ...]) -> None:
    with pytest.raises(PrismabookError) as caught:
        render(book, engine, to)
    assert codes(caught.value.findings) == [BAD_CHOICE.id]


def test_an_exchange_cut_short_is_undone(book: Path, install: Install) -> None:
    (book / "_book").rename(book / "._book.old")
    install(FAILS)
    with pytest.raises(PrismabookError):
        render(book, "quarto")
    assert last_good(book) == "<p>last good</p>"


def test_a_book_that_cannot_be_replaced_stays(book: Path, install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "quarto":
            raise PermissionError(13, "in use")
        return rename(path, target)

    install(GOOD)
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PrismabookError) as caught:
        render(book, "quarto")
    assert codes(caught.value.findings) == [NOT_IN_PLACE.id]
    assert last_good(book) == "<p>last good</p>"
