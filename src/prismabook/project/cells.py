"""Cells of tables that a spreadsheet may open: a text that it would run as a formula is disarmed."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""First characters that a spreadsheet takes for a formula (and the apostrophe that disarms them)."""


def disarmed(text: str) -> str:
    """A text with an apostrophe before it if a spreadsheet would run it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def restored(text: str) -> str:
    """The text that :func:`disarmed` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


__all__ = ["FORMULA", "disarmed", "restored"]
