"""A Quarto book without Quarto: Pandoc reads, filters give it structure, Pandoc and Typst write.

``render`` is all there is to call. `docs/embedded-renderer.md` says what of Quarto is honoured.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from prismabook.findings import Finding, PrismabookError
from prismabook.prisma.export import files_to_come
from prismabook.render.embedded.assembly import Assembly, assemble
from prismabook.render.embedded.book import Book
from prismabook.render.embedded.codes import NO_FORMAT, NOT_WRITTEN
from prismabook.render.embedded.codes_execution import BAD_VALUE
from prismabook.render.embedded.config import listed_files, load_book
from prismabook.render.embedded.converter import Converter
from prismabook.render.embedded.docx import docx_name, write_docx
from prismabook.render.embedded.execution import SECONDS, Executed, Figures, execute
from prismabook.render.embedded.hooks import run_hooks
from prismabook.render.embedded.options import check_options, time_limit
from prismabook.render.embedded.site import write_site
from prismabook.render.embedded.structure import Structured, structure
from prismabook.render.result import Progress, Rendered, silent
from prismabook.render.swap import aside_of, clear_stale, put_in_place, require_replaceable

__all__ = ["FORMATS", "render"]

FORMATS = ("html", "typst", "docx")


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
        for folder in (book.executed, book.kept, book.kept_pdf):
            shutil.rmtree(folder, ignore_errors=True)
    try:
        executed = _execute(book, progress)
    except OSError as error:
        raise PrismabookError(Finding(NOT_WRITTEN, f"executing the chapters: {error.strerror or error}")) from error
    findings = [*book.findings, *(finding for chapter in executed for finding in chapter.findings)]
    try:
        aside = aside_of(target)
    except OSError as error:
        raise PrismabookError(Finding(NOT_WRITTEN, f"{target.name}: {error.strerror}")) from error
    try:
        with TemporaryDirectory(prefix="prismabook-") as scratch, Converter(book.root) as converter:
            findings += _formats(book, executed, to, aside, Path(scratch), converter, progress)
        aside.chmod(0o755)
        put_in_place(aside, target)
    except OSError as error:
        raise PrismabookError(Finding(NOT_WRITTEN, f"{target.name}: {error.strerror or error}")) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
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


def _drawing(book: Book) -> Figures:
    """How figures are drawn, by ``fig-width``, ``fig-height`` (inches) and ``fig-dpi`` of the HTML format."""
    options, usual = book.options(None, "html"), Figures()
    sizes = (options.get(f"fig-{name}") or getattr(usual, name) for name in ("width", "height", "dpi"))
    return Figures(("svg",), *sizes)


def _execute(book: Book, progress: Progress) -> tuple[Executed, ...]:
    chapters = [page.chapter for page in book.pages]
    problems = tuple(finding for chapter in chapters for finding in check_options(chapter))
    if invalid := [finding for finding in problems if finding.code is BAD_VALUE]:
        raise PrismabookError(*invalid)
    executed = execute(
        chapters,
        book.root,
        defaults=book.execute("html"),
        figures=_drawing(book),
        cache=book.executed,
        seconds=time_limit(book.config, SECONDS),
        progress=lambda name: progress(f"executed {name}"),
    )
    if problems and executed:
        first = executed[0]
        executed = (
            Executed(first.chapter, first.outputs, first.values, (*first.findings, *problems)),
            *executed[1:],
        )
    return executed


def _formats(
    book: Book,
    executed: Sequence[Executed],
    to: Sequence[str],
    aside: Path,
    scratch: Path,
    converter: Converter,
    progress: Progress,
) -> list[Finding]:
    """Write the formats side by side: while Pandoc works on the pages, Typst sets the PDF."""
    names = sorted(set(to), key=("typst", "docx", "html").index)
    assembled = [{name: assemble(chapter, name, book.execute(name)) for name in names} for chapter in executed]
    findings = [finding for chapter in assembled for part in chapter.values() for finding in part.findings]
    with ThreadPoolExecutor(converter.most) as readers:
        texts = [{name: part.markdown for name, part in chapter.items()} for chapter in assembled]
        read = list(readers.map(lambda page, text: structure(book, page, text, converter), book.pages, texts))
    for name in names:
        progress(f"{name}: {len(book.pages)} chapters")
    with ThreadPoolExecutor(len(names)) as writers:
        written = []
        for name in names:
            chapters = [page[name] for page in read]
            findings += [finding for chapter in chapters for finding in chapter.findings]
            figures = aside if name == "html" else scratch / f"figures-{name}"
            _figures(chapters, [part[name] for part in assembled], figures)
            if name == "html":
                coming = [*files_to_come(book.config), *([book.pdf_name] if "typst" in names else [])]
                written.append(writers.submit(write_site, book, chapters, aside, converter, coming))
            else:
                written.append(writers.submit(_writer(name), book, chapters, figures, aside, scratch, converter))
    return [*findings, *(finding for format_ in written for finding in format_.result())]


def _writer(to: str) -> Callable[..., tuple[Finding, ...]]:
    """What writes a format that is one file; loaded when it is wanted, as Typst takes a while."""
    if to == "docx":
        return write_docx
    from prismabook.render.embedded.pdf import write_pdf

    return write_pdf


def _figures(structured: Sequence[Structured], assembled: Sequence[Assembly], target: Path) -> None:
    """Write the cells' figures beside their pages."""
    for chapter, assembly in zip(structured, assembled, strict=True):
        for name, data in assembly.files.items():
            file = target / chapter.page.folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
