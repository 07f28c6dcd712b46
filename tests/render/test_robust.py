"""What may go wrong while a whole book is made is provoked; the last good book stays, byte for byte."""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from prismabook.cli import main
from prismabook.findings import PrismabookError
from prismabook.render.embedded import converter

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals, limits and permissions are POSIX's"),
]

CONFIG = """\
project:
  type: book
book:
  title: Hedges
  author: A. Person
  date: 2026-01-31
  chapters: [index.qmd, one.qmd]
format:
  html: default
  prismabook-typst: default
"""
ONE = "# One\n\n```{python}\nprint('hello')\n```\n"
RENDER = ("render", "--engine", "embedded")
QUICK = (*RENDER, "--to", "html")


def cell(code: str) -> str:
    return f"# One\n\n```{{python}}\n{code}\n```\n"


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that has been made."""
    root = tmp_path_factory.mktemp("finished") / "book"
    root.mkdir()
    for name, text in {"_quarto.yml": CONFIG, "index.qmd": "# Start\n\nFirst.\n", "one.qmd": ONE}.items():
        (root / name).write_text(text, "utf-8")
    assert main([*RENDER, "-q", str(root)]) == 0
    return root


@pytest.fixture
def book(finished: Path, tmp_path: Path) -> Path:
    """A copy of it, of which the first page has been edited since."""
    root = tmp_path / "book"
    shutil.copytree(finished, root)
    (root / "index.qmd").write_text("# Start\n\nSecond.\n", "utf-8")
    return root


def total(root: Path) -> str:
    """A sum of all names and bytes of the finished book."""
    found = hashlib.sha256()
    for path in sorted((root / "_book").rglob("*")):
        if path.is_file():
            found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def left(root: Path) -> list[str]:
    """What should not stand beside a book."""
    hidden = [path for path in root.rglob(".*") if path.name != ".prismabook"]
    return [path.relative_to(root).as_posix() for path in hidden]


def start(root: Path, command: tuple[str, ...] = QUICK, program: str = "", **settings: Any) -> subprocess.Popen[str]:
    """A render in a process of its own; a program may prepare its ground first.

    A shell's background job ignores Ctrl-C and hands that down, so the process is told that it counts.
    """
    heeded = "import signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{heeded}\n{program}\nfrom prismabook.cli import main\nsys.exit(main({[*command, str(root)]!r}))"
    settings["env"] = os.environ | {"PYTHONFAULTHANDLER": ""} | settings.pop("env", {})
    return subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **settings
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Its exit status, and what it said."""
    said, _ = process.communicate(timeout=60)
    return process.returncode, said


def wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not until():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.01)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class TestInterrupted:
    """Ctrl-C, or a request to end, at each stage."""

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_while_code_runs(self, book: Path, number: int) -> None:
        (book / "one.qmd").write_text(cell("import os, time\nopen('pid', 'w').write(str(os.getpid()))\ntime.sleep(60)"))
        self.check(book, start(book), lambda: (book / "pid").is_file() and (book / "pid").read_text() != "", number)
        pid = int((book / "pid").read_text())
        wait(lambda: not alive(pid))

    def test_while_pandoc_runs(self, book: Path) -> None:
        slow = book.parent / "pandoc"
        version = "[ $1 = --version ] && echo pandoc 3.9 && exit"
        slow.write_text(f"#!/bin/sh\n{version}\necho $$ >> {book.parent}/pids\nexec sleep 60\n")
        slow.chmod(0o755)
        process = start(book, env={"PYPANDOC_PANDOC": str(slow)})
        self.check(book, process, (book.parent / "pids").is_file, signal.SIGTERM)
        assert not any(map(alive, map(int, (book.parent / "pids").read_text().split())))

    def test_while_typst_runs(self, book: Path) -> None:
        busy = "#{ let x = 0; for i in range(2000000) { x += i }; [#x] }"
        (book / "one.qmd").write_text(f"# One\n\n```{{=typst}}\n{busy}\n```\n")
        before = (book / ".prismabook/pandoc/book.typst.json").stat().st_mtime_ns
        written = lambda: (book / ".prismabook/pandoc/book.typst.json").stat().st_mtime_ns != before  # noqa: E731
        self.check(book, start(book, RENDER), written, signal.SIGINT)

    def test_between_the_last_book_and_the_new_one(self, book: Path) -> None:
        program = (
            "import os, pathlib, signal\nold = pathlib.Path.rename\n"
            "def rename(self, target):\n"
            "    result = old(self, target)\n"
            "    if self.name == '_book': os.kill(os.getpid(), signal.SIGTERM)\n"
            "    return result\n"
            "pathlib.Path.rename = rename"
        )
        process = start(book, program=program)
        self.check(book, process, lambda: process.poll() is not None, 0)

    def test_and_killed_outright(self, book: Path) -> None:
        (book / "one.qmd").write_text(cell("import time\nopen('there', 'w').close()\ntime.sleep(60)"))
        process, before = start(book), total(book)
        wait((book / "there").is_file)
        process.kill()
        process.communicate()
        assert total(book) == before
        (book / "one.qmd").write_text(ONE)
        assert main([*QUICK, "-q", str(book)]) == 0
        assert not left(book)

    def check(self, book: Path, process: subprocess.Popen[str], ready: Callable[[], bool], number: int) -> None:
        before = total(book)
        try:
            wait(ready)
            begin = time.monotonic()
            if number:
                process.send_signal(number)
            status, said = ended(process)
            assert time.monotonic() - begin < 20, "it waits for what nobody needs any more"
        finally:
            process.kill()
        assert (status, said.splitlines()[-1]) == (130, "interrupted; the last good output is untouched")
        assert "Traceback" not in said
        assert total(book) == before
        assert not left(book)


GONE = "import os, signal, subprocess\nos.kill({}, signal.SIGKILL)\nimport time\ntime.sleep(60)"
WRONG = {
    "failing": (cell("1 / 0"), "one.qmd:4: error PB751: cell 1: ZeroDivisionError: division by zero"),
    "killed": (cell(GONE.format("os.getpid()")), "one.qmd:4: error PB752: cell 1: signal 9"),
    "all killed": (cell(GONE.format("os.getppid()")), "one.qmd:4: error PB752: cell 1: signal 9"),
    "endless": (
        "---\nprismabook: {chapter-seconds: 1}\n---\n" + cell("while True:\n    pass"),
        "one.qmd:7: error PB753: cell 1, when the chapter's 1 seconds were over",
    ),
    "no image": ("# One\n\n![A hedge](gone.png){fig-alt='A hedge'}\n", "one.qmd: error PB730: the image “gone.png”"),
    "wordy": (cell("raise ValueError('x' * 30_000_000)"), "more characters)"),
    "no Typst": ("# One\n\n```{=typst}\n#gone()\n```\n", "one.qmd: error PB734: unknown variable: gone"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_goes_wrong_is_told_and_leaves_the_book(book: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    text, expected = WRONG[name]
    (book / "one.qmd").write_text(text, "utf-8")
    before = total(book)
    assert main([*(RENDER if "=typst" in text or "png" in text else QUICK), str(book)]) == 1
    said = capsys.readouterr().err
    assert expected in said
    assert len(said) < 20_000
    assert total(book) == before
    assert not left(book)


def test_what_nobody_could_look_at_is_left_out(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = (
        "from IPython.display import HTML, Markdown, display\n"
        "print('x' * 100_000_000)\n"
        "display(HTML('<p>' + 'y' * 100_000_000 + '</p>'), Markdown('w' * 2_000_000))\n"
        "display(HTML('<table>' + 'v' * 2_000_000 + '</table>'))\n"
        "'z' * 10_000_000"
    )
    (book / "one.qmd").write_text(cell(code) + "\n`{python} 'u' * 2_000_000`\n")
    assert main([*QUICK, str(book)]) == 0
    said = capsys.readouterr().err
    assert "one.qmd:4: warning PB759: cell 1: 109,0" in said
    assert "one.qmd:4: warning PB772: cell 1: 102,000,007 characters" in said
    assert "one.qmd:11: warning PB759: inline expression 'u' * 2_000_000: 1,000,002 characters" in said
    assert 4_000_000 < len((book / "_book/one.html").read_text("utf-8")) < 5_000_000
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_500_000, "kilobytes"


def test_a_pandoc_that_does_not_end_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "pandoc"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(converter.pandoc, "binary", lambda: str(slow))
    monkeypatch.setattr(converter, "SECONDS", 0.3)
    task = converter.Task("one.qmd", {}, tmp_path / "kept.json")
    expected = pytest.raises(PrismabookError, match=r"one\.qmd: error PB770: after 0\.3 seconds")
    with converter.Converter(tmp_path) as pandocs, expected:
        pandocs.convert({"do": "nothing"}, [task])


def test_two_renders_at_the_same_time(book: Path) -> None:
    shutil.rmtree(book / ".prismabook")
    (book / "one.qmd").write_text(cell("import time\ntime.sleep(0.3)\nprint('hello')"))
    both = [start(book), start(book)]
    results = [ended(process) for process in both]
    assert [status for status, _ in results] == [0, 0], results
    assert not left(book)
    made = total(book)
    assert "Second." in (book / "_book/index.html").read_text("utf-8")
    status, said = ended(start(book))
    assert status == 0
    assert "executed" not in said, "what was kept is sound"
    assert total(book) == made
    for path in (book / ".prismabook").rglob("*.json"):  # and what was kept gives what is made anew
        path.unlink()
    assert main([*QUICK, "-q", str(book)]) == 0
    assert total(book) == made


LIMIT = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"
"""Files may grow to so many bytes: writing fails as on a full disk, whoever runs the tests."""


def test_files_that_cannot_grow(book: Path) -> None:
    (book / "one.qmd").write_text(cell("print('other')"))
    before = total(book)
    status, told = ended(start(book, program=LIMIT.format(5_000)))
    assert status == 1, told
    assert "PB719: _book: File too large" in told
    assert "Traceback" not in told
    assert total(book) == before
    assert not left(book)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = (
        shutil.which("mount")
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(disk)], capture_output=True, check=False
        ).returncode
    )
    if not mounted:
        pytest.skip("no small file system can be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def fill(disk: Path, free: int) -> None:
    """Leave so many kilobytes free."""
    number = os.open(disk / "junk", os.O_CREAT | os.O_WRONLY)
    try:
        while os.write(number, bytes(4096)):
            pass
    except OSError:
        os.ftruncate(number, os.fstat(number).st_size - free * 1024)
    finally:
        os.close(number)


@pytest.mark.parametrize(
    ("where", "free", "said"),
    [
        ("project", 0, "PB807: one.qmd.json: No space left on device (DISK/book/.prismabook/executed)"),
        ("project", 60, "PB719: _book: No space left on device (DISK"),
        ("scratch", 8, "PB771: cell 1: no room for its outputs in DISK"),
    ],
)
def test_a_full_disk(book: Path, small_disk: Path, where: str, free: int, said: str) -> None:
    if where == "project":
        book = shutil.copytree(book, small_disk / "book")
    (book / "one.qmd").write_text(cell("print('other')"))
    fill(small_disk, free)
    before = total(book)
    status, told = ended(start(book, env={"TMPDIR": str(small_disk)} if where == "scratch" else {}))
    assert status == 1, told
    assert said.replace("DISK", str(small_disk)) in told
    assert "Traceback" not in told
    assert total(book) == before
    assert not left(book)


def without_privileges() -> None:
    """Let root, too, write only where the permissions say so."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


needs_permissions = pytest.mark.skipif(
    os.geteuid() == 0 and sys.platform != "linux", reason="root may write everywhere"
)


@needs_permissions
@pytest.mark.parametrize(
    ("folder", "said"),
    [
        (".", "PB719: _book: Permission denied (BOOK/._book-"),
        (".prismabook/pandoc", "Permission denied (BOOK/.prismabook/pandoc)"),
    ],
)
def test_a_read_only_folder(book: Path, folder: str, said: str) -> None:
    before = total(book)
    (book / folder).chmod(0o555)
    try:
        status, told = ended(start(book, preexec_fn=without_privileges))
    finally:
        (book / folder).chmod(0o755)
    assert status == 1
    assert said.replace("BOOK", str(book)) in told
    assert "Traceback" not in told
    assert total(book) == before
    assert not left(book)


@needs_permissions
def test_a_read_only_book_is_replaced_all_the_same(book: Path) -> None:
    """Its folder is ours to write in; nothing stays beside it, and the next render works too."""
    for text in ("Second.", "Third."):
        (book / "index.qmd").write_text(f"# Start\n\n{text}\n", "utf-8")
        for path in [book / "_book", *(book / "_book").rglob("*")]:
            path.chmod(path.stat().st_mode & 0o555)
        status, told = ended(start(book, preexec_fn=without_privileges))
        assert status == 0, told
        assert text in (book / "_book/index.html").read_text("utf-8")
        assert not left(book)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("_book", "PB793: _book holds files that are no rendered book"),
        (".prismabook", "PB807: index.qmd.html.json: Not a directory|PB807: .*: (Not a directory|File exists)"),
    ],
)
def test_a_file_where_a_folder_should_be(book: Path, name: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(book / name)
    (book / name).write_text("mine")
    before = total(book)
    assert main([*RENDER, "-q", str(book)]) == 1
    assert re.search(said, capsys.readouterr().err)
    assert (book / name).read_text() == "mine"
    assert total(book) == before
