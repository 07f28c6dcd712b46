"""Documents taken in one by one: kept between builds, never wrong, and without their texts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from prismabook.extraction import codebook
from prismabook.findings import PrismabookError
from prismabook.intake import Intake, digest, recall, take_in, taking
from prismabook.intake import cache as cache_module
from prismabook.model import Kind, Source
from prismabook.pipeline import assemble, write
from prismabook.project import Project
from prismabook.sources import read

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
BOOK = codebook()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "seeds").mkdir()
    for path in SEEDS:
        (tmp_path / "seeds" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "seeds" / "copy.txt").write_bytes(SEEDS[0].read_bytes())
    (tmp_path / "seeds" / "none.txt").write_bytes(b"")
    return Project(tmp_path)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read and drafted, in order."""
    names: list[str] = []
    honest = taking.digest

    def counted(path: Path, root: Path, book: object) -> object:
        names.append(path.name)
        return honest(path, root, BOOK)

    monkeypatch.setattr(taking, "digest", counted)
    return names


def plain(taken: Intake) -> tuple[object, ...]:
    """What was taken in, in values that can be compared."""
    sources = [(s.id, s.kind, s.reader, s.sha256, s.stated, s.places, s.encoding) for s in taken.sources]
    return sources, taken.drafts, taken.findings


def test_a_second_build_reads_only_what_changed(project: Project, reads: list[str]) -> None:
    first = plain(take_in(project, BOOK))
    assert len(reads) == 7
    reads.clear()
    assert plain(take_in(project, BOOK)) == first
    assert reads == []
    changed = project.seeds / SEEDS[2].name
    changed.write_bytes(changed.read_bytes() + b"\n")
    take_in(project, BOOK)
    assert reads == [SEEDS[2].name]


@pytest.mark.parametrize("harm", [b"", b"{}", b"\xff\x00", b'"x"'], ids=["empty", "json", "bytes", "text"])
def test_a_damaged_entry_is_none(project: Project, reads: list[str], harm: bytes) -> None:
    first = plain(take_in(project, BOOK))
    for entry in (project.cache / "intake").iterdir():
        entry.write_bytes(harm)
    reads.clear()
    assert plain(take_in(project, BOOK)) == first
    assert len(reads) == 7


def test_an_entry_that_somebody_wrote_is_none(project: Project, reads: list[str]) -> None:
    first = plain(take_in(project, BOOK))
    for entry in (project.cache / "intake").iterdir():
        checksum, _, body = entry.read_bytes().partition(b"\n")
        stored = json.loads(body)
        stored["drafts"] = [[[], []] for _ in stored["sources"]]
        entry.write_bytes(checksum + b"\n" + json.dumps(stored).encode())
    reads.clear()
    assert plain(take_in(project, BOOK)) == first
    assert len(reads) == 7


def test_other_code_or_another_codebook_is_another_entry(
    project: Project, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(project, BOOK)
    reads.clear()
    take_in(project, BOOK.extended([replace(BOOK.items[0], id="own_item")]))
    assert len(reads) == 7
    reads.clear()
    monkeypatch.setattr(cache_module, "code", lambda: "other")
    take_in(project, BOOK)
    assert len(reads) == 7


def test_entries_of_documents_that_are_gone_are_taken_away(project: Project) -> None:
    take_in(project, BOOK)
    for path in SEEDS[1:]:
        (project.seeds / path.name).unlink()
    take_in(project, BOOK)
    assert len(list((project.cache / "intake").iterdir())) == 3


def test_a_folder_that_cannot_be_written_to_costs_only_time(project: Project) -> None:
    project.cache.write_bytes(b"a file where the folder would be")
    assert len(take_in(project, BOOK).sources) == 7


def test_texts_are_let_go_and_come_back_when_asked_for(project: Project) -> None:
    taken = take_in(project, BOOK)
    for source in taken.sources:
        assert not vars(source).get("text")
        (full,), _ = read(project.root / source.path, project.root)
        assert (source.text, source.sections, source.tables) == (full.text, full.sections, full.tables)
        for datum in taken.drafts[source.id].data:
            assert datum.quote.stands_in(source.text)
            assert source.at(datum.quote.start) == full.at(datum.quote.start)
        if full.text:
            assert source.line(len(full.text) // 2) == full.line(len(full.text) // 2)


def test_a_document_that_changes_meanwhile_is_not_mixed_up(project: Project) -> None:
    source = next(s for s in take_in(project, BOOK).sources if s.kind is Kind.REGISTRY)
    (project.root / source.path).write_bytes(b"something else")
    with pytest.raises(PrismabookError, match="PB808"):
        assert source.text


@pytest.mark.slow
def test_several_processes_give_the_same(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = plain(take_in(project, BOOK, processes=1))
    for entry in (project.cache / "intake").iterdir():
        entry.unlink()
    monkeypatch.setattr(taking, "WORTH", 0)
    assert plain(take_in(project, BOOK, processes=2)) == alone


def test_a_worker_that_ends_costs_only_its_document(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from concurrent.futures import process

    class Pool:
        """Ends over one document, whichever process reads it."""

        def __init__(self, *_: object) -> None:
            taking._begin(project.root, BOOK)

        def map(self, work: object, paths: list[Path], chunksize: int) -> object:
            for path in paths:
                if path.name == SEEDS[1].name:
                    raise process.BrokenProcessPool
                yield taking._work(path)

        def submit(self, work: object, path: Path) -> object:
            class Future:
                def result(self) -> object:
                    if path.name == SEEDS[1].name:
                        raise process.BrokenProcessPool
                    return taking._work(path)

            return Future()

        def __enter__(self) -> Pool:
            return self

        def __exit__(self, *_: object) -> None: ...

        def shutdown(self, **_: object) -> None: ...

    monkeypatch.setattr(process, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(taking, "WORTH", 0)
    taken = take_in(project, BOOK, processes=2)
    lost = [finding for finding in taken.findings if finding.code.id == "PB809"]
    assert [finding.place and finding.place.file for finding in lost] == [f"seeds/{SEEDS[1].name}"]
    assert sum(source.kind is not Kind.UNKNOWN for source in taken.sources) == 5


def test_a_build_from_the_cache_is_the_same_build(project: Project) -> None:
    (project.root / "_quarto.yml").write_text("project: {type: book}\n")
    first, second = assemble(project), assemble(project)
    assert (first.data, first.findings, first.records) == (second.data, second.findings, second.records)


def test_a_light_source_has_the_places_of_its_quotes_alone() -> None:
    source = Source("x", "seeds/x", "", Kind.ABSTRACT, "r", "one\ntwo\nthree")
    assert [(w.start, w.line) for w in digest.points(source, {4, 8})] == [(4, 2), (8, 3)]


def test_a_build_with_nothing_changed_reads_no_document_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "_quarto.yml").write_text("project:\n  type: book\n", "utf-8")
    for number in range(4):
        said = (
            f"<p>At week 12, 1{number} of 30 patients responded with drugazole and 9 of 30 with placebo (p=0.04).</p>"
        )
        sections = (
            "<sec><title>Methods</title><p>Patients were randomised to drugazole (n=30) or placebo (n=30).</p></sec>"
        )
        (tmp_path / "seeds" / f"{number}.xml").write_text(
            "<article article-type='research-article'><front><article-meta>"
            f"<article-id pub-id-type='doi'>10.5555/{number}</article-id>"
            f"<title-group><article-title>Drugazole in owls of forest {number}</article-title></title-group>"
            f"<pub-date><year>2021</year></pub-date><abstract>{said}</abstract></article-meta></front>"
            f"<body>{sections}<sec><title>Results</title>{said}</sec></body></article>",
            "utf-8",
        )
    assert assemble(Project(tmp_path)).data
    again: list[str] = []
    honest = recall.read
    monkeypatch.setattr(recall, "read", lambda path, root: again.append(path.name) or honest(path, root))
    write(assemble(Project(tmp_path)), Project(tmp_path))
    assert again == []


def test_the_outline_is_at_hand_and_is_that_of_the_sections(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = take_in(project, BOOK)
    wanted = {s.id: read(project.root / s.path, project.root)[0][0].outline for s in taken.sources}
    monkeypatch.setattr(recall, "read", lambda path, root: pytest.fail("a file was read again"))
    assert {source.id: source.outline for source in taken.sources} == wanted
    assert any(len(outline) > 3 for outline in wanted.values())
