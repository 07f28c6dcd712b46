"""From chapters to formats: a chapter is read as soon as it is executed, the formats are written side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from prismabook.findings import Finding, PrismabookError
from prismabook.prisma.export import files_to_come
from prismabook.render.embedded.assembly import Assembly, assemble
from prismabook.render.embedded.book import Book, Page
from prismabook.render.embedded.codes_execution import BAD_VALUE
from prismabook.render.embedded.converter import Converter
from prismabook.render.embedded.docx import docx_name, write_docx
from prismabook.render.embedded.execution import SECONDS, Executed, Figures, execute
from prismabook.render.embedded.options import check_options, time_limit
from prismabook.render.embedded.site import write_site
from prismabook.render.embedded.structure import Structured, structure
from prismabook.render.result import Progress

FORMATS = ("html", "typst", "docx")


@dataclass(frozen=True, slots=True)
class Read:
    """A chapter, executed and in the house form, for each format."""

    executed: Executed
    assembled: Mapping[str, Assembly]
    structured: Mapping[str, Structured]

    @property
    def findings(self) -> list[Finding]:
        """What was found in it."""
        assembled = [finding for part in self.assembled.values() for finding in part.findings]
        structured = [finding for part in self.structured.values() for finding in part.findings]
        return [*self.executed.findings, *assembled, *structured]


def read_chapters(book: Book, to: Sequence[str], converter: Converter, progress: Progress) -> list[Read]:
    """Execute the chapters; while some are at it, Pandoc reads those that are done.

    Raises
    ------
    PrismabookError
        If an option has no sense, a cell fails, or Pandoc fails.
    """
    problems = [finding for page in book.pages for finding in check_options(page.chapter)]
    if invalid := [finding for finding in problems if finding.code is BAD_VALUE]:
        raise PrismabookError(*invalid)
    pages = {page.file: page for page in book.pages}
    reading: dict[str, Future[Read]] = {}
    with ThreadPoolExecutor(converter.most) as pool, converter.serving(pool):

        def done(executed: Executed) -> None:
            name = executed.chapter.name
            reading[name] = pool.submit(_read, book, pages[name], executed, to, converter)

        execute(
            [page.chapter for page in book.pages],
            book.root,
            defaults=book.execute("html"),
            figures=_drawing(book),
            cache=book.executed,
            seconds=time_limit(book.config, SECONDS),
            progress=lambda name: progress(f"executed {name}"),
            done=done,
        )
        return [reading[page.file].result() for page in book.pages]


def _read(book: Book, page: Page, executed: Executed, to: Sequence[str], converter: Converter) -> Read:
    assembled = {name: assemble(executed, name, book.execute(name)) for name in to}
    texts = {name: part.markdown for name, part in assembled.items()}
    return Read(executed, assembled, structure(book, page, texts, converter))


def _drawing(book: Book) -> Figures:
    """How figures are drawn, by ``fig-width``, ``fig-height`` (inches) and ``fig-dpi`` of the HTML format."""
    options, usual = book.options(None, "html"), Figures()
    sizes = (options.get(f"fig-{name}") or getattr(usual, name) for name in ("width", "height", "dpi"))
    return Figures(("svg",), *sizes)


def write_formats(
    book: Book, chapters: Sequence[Read], to: Sequence[str], aside: Path, scratch: Path, converter: Converter
) -> list[Finding]:
    """Write the formats into a folder aside, side by side: while Pandoc works on the pages, Typst sets the PDF."""
    names = sorted(set(to), key=("typst", "docx", "html").index)
    made = {"typst": book.pdf_name, "docx": docx_name(book)}
    coming = [*files_to_come(book.config), *(made[name] for name in names if name in made)]
    with ThreadPoolExecutor(len(names)) as pool, converter.serving(pool):
        written = []
        for name in names:
            structured = [chapter.structured[name] for chapter in chapters]
            figures = aside if name == "html" else scratch / f"figures-{name}"
            _figures(structured, [chapter.assembled[name] for chapter in chapters], figures)
            if name == "html":
                written.append(pool.submit(write_site, book, structured, aside, converter, coming))
            else:
                written.append(pool.submit(_writer(name), book, structured, figures, aside, scratch, converter))
        return [finding for format_ in written for finding in format_.result()]


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
