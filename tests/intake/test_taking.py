"""Documents taken in one by one: kept between builds, never wrong, and without their texts."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from prismabook.extraction import codebook
from prismabook.findings import PrismabookError
from prismabook.intake import Intake, digest, recall, take_in, taking
from prismabook.intake import cache as cache_module
from prismabook.model import Kind, Source
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
    gave = [(opened.places, made) for opened, made in map(taken.harvests.opened, taken.sources)]
    told = [(taken.harvests.telling(s.id), taken.harvests.count(s.id)) for s in taken.sources]
    return sources, gave, told, taken.findings


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
        checksum, head, *parts = entry.read_bytes().split(b"\n")
        entry.write_bytes(b"\n".join((checksum, head + b" ", *(b"[[],[],[]]" for _ in parts))))
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
    monkeypatch.setattr(cache_module, "code", lambda *_: "other")
    take_in(project, BOOK)
    assert len(reads) == 7


def test_entries_of_documents_that_are_gone_are_taken_away(project: Project) -> None:
    take_in(project, BOOK)
    for path in SEEDS[1:]:
        (project.seeds / path.name).unlink()
    take_in(project, BOOK)
    assert len(list((project.cache / "intake").iterdir())) == 3


def test_a_folder_that_cannot_be_written_to_costs_only_time(project: Project) -> None:
    wanted = plain(take_in(project, BOOK))
    shutil.rmtree(project.cache)
    project.cache.write_bytes(b"a file where the folder would be")
    assert plain(take_in(project, BOOK)) == wanted


def test_an_entry_that_goes_meanwhile_is_made_again(project: Project) -> None:
    wanted = plain(take_in(project, BOOK))
    taken = take_in(project, BOOK)
    shutil.rmtree(project.cache)
    assert plain(taken) == wanted
    gone = take_in(project, BOOK)
    shutil.rmtree(project.cache)
    (project.seeds / SEEDS[1].name).write_bytes(b"something else")
    with pytest.raises(PrismabookError, match="PB808"):
        plain(gone)


def test_texts_are_let_go_and_come_back_when_asked_for(project: Project) -> None:
    taken = take_in(project, BOOK)
    for source in taken.sources:
        assert not vars(source).get("text")
        (full,), _ = read(project.root / source.path, project.root)
        assert (source.text, source.sections, source.tables) == (full.text, full.sections, full.tables)
        opened, made = taken.harvests.opened(source)
        assert taken.harvests.count(source.id) == len(made.data)
        for datum in made.data:
            assert datum.quote.stands_in(source.text)
            assert opened.at(datum.quote.start) == full.at(datum.quote.start)
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


def test_a_light_source_has_the_places_of_its_quotes_alone() -> None:
    source = Source("x", "seeds/x", "", Kind.ABSTRACT, "r", "one\ntwo\nthree")
    assert [(w.start, w.line) for w in digest.points(source, {4, 8})] == [(4, 2), (8, 3)]


def test_the_outline_is_at_hand_and_is_that_of_the_sections(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = take_in(project, BOOK)
    wanted = {s.id: read(project.root / s.path, project.root)[0][0].outline for s in taken.sources}
    monkeypatch.setattr(recall, "read", lambda path, root: pytest.fail("a file was read again"))
    assert {source.id: source.outline for source in taken.sources} == wanted
    assert any(len(outline) > 3 for outline in wanted.values())
