"""Bytes to text: byte order marks first, then UTF-8, then what the bytes' pattern allows."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; UTF-32 before UTF-16, whose mark it begins with."""

MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (as DOCX and XLSX are)"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a rich text file"),
)

DAMAGE_SHARE = 0.1
"""UTF-8 with less than this share of its multi-byte characters broken is still UTF-8."""
BINARY_SHARE = 0.02
"""A text has fewer control characters than this; a program, a picture or an archive has more."""
NO_CONTROLS = bytes(sorted({*range(0x100)} - {*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)}))
"""All bytes but those that are control characters in UTF-8."""


_DECLARED = re.compile(
    rb"<(?:\?xml|meta)[^>]{0,200}?(?:encoding|charset)\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.I
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "latin-1": "cp1252"}
"""What browsers read in the place of encodings that are parts of others."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, its encoding, and how sure that is.

    ``guessed`` is set when nothing but the pattern of bytes speaks for the encoding; ``damaged`` is the number of
    places where U+FFFD stands for bytes that are no text.
    """

    text: str
    encoding: str
    guessed: bool = False
    damaged: int = 0


def decode(data: bytes) -> Decoded | str:
    """The text of a file, or what it is instead of text.

    The byte order mark is left out; nothing else is changed, line ends included.
    """
    for magic, what in MAGIC:
        if data.startswith(magic):
            return what
    decoded = _decode(data)
    utf8 = data if decoded.encoding == "utf-8" else decoded.text.encode("utf-8", "surrogatepass")
    controls = len(utf8.translate(None, NO_CONTROLS))
    if controls > BINARY_SHARE * len(decoded.text):
        return f"binary data ({controls} control characters among {len(decoded.text)})"
    return decoded


def _decode(data: bytes) -> Decoded:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding)
    if b"\0" in data and (encoding := _utf16(data)):
        return Decoded(data.decode(encoding), encoding, guessed=True)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if declared := _declared(data):
        return _replacing(data, declared)
    if _nearly_utf8(data):
        return _replacing(data, "utf-8")
    if _looks_like_gb18030(data):
        return Decoded(data.decode("gb18030"), "gb18030", guessed=True)
    try:
        return Decoded(data.decode("cp1252"), "windows-1252", guessed=True)
    except UnicodeDecodeError:
        decoded = data.decode("cp1252", "replace")
        return Decoded(decoded, "windows-1252", guessed=True, damaged=decoded.count("\ufffd"))


def _declared(data: bytes) -> str:
    """The encoding that a web page or an XML document names in its first kilobyte; empty if unknown or Unicode."""
    match = _DECLARED.search(data[:1024]) if data.lstrip()[:1] == b"<" else None
    if match is None:
        return ""
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
        b"".decode(name)  # refuses those of Python's codecs that are no character sets
    except LookupError:
        return ""
    return "" if name.startswith(("utf", "ascii")) else _WIDER.get(name, name)


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return Decoded(text, encoding, damaged=max(1, text.count("\ufffd")))
    return Decoded(text, encoding)


def _utf16(data: bytes) -> str:
    """UTF-16 without a mark: the zero bytes of its Latin letters and line ends stand on one side only."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if len(data) % 2 or max(even, odd) < 4 * min(even, odd) or max(even, odd) < len(data) / 100:
        return ""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return encoding if "\0" not in text else ""


def _nearly_utf8(data: bytes) -> bool:
    """Whether few enough of the non-ASCII characters are broken for it to be UTF-8 that was cut or patched."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return broken <= max(1, DAMAGE_SHARE * whole) and whole > broken


def _looks_like_gb18030(data: bytes) -> bool:
    """Whether it decodes, and its high bytes come in long runs, as Chinese does and accented Latin does not."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", data)]
    return sum(run for run in runs if run >= 4) > sum(runs) / 2
