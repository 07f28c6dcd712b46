"""Evidence, study by study: the same as all at once, kept between builds, and none of it held."""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from prismabook.audit import audit
from prismabook.bibliography import records
from prismabook.evidence import Evidence, evidence
from prismabook.evidence.family import Family, Made, Opener
from prismabook.extraction import codebook, data, extraction_rows
from prismabook.intake import recall, take_in
from prismabook.ledger import csv_lines
from prismabook.ledger.schema import EXTRACTION, RESULTS
from prismabook.model import Datum
from prismabook.pipeline import Assembled, assemble, write
from prismabook.project import Project, load_decisions
from prismabook.sources import read
from prismabook.studies import assigned, studies

ROOT = Path(__file__).parents[2]
BOOK = codebook()

ARTICLE = """<article article-type="research-article"><front><article-meta>
<article-id pub-id-type="doi">10.5555/{number}</article-id>
<title-group><article-title>{title}</article-title></title-group>
<pub-date><year>2021</year></pub-date><abstract>{said}</abstract></article-meta></front>
<body><sec><title>Methods</title><p>Patients were randomised to drugazole (n=30) or placebo (n=30).</p></sec>
<sec><title>Results</title>{said}<table-wrap id="t1"><label>Table 1</label><caption><p>Response at week 12</p></caption>
<table><thead><tr><th>Sign</th><th>Drugazole (n=30)</th><th>Placebo (n=30)</th><th>P</th></tr></thead><tbody>
<tr><td>Response</td><td>1{number}/30</td><td>9/30</td><td>0.04</td></tr>
<tr><td>Hooting</td><td>2{number}/30</td><td>8/30</td><td>0.001</td></tr>
</tbody></table></table-wrap></sec></body></article>
"""
NAMES = ("owls of forests", "mice in barns", "geese on lakes", "hares at dusk")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Four trials, each a study of its own, and no decisions."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "_quarto.yml").write_text("project:\n  type: book\n", "utf-8")
    for number, name in enumerate(NAMES):
        share = f"1{number} of 30 ({(10 + number) / 0.3:.1f}%)"
        said = (
            f"<p>At week 12, {share} patients responded with drugazole and 9 of 30 (30.0%) with placebo (p=0.04).</p>"
        )
        text = ARTICLE.format(number=number, title=f"Drugazole in {name}", said=said)
        (tmp_path / "seeds" / f"{number}.xml").write_text(text, "utf-8")
    return Project(tmp_path)


@pytest.fixture
def real(tmp_path: Path) -> Project:
    """The review of this repository, with its decisions."""
    for name in ("seeds", "review"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "_quarto.yml", tmp_path)
    return Project(tmp_path)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The reports of the families that are gone through, in order."""
    names: list[str] = []
    honest: Callable[[Opener, Family], Made] = Opener.make

    def counted(self: Opener, family: Family) -> Made:
        names.extend(report.record.source for report in family.reports)
        return honest(self, family)

    monkeypatch.setattr(Opener, "make", counted)
    return names


def plain(review: Assembled) -> tuple[object, ...]:
    return review.data, review.results, review.concordance, review.studies, review.records, review.findings


def decide(project: Project, words: str) -> None:
    project.decisions.mkdir(parents=True, exist_ok=True)
    (project.decisions / "extraction.yml").write_text(words, "utf-8")


def changes(project: Project) -> str:
    """Decisions of every kind on the data that the rules give: some of each document."""
    entries = []
    for number, datum in enumerate(assemble(project).data):
        if number % 9 == 1:
            entries.append(f"- action: reject\n  datum: {datum.id}\n  reason: not this one\n")
        elif number % 9 == 4:
            entries.append(f"- action: correct\n  datum: {datum.id}\n  time_point: week 52\n  reason: it says so\n")
        elif number % 9 == 7 and datum.item != "registration":
            words = (json.dumps(text, ensure_ascii=False) for text in (datum.value, datum.quote.exact, datum.unit))
            value, quote, unit = words
            entries.append(
                f"- action: add\n  source: {datum.quote.source}\n  item: {datum.item}\n  value: {value}\n"
                f"  quote: {quote}\n  nth: 1\n  arm: another\n  unit: {unit}\n  reason: once more\n"
            )
    return "".join(entries)


@pytest.mark.parametrize("deciding", [False, True])
def test_study_by_study_is_the_same_as_all_at_once(real: Project, deciding: bool) -> None:
    if deciding:
        decide(real, changes(real))
    decisions = load_decisions(real)
    assert bool(decisions.extraction) is deciding
    sources = tuple(source for path in real.documents() for source in read(path, real.root)[0])
    known, _ = records(sources, decisions)
    found, noticed = data(sources, known, decisions)
    assert (sum(d.how.startswith("decision:") for d in found) > 20) is deciding
    grouped, _ = studies(known, found, sources)
    found = assigned(found, grouped)
    whole = audit(found, grouped, known, sources)
    taken = take_in(real, BOOK)
    mine = Evidence(real, taken, known, decisions, BOOK)
    audited = mine.audited(grouped)
    assert tuple(mine) == found
    assert audited.results == tuple(replace(result, data=()) for result in whole.results)
    assert (audited.concordance, audited.pooling) == (whole.concordance, whole.pooling)
    assert sorted(map(str, audited.findings)) == sorted(map(str, (*noticed, *whole.findings)))
    lines = "".join(csv_lines(EXTRACTION, extraction_rows(found, sources)))
    assert lines.partition("\n")[2] == "".join(mine.extraction_lines())
    rows = "".join(csv_lines(RESULTS, [result.row() for result in whole.results]))
    assert rows.partition("\n")[2] == "".join(mine.result_lines())


def test_a_second_build_is_the_same_and_goes_through_nothing(
    project: Project, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = assemble(project)
    write(first, project)
    assert sorted(made) == ["0.xml", "1.xml", "2.xml", "3.xml"]
    made.clear()
    again: list[str] = []
    honest = recall.read
    monkeypatch.setattr(recall, "read", lambda path, root: again.append(path.name) or honest(path, root))
    second = assemble(project)
    assert write(second, project) == ()
    assert (made, again) == ([], [])
    assert plain(second) == plain(first)
    assert len(first.results) == 8 and len(first.data) > 20


@pytest.mark.parametrize("harm", [b"", b"{}", b"\xff\x00", b"x\n[]\n[]"])
def test_a_damaged_entry_is_none(project: Project, made: list[str], harm: bytes) -> None:
    first = plain(assemble(project))
    for entry in (project.cache / "evidence").iterdir():
        entry.write_bytes(harm)
    made.clear()
    assert plain(assemble(project)) == first
    assert len(made) == 4


def test_lines_that_go_meanwhile_are_made_again(project: Project) -> None:
    write(assemble(project), project)
    wanted = (project.data / "extraction.csv").read_bytes()
    review = assemble(project)
    shutil.rmtree(project.cache)
    (project.data / "extraction.csv").unlink()
    write(review, project)
    assert (project.data / "extraction.csv").read_bytes() == wanted


def test_a_folder_that_cannot_be_written_to_costs_only_time(project: Project) -> None:
    first = assemble(project)
    write(first, project)
    wanted = (project.data / "extraction.csv").read_bytes()
    shutil.rmtree(project.cache)
    project.cache.write_bytes(b"a file where the folder would be")
    second = assemble(project)
    assert plain(second) == plain(first)
    assert write(second, project) == () and (project.data / "extraction.csv").read_bytes() == wanted


def test_a_decision_costs_only_the_study_that_it_is_about(project: Project, made: list[str]) -> None:
    first = assemble(project)
    changed = next(d for d in first.data if d.quote.source == "2.xml" and d.item == "result_events")
    made.clear()
    decide(project, f"- action: reject\n  datum: {changed.id}\n  reason: not this one\n  origin: A. Reader\n")
    second = assemble(project)
    assert made == ["2.xml"]
    assert {d.id for d in first.data} - {d.id for d in second.data} == {changed.id}
    made.clear()
    decide(project, "[]\n")
    assert plain(assemble(project)) == plain(first)


def test_a_decision_on_what_there_is_not_is_told(project: Project) -> None:
    decide(
        project,
        "- action: reject\n  datum: nobody2021-registration\n  reason: gone\n  origin: A. Reader\n"
        "- action: add\n  source: none.txt\n  item: setting\n  value: x\n  quote: y\n  reason: z\n",
    )
    told = [finding.message for finding in assemble(project).findings if finding.code.id == "PB305"]
    assert told == ["there is no datum 'nobody2021-registration'", "there is no document 'none.txt'"]


def test_a_report_that_joins_a_study_changes_it(project: Project, made: list[str]) -> None:
    assemble(project)
    made.clear()
    registered = "<p>The trial was registered as NCT01234567.</p></abstract>"
    for name in ("0.xml", "3.xml"):
        path = project.seeds / name
        path.write_text(path.read_text("utf-8").replace("</abstract>", registered), "utf-8")
    review = assemble(project)
    assert made == ["0.xml", "3.xml"]
    assert [study.reports for study in review.studies if len(study.reports) > 1]
    assert {d.study for d in review.data if d.quote.source == "3.xml"} == {review.studies[0].id}


def test_the_data_are_not_held(project: Project) -> None:
    assemble(project)
    gc.collect()
    before = sum(isinstance(one, Datum) for one in gc.get_objects())
    review = assemble(project)
    gc.collect()
    held = sum(isinstance(one, Datum) for one in gc.get_objects()) - before
    assert held <= 2 * len(review.evidence.telling) < len(review.data) / 3


def test_the_studies_that_are_pooled_are_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def pooled() -> frozenset[str]:
        review = assemble(project)
        return review.evidence.audited(review.studies).pooled_studies

    first = pooled()
    assert first == {study.id for study in assemble(project).studies} and len(first) == 4
    monkeypatch.setattr(evidence, "pooled_studies", lambda *_: pytest.fail("synthesised again"))
    assert pooled() == first
