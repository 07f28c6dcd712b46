"""The review's citation style, as pandoc sets it and as typst sets it."""

import subprocess
from pathlib import Path

import pypandoc
import pytest
from reading_back import typst_page

from prismabook.bibliography import records, to_bibtex
from prismabook.project import Project, load_decisions
from prismabook.project.located import load_yaml
from prismabook.sources import read_all

ROOT = Path(__file__).parents[2]
STYLE = ROOT / "review" / "vancouver.csl"
EXPECTED = [
    "Humrich JY, von Spee-Mayer C, Siegert E, Alexander T, Hiepe F, Radbruch A, et al. Rapid induction of clinical "
    "remission by low-dose interleukin-2 in a patient with refractory SLE. Annals of the Rheumatic Diseases. "
    "2015;74(4):791.",
    "Humrich JY, Riemekasten G. Low-dose interleukin-2 therapy for the treatment of systemic lupus erythematosus. "
    "Current Opinion in Rheumatology. 2019;31(2):208–212",
    "2020;79(1):141–149. doi:10.1136/annrheumdis-2019-215396",
    "Anti-infection of Low-does IL-2 in SLE. ClinicalTrials.gov [registry record]. NCT02932137; "
    "https://clinicaltrials.gov/study/NCT02932137.",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("style")
    made, _ = records(read_all(Project(ROOT))[0], load_decisions(Project(ROOT)))
    (folder / "x.bib").write_text(to_bibtex(made), "utf-8")
    (folder / "style.csl").write_bytes(STYLE.read_bytes())
    return folder


def through_pandoc(folder: Path, body: str = "See [@humrich2015; @he2020; @humrich2019].") -> str:
    text = f"---\nbibliography: x.bib\ncsl: style.csl\nnocite: '@*'\n---\n{body}\n"
    command = [pypandoc.get_pandoc_path(), "--citeproc", "-t", "plain", "--wrap=none"]
    return subprocess.run(command, input=text.encode(), cwd=folder, capture_output=True, check=True).stdout.decode()


def test_pandoc_sets_the_style(folder: Path) -> None:
    text = through_pandoc(folder)
    assert "See [3–5]." in text
    assert "PMID 31537547." in text
    for words in EXPECTED:
        assert words in text


def test_a_source_has_the_same_number_on_pages_that_are_set_alone(folder: Path) -> None:
    assert load_yaml(ROOT / "_quarto.yml", "_quarto.yml")[0].plain()["nocite"] == "@*"
    first, second = (through_pandoc(folder, body) for body in ("See [@he2020].", "See [@nct02932137]; [@he2020]."))
    assert first.startswith("See [3].")
    assert second.startswith("See [1]; [3].")


def test_typst_sets_the_style(folder: Path) -> None:
    text = typst_page(folder, '#bibliography("x.bib", full: true, style: "style.csl")')
    for words in EXPECTED:
        assert words in text
