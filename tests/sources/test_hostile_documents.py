"""Documents that are broken, odd or hostile: each gets a finding and keeps its place."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_five_documents import SOURCES, keeps_its_promises

from prismabook.model import Kind
from prismabook.project import Project
from prismabook.sources import read, read_all, read_bytes, readers, reading
from prismabook.sources.page import Reader

GOOD = SOURCES[4].text.encode()


def codes(data: bytes) -> list[str]:
    return [finding.code.id for finding in read_bytes(data, "x.txt", "seeds/x.txt")[1]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "PB101"),
        (b" \r\n\t\n", "PB101"),
        (b"\xef\xbb\xbf", "PB101"),
        (b"%PDF-1.7 ...", "PB129"),
        (b"PK\x03\x04....", "PB134"),
        (bytes(range(256)) * 20, "PB102"),
        (b"Just a note about owls.", "PB105"),
    ],
)
def test_what_is_no_known_document_gets_a_finding(data: bytes, code: str) -> None:
    (source,), findings = read_bytes(data, "x.txt", "seeds/x.txt")
    assert [finding.code.id for finding in findings] == [code]
    assert findings[0].place is not None
    assert findings[0].place.file == "seeds/x.txt"
    assert (source.kind, source.sections, source.stated) == (Kind.UNKNOWN, (), ())


def test_an_unknown_layout_says_what_was_looked_for() -> None:
    finding = read_bytes(b"\n\nA note about owls.", "x.txt", "seeds/x.txt")[1][0]
    assert "Registration Number" in finding.message
    assert finding.place is not None
    assert (finding.place.line, finding.place.quote) == (3, "A note about owls.")


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\0", "PB110"),
        ("\x1b", "PB110"),
        ("\u202e", "PB111"),
        ("\u2066", "PB111"),
        ("\u200b", "PB112"),
        ("\ufeff", "PB112"),
    ],
)
def test_characters_that_hide_or_turn_are_reported_and_kept(character: str, code: str) -> None:
    text = SOURCES[4].text.replace("COMPLETED", f"COMP{character}LETED")
    (source,), findings = read_bytes(text.encode(), "x.txt", "seeds/x.txt")
    assert [(f.code.id, f.place.line if f.place else 0) for f in findings] == [(code, 14)]
    assert f"U+{ord(character):04X}" in findings[0].message
    assert source.text == text
    keeps_its_promises(source)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "review"
    (root / "seeds").mkdir(parents=True)
    (root / "seeds" / "good.txt").write_bytes(GOOD)
    return Project(root)


def test_neighbours_survive(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = project.seeds
    (seeds / "empty.txt").touch()
    (seeds / "copy.txt").write_bytes(GOOD)
    (seeds / "large.txt").write_bytes(b"x" * 3000)
    (seeds / 'odd "name"\n.txt').write_bytes(SOURCES[1].text.encode())
    outside = project.root.parent / "secret.txt"
    outside.write_text("secret")
    (seeds / "link.txt").symlink_to(outside)
    (seeds / "dangling.txt").symlink_to(seeds / "nowhere")
    (seeds / "loop.txt").symlink_to(seeds / "loop.txt")
    os.mkfifo(project.root / "pipe")
    (seeds / "pipe.txt").symlink_to(project.root / "pipe")
    (seeds / "sub").mkdir()
    (seeds / "sub" / "good.txt").write_bytes(SOURCES[2].text.encode())
    monkeypatch.setattr(reading, "LIMIT", max(len(GOOD), len(SOURCES[2].text.encode())))
    (seeds / "large.txt").write_bytes(b"x" * (reading.LIMIT + 1))
    seen: list[tuple[int, int, str]] = []
    sources, findings = read_all(project, lambda done, total, name: seen.append((done, total, name)))
    by_code = {(f.code.id, f.place.file if f.place else "") for f in findings}
    assert by_code == {
        ("PB101", "seeds/empty.txt"),
        ("PB104", "seeds/large.txt"),
        ("PB106", "seeds/link.txt"),
        ("PB117", "seeds/dangling.txt"),
        ("PB117", "seeds/pipe.txt"),
        ("PB103", "seeds/loop.txt"),
        ("PB116", "seeds/good.txt"),
    }
    assert len(sources) == len(seen) == 10
    assert seen[-1][:2] == (10, 10)
    assert "sub/good.txt" in {source.id for source in sources}
    assert not [source for source in sources if "secret" in source.text]
    assert sum(source.kind is not Kind.UNKNOWN for source in sources) == 4


def test_a_file_that_may_not_be_read(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Path, *args: object, **named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    (source,), findings = read(project.seeds / "good.txt", project.root)
    assert [(f.code.id, f.message) for f in findings] == [("PB103", "Permission denied")]
    assert source.id == "good.txt"


def test_a_reader_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(page: object, sheet: object) -> None:
        raise KeyError("a lost key")

    broken = Reader("broken", Kind.ARTICLE, "anything", lambda page: 1.0, fail)
    monkeypatch.setattr(reading, "READERS", (broken, *readers.READERS))
    (source,), findings = read_bytes(GOOD, "x.txt", "seeds/x.txt")
    assert [f.code.id for f in findings] == ["PB107"]
    assert "KeyError" in findings[0].message
    assert source.text == GOOD.decode()
    assert source.kind is Kind.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "Article Text\n\nRequest Permissions\n\n  1. " + "A" * 1_000_000,
        "Article Text\n\nRequest Permissions\n\n" + " a" * 500_000 + "\n\nFootnotes\n" + " " * 1_000_000 + "x",
        "Add like\nAdd dislike\nAdd to saved papers\nT\n" + "A: " * 300_000,
        "Li A, " * 200_000 + "\nJ Owls. 2020;1:1.\n" + "x. " * 100_000,
        "Suppr超能文献\n\n猫\n\n摘要\n" + "目的:" * 200_000,
        "\n".join(["Owls", *["- Registration Number", "- NCT01234567", "- Sex"] * 20_000]),
        "J. " * 300_000,
    ],
    ids=range(7),
)
def test_long_lines_take_no_long_time(text: str) -> None:
    start = time.process_time()
    (source,), findings = read_bytes(text.encode(), "x.txt", "seeds/x.txt")
    assert time.process_time() - start < 5
    assert not [f for f in findings if f.code.id == "PB107"], findings
    if source.reader:
        keeps_its_promises(source)


@settings(max_examples=150)
@given(st.data())
def test_changed_documents_never_stop_a_reader(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(SOURCES))
    lines = source.text.split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(lines) - 1))
        other = data.draw(st.sampled_from(SOURCES)).text.split("\n")
        change = data.draw(st.sampled_from(["drop", "swap", "insert", "text"]))
        if change == "drop" and len(lines) > 1:
            del lines[at]
        elif change == "swap":
            lines[at], lines[-1] = lines[-1], lines[at]
        elif change == "insert":
            lines.insert(at, data.draw(st.sampled_from(other)))
        else:
            lines[at] = data.draw(st.text(max_size=40))
    text = "\n".join(lines).encode("utf-8", "replace")
    (read_source,), findings = read_bytes(text, "x.txt", "seeds/x.txt")
    assert not [f for f in findings if f.code.id == "PB107"], findings
    if read_source.reader:
        keeps_its_promises(read_source)


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_source(data: bytes) -> None:
    (source,), _ = read_bytes(data, "x.txt", "seeds/x.txt")
    assert source.id == "x.txt"
