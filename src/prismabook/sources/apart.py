"""PDF files are read in a process of their own: its library is native code, and what it meets may be hostile.

A file that makes it crash, run for long or fill the memory ends that process and nothing else; the next file gets a
new one. Run as a program, this module is that process.
"""

from __future__ import annotations

import atexit
import json
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, Any

SECONDS = 20.0
"""Time that one file may take."""
MEMORY = 3 * 1024**3
"""Bytes of address space that the process may have, where the system can limit it."""
PAGES = 2000
"""Pages that are read of one file."""
LETTERS = 20_000_000
"""Characters that are read of one file."""

_HEAD = struct.Struct("<Q")


class Apart:
    """The process and the questions put to it, one at a time."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, data: bytes) -> dict[str, Any]:
        """What :func:`answer` gives for a file; ``problem`` is ``stopped`` if the process did not live to tell."""
        process = self._process if self._process and self._process.poll() is None else self._start()
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self.seconds, end)
        timer.start()
        try:
            found = _exchange(process, data)
        finally:
            timer.cancel()
        if found is None:
            self.close()
            what = f"took more than {self.seconds:g} seconds" if late.is_set() else "brought the PDF library down"
            return {"problem": "stopped", "message": f"reading it {what}"}
        return found

    def _start(self) -> subprocess.Popen[bytes]:
        self.close()
        command = [sys.executable, "-m", __name__]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        return self._process

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        process.wait()


def _exchange(process: subprocess.Popen[bytes], data: bytes) -> dict[str, Any] | None:
    """Send a file, receive what was found; None if the process ended over it."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        _send(process.stdin, data)
        reply = _receive(process.stdout)
        found = json.loads(reply) if reply is not None else None
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _send(stream: IO[bytes], data: bytes) -> None:
    stream.write(_HEAD.pack(len(data)))
    stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes | None:
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    (length,) = _HEAD.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


_one = Apart()
atexit.register(_one.close)


def ask(data: bytes) -> dict[str, Any]:
    """Read a PDF file in the process that this program keeps for that."""
    return _one.ask(data)


def answer(data: bytes) -> dict[str, Any]:
    """A PDF file's pages as text, the title of its metadata, the number of its pages; or the problem with it."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        return {"problem": "locked" if locked else "damaged", "message": str(error)}
    try:
        return _pages(document)
    finally:
        document.close()


def _pages(document: Any) -> dict[str, Any]:
    import pypdfium2

    count, pages, broken, letters, largest = len(document), [], [], 0, ""
    for number in range(min(count, PAGES)):
        try:
            page = document[number]
            layer = page.get_textpage()
            text = layer.get_text_range(errors="replace")
            largest = largest if number else _largest(layer)
            page.close()
        except (pypdfium2.PdfiumError, ValueError) as error:
            text = ""
            broken.append([number + 1, str(error)])
        letters += len(text)
        if letters > LETTERS:
            break
        pages.append(text)
    try:
        title = document.get_metadata_dict().get("Title", "")
    except (pypdfium2.PdfiumError, ValueError):
        title = ""
    return {"pages": pages, "count": count, "title": title, "largest": largest, "broken": broken}


HEAD = 4000
"""Characters of the first page among which the largest print is looked for."""


def _largest(layer: Any) -> str:
    """The words in the largest print of a page's beginning, by the height that the font gives every character."""
    sized = []
    for place in range(min(layer.count_chars(), HEAD)):
        _, bottom, _, top = layer.get_charbox(place, loose=True)
        sized.append((round(top - bottom), layer.get_text_range(place, 1, errors="replace")))
    most = max((size for size, letter in sized if letter.isalpha()), default=0)
    return "".join(letter if size >= most or letter.isspace() else "" for size, letter in sized if most).strip()


def main() -> None:
    """Answer until the input ends."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while (data := _receive(sys.stdin.buffer)) is not None:
        try:
            found = answer(data)
        except Exception as error:  # a file that cannot be read is told of; the process goes on
            found = {"problem": "damaged", "message": f"{type(error).__name__}: {error}"}
        _send(sys.stdout.buffer, json.dumps(found).encode())


if __name__ == "__main__":
    main()
