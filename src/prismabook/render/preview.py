"""The site while one writes: served on this machine, made anew when a file changes, the browser following.

The preview has a folder of its own below ``.prismabook/``: the last finished book stays as it is.
"""

from __future__ import annotations

import json
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any

from prismabook.findings import Finding, PrismabookError
from prismabook.render.codes import NO_PORT
from prismabook.render.result import Progress

FOLDER = ".prismabook/preview"
HOST = "127.0.0.1"
EVENTS = "/__prismabook__"
PAUSE = 0.2
"""Seconds between two looks at the files."""
SKIPPED = {"node_modules", "__pycache__"}
NOISE = (".log", ".tmp", ".swp", "~")
"""Endings of files that editors and programs write beside the work."""

Make = Callable[[frozenset[str]], None]
"""Makes the site; told which files changed, by path from the root (none the first time)."""


def snapshot(root: Path, skipped: frozenset[str]) -> dict[str, tuple[int, int]]:
    """The project's files with their size and time, hidden ones and those in ``skipped`` folders left out."""
    found: dict[str, tuple[int, int]] = {}
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in SKIPPED and _from(root, folder, name) not in skipped
        )
        for name in names:
            if not name.startswith(".") and not name.endswith(NOISE):
                try:
                    status = (Path(folder) / name).stat()
                except OSError:  # an editor has just put another in its place
                    continue
                found[_from(root, folder, name)] = (status.st_size, status.st_mtime_ns)
    return found


def _from(root: Path, folder: str, name: str) -> str:
    return (Path(folder) / name).relative_to(root).as_posix()


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> frozenset[str]:
    """The files that came, went or are different."""
    return frozenset(name for name in {*before, *after} if before.get(name) != after.get(name))


class Preview:
    """Watches a project, makes its site, and tells the open pages.

    Parameters
    ----------
    root
        The folder of ``_quarto.yml``.
    make
        Makes the site into ``root / FOLDER``; a :class:`PrismabookError` is shown on the page, and the last good
        site stays.
    written
        Files that making writes itself (bibliography and tables), by path: their changes start nothing.
    skipped
        Folders that are not watched, such as the book's output.
    """

    def __init__(
        self, root: Path, make: Make, progress: Progress, written: Callable[[str], bool], skipped: frozenset[str]
    ) -> None:
        self.root, self.progress = root, progress
        self._make, self._written, self._skipped = make, written, skipped
        self._listeners: list[queue.Queue[str]] = []
        self._lock = threading.Lock()
        self.wrong = ""
        """What went wrong last time, empty if nothing did."""
        self._seen = snapshot(root, skipped)
        self._stopped = threading.Event()

    def rebuild(self, which: frozenset[str] = frozenset()) -> bool:
        """Make the site now and tell the pages; whether it went well."""
        begin = time.perf_counter()
        try:
            self._make(which)
            self.wrong = ""
        except PrismabookError as error:
            self.wrong = "\n\n".join(map(str, error.findings))
            self.progress(self.wrong)
        else:
            self.progress(f"made in {time.perf_counter() - begin:.1f} s")
        self._tell()
        return not self.wrong

    def look(self) -> frozenset[str]:
        """The files that changed since the last look, those that making writes itself left out."""
        now = snapshot(self.root, self._skipped)
        found = frozenset(name for name in changed(self._seen, now) if not self._written(name))
        self._seen = now
        return found

    def watch(self) -> None:
        """Make the site anew after each change, until :meth:`stop`."""
        while not self._stopped.wait(PAUSE):
            if found := self.look():
                self.progress(f"changed: {', '.join(sorted(found)[:3])}")
                self.rebuild(found)

    def stop(self) -> None:
        """End :meth:`watch` and the pages' waiting."""
        self._stopped.set()
        self._tell()

    def events(self) -> Iterator[str]:
        """What to tell one page: an error as it stands, then whatever happens."""
        mine: queue.Queue[str] = queue.Queue()
        with self._lock:
            self._listeners.append(mine)
        try:
            if self.wrong:
                yield self.wrong
            while not self._stopped.is_set():
                try:
                    yield mine.get(timeout=15)
                except queue.Empty:
                    yield "\0"  # nothing to tell: whether the page is still there shows when one tries
        finally:
            with self._lock:
                self._listeners.remove(mine)

    def _tell(self) -> None:
        with self._lock:
            for listener in self._listeners:
                listener.put(self.wrong)


@cache
def _client() -> bytes:
    return b"<script>" + (files("prismabook.render") / "preview.js").read_bytes() + b"</script>"


class _Handler(SimpleHTTPRequestHandler):
    """The site's files, each page with the small script that listens; nothing is kept by the browser."""

    protocol_version = "HTTP/1.0"

    def __init__(self, *arguments: Any, preview: Preview, **more: Any) -> None:
        self.preview = preview
        super().__init__(*arguments, directory=str(preview.root / FOLDER), **more)

    def do_GET(self) -> None:
        if self.path == EVENTS:
            self._events()
        elif (page := self._page()) is not None:
            self._send(page)
        else:
            super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing of each request."""

    def _page(self) -> bytes | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix == ".html" and path.is_file():
            return path.read_bytes().replace(b"</body>", _client() + b"</body>")
        if not (self.preview.root / FOLDER / "index.html").is_file():
            told = escape(self.preview.wrong or "The site is being made.").encode()
            head = b"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Preview</title>"
            return head + b"<body><pre>" + told + b"</pre>" + _client() + b"</body></html>"
        return None

    def _send(self, page: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def _events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            for message in self.preview.events():
                told = ": still here\n\n" if message == "\0" else f"data: {json.dumps({'error': message})}\n\n"
                self.wfile.write(told.encode())
                self.wfile.flush()
        except (BrokenPipeError, ConnectionError):
            return


def server(preview: Preview, port: int) -> ThreadingHTTPServer:
    """A server for this machine alone; ``port`` 0 takes any that is free.

    Raises
    ------
    PrismabookError
        If the port is taken.
    """
    ThreadingHTTPServer.daemon_threads = True
    try:
        return ThreadingHTTPServer((HOST, port), partial(_Handler, preview=preview))
    except OSError as error:
        raise PrismabookError(Finding(NO_PORT, f"port {port}: {error.strerror or error}")) from error
