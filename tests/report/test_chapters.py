"""The review's own chapters: every cell and inline expression runs, every link arrives, no number is typed."""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from prismabook.findings import Severity
from prismabook.prisma import checklist
from prismabook.prisma.export import FILES
from prismabook.project import load_yaml
from prismabook.qmd import Cell, Markdown, inline_code, load, parse
from prismabook.qmd.book import chapter_names
from prismabook.report import Review
from prismabook.report.links import check_chapters, prose

ROOT = Path(__file__).parents[2]
NAMES = chapter_names(load_yaml(ROOT / "_quarto.yml", "_quarto.yml")[0].plain())  # type: ignore[union-attr]


def copy(target: Path) -> Path:
    """The review's folder elsewhere, so that figures are not written into the repository."""
    target.mkdir()
    for name in ("_quarto.yml", "index.qmd", "references.bib"):
        shutil.copy(ROOT / name, target / name)
    for folder in ("review", "seeds"):
        shutil.copytree(ROOT / folder, target / folder)
    return target


@dataclass(frozen=True)
class Executed:
    """A chapter as a renderer would hand it to Pandoc: text with inline values, and the cells' outputs."""

    name: str
    text: str
    outputs: tuple[str, ...]

    @property
    def whole(self) -> str:
        return "\n\n".join((self.text, *self.outputs))


def shown(value: Any) -> str:
    """What a value looks like as Markdown; only what says so itself counts as Markdown."""
    assert hasattr(value, "_repr_markdown_"), f"{value!r} is no Markdown"
    return str(value._repr_markdown_())


def execute(root: Path, name: str) -> Executed:
    """Run a chapter's cells and inline code in one namespace, without a kernel."""
    names: dict[str, Any] = {}
    text, outputs = [], []
    for block in load(root, name).blocks:
        if isinstance(block, Cell):
            tree = ast.parse(block.code)
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, name, "exec"), names)
            if isinstance(last, ast.Expr):
                outputs.append(shown(eval(compile(ast.Expression(last.value), name, "eval"), names)))
            continue
        at = 0
        for found in inline_code(block.text):
            text += [block.text[at : found.start], shown(eval(found.code, names))]
            at = found.end
        text.append(block.text[at:])
    return Executed(name, "".join(text), tuple(outputs))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Executed]]:
    root = copy(tmp_path_factory.mktemp("chapters") / "book")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root / "review")
        yield {name: execute(root, name) for name in NAMES}


def texts() -> dict[str, str]:
    return {name: (ROOT / name).read_text("utf-8") for name in NAMES}


def test_every_link_of_text_and_outputs_arrives(book: Mapping[str, Executed]) -> None:
    places = {
        name: set(re.findall(r"\{[^{}\n]*?#([^\s{}]+)", chapter.whole))
        | set(re.findall(r"#\| label: (\S+)", (ROOT / name).read_text("utf-8")))
        for name, chapter in book.items()
    }
    links = [
        (name, file, anchor)
        for name, chapter in book.items()
        for file, anchor in re.findall(r"\]\(/([\w./-]+\.qmd)#([\w-]+)", chapter.whole)
    ]
    assert len(links) > 100
    assert [link for link in links if link[2] not in places.get(link[1], set())] == []


def test_no_anchor_stands_twice(book: Mapping[str, Executed]) -> None:
    everywhere = [a for c in book.values() for a in re.findall(r"\{#((?:ev|res|finding)-[^\s{}]+)", c.whole)]
    assert len(everywhere) == len(set(everywhere))


def test_every_datum_and_finding_has_its_row(book: Mapping[str, Executed]) -> None:
    review = Review.open(ROOT)
    assert book["review/evidence.qmd"].whole.count(" .evidence}") == len(review.extraction)
    assert book["review/findings.qmd"].whole.count(" .finding}") == len(review.findings)


def test_the_chapters_show_what_a_review_must(book: Mapping[str, Executed]) -> None:
    whole = book["review/results.qmd"].whole
    assert "::: {#fig-flow}" in whole and "](figures/fig-flow.svg){fig-alt=" in whole
    assert "{#fig-forest fig-alt=" in whole
    assert re.search(r"\[16\\/29\]\(/review/results\.qmd#res-he2020-sri-4-response-week-12\)", whole)
    assert "not met" in whole


def test_references_keys_and_links_are_right() -> None:
    keys = re.findall(r"^@\w+\{([^,\s]+),", (ROOT / "references.bib").read_text("utf-8"), re.MULTILINE)
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "review/data").iterdir()}
    files |= {"references.bib", "low-dose-il-2-in-sle.pdf", "low-dose-il-2-in-sle.docx", *FILES}
    assert [str(finding) for finding in check_chapters(texts(), keys, files=files)] == []


def test_every_item_of_the_checklists_is_marked() -> None:
    config = yaml.safe_load((ROOT / "_quarto.yml").read_text("utf-8"))
    _, findings = checklist([parse(text, name) for name, text in texts().items()], (), config)
    assert [str(finding) for finding in findings if finding.severity is not Severity.NOTE] == []


# Names that hold digits, and numbers that are no results.
ALLOWED = re.compile(
    r"\bIL-2\b|interleukin-2|SRI-4|PRISMA 2020|RoB 2|95%|\bweek (?:12|24)\b|^\d\. |\{[^{}\n]*\}|\]\([^)]*\)|@[\w-]+",
    re.IGNORECASE | re.MULTILINE,
)


@pytest.mark.parametrize("name", NAMES)
def test_no_number_is_typed(name: str) -> None:
    blocks = parse(texts()[name], name).blocks
    typed = [
        f"{block.line + number}: {line.strip()}"
        for block in blocks
        if isinstance(block, Markdown)
        for number, line in enumerate(ALLOWED.sub("", prose(block.text)).split("\n"))
        if re.search(r"\d", line)
    ]
    assert typed == []


@pytest.mark.parametrize("name", NAMES)
def test_inline_code_stands_on_one_line(name: str) -> None:
    found = [c for b in parse(texts()[name], name).blocks if isinstance(b, Markdown) for c in inline_code(b.text)]
    lines = texts()[name].split("\n")
    assert all(any(code.code in line for line in lines) for code in found)


OWN_WORDS = {"not stated"}
"""What the review's tables say; everything else between quotation marks is a document's."""


def test_words_between_quotation_marks_are_the_documents() -> None:
    documents = " ".join(path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))).casefold()
    quoted = []
    for name, text in texts().items():
        for block in parse(text, name).blocks:
            if isinstance(block, Markdown):
                plain = re.sub(r"\{[^{}\n]*\}", "", prose(block.text))
                quoted += [(name, words) for words in re.findall(r'"([^"]+)"|“([^”]+)”', plain)]
                quoted += [(name, (words, "")) for words in re.findall(r'says\("“([^”]+)”"\)', block.text)]
    missing = [(name, a or b) for name, (a, b) in quoted if " ".join((a or b).casefold().split()) not in documents]
    assert quoted
    assert [found for found in missing if found[1] not in OWN_WORDS] == []


def test_captions_and_cells_hold_no_numbers() -> None:
    cells = [block for name, text in texts().items() for block in parse(text, name).blocks if isinstance(block, Cell)]
    captions = [str(cell.get("tbl-cap", "")) for cell in cells]
    assert [caption for caption in captions if re.search(r"\d", ALLOWED.sub("", caption))] == []
    assert all(cell.get("tbl-cap") for cell in cells if cell.label.startswith("tbl-"))


@pytest.mark.parametrize("name", NAMES)
def test_every_chapter_can_be_linked_to(name: str) -> None:
    assert re.match(r"# .* \{#sec-[\w-]+[ }]", texts()[name])


def test_chapters_give_the_same_wherever_they_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy(tmp_path / "book")
    (root / "elsewhere" / "below").mkdir(parents=True)
    given = []
    for folder in (root, root / "review", root / "elsewhere" / "below"):
        monkeypatch.chdir(folder)
        given.append(execute(root, "review/rationale.qmd").whole)
    assert len(set(given)) == 1


def test_the_home_page_offers_every_file_of_the_data_package() -> None:
    package = json.loads((ROOT / "review" / "data" / "datapackage.json").read_text("utf-8"))
    home = (ROOT / "index.qmd").read_text("utf-8")
    missing = [r["path"] for r in package["resources"] if f"(review/data/{r['path']})" not in home]
    assert missing == []
