"""Runs chapters' code in an IPython shell, in a process of its own.

Started by path (``python -P worker.py``) with a request, one line on standard input, which stays open as long as
whoever asked lives: at its end the worker and all that it started end too. It imports nothing of prismabook, so that
a chapter's process is as light as what the chapter imports. Where the platform can fork, the chapters' imports are
done once and every chapter runs in a fork; elsewhere chapters follow each other in this process.
Every chapter appends a JSON line to its result file before and after each step, so that the place is known even
where the process dies.
"""

from __future__ import annotations

import _thread
import base64
import contextlib
import errno
import faulthandler
import importlib
import importlib.util
import json
import os
import selectors
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from traitlets.config import Config

if TYPE_CHECKING:
    from prismabook.render.embedded.capture import MOST, RECORDER, Hook, Output, Publisher, Shell, Stream, brief
else:  # by its path: importing the package would cost each chapter what the renderer imports
    _spec = importlib.util.spec_from_file_location("prismabook_capture", Path(__file__).with_name("capture.py"))
    _capture = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(_capture)
    MOST, RECORDER, Hook, Publisher = _capture.MOST, _capture.RECORDER, _capture.Hook, _capture.Publisher
    Shell, Stream, brief = _capture.Shell, _capture.Stream, _capture.brief

_opened: set[tuple[str, str]] = set()
"""What the running chapter opened: absolute path, and what of it counts (see ``cache.state``)."""
_EVERY_SHELL = tuple(f"IPython.core.{name}" for name in ("application", "completer", "crashhandler", "magics"))
"""What a shell imports when it is made."""
NO_ROOM = 74
"""Exit status of a chapter's process that had no room on the disk for what the chapter gave."""
_IMPORTING = "<frozen importlib._bootstrap_external>"
"""Who lists a folder to look for modules in it."""


def main() -> int:
    """Serve the request on standard input."""
    request = json.loads(sys.stdin.buffer.readline())
    lifeline = os.dup(0)
    _end_with(lifeline)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with Path(os.devnull).open("r+b") as nothing:
        for number in (0, 1, 2):
            os.dup2(nothing.fileno(), number)
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    for name in (*_EVERY_SHELL, *request["preload"]):
        with contextlib.suppress(BaseException):  # the chapter that needs it will say what is wrong
            importlib.import_module(name)
    sys.addaudithook(_audit)

    if request["fork"]:
        _fork_each(request["jobs"], request["slots"], lifeline, answers)
    else:
        for job in request["jobs"]:
            run(job)
            _answer(answers, job["id"], 0)
    return 0


def _answer(answers: IO[str], job: int, status: int) -> None:
    answers.write(json.dumps({"job": job, "status": status}) + "\n")
    answers.flush()


def _end_with(lifeline: int) -> None:
    """End this process, and its group where there are groups, when the pipe's other end closes.

    A thread that waits in ``read`` costs nothing; it is not among ``threading``'s, so that chapters do not see it.
    """

    def wait() -> None:
        while os.read(lifeline, 1):
            pass
        if hasattr(os, "killpg"):  # the group is the worker's own: it was started in a new session
            os.killpg(0, signal.SIGKILL)
        os._exit(70)

    _thread.start_new_thread(wait, ())


def _fork_each(jobs: list[dict[str, Any]], slots: int, lifeline: int, answers: IO[str]) -> None:
    waiting = iter(jobs)
    selector = selectors.DefaultSelector()
    while True:
        while len(selector.get_map()) < slots and (job := next(waiting, None)):
            reading, writing = os.pipe()
            pid = os.fork()
            if pid == 0:
                os.close(reading)
                answers.close()  # so that this worker's death is noticed while a chapter of it lives
                status = 70
                try:
                    _end_with(lifeline)  # a fork has no threads but the one that forked
                    run(job)
                    status = 0
                except OSError as error:
                    status = NO_ROOM if error.errno in (errno.ENOSPC, errno.EDQUOT) else 70
                finally:
                    os._exit(status)
            os.close(writing)
            selector.register(reading, selectors.EVENT_READ, (pid, job["id"]))
        if not selector.get_map():
            return
        for key, _ in selector.select():
            # A child's end of the pipe closes when it ends, however it ends.
            pid, number = key.data
            selector.unregister(key.fd)
            os.close(key.fd)
            _answer(answers, number, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def run(job: dict[str, Any]) -> None:
    """Run a chapter's steps and write what they give to the job's result file."""
    # Half a surrogate pair is no text: it is replaced before it can stop anything that writes UTF-8.
    with (
        Path(job["result"]).open("w", encoding="utf-8", errors="replace") as file,
        _stage(job) as (shell, spill),
    ):

        def note(**entry: Any) -> None:
            file.write(json.dumps(entry, ensure_ascii=False, default=_plain) + "\n")
            file.flush()

        done: list[Output] = []
        for number, step in enumerate(job["steps"]):
            note(begun=number)
            result, failure = (_cell if step["kind"] == "cell" else _inline)(shell, step["code"])
            spill()
            told = result | {"outputs": RECORDER.take()}
            for name in ("cut", "left"):
                if size := getattr(RECORDER, name):
                    told[name] = size
                    setattr(RECORDER, name, 0)
            done.append({"step": number, "result": told, "failure": failure})
            note(**done[-1])
            if failure and not step["may_fail"]:
                break
        for entry in done if RECORDER.updated else ():  # a later cell has changed what an earlier one displayed
            note(**entry)
        faulthandler.cancel_dump_traceback_later()
        note(opened=_read(job["root"], job["ignore"]))


def _plain(value: Any) -> Any:
    """What JSON has no word for: bytes, as images come, and objects that only print."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


@contextlib.contextmanager
def _stage(job: dict[str, Any]) -> Iterator[tuple[Shell, Callable[[], None]]]:
    """A fresh shell in the chapter's folder, with its streams recorded; and what programs wrote behind them."""
    _opened.clear()
    RECORDER.__init__()  # type: ignore[misc]
    here = Path.cwd()
    saved = sys.stdout, sys.stderr, list(sys.path), sys.displayhook
    with tempfile.TemporaryFile() as behind, Path(job["late"]).open("wb") as late:
        for number in (1, 2):
            os.dup2(behind.fileno(), number)

        def spill() -> None:
            size = behind.seek(0, os.SEEK_END)
            behind.seek(0)
            text = behind.read(MOST).decode("utf-8", "backslashreplace")
            behind.seek(0)
            behind.truncate()
            RECORDER.cut += max(0, size - MOST)
            if text:
                RECORDER.write("stdout", text)

        sys.stdout, sys.stderr = Stream("stdout", 1), Stream("stderr", 2)
        faulthandler.dump_traceback_later(job["timeout"], exit=True, file=late)
        os.chdir(job["folder"])
        sys.path.insert(0, "")
        try:
            yield _shell(job), spill
        finally:
            sys.stdout, sys.stderr, sys.path[:], sys.displayhook = saved
            os.chdir(here)
            Shell.clear_instance()


def _shell(job: dict[str, Any]) -> Shell:
    os.environ["IPYTHONDIR"] = home = job["home"]
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InlineBackend.figure_formats = set(job["formats"])
    # Without a date the same figure has the same bytes.
    config.InlineBackend.print_figure_kwargs = {"bbox_inches": "tight", "metadata": {"Date": None}}
    shell: Shell = Shell.instance(config=config, display_pub_class=Publisher, displayhook_class=Hook, ipython_dir=home)
    if "matplotlib_inline.backend_inline" in sys.modules:  # a chapter before this one used it, in this process
        inline = sys.modules["matplotlib_inline.backend_inline"]
        sys.modules["matplotlib"].rc_file_defaults()
        inline.InlineBackend.clear_instance()
        inline.configure_inline_support.current_backend = "unset"
        sys.modules["matplotlib.pyplot"].close("all")
        inline.configure_inline_support(shell, "inline")
    return shell


def _cell(shell: Shell, code: str) -> tuple[Output, Output | None]:
    result = shell.run_cell(code, store_history=True)
    error = result.error_before_exec or result.error_in_exec
    if error is None:
        return {}, None
    failure = _failure(error, f"ipykernel_0/{shell.execution_count - 1}.py")
    # IPython takes empty lines away before it counts.
    failure["line"] += len(code) - len(code.lstrip("\n")) if code.strip() else 0
    return {}, failure


def _inline(shell: Shell, code: str) -> tuple[Output, Output | None]:
    try:
        value = eval(compile(code, "<inline>", "eval"), shell.user_global_ns, shell.user_ns)
        data, _ = shell.display_formatter.format(value)
        return {"data": RECORDER.fitting(data), "text": str(value)[:MOST]}, None
    except BaseException as error:  # also an exit: the chapter's, not the worker's
        return {}, _failure(error, "<inline>")


def _failure(error: BaseException, file: str) -> Output:
    """What stopped a step: the exception, and the last line of the step's own code that led to it."""
    lines = [number for frame, number in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == file]
    if isinstance(error, SyntaxError) and error.filename == file and error.lineno:
        lines.append(error.lineno)
    return {"ename": type(error).__name__, "evalue": brief(str(error)), "line": lines[-1] if lines else 1}


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in ("open", "os.rename", "os.listdir", "os.scandir"):
        return
    path = arguments[1 if event == "os.rename" else 0]
    listed = event in ("os.listdir", "os.scandir")
    if isinstance(path, (str, bytes)) or (listed and path is None):
        importing = listed and sys._getframe(1).f_code.co_filename == _IMPORTING
        what = "/*.py" if importing else "/" if listed else ""
        _opened.add((os.path.normpath(Path.cwd() / os.fsdecode(path or ".")), what))


def _read(root: str, ignore: list[str]) -> list[str]:
    """What the chapter opened below the project's root, from there, as ``cache.state`` takes it."""
    found = set()
    for path, what in _opened:
        where = Path(path)
        if any(map(where.is_relative_to, ignore)) or not where.is_relative_to(root):
            continue
        parts = list(where.relative_to(root).parts)
        if "__pycache__" in parts:  # the source is what counts
            parts = [*parts[:-2], parts[-1].split(".")[0] + ".py"]
        if not any(part.startswith(".") for part in parts):
            found.add("/".join(parts) + what)
    return sorted(found)


if __name__ == "__main__":
    sys.exit(main())
