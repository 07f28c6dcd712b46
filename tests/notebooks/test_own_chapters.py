"""The review's own chapters, proved: a real kernel gives what their notebooks say."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from prismabook import notebooks
from prismabook.project import load_yaml
from prismabook.qmd import load
from prismabook.qmd.book import chapter_names
from prismabook.render.embedded.execution import notebook_outputs

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the review with its notebooks."""
    root = tmp_path_factory.mktemp("review")
    for name in ("_quarto.yml", "index.qmd", "references.bib"):
        shutil.copy(ROOT / name, root)
    for name in ("seeds", "review"):
        shutil.copytree(ROOT / name, root / name)
    notebooks.write(root, notebook_outputs)
    return root


@pytest.mark.slow
def test_a_real_kernel_gives_the_same_outputs(review: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "--nbval", "-p", "no:cacheprovider", "-c", "/dev/null"]
    options = ["--rootdir", str(review), "--nbval-sanitize-with", str(Path(__file__).with_name("nbval.cfg"))]
    parallel = ["-n", "2", "--dist", "loadfile", str(review / "notebooks")]
    run = subprocess.run([*command, *options, *parallel], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_chapter_has_a_notebook_that_leads_back(review: Path) -> None:
    config, _ = load_yaml(review / "_quarto.yml", "_quarto.yml")
    assert config is not None
    names = chapter_names(config.plain())
    written = {path.relative_to(review / "notebooks").as_posix() for path in (review / "notebooks").rglob("*.ipynb")}
    assert written == {name.replace(".qmd", ".ipynb") for name in names}
    assert notebooks.sync(review) == notebooks.Synced((), ())


def test_the_chapters_are_sound() -> None:
    config, _ = load_yaml(ROOT / "_quarto.yml", "_quarto.yml")
    assert config is not None
    for name in chapter_names(config.plain()):
        assert load(ROOT, name).findings == ()
