"""A Quarto book without Quarto: Pandoc reads, filters give it structure, Pandoc and Typst write.

``render`` is all there is to call. `docs/embedded-renderer.md` says what of Quarto is honoured.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from prismabook.findings import Finding, PrismabookError
from prismabook.render.embedded.book import Book
from prismabook.render.embedded.codes import NO_FORMAT, NOT_WRITTEN
from prismabook.render.embedded.config import listed_files, load_book
from prismabook.render.embedded.converter import Converter
from prismabook.render.embedded.docx import docx_name
from prismabook.render.embedded.formats import FORMATS, read_chapters, write_formats
from prismabook.render.embedded.hooks import run_hooks
from prismabook.render.result import Progress, Rendered, silent
from prismabook.render.swap import aside_of, clear_stale, forget, put_in_place, reason, require_replaceable

__all__ = ["FORMATS", "render"]


def render(
    root: Path,
    to: Sequence[str] = ("html", "typst"),
    *,
    progress: Progress = silent,
    fresh: bool = False,
    output: Path | None = None,
) -> Rendered:
    """Make a book's site, its PDF, or both.

    Everything is written aside first: the last book stays until the new one is complete.

    Parameters
    ----------
    root
        The folder of ``_quarto.yml``.
    to
        Any of ``html``, ``typst`` (the PDF) and ``docx``.
    fresh
        Whether to execute, convert and set everything anew, and use nothing that was kept.
    output
        Where to make the book instead of its own output folder; the project's hooks are then left to the caller.

    Raises
    ------
    PrismabookError
        Where Quarto would stop too: invalid settings, a missing chapter or include, a cell that fails.
    """
    if unknown := [name for name in to if name not in FORMATS]:
        raise PrismabookError(Finding(NO_FORMAT, f"“{unknown[0]}”"))
    if output is None:
        run_hooks(root, "pre-render", listed_files(root), (), progress)
    book = load_book(root)
    target = output or book.output_folder
    require_replaceable(target)
    clear_stale(target)
    if fresh:
        forget(book.executed, book.kept, book.kept_pdf, book.kept_docx)
    findings = _make(book, to, target, progress)
    if output is None:
        run_hooks(root, "post-render", [page.file for page in book.pages], _made(root, target), progress)
    pdf = next(iter(sorted(target.glob("*.pdf"))), None) if "typst" in to else None
    html = target / "index.html" if "html" in to else None
    docx = target / docx_name(book) if "docx" in to else None
    return Rendered("embedded", target, html, pdf, tuple(dict.fromkeys(findings)), docx)


def _made(root: Path, target: Path) -> list[str]:
    """The files of the book that Quarto tells its hooks of."""
    endings = (".html", ".pdf", ".docx")
    return sorted(path.relative_to(root).as_posix() for path in target.rglob("*") if path.suffix in endings)


def _make(book: Book, to: Sequence[str], target: Path, progress: Progress) -> list[Finding]:
    """Make the formats aside, and put them in the target's place when all is well."""
    doing = "executing the chapters"
    with Converter(book.root) as converter, ExitStack() as ended:
        try:
            chapters = read_chapters(book, to, converter, progress)
            doing = target.name
            aside = aside_of(target)
            ended.callback(shutil.rmtree, aside, ignore_errors=True)
            for name in dict.fromkeys(to):
                progress(f"{name}: {len(book.pages)} chapters")
            with TemporaryDirectory(prefix="prismabook-", ignore_cleanup_errors=True) as scratch:
                findings = write_formats(book, chapters, to, aside, Path(scratch), converter)
            aside.chmod(0o755)
            put_in_place(aside, target)
        except OSError as error:
            raise PrismabookError(Finding(NOT_WRITTEN, f"{doing}: {reason(error, target)}")) from error
    return [*book.findings, *(finding for chapter in chapters for finding in chapter.findings), *findings]
