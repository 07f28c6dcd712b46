"""Whether two spellings of a bibliographic field say the same."""

from __future__ import annotations

import re
import unicodedata


def same(name: str, one: str, other: str) -> bool:
    """Whether two values of a field agree: in case, spacing, dashes, precision or abbreviation they may differ."""
    a, b = _plain(one), _plain(other)
    if a == b:
        return True
    if name == "issued":
        return a.startswith(b) or b.startswith(a)
    if name == "page":
        return _pages(a) == _pages(b)
    if name == "container-title":
        return _abbreviates(a, b) or _abbreviates(b, a)
    return False


def more_precise(name: str, one: str, other: str) -> bool:
    """Whether the first value is the second with more of it: a date with its day, a page with its last page."""
    if name == "issued":
        filled = f"{other}-01" if len(other) == len("2020-01") else f"{other}-01-01"  # what a page puts for no day
        return one != other and one.startswith(f"{other}-") and one != filled
    if name == "page":
        return "-" in one and one.split("-")[0] == other
    return False


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub("[‐‑‒–—−]+|--+", "-", text)
    return re.sub(r"\s+", " ", text).strip().rstrip(".").strip()


def _pages(text: str) -> tuple[str, str]:
    """First and last page, an abbreviated last page (``208-12``) completed."""
    first, _, last = text.partition("-")
    first, last = first.strip(), last.strip() or first.strip()
    if len(last) < len(first) and last.isdigit():
        last = first[: len(first) - len(last)] + last
    return first, last


_SMALL = frozenset(["of", "the", "and", "in", "for", "&"])


def _abbreviates(short: str, long: str) -> bool:
    """Whether each word of an abbreviated title begins the word in the same place of the full one."""
    words = [w for w in re.findall(r"[\w&]+", short) if w not in _SMALL]
    full = [w for w in re.findall(r"[\w&]+", long) if w not in _SMALL]
    return bool(words) and len(words) == len(full) and all(f.startswith(w) for w, f in zip(words, full, strict=True))
