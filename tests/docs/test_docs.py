"""The documentation: its examples are run, its links lead somewhere, its generated pages are current.

Fences named `console` hold commands (`$ ...`) with their output, `python` code, and `yaml FILE`, `csv FILE` or
`qmd FILE` the content of a file. They are carried out in order in a copy of the repository, one copy a page, after
which `...` in an output stands for anything, as in doctest.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from prismabook.report import figures, tables

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"(?ms)^(`{3,})(\w+)[ ]?([^\n]*)\n(.*?)^\1$")
RUN = {"console", "python"}
WRITTEN = {"yaml", "csv", "qmd", "text"}
SHOWN = {"sh", "powershell"}
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True)
class Fence:
    kind: str
    file: str
    body: str
    line: int


def fences(page: Path) -> list[Fence]:
    text = page.read_text("utf-8")
    return [
        Fence(match[2], match[3].strip(), match[4], text.count("\n", 0, match.start()) + 1)
        for match in FENCE.finditer(text)
    ]


WITH_EXAMPLES = [page for page in PAGES if any(fence.kind in RUN for fence in fences(page))]


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The repository as a clone has it, without its history."""
    target = tmp_path / "a copy"
    for part in ("seeds", "review", "_extensions", "_quarto.yml", "index.qmd", "references.bib"):
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, target / part, ignore=shutil.ignore_patterns("*_files", "__pycache__"))
        elif (ROOT / part).is_file():
            target.mkdir(exist_ok=True)
            shutil.copy2(ROOT / part, target / part)
    return target


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="the pages show the commands of a POSIX shell")
@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=name)
def test_examples(page: Path, copy: Path) -> None:
    for fence in fences(page):
        where = f"{name(page)}:{fence.line}"
        if fence.kind in WRITTEN and fence.file:
            target = copy / fence.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(fence.body, "utf-8")
        elif fence.kind == "console":
            for command, wanted in commands(fence.body):
                hold(where, command, wanted, run(["sh", "-c", command], copy))
        elif fence.kind == "python":
            code, wanted = code_and_output(fence.body)
            hold(where, code, wanted, run([sys.executable, "-c", code], copy))


def commands(body: str) -> list[tuple[str, str]]:
    """The commands with the output below each."""
    parts = re.split(r"(?m)^\$ ", body)
    assert parts[0] == "", "a console example begins with a command"
    return [(command, wanted) for command, _, wanted in (part.partition("\n") for part in parts[1:])]


def code_and_output(body: str) -> tuple[str, str]:
    """Python with, in comments after `# ->`, what it prints."""
    return body, "".join(line + "\n" for line in re.findall(r"(?m)# -> (.*)$", body))


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONWARNINGS": "error", "PYTHONUTF8": "1"}
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def hold(where: str, command: str, wanted: str, ran: subprocess.CompletedProcess[str]) -> None:
    """A page shows standard output, and standard error where it says `2>&1`; every example succeeds."""
    fits = ran.returncode == 0 and (not wanted or doctest.OutputChecker().check_output(wanted, ran.stdout, FLAGS))
    assert fits, (
        f"{where}\n$ {command}\nshown:\n{wanted}\ngot (status {ran.returncode}):\n{ran.stdout}\nsaid:\n{ran.stderr}"
    )


def test_there_are_examples() -> None:
    assert {"README.md", "docs/start-a-review.md", "docs/write-a-chapter.md", "docs/add-a-source-format.md"} <= set(
        map(name, WITH_EXAMPLES)
    )


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_fences_are_of_a_known_kind(page: Path) -> None:
    assert {fence.kind for fence in fences(page)} <= RUN | WRITTEN | SHOWN
    assert "```" not in FENCE.sub("", page.read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    dead = []
    for target in LINK.findall(FENCE.sub("", page.read_text("utf-8"))):
        file, _, fragment = target.partition("#")
        if re.match(r"[a-z]+:", file):
            continue
        path = page.parent / file if file else page
        if not path.exists() or (fragment and path.suffix == ".md" and fragment not in headings(path)):
            dead.append(target)
    assert dead == []


def headings(page: Path) -> set[str]:
    """Anchors as hosts make them of headings: lower case, blanks to hyphens, no punctuation."""
    titles = re.findall(r"(?m)^#+ (.+)$", FENCE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-") for title in titles}


def test_the_page_of_findings_is_current() -> None:
    ran = run([sys.executable, str(ROOT / "tools" / "write_findings.py"), "--check"], ROOT)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_page_is_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        targets = (t.partition("#")[0] for t in LINK.findall(page.read_text("utf-8")) if not re.match(r"[a-z]+:", t))
        waiting += [(page.parent / target).resolve() for target in targets if target]
        waiting = [p / "README.md" if p.is_dir() else p for p in waiting]
        waiting = [p for p in waiting if p.is_file()]
    assert set(PAGES) - reached == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_paths_of_the_code_are_there(page: Path) -> None:
    """What a page names of the repository's own folders exists; a review's files are another matter."""
    named = re.findall(r"`((?:src|tests|tools|benchmarks|docs|\.ci|\.github)/[\w./*-]*)`", page.read_text("utf-8"))
    assert [path for path in named if not any(ROOT.glob(path.rstrip("/")))] == []


def test_every_table_and_figure_is_told_to_authors() -> None:
    page = (ROOT / "docs" / "write-a-chapter.md").read_text("utf-8")
    for room in (tables, figures):
        missing = [name for name in room.__all__ if f"{room.__name__.rpartition('.')[2]}.{name}(" not in page]
        assert missing == [], room.__name__
