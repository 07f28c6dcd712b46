"""Bytes become text by mark, by form, or by pattern, and nothing else changes."""

import codecs

import pytest
from test_five_documents import SOURCES

from prismabook.sources import read_bytes
from prismabook.sources.decode import Decoded, decode

CHINESE = SOURCES[3].text
GERMAN = SOURCES[0].text


def decoded(data: bytes) -> Decoded:
    result = decode(data)
    assert isinstance(result, Decoded)
    return result


@pytest.mark.parametrize("text", [CHINESE, GERMAN], ids=["zh", "de"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_unicode(text: str, mark: bytes, encoding: str) -> None:
    result = decoded(mark + text.encode(encoding))
    assert (result.text, result.encoding, result.damaged) == (text, encoding, 0)


def test_gb18030_and_windows_1252_are_told_apart() -> None:
    assert decoded(CHINESE.encode("gb18030")) == Decoded(CHINESE, "gb18030", guessed=True)
    assert decoded(GERMAN.encode("cp1252")) == Decoded(GERMAN, "windows-1252", guessed=True)
    assert decoded("Müller, Désirée – naïve café".encode("cp1252")).text == "Müller, Désirée – naïve café"


def test_a_guess_and_damage_are_findings() -> None:
    codes = [f.code.id for f in read_bytes(CHINESE.encode("gb18030"), "x", "x")[1]]
    assert codes == ["PB109"]
    cut = CHINESE.encode()[:-200] + b"\xe4\xbd"
    (source,), findings = read_bytes(cut, "x", "x")
    assert [f.code.id for f in findings] == ["PB108"]
    assert source.text.endswith("\ufffd")
    assert source.reader


def test_the_sections_are_the_same_in_every_encoding() -> None:
    for source in SOURCES:
        for encoding in ("utf-8-sig", "utf-16", "gb18030"):
            try:
                data = source.text.encode(encoding)
            except UnicodeEncodeError:
                continue
            (other,), _ = read_bytes(data, source.id, source.path)
            if other.text == source.text:
                assert other.sections == source.sections
            else:
                assert encoding == "gb18030"
