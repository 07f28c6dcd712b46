"""Worker processes: started, fed with requests, listened to, ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any


def served(
    requests: list[dict[str, Any]], preload: Sequence[str], settings: Mapping[str, str], slots: int
) -> Iterator[tuple[int, int]]:
    """Each request's number and its process's exit status, as they end.

    ``settings`` are added to the processes' environment.
    """
    fork = can_fork()
    shares = [requests] if fork else [share for n in range(slots) if (share := requests[n::slots])]
    common = {"preload": preload, "fork": fork, "slots": slots}
    servers = [_Server(common | {"jobs": share}, settings) for share in shares]
    try:
        if fork:
            yield from servers[0].answers()
        else:
            with ThreadPoolExecutor(len(servers)) as pool:
                for answers in pool.map(lambda server: list(server.answers()), servers):
                    yield from answers
    finally:
        for server in servers:
            server.end()


def can_fork() -> bool:
    """Whether chapters may share their imports by forking: macOS's libraries do not bear it, Windows has none."""
    return sys.platform.startswith("linux")


class _Server:
    """A worker process and what it was asked."""

    def __init__(self, request: Mapping[str, Any], settings: Mapping[str, str]) -> None:
        self._waiting = [job["id"] for job in request["jobs"]]
        # Hashes of strings, and so the order of sets, are the same each time; warnings are as a kernel shows them.
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONWARNINGS"}
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(Path(__file__).with_name("worker.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**environment, **settings, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"},
            start_new_session=True,
        )
        assert self._process.stdin is not None
        # It stays open: its closing, also by this process's death, tells the worker to end.
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()

    def answers(self) -> Iterator[tuple[int, int]]:
        """The jobs with their exit status as they end; those that a dead worker left behind have its own."""
        assert self._process.stdout is not None
        for row in self._process.stdout:
            answer = json.loads(row)
            self._waiting.remove(answer["job"])
            yield answer["job"], answer["status"]
        status = self._process.wait()
        for job in self._waiting:
            yield job, status or 70

    def end(self) -> None:
        """Stop it and what it started."""
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, 9)
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with suppress(BrokenPipeError):
                    stream.close()
