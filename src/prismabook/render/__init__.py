"""Rendering the book: with the user's Quarto, or with the embedded renderer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from prismabook.findings import Finding, PrismabookError
from prismabook.project import load_yaml
from prismabook.render import quarto as quarto_
from prismabook.render.codes import BAD_CHOICE, FELL_BACK
from prismabook.render.result import Progress, Rendered, silent

__all__ = ["ENGINES", "FORMATS", "Progress", "Rendered", "listed_formats", "render"]

ENGINES = ("auto", "quarto", "embedded")
FORMATS = ("html", "pdf", "docx")
USUAL = ("html", "pdf")
"""What is made of a book whose settings name no format."""
QUARTO_NAMES = {"typst": "pdf"}
"""What Quarto calls a format, where people say it otherwise."""


def render(
    root: Path,
    engine: str = "auto",
    to: Sequence[str] | None = None,
    progress: Progress = silent,
    *,
    fresh: bool = False,
) -> Rendered:
    """Make the book.

    Parameters
    ----------
    root
        The folder of ``_quarto.yml``.
    engine
        ``quarto`` fails where Quarto does; ``auto`` takes Quarto 1.9 or later if it is there, and goes on with the
        embedded renderer, with a finding, if it is too old or fails; ``embedded``.
    to
        Any of ``html``, ``pdf`` (or ``typst``, as Quarto calls it) and ``docx``; those of ``_quarto.yml`` if None.
    progress
        Takes lines that tell what is going on.
    fresh
        Whether to make everything anew, without what earlier renders kept.

    Raises
    ------
    PrismabookError
        If there is no book in the end; the last good one is still in place.
    """
    to = listed_formats(root) if to is None else tuple(dict.fromkeys(QUARTO_NAMES.get(name, name) for name in to))
    _check(engine, to)
    if engine == "embedded":
        return _embedded(root, to, (), progress, fresh)
    quarto = quarto_.find()
    if quarto is None and engine == "auto":
        progress("Quarto is not installed; the embedded renderer makes the book.")
        return _embedded(root, to, (), progress, fresh)
    try:
        chosen = quarto_.require(quarto)
        progress(f"Quarto {chosen.version} makes the book.")
        return quarto_.render(root, chosen, to, progress=progress, fresh=fresh)
    except PrismabookError as error:
        if engine == "quarto":
            raise
        reasons = tuple(Finding(FELL_BACK, finding.message, finding.place) for finding in error.findings)
    progress("Quarto could not make the book; the embedded renderer does.")
    return _embedded(root, to, reasons, progress, fresh)


def listed_formats(root: Path) -> tuple[str, ...]:
    """The formats that a book's settings list (``prismabook-typst`` is a PDF), as far as they are made here."""
    node, _ = load_yaml(root / "_quarto.yml", "_quarto.yml")
    listed = node["format"].plain() if node is not None and "format" in node else None
    names = [listed] if isinstance(listed, str) else list(listed or ())
    bases = [QUARTO_NAMES.get(base, base) for base in (str(name).rpartition("-")[2] for name in names)]
    return tuple(name for name in FORMATS if name in bases) or USUAL


def _embedded(root: Path, to: Sequence[str], reasons: tuple[Finding, ...], progress: Progress, fresh: bool) -> Rendered:
    from prismabook.render import embedded  # pandoc, typst and IPython take a while to load

    formats = tuple("typst" if name == "pdf" else name for name in to)
    try:
        made = embedded.render(root, formats, progress=progress, fresh=fresh)
    except PrismabookError as error:
        raise PrismabookError(*reasons, *error.findings) from error
    return replace(made, findings=(*reasons, *made.findings))


def _check(engine: str, to: Sequence[str]) -> None:
    if engine not in ENGINES:
        raise PrismabookError(Finding(BAD_CHOICE, f"{engine!r} is not one of {', '.join(ENGINES)}"))
    if not to or (unknown := [name for name in to if name not in FORMATS]):
        named = ", ".join(repr(name) for name in unknown) if to else "nothing"
        raise PrismabookError(Finding(BAD_CHOICE, f"{named} is not one of {', '.join(FORMATS)}"))
