"""Every file of a review taken in: from the cache, here, or by several processes where that pays."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from prismabook.extraction import Codebook, Draft
from prismabook.findings import Finding, Place
from prismabook.intake.cache import Cache
from prismabook.intake.codes import WORKER_LOST
from prismabook.intake.digest import Digest, Harvest, Taken, digest
from prismabook.intake.harvests import Harvests
from prismabook.intake.recall import Shelf
from prismabook.model import Kind, Source
from prismabook.project import Project
from prismabook.sources import content
from prismabook.sources.codes import SAME_BYTES

WORTH = 24
"""Megabytes still to be read, a file counted as 100 kB at least, from which on more processes are worth their start."""
TOGETHER = 8
"""Files that a process is given at a time."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Intake:
    """All sources in the order of their files, without texts; what each of them gave; and what was noticed."""

    sources: tuple[Source, ...]
    harvests: Harvests
    findings: tuple[Finding, ...]


def take_in(
    project: Project, book: Codebook, progress: Progress = lambda _: None, processes: int | None = None
) -> Intake:
    """All documents of a review.

    Parameters
    ----------
    project, book
        The review, and the codebook that its data are held against.
    progress
        Told now and then how many documents are read.
    processes
        How many processes may read; as many as there are processors unless given.
    """
    paths = project.documents()
    shelf = Shelf(project.root)
    cache = Cache(project.cache / "intake", book)
    sources: list[Source] = []
    harvests = Harvests(project.root, book, cache)
    findings: list[Finding] = []
    first: dict[str, str] = {}
    every = max(100, len(paths) // 10)
    every_file = _digests(paths, project, book, cache, processes or _processors())
    for done, (path, key, made, unkept) in enumerate(every_file, 1):
        harvests.add(path, key, made, unkept)
        findings += made.findings
        file, sha256 = made.sources[0].path, made.sources[0].sha256
        if made.has_text and first.setdefault(sha256, file) != file:
            findings.append(Finding(SAME_BYTES, f"the same bytes as {first[sha256]}", Place(file)))
        sources += [shelf.recalled(light, path) if made.has_text else light for light in made.sources]
        if done % every == 0 and done < len(paths):
            progress(f"read {done} of {len(paths)} documents")
    cache.prune()
    return Intake(tuple(sources), harvests, tuple(findings))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _digests(
    paths: Sequence[Path], project: Project, book: Codebook, cache: Cache, processes: int
) -> Iterator[tuple[Path, str, Digest, tuple[Harvest, ...]]]:
    """Each file with its entry's name and its digest, in order; with the harvests where they are in no entry."""
    entries = [_entry(path, project, cache) for path in paths]
    missing = [path for path, entry in zip(paths, entries, strict=True) if not entry.there]
    megabytes = sum(max(0.1, _size(path) / 1e6) for path in missing)
    several = processes > 1 and megabytes >= WORTH
    made = _by_many(missing, project.root, book, processes) if several else _by_one(missing, project.root, book)
    for path, entry in zip(paths, entries, strict=True):
        kept = cache.digest(entry.key) if entry.there else None
        if kept:
            yield path, entry.key, kept, ()
            continue
        found, harvests = digest(path, project.root, book) if entry.there else next(made)
        if entry.key and found.sources[0].sha256 == entry.sha256:  # else the file changed in between
            cache.put(entry.key, found, harvests)
            harvests = ()
        yield path, entry.key, found, harvests


@dataclass(frozen=True, slots=True)
class _Entry:
    """The name of a file's entry in the cache (empty for a file without content), and whether there is one."""

    key: str = ""
    sha256: str = ""
    there: bool = False


def _entry(path: Path, project: Project, cache: Cache) -> _Entry:
    data = content(path, project.root)
    if isinstance(data, tuple):
        return _Entry()
    sha256 = hashlib.sha256(data).hexdigest()
    key = cache.key(project.relative(path), sha256)
    return _Entry(key, sha256, cache.has(key))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _by_one(missing: Iterable[Path], root: Path, book: Codebook) -> Iterator[Taken]:
    return (digest(path, root, book) for path in missing)


def _by_many(missing: Sequence[Path], root: Path, book: Codebook, processes: int) -> Iterator[Taken]:
    """The digests by several processes, in order; a file over which one ends costs only itself."""
    from concurrent.futures import process  # loaded only where several processes pay
    from multiprocessing import get_context

    at = 0
    pool = process.ProcessPoolExecutor(min(processes, 60), get_context("spawn"), _begin, (root, book))
    try:
        for made in pool.map(_work, missing, chunksize=TOGETHER):
            at += 1
            yield made
    except process.BrokenProcessPool:
        yield from (_alone(path, root, book) for path in missing[at:])
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(path: Path, root: Path, book: Codebook) -> Taken:
    """The digest by a process of its own; a file that ends it too is a finding."""
    from concurrent.futures import process
    from multiprocessing import get_context

    with process.ProcessPoolExecutor(1, get_context("spawn"), _begin, (root, book)) as pool:
        try:
            return pool.submit(_work, path).result()
        except process.BrokenProcessPool:
            name = path.relative_to(root).as_posix()
            nothing = Source(name.removeprefix("seeds/"), name, "", Kind.UNKNOWN, "", "")
            lost = Finding(WORKER_LOST, "the process that read it ended without a word", Place(name))
            return Digest((nothing,), ((),), (0,), (lost,), False), (Harvest(Draft((), ())),)


_given: tuple[Path, Codebook]


def _begin(root: Path, book: Codebook) -> None:
    global _given  # noqa: PLW0603 - what a process is given once, at its start
    _given = (root, book)


def _work(path: Path) -> Taken:
    return digest(path, *_given)
