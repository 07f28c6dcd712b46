"""Pandoc processes that serve our filters: started when needed, asked for several chapters at a time, ended.

`filters/worker.lua` is what they run. What they gave is kept and used again as long as all that it was made from stays
the same.
"""

from __future__ import annotations

import json
import os
import queue
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from prismabook.findings import Finding, Place, PrismabookError, catalogue
from prismabook.project import write_files
from prismabook.render.embedded import pandoc
from prismabook.render.embedded.codes import PANDOC_FAILED, PANDOC_LATE

_WORKER = pandoc.FILTERS / "worker.lua"
_SETTINGS = {"LC_ALL": "C.UTF-8", "GHCRTS": "-A16m"}
"""With more room before each collection of garbage, Pandoc takes a sixth less time."""
SECONDS = 600.0
"""How long one request may take; a chapter takes less than one."""
Converted = tuple[str, tuple[Finding, ...]]
"""What a chapter has become, and what was found."""


@dataclass(frozen=True, slots=True)
class Task:
    """A chapter's part of a request.

    ``file`` is the chapter, for the findings; ``told`` what the filters are told of it; ``kept`` where the result is
    kept.
    """

    file: str
    told: Mapping[str, Any]
    kept: Path


class Converter:
    """As many Pandoc processes as there are processors, for one book.

    Parameters
    ----------
    folder
        Their working folder, against which relative names (bibliography, style) hold.
    """

    def __init__(self, folder: Path) -> None:
        self.most = os.cpu_count() or 1
        self._pool = ThreadPoolExecutor(self.most)
        self._processes = [_Process(folder) for _ in range(self.most)]
        self._idle: queue.LifoQueue[_Process] = queue.LifoQueue()  # the last one used is warm
        for process in self._processes:
            self._idle.put(process)

    def __enter__(self) -> Converter:
        """Itself; no process is started before there is something to do."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.end()
            process.said.close()

    @contextmanager
    def serving(self, work: ThreadPoolExecutor) -> Iterator[None]:
        """End the processes, and begin nothing more, where who waits for such work is interrupted or has failed."""
        try:
            yield
        except BaseException:
            work.shutdown(wait=False, cancel_futures=True)
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in self._processes:
                process.stop()
            raise

    def convert(
        self, request: Mapping[str, Any], tasks: Sequence[Task], *, reads: Sequence[Path] = (), groups: int = 1
    ) -> list[Converted]:
        """Have chapters converted, those whose result is not kept.

        Parameters
        ----------
        request
            What all of them have in common: ``do`` and what that asks for.
        reads
            Files that Pandoc reads besides.
        groups
            Into how many requests the chapters are shared out, at most.

        Raises
        ------
        PrismabookError
            If Pandoc fails.
        """
        common = pandoc.key_of(request, *(path.read_bytes() if path.is_file() else b"" for path in reads))
        keys = [pandoc.key_of(task.told, common.encode()) for task in tasks]
        results = [_lookup(task.kept, key) for task, key in zip(tasks, keys, strict=True)]
        stale = [number for number, result in enumerate(results) if result is None]
        shares = _shares(stale, [len(str(task.told.get("document", ""))) for task in tasks], groups)
        asked = [[tasks[number] for number in share] for share in shares]
        answers = self._pool.map(lambda some: self._ask(request, some), asked) if len(asked) > 1 else []
        for share, answer in zip(shares, answers or [self._ask(request, some) for some in asked], strict=True):
            for number, result in zip(share, answer, strict=True):
                results[number] = result
                write_files({tasks[number].kept: json.dumps([keys[number], result], ensure_ascii=False).encode()})
        return [
            (result["output"], findings_of(result["notes"], task.file))
            for result, task in zip(results, tasks, strict=True)
            if result is not None
        ]

    def _ask(self, request: Mapping[str, Any], tasks: Sequence[Task]) -> list[dict[str, Any]]:
        process = self._idle.get()
        try:
            answer = process.ask({**request, "chapters": [task.told for task in tasks]})
        finally:
            self._idle.put(process)
        if process.late:
            raise PrismabookError(Finding(PANDOC_LATE, f"after {SECONDS:g} seconds", Place(tasks[0].file)))
        if "failed" in answer:
            raise PrismabookError(Finding(PANDOC_FAILED, answer["failed"], _culprit(answer["failed"], request, tasks)))
        results: list[dict[str, Any]] = answer["results"]
        return results


class _Process:
    """One process, started when it is first asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the converter
        self.late = False
        """Whether it was ended because its time was up."""
        self._stopped = False

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to one request; that it ended without one is an answer too."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        row = b""
        watch = threading.Timer(SECONDS, self._end_late, [process])
        watch.start()
        with suppress(OSError):  # it has ended: what it said last tells more
            process.stdin.write(json.dumps(request, ensure_ascii=False).encode() + b"\n")
            process.stdin.flush()
            row = process.stdout.readline()
        watch.cancel()
        if row:
            answer: dict[str, Any] = json.loads(row)
            return answer
        status = process.wait()
        if status < 0:
            return {"failed": f"Pandoc was ended by signal {-status}; the memory may have been too small"}
        self.said.seek(0)
        words = self.said.read().decode("utf-8", "replace").strip()
        return {"failed": words or f"Pandoc ended with status {status}"}

    def _end_late(self, process: subprocess.Popen[bytes]) -> None:
        self.late = True
        process.kill()

    def stop(self) -> None:
        """Kill it, and let it not be started again."""
        self._stopped = True
        if process := self._process:
            process.kill()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.end()
        if self._process is None:
            self._process = subprocess.Popen(
                [pandoc.binary(), "lua", str(_WORKER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.said,
                cwd=self._folder,
                env={**os.environ, **_SETTINGS},
            )
        if self._stopped:  # asked again, or started at the very moment of the interruption
            self._process.kill()
        return self._process

    def end(self) -> None:
        """Stop it, if it runs."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):
                    if stream:
                        stream.close()


def _culprit(message: str, request: Mapping[str, Any], tasks: Sequence[Task]) -> Place:
    """The file that Pandoc failed on: a bibliography, the style, else the chapter."""
    if bibliography := re.search(r"Error reading bibliography file (.+?):\s*\(line (\d+)", message):
        return Place(bibliography[1], int(bibliography[2]))
    style = (request.get("citations") or {}).get("csl")
    if style and re.search(r"Citeproc(XML|Parse)Error|XML", message):
        return Place(style)
    return Place(tasks[0].file)


def _shares(numbers: Sequence[int], sizes: Sequence[int], groups: int) -> list[list[int]]:
    """The numbers in at most so many groups of about the same size together, each in order."""
    shares: list[list[int]] = [[] for _ in range(min(groups, len(numbers)))]
    weights = [0] * len(shares)
    for number in sorted(numbers, key=lambda number: -sizes[number]):
        lightest = weights.index(min(weights))
        shares[lightest].append(number)
        weights[lightest] += sizes[number] + 1
    return [sorted(share) for share in shares]


def _lookup(kept: Path, key: str) -> dict[str, Any] | None:
    """The result kept under a key; what is damaged counts as nothing."""
    try:
        made_with, result = json.loads(kept.read_bytes())
        whole = made_with == key and isinstance(result["output"], str) and isinstance(result["notes"], list)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return dict(result) if whole else None


def findings_of(notes: Sequence[Sequence[str]], file: str) -> tuple[Finding, ...]:
    """Filters' notes as findings: ``[code, message]``, without a code where it is Pandoc that warns."""
    codes = {code.id: code for code in catalogue()}
    found = [
        Finding(codes[code], message, Place(file)) if code else pandoc.warning(message, file) for code, message in notes
    ]
    return tuple(dict.fromkeys(finding for finding in found if finding))
