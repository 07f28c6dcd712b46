"""The Pandoc processes that serve the filters: what is kept, shared out, and what comes of their failures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from prismabook.findings import PrismabookError
from prismabook.qmd import Chapter
from prismabook.render.embedded import converter as module
from prismabook.render.embedded.book import Book, Entry, Page
from prismabook.render.embedded.context import context
from prismabook.render.embedded.converter import Converter, Task
from prismabook.render.embedded.words import words

STRUCTURE = {"do": "structure"}


@pytest.fixture
def converter(tmp_path: Path) -> Iterator[Converter]:
    """A converter for an empty folder."""
    with Converter(tmp_path) as made:
        yield made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[Any]]:
    """The texts of each request that Pandoc is really given."""
    seen: list[list[Any]] = []
    real = module._Process.ask

    def spy(process: Any, request: Mapping[str, Any]) -> Any:
        seen.append([told.get("text") for told in request["chapters"]])
        return real(process, request)

    monkeypatch.setattr(module._Process, "ask", spy)
    return seen


def task(folder: Path, text: str, name: str = "one.qmd") -> Task:
    """A chapter to be structured."""
    page = Page(Chapter(name, "", ()), "1")
    book = Book(folder, {}, (page,), (Entry(0, page),), {}, words("en", {})[0])
    told = {"text": text, "meta": {}, "context": context(book, page, "html")}
    return Task(name, told, folder / "kept" / f"{name}.json")


def words_of(output: str) -> str:
    """The text of a structured chapter."""
    found = json.loads(json.loads(output)["document"])["blocks"]
    return " ".join(inline["c"] for block in found for inline in block["c"] if inline["t"] == "Str")


def test_warnings_of_pandoc_and_of_the_filters_are_findings(tmp_path: Path, converter: Converter) -> None:
    one = task(tmp_path, "a [^x]\n\n[^y]: unused\n\n[b](../../out.qmd)\n")
    [(output, findings)] = converter.convert(STRUCTURE, [one])
    assert words_of(output).startswith("a [^x]")
    assert [(finding.code.id, finding.place and finding.place.file) for finding in findings] == [
        ("PB711", "one.qmd"),
        ("PB715", "one.qmd"),
    ]


def test_a_result_is_kept_while_nothing_changes(tmp_path: Path, converter: Converter, asked: list[list[Any]]) -> None:
    read = tmp_path / "read.csl"

    def run(text: str, request: Mapping[str, Any] = STRUCTURE) -> Any:
        return converter.convert(request, [task(tmp_path, text)], reads=(read,))

    first = run("a [^x]\n\n[^y]: z\n")
    assert run("a [^x]\n\n[^y]: z\n") == first
    assert first[0][1]
    assert len(asked) == 1
    run("b")
    run("b", {**STRUCTURE, "more": 1})
    read.write_text("new")
    run("b", {**STRUCTURE, "more": 1})
    assert len(asked) == 4
    kept = tmp_path / "kept" / "one.qmd.json"
    kept.write_bytes(kept.read_bytes()[:20])
    assert words_of(run("b", {**STRUCTURE, "more": 1})[0][0]) == "b"
    assert len(asked) == 5


def test_only_what_changed_is_asked_for(tmp_path: Path, converter: Converter, asked: list[list[Any]]) -> None:
    texts = {"one.qmd": "a", "two.qmd": "b", "three.qmd": "c"}
    converter.convert(STRUCTURE, [task(tmp_path, text, name) for name, text in texts.items()], groups=2)
    assert sorted(text for request in asked for text in request) == ["a", "b", "c"]
    assert len(asked) == 2
    asked.clear()
    texts["two.qmd"] = "d"
    made = converter.convert(STRUCTURE, [task(tmp_path, text, name) for name, text in texts.items()], groups=2)
    assert asked == [["d"]]
    assert [words_of(output) for output, _ in made] == ["a", "d", "c"]


def test_the_same_text_for_two_formats_is_read_once_and_stays_apart(tmp_path: Path, converter: Converter) -> None:
    text = "::: {.content-visible when-format='html'}\nscreen\n:::\n\nboth\n"
    html = task(tmp_path, text)
    told = {**html.told, "context": {**html.told["context"], "format": "typst"}}
    made = converter.convert(STRUCTURE, [html, Task("one.qmd", told, tmp_path / "kept" / "typst.json")])
    assert [words_of(output) for output, _ in made] == ["screen both", "both"]


def test_a_failure_says_where_and_the_next_request_is_served(tmp_path: Path, converter: Converter) -> None:
    for _ in range(converter.most + 1):  # no process is lost by it
        with pytest.raises(PrismabookError) as caught:
            converter.convert({"do": "typst", "marks": "absent.lua", "index": {}}, [task(tmp_path, "a")])
        assert "one.qmd: error PB716" in str(caught.value)
    assert words_of(converter.convert(STRUCTURE, [task(tmp_path, "b")])[0][0]) == "b"


def test_a_killed_process_is_told_and_replaced(tmp_path: Path, converter: Converter) -> None:
    converter.convert(STRUCTURE, [task(tmp_path, "a")])
    for process in converter._processes:
        if process._process:
            process._process.kill()
            process._process.wait()
    assert words_of(converter.convert(STRUCTURE, [task(tmp_path, "b")])[0][0]) == "b"


def test_a_text_makes_pandoc_open_no_file(tmp_path: Path, converter: Converter) -> None:
    (tmp_path / "secret.tex").write_text("\\newcommand{\\x}{opened}")
    (tmp_path / "secret.yml").write_text("title: opened\n")
    text = "\\input{secret.tex}\n\n\\x\n\n---\nmetadata-file: secret.yml\n---\n\n![](secret.tex)\n"
    [(output, _)] = converter.convert(STRUCTURE, [task(tmp_path, text)])
    assert "opened" not in output


def test_shares_are_of_about_the_same_size() -> None:
    assert module._shares([0, 1, 2, 3], [9, 1, 5, 4], 2) == [[0, 1], [2, 3]]
    assert module._shares([], [], 2) == []
    assert module._shares([4], [1] * 5, 2) == [[4]]


def test_formats_share_what_does_not_ask_for_the_format(tmp_path: Path, converter: Converter) -> None:
    html = task(tmp_path, "# One\n\nText @fig-a and `code`.\n\n![A](a.svg){#fig-a}\n")
    told = {**html.told, "context": {**html.told["context"], "format": "typst", "fig_cap_location": "top"}}
    [first, second] = converter.convert(STRUCTURE, [html, Task("one.qmd", told, tmp_path / "kept" / "typst.json")])
    alone = converter.convert(STRUCTURE, [Task("one.qmd", told, tmp_path / "kept" / "alone.json")])[0]
    assert first == second == alone
