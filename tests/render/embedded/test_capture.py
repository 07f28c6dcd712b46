"""What a step prints and displays is recorded as far as there is room."""

from __future__ import annotations

from prismabook.render.embedded.capture import LARGEST, LONGEST, MOST, Recorder, brief
from prismabook.render.embedded.execution import LARGEST as TOLD
from prismabook.render.embedded.execution import MOST as TOLD_PRINTED


def test_displays_share_the_room_of_their_step() -> None:
    recorder = Recorder()
    large = "x" * (LARGEST // 2 + 1)
    assert recorder.fitting({"text/html": large, "image/png": b"x"}) == {"text/html": large, "image/png": b"x"}
    assert recorder.fitting({"text/html": large, "text/plain": "y"}) == {"text/plain": "y"}
    assert recorder.left == len(large)
    recorder.take()
    assert recorder.fitting({"text/html": large}), "the next step has room again"


def test_plain_text_and_markdown_count_as_printed() -> None:
    recorder = Recorder()
    recorder.write("stdout", "x" * (MOST - 10))
    assert recorder.fitting({"text/markdown": "y" * 11, "text/plain": "z" * 11}) == {"text/plain": "z" * 10}
    assert (recorder.left, recorder.cut) == (11, 1)


def test_what_an_exception_says_is_cut() -> None:
    assert brief("short") == "short"
    assert brief("x" * LONGEST + "yz") == "x" * LONGEST + " … (2 more characters)"


def test_what_findings_tell_is_what_is_done() -> None:
    assert (TOLD, TOLD_PRINTED) == (LARGEST, MOST)
