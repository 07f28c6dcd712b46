"""The preview: what it watches, what pages are told, that a failure leaves the last good site."""

from __future__ import annotations

import json
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from prismabook.findings import Finding, PrismabookError
from prismabook.render.codes import NO_PORT
from prismabook.render.preview import FOLDER, HOST, Preview, changed, server, snapshot


class Site:
    """A project whose "site" is its one source file; it can be told to fail."""

    def __init__(self, root: Path) -> None:
        self.root, self.made, self.fails = root, list[frozenset[str]](), False
        (root / "one.qmd").write_text("first", "utf-8")
        self.preview = Preview(root, self.make, lambda _: None, lambda name: name == "made.csv", frozenset({"_book"}))

    def make(self, which: frozenset[str]) -> None:
        self.made.append(which)
        if self.fails:
            raise PrismabookError(Finding(NO_PORT, "the <chapter> is broken"))
        (self.root / FOLDER).mkdir(parents=True, exist_ok=True)
        text = (self.root / "one.qmd").read_text("utf-8")
        (self.root / FOLDER / "index.html").write_text(f"<body><p>{text}</p></body>", "utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    serving = server(site.preview, 0)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://{HOST}:{serving.server_address[1]}"
    site.preview.stop()
    serving.shutdown()
    serving.server_close()


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


def test_hidden_files_and_the_book_itself_are_not_watched(tmp_path: Path) -> None:
    for name in ("a.qmd", "sub/b.yml", ".git/c", ".hidden", "_book/d.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    assert sorted(snapshot(tmp_path, frozenset({"_book"}))) == ["a.qmd", "sub/b.yml"]


def test_what_came_went_or_differs_has_changed() -> None:
    assert changed({"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 2, "d": 1}) == {"b", "c", "d"}


def test_a_change_is_seen_once_and_what_making_writes_not_at_all(site: Site) -> None:
    (site.root / "one.qmd").write_text("another text", "utf-8")
    (site.root / "made.csv").write_text("x", "utf-8")
    assert site.preview.look() == {"one.qmd"}
    assert site.preview.look() == frozenset()


def test_pages_are_served_with_the_listener_and_kept_by_nobody(site: Site, address: str) -> None:
    assert "being made" in get(address)
    assert site.preview.rebuild()
    page = get(f"{address}/index.html")
    assert "<p>first</p>" in page and "EventSource" in page
    assert "EventSource" not in (site.root / FOLDER / "index.html").read_text("utf-8")


def test_a_failure_is_told_and_the_last_good_site_stays(site: Site, address: str) -> None:
    site.preview.rebuild()
    site.fails = True
    assert not site.preview.rebuild()
    assert "<p>first</p>" in get(address)
    with urllib.request.urlopen(f"{address}/__prismabook__", timeout=10) as events:
        told: dict[str, Any] = json.loads(events.readline().removeprefix(b"data: "))
    assert "the <chapter> is broken" in told["error"] and "PB797" in told["error"]


def test_a_first_failure_is_shown_as_text(site: Site, address: str) -> None:
    site.fails = True
    site.preview.rebuild()
    assert "the &lt;chapter&gt; is broken" in get(address)


def test_an_open_page_hears_of_each_new_site(site: Site, address: str) -> None:
    site.preview.rebuild()
    with urllib.request.urlopen(f"{address}/__prismabook__", timeout=10) as events:
        heard = threading.Thread(target=lambda: told.append(events.readline()), daemon=True)
        told: list[bytes] = []
        heard.start()
        while not site.preview._listeners:
            pass
        site.preview.rebuild()
        heard.join(10)
    assert told == [b'data: {"error": ""}\n']


def test_nothing_outside_of_the_site_is_served(site: Site, address: str) -> None:
    site.preview.rebuild()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        get(f"{address}/..%2f..%2fone.qmd")


def test_a_taken_port_is_a_finding(site: Site, address: str) -> None:
    with pytest.raises(PrismabookError) as caught:
        server(site.preview, int(address.rpartition(":")[2]))
    assert caught.value.findings[0].code is NO_PORT
