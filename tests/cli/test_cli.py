"""The commands as a person types them, on a copy of this review and on broken ones."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from prismabook import __version__
from prismabook.cli import main

ROOT = Path(__file__).parents[2]
PARTS = ("_quarto.yml", "index.qmd", "seeds", "review")


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """This review without what the build writes."""
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("data"))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def test_a_build_writes_what_the_repository_holds(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(review)]) == 0
    assert "wrote references.bib" in capsys.readouterr().out
    names = sorted(path.name for path in (review / "review" / "data").iterdir())
    assert names == sorted(path.name for path in (ROOT / "review" / "data").iterdir())
    for name in names:
        assert (review / "review" / "data" / name).read_bytes() == (ROOT / "review" / "data" / name).read_bytes(), name
    assert (review / "references.bib").read_bytes() == (ROOT / "references.bib").read_bytes()


def test_a_second_build_changes_nothing(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build", "-q", str(review)])
    capsys.readouterr()
    assert main(["build", str(review)]) == 0
    assert "up to date" in capsys.readouterr().out


def test_this_review_has_no_errors(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build", "-q", str(review)])
    assert main(["check", str(review)]) == 0
    assert "Findings: " in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\xff" * 50, b"nothing that a reader knows\n", "Ã¤".encode("utf-16")]
)
def test_a_bad_document_is_named_and_its_neighbours_survive(
    review: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (review / "seeds" / "bad.txt").write_bytes(content)
    assert main(["build", str(review)]) == 0
    table = (review / "review" / "data" / "extraction.csv").read_text("utf-8")
    assert table == (ROOT / "review" / "data" / "extraction.csv").read_text("utf-8")
    assert "bad.txt" in (review / "review" / "data" / "records.csv").read_text("utf-8")
    capsys.readouterr()
    assert main(["check", "-q", str(review)]) == 1
    shown = capsys.readouterr().err
    assert "seeds/bad.txt" in shown
    assert "error PB1" in shown


def test_an_invalid_decision_is_an_error_with_its_line(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = review / "review" / "decisions" / "records.yml"
    path.write_text(path.read_text("utf-8") + "\n- source: 7\n", "utf-8")
    line = len(path.read_text("utf-8").splitlines())
    assert main(["check", "-q", str(review)]) == 1
    assert f"review/decisions/records.yml:{line}: error PB803" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code"), [("As @nobody1999 says.", "@nobody1999"), ("See @fig-nowhere.", "fig-nowhere")]
)
def test_a_dead_citation_or_reference_is_an_error_with_its_line(
    review: Path, words: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = review / "review" / "rationale.qmd"
    path.write_text(path.read_text("utf-8") + f"\n{words}\n", "utf-8")
    line = len(path.read_text("utf-8").splitlines())
    assert main(["check", "-q", str(review)]) == 1
    shown = capsys.readouterr().err
    assert f"review/rationale.qmd:{line}: error PB6" in shown
    assert code.lstrip("@") in shown


def test_a_missing_chapter_is_an_error(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (review / "review" / "methods.qmd").unlink()
    assert main(["check", "-q", str(review)]) == 1
    assert "review/methods.qmd" in capsys.readouterr().err


@pytest.mark.parametrize("entry", ["review/notes.docx", "review/methods", "review", "12", "null", "href: x.txt"])
@pytest.mark.parametrize("command", ["check", "notebooks"])
def test_an_entry_that_is_no_chapter_is_an_error_for_all_commands(
    review: Path, command: str, entry: str, capsys: pytest.CaptureFixture[str]
) -> None:
    config = review / "_quarto.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("    - index.qmd\n", f"    - index.qmd\n    - {entry}\n", 1), "utf-8")
    assert config.read_text("utf-8") != text
    assert main([command, "-q", str(review)]) == 1
    said = capsys.readouterr().err
    assert "PB667" in said
    assert entry.removeprefix("href: ") in said


def test_a_folder_without_a_review_is_an_error_that_helps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("build", "check", "render", "notebooks"):
        assert main([command, str(tmp_path)]) == 1
        assert "PB801" in capsys.readouterr().err


def test_a_folder_below_the_book_will_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "_quarto.yml").write_text("project: {type: book}\nbook: {title: T, chapters: [index.qmd]}\n", "utf-8")
    (tmp_path / "index.qmd").write_text("# Hello\n", "utf-8")
    (tmp_path / "review").mkdir()
    assert main(["notebooks", str(tmp_path / "review")]) == 0
    assert (tmp_path / "notebooks" / "index.ipynb").is_file()
    assert main(["render", "--engine", "embedded", "--to", "html", str(tmp_path / "review")]) == 0
    assert (tmp_path / "_book" / "index.html").is_file()


@pytest.mark.parametrize(
    ("words", "output"),
    [
        (("render", "--engine", "embedded", "--to", "html"), "_book/index.html"),
        (("notebooks",), "notebooks/index.ipynb"),
    ],
    ids=["render", "notebooks"],
)
def test_all_is_executed_anew_only_when_asked(
    tmp_path: Path, words: tuple[str, ...], output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_quarto.yml").write_text("project: {type: book}\nbook: {title: T, chapters: [index.qmd]}\n", "utf-8")
    (tmp_path / "index.qmd").write_text("# T\n\n```{python}\nimport os\nprint(os.environ['SAID'])\n```\n", "utf-8")
    seen = []
    for said, more in (("first", ()), ("second", ()), ("third", ("--fresh",))):
        monkeypatch.setenv("SAID", f"the {said} value")
        assert main([*words, *more, str(tmp_path)]) == 0
        text = (tmp_path / output).read_text("utf-8")
        seen += [word for word in ("first", "second", "third") if f"the {word} value" in text]
    assert seen == ["first", "first", "third"]


def test_a_command_that_is_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["bild"])
    assert stop.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"prismabook {__version__}\n"


def test_a_person_can_answer_for_a_document_of_unknown_layout(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (review / "seeds" / "letter.txt").write_text("nothing that a reader knows\n", "utf-8")
    path = review / "review" / "decisions" / "records.yml"
    entry = "- source: letter.txt\n  origin: the letter itself\n  confirmed: true\n  fields: {title: A letter}\n"
    path.write_text(path.read_text("utf-8") + "\n" + entry, "utf-8")
    main(["check", "-q", str(review)])
    assert "PB105" not in capsys.readouterr().err


def test_a_chapter_whose_rest_is_not_read_is_an_error(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = review / "review" / "rationale.qmd"
    before = path.read_text("utf-8")
    path.write_text(before + "\n```{python}\nprint(1)\n", "utf-8")
    assert main(["check", "-q", str(review)]) == 1
    line = before.count("\n") + 2
    assert f"review/rationale.qmd:{line}: error PB661" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows cannot send these to a program")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_request_to_end_is_answered_like_an_interruption(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    number = getattr(signal, name)
    handlers = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGHUP)}
    monkeypatch.setattr("prismabook.pipeline.assemble", lambda *_: signal.raise_signal(number))
    try:
        assert main(["build", str(ROOT)]) == 130
    finally:
        for each, handler in handlers.items():
            signal.signal(each, handler)
    assert "last good output is untouched" in capsys.readouterr().err
