"""Running a program with its output as progress, within a time limit, leaving no process behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from prismabook.render.result import Progress

KEPT = 400
"""Lines of output that are kept for a message."""

_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program ended: exit status (None if it was stopped at the time limit) and its last lines."""

    status: int | None
    lines: tuple[str, ...]


def run(
    command: Sequence[str | Path],
    *,
    folder: Path,
    environment: Mapping[str, str],
    seconds: float,
    progress: Progress,
) -> Ran:
    """Run a program to its end or the time limit.

    Standard output and error come together, line by line, without colours. Whatever ends this function, the
    program and the processes it started have ended too.

    Raises
    ------
    OSError
        If the program cannot be started.
    """
    lines: deque[str] = deque(maxlen=KEPT)
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=os.name == "posix",  # so that the kernels it starts can be ended with it
    ) as process:
        reader = threading.Thread(target=_read, args=(process, lines, progress), daemon=True)
        reader.start()
        try:
            status: int | None = process.wait(seconds)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            _end(process)
            reader.join(5)
    return Ran(status, tuple(lines))


def _read(process: subprocess.Popen[str], lines: deque[str], progress: Progress) -> None:
    assert process.stdout is not None
    for raw in process.stdout:
        line = _COLOUR.sub("", raw).rstrip()
        if line:
            lines.append(line)
            progress(line)


def _end(process: subprocess.Popen[str]) -> None:
    """End the program's whole group; a program that ended well may have left a kernel that holds its output open."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        except PermissionError:  # macOS says this of a group that has only ended processes
            if process.poll() is None:
                raise
    process.wait()
