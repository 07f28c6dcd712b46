"""The repository as a whole: what a newcomer looks for is there, and nothing of anyone's machine is."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from prismabook import __version__

ROOT = Path(__file__).resolve().parent.parent

REQUIRED = (
    "README.md",
    "LICENSE",
    "CITATION.cff",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Makefile",
    "pyproject.toml",
    "requirements.lock",
    "requirements-dev.lock",
    "_quarto.yml",
    "index.qmd",
    "references.bib",
    ".ci/run",
    ".github/workflows/ci.yml",
    "review/protocol.yml",
    "review/data/datapackage.json",
)

MACHINE = re.compile(r"(?:^|[\s\"'(=:])(?:/home/\w+|/Users/\w+|/root/|/var/folders/|[A-Z]:\\Users)")
"""Paths of somebody's machine; addresses and the examples `/where/...` are none."""


def tracked() -> list[Path]:
    """Files under version control or about to be; all but ignored ones in a copy without git."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode:
        pytest.fail("these tests need the repository's git: " + listing.stderr)
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""  # a picture


@pytest.mark.parametrize("name", REQUIRED)
def test_it_has(name: str) -> None:
    assert (ROOT / name).is_file()


def test_no_path_of_a_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in tracked()
        if path != Path(__file__) and "seeds" not in path.parts
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert found == []


def test_the_expression_for_paths_finds_them() -> None:
    for line in ('x = "/home/ana/x"', "(/Users/bo/y)", "see /root/z", "C:\\Users\\cy"):
        assert MACHINE.search(line)
    for line in ("https://example.org/home/x", "make PYTHON=/where/it/is/python3"):
        assert not MACHINE.search(line)


def test_nothing_that_is_made_again_is_committed() -> None:
    made = {"_book", ".venv", ".prismabook", ".quarto", "__pycache__", ".DS_Store", "site_libs"}
    assert [str(path) for path in tracked() if made & set(path.relative_to(ROOT).parts)] == []


def test_source_files_can_be_read_without_a_scroll_bar() -> None:
    files = sorted((ROOT / "src").rglob("*.py"))
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > 350} == {}


def test_nothing_is_left_to_be_done() -> None:
    marks = re.compile(r"#.*\b(TODO|FIXME|XXX)\b")
    places = [str(p.relative_to(ROOT)) for p in (ROOT / "src").rglob("*.py") if marks.search(p.read_text("utf-8"))]
    assert places == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_every_requirement_with_hashes_and_no_host(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    blocks = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n", "", text).strip())
    assert all(re.match(r"[\w.\[\],-]+==\S+", block) for block in blocks)
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"https?://|file:|--index|--find-links|--extra-index", text)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = ["notebooks"] + (["dev"] if name == "requirements-dev.lock" else [])
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["build"]]
    wanted += [item for extra in extras for item in project["project"]["optional-dependencies"][extra]]
    locked = {normal(re.split(r"==", block)[0]) for block in blocks}
    assert {normal(re.match(r"[\w.-]+", item).group()) for item in wanted} - locked == set()


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_two_locks_agree() -> None:
    pins = [
        dict(re.findall(r"(?m)^([\w.-]+==\S+)( ;[^\\]*)?", (ROOT / name).read_text("utf-8")))
        for name in ("requirements.lock", "requirements-dev.lock")
    ]
    assert pins[0].keys() - pins[1].keys() == set()


def test_citation_file() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= citation.keys()  # what the schema requires
    assert citation["type"] == "software"
    assert citation["version"] == __version__
    assert citation["license"] == project["license"]
    assert citation["keywords"] == project["keywords"]
    assert all(
        set(author) <= {"name", "family-names", "given-names", "orcid", "website"} for author in citation["authors"]
    )


def test_the_changelog_tells_of_this_version() -> None:
    headings = re.findall(r"(?m)^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert headings == ["Unreleased", __version__]


def test_shell_scripts_can_be_run() -> None:
    assert (ROOT / ".ci" / "run").read_text("utf-8").startswith("#!/usr/bin/env bash\n")
    modes = subprocess.run(
        ["git", "ls-files", "--stage", ".ci/run"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert modes.stdout.startswith("100755")
