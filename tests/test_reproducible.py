"""The review of this repository can be made again with the same bytes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REVIEW = ("seeds", "review", "_extensions", "_quarto.yml", "index.qmd", "references.bib")
pytestmark = pytest.mark.slow


@pytest.fixture
def review(tmp_path: Path) -> Path:
    target = tmp_path / "the review"
    target.mkdir()
    for part in REVIEW:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, target / part)
        else:
            shutil.copy2(ROOT / part, target / part)
    return target


def python(folder: Path, *words: str, **environment: str) -> str:
    ran = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert ran.returncode == 0, f"{' '.join(words)}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout


def built(folder: Path) -> dict[str, bytes]:
    files = [folder / "references.bib", *(folder / "review" / "data").iterdir()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_what_is_committed_is_what_the_build_gives(review: Path) -> None:
    committed = built(review)
    for name in committed:
        (review / name).unlink()
    python(review, "-m", "prismabook", "build")
    assert built(review) == committed


def test_neither_hash_order_nor_locale_nor_time_zone_matters(review: Path) -> None:
    python(review, "-m", "prismabook", "build", PYTHONHASHSEED="1", LC_ALL="C", TZ="Asia/Tokyo", PYTHONUTF8="0")
    first = built(review)
    shutil.rmtree(review / "review" / "data")
    python(review, "-m", "prismabook", "build", PYTHONHASHSEED="2", LC_ALL="C.UTF-8", TZ="America/Lima")
    assert built(review) == first


def test_references_for_other_programs_hold_the_same_records() -> None:
    ids = re.findall(r"^@\w+\{([^,]+),", (ROOT / "references.bib").read_text("utf-8"), re.MULTILINE)
    data = ROOT / "review" / "data"
    assert [record["id"] for record in json.loads((data / "references.csl.json").read_text("utf-8"))] == ids
    assert re.findall(r"^ID  - (.+)$", (data / "references.ris").read_text("utf-8"), re.MULTILINE) == ids
    assert len(ids) == 5
