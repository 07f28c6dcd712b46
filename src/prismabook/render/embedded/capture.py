"""An IPython shell whose outputs are recorded in order, as nbformat has them. Loaded by the worker alone."""

from __future__ import annotations

import io
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type

Output = dict[str, Any]


MOST = 1_000_000
"""Most characters that a step may print; nobody reads more on a page."""
LARGEST = 20_000_000
"""Most characters (or bytes) that a step may display as pictures, tables and the like."""


class Recorder:
    """The outputs of the running step, in order, as nbformat has them.

    While the step runs, the text of a stream is a list of pieces: to lengthen one text again and again takes a time
    that grows with its square. ``cut`` counts the characters that the step printed above ``MOST``, ``left`` those of
    what it displayed above ``LARGEST``; they are let go.
    """

    def __init__(self) -> None:
        self.outputs: list[Output] = []
        self.displays: dict[str, list[Output]] = {}
        self.clear_next = False
        self.updated = False
        self.printed = self.displayed = 0
        self.cut = self.left = 0

    def take(self) -> list[Output]:
        """The outputs so far; the next step begins without any."""
        taken, self.outputs, self.clear_next = self.outputs, [], False
        self.printed = self.displayed = 0
        for output in taken:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        return taken

    def write(self, name: str, text: str) -> None:
        """Record text of a stream, which joins the text that it continues, as far as there is room."""
        room = max(0, MOST - self.printed)
        self.cut += max(0, len(text) - room)
        self.printed += min(len(text), room)
        if room:
            self.add({"output_type": "stream", "name": name, "text": [text[:room]]})

    def fitting(self, data: Any) -> Output:
        """Of the forms of a display those that there is room for.

        Plain text counts as printed, and is cut; so does Markdown, which cannot be cut.
        """
        kept: Output = {}
        for form, content in dict(data).items():
            size = len(content) if isinstance(content, (str, bytes)) else 0
            if form == "text/plain":
                room = max(0, MOST - self.printed)
                self.cut += max(0, size - room)
                self.printed += min(size, room)
                kept[form] = content[:room] if size > room else content
            elif form == "text/markdown" and size > MOST - self.printed:
                self.left += size
            elif self.displayed + size <= LARGEST:
                self.displayed += size
                kept[form] = content
            else:
                self.left += size
        return kept

    def add(self, output: Output) -> None:
        """Append an output; text joins the stream it continues."""
        if self.clear_next:
            self.take()
        last = self.outputs[-1] if self.outputs else {}
        if output["output_type"] == last.get("output_type") == "stream" and last["name"] == output["name"]:
            last["text"].extend(output["text"])
        else:
            self.outputs.append(output)


RECORDER = Recorder()
LONGEST = 10_000


def brief(text: str) -> str:
    """What an exception says, cut where nobody reads on."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} … ({len(text) - LONGEST:,} more characters)"


class Stream(io.TextIOBase):
    """Standard output or standard error of a chapter."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, name: str, number: int) -> None:
        self.name = name
        self._number = number

    def write(self, text: str) -> int:
        """Record text."""
        if text:
            RECORDER.write(self.name, text)
        return len(text)

    def writable(self) -> bool:
        """Always."""
        return True

    def fileno(self) -> int:
        """The file behind it, for programs that the chapter starts."""
        return self._number


class Publisher(DisplayPublisher):  # type: ignore[misc]
    """What ``display()`` calls."""

    def publish(
        self, data: Any, metadata: Any = None, *_args: Any, transient: Any = None, update: bool = False, **_kwargs: Any
    ) -> None:
        """Record a display, or replace an earlier one of the same id."""
        mark: str = (transient or {}).get("display_id", "")
        data = RECORDER.fitting(data)
        if update:
            for output in RECORDER.displays.get(mark, ()):
                output.update(data=data, metadata=metadata or {})
                RECORDER.updated = True
            return
        output = {"output_type": "display_data", "data": data, "metadata": metadata or {}}
        RECORDER.add(output)
        if mark:
            RECORDER.displays.setdefault(mark, []).append(output)

    def clear_output(self, wait: bool = False) -> None:
        """Forget the step's outputs, now or with the next one."""
        RECORDER.clear_next = wait
        if not wait:
            RECORDER.take()


class Hook(DisplayHook):  # type: ignore[misc]
    """What a cell's last expression goes to."""

    def write_output_prompt(self) -> None:
        """Nothing: there is no prompt."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Record the result."""
        count = self.prompt_count
        data = RECORDER.fitting(format_dict)
        result = {"output_type": "execute_result", "execution_count": count, "data": data}
        RECORDER.add(result | {"metadata": md_dict or {}})

    def finish_displayhook(self) -> None:
        """Nothing to print after it."""
        self._is_active = False


class Compiler(CachingCompiler):  # type: ignore[misc]
    """Names cells as a kernel does, but the same way on every machine and each time."""

    def get_code_name(self, _raw_code: str, _transformed_code: str, number: int) -> str:
        """The file name that warnings and tracebacks show."""
        return f"ipykernel_0/{number}.py"


class Shell(InteractiveShell):  # type: ignore[misc]
    """IPython as a kernel uses it, without history, terminal or files."""

    compiler_class = Type(Compiler)

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        said, rows = brief(str(evalue)), [brief(str(row)) for row in stb]
        RECORDER.add({"output_type": "error", "ename": etype.__name__, "evalue": said, "traceback": rows})

    def ask_exit(self) -> None:
        """A chapter cannot end its own process and have the outputs of its remaining cells."""
        raise SystemExit("exit() in a chapter")

    def enable_gui(self, gui: Any = None) -> None:
        """No event loop."""
