"""Where things are in a review's folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.project.codes import NO_PROJECT

CONFIG = "_quarto.yml"


@dataclass(frozen=True, slots=True)
class Project:
    """A review's folder; every path follows from ``root``."""

    root: Path

    @property
    def config(self) -> Path:
        """The book's settings, shared with Quarto."""
        return self.root / CONFIG

    @property
    def seeds(self) -> Path:
        """The source documents, exactly as received."""
        return self.root / "seeds"

    @property
    def bibliography(self) -> Path:
        """The bibliography that the build writes."""
        return self.root / "references.bib"

    @property
    def protocol(self) -> Path:
        """The review's protocol."""
        return self.root / "review" / "protocol.yml"

    @property
    def codebook(self) -> Path:
        """The review's own items, beside those of the toolkit."""
        return self.root / "review" / "codebook.yml"

    @property
    def decisions(self) -> Path:
        """The folder of what people decided."""
        return self.root / "review" / "decisions"

    @property
    def data(self) -> Path:
        """The folder of the ledger's tables."""
        return self.root / "review" / "data"

    @property
    def cache(self) -> Path:
        """What can be made again: executed cells, intermediate documents."""
        return self.root / ".prismabook"

    def documents(self) -> tuple[Path, ...]:
        """What is in ``seeds/`` and is no folder, hidden names left out, ordered by name.

        Links, pipes and devices too: what cannot be read must be reported, not passed over.
        """
        if not self.seeds.is_dir():
            return ()
        found = (path for path in self.seeds.rglob("*") if path.is_symlink() or not path.is_dir())
        return tuple(sorted((p for p in found if not p.name.startswith(".")), key=lambda p: p.as_posix()))

    def relative(self, path: Path) -> str:
        """A path as findings and tables name it: from the root, with forward slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name


def find_project(start: Path) -> Project:
    """The review that a folder belongs to: the nearest folder upwards that holds ``_quarto.yml`` and ``seeds``.

    Raises
    ------
    PrismabookError
        If there is none.
    """
    for folder in _upwards(start):
        if (folder / CONFIG).is_file() and (folder / "seeds").is_dir():
            return Project(folder)
    raise PrismabookError(_none(f"{CONFIG} with a seeds folder", start))


def find_book(start: Path) -> Path:
    """The book that a folder belongs to, a review or not: the nearest folder upwards that holds ``_quarto.yml``.

    Raises
    ------
    PrismabookError
        If there is none.
    """
    for folder in _upwards(start):
        if (folder / CONFIG).is_file():
            return folder
    raise PrismabookError(_none(CONFIG, start))


def _upwards(start: Path) -> tuple[Path, ...]:
    here = start.resolve()
    return (here, *here.parents)


def _none(what: str, start: Path) -> Finding:
    return Finding(NO_PROJECT, f"no {what} in {start.name or start} or above", Place(CONFIG))
