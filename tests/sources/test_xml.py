"""XML from strangers: parsed without document types, entities, network or surprise."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prismabook.sources import xml
from prismabook.sources.xml import looks_like_xml, parse

BOMB = """<?xml version="1.0"?>
<!DOCTYPE article [
 <!ENTITY lol "lol">
 <!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
 <!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">
]>
<article>a &lol3; b</article>"""


def codes(text: str) -> list[str]:
    return [finding.code.id for finding in parse(text, "x.xml")[1]]


def text_of(text: str) -> str:
    root, _ = parse(text, "x.xml")
    assert root is not None
    return "".join(root.itertext())


def test_an_entity_bomb_is_named_and_not_expanded() -> None:
    root, findings = parse(BOMB, "x.xml")
    assert root is not None
    assert root.text == "a &lol3; b"
    assert [(f.code.id, f.place.line if f.place else 0) for f in findings] == [("PB142", 2), ("PB142", 7)]


def test_external_entities_and_types_are_not_fetched(tmp_path: object) -> None:
    text = '<!DOCTYPE a SYSTEM "file:///etc/hostname" [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert text_of(text) == "&x;"
    assert text_of('<!DOCTYPE a PUBLIC "-//X//EN" "http://127.0.0.1:9/x.dtd"><a>b</a>') == "b"


def test_named_characters_are_known_without_a_document_type() -> None:
    text = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "JATS.dtd">\n<a>&alpha;&nbsp;&lt;5&nbsp;&times;</a>'
    assert text_of(text) == "α\u00a0<5\u00a0×"
    assert codes(text) == []


def test_character_data_and_comments_keep_what_looks_like_an_entity() -> None:
    assert text_of("<a><![CDATA[&nope; &alpha;]]><!-- &nope; --></a>") == "&nope; &alpha;"


def test_a_name_for_less_than_stays_text() -> None:
    assert text_of("<a>&LT;b&GT;</a>") == "<b>"


@pytest.mark.parametrize(
    "text", ["<a><b></a>", "<a>", "", "a", "<a/><b/>", "<a>\x00</a>", "<a b=c/>", "<!DOCTYPE a [ <a/>"]
)
def test_broken_xml_is_a_finding(text: str) -> None:
    root, findings = parse(text, "x.xml")
    assert root is None
    assert findings[-1].code.id == "PB140"


def test_a_broken_place_has_its_line_and_words() -> None:
    finding = parse("<a>\n<b>one</b>\n<c>two</d>\n</a>", "x.xml")[1][0]
    assert finding.place is not None
    assert (finding.place.line, finding.place.quote) == (3, "<c>two</d>")


def test_lines_are_those_of_the_document() -> None:
    root, _ = parse('<?xml version="1.0"?>\n<!DOCTYPE a\n PUBLIC "x"\n "y">\n<a>\n<b/></a>', "x.xml")
    assert root is not None
    assert (root.sourceline, root[0].sourceline) == (5, 6)


def test_deep_nesting_and_too_many_tags_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes("<a>" * 5000 + "</a>" * 5000) == ["PB141"]
    monkeypatch.setattr(xml, "MOST_TAGS", 10)
    assert codes("<a>" + "<b/>" * 10 + "</a>") == ["PB141"]


@pytest.mark.parametrize(
    "text", ["<!DOCTYPE a " * 50000, "<a>" + "&" * 10**6, "<!--" * 300000, "<![CDATA[" * 100000, "&x" * 500000]
)
def test_nothing_takes_for_ever(text: str) -> None:
    assert codes(text)[-1] == "PB140"


def test_a_declared_encoding_is_not_considered_again() -> None:
    assert text_of('<?xml version="1.0" encoding="ISO-8859-1"?><a>µ</a>') == "µ"
    assert text_of('<?xml version="1.0" encoding="UTF-16"?><a>µ</a>') == "µ"


def test_what_looks_like_xml() -> None:
    assert looks_like_xml('<?xml version="1.0"?><a/>')
    assert looks_like_xml("\n<article>")
    assert not looks_like_xml("< 5 patients")
    assert not looks_like_xml("Article")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/ab&;!D[]OCTYPE\"' -x\n\ud800\x00", max_size=60))
def test_any_text_gives_a_root_or_a_finding(text: str) -> None:
    root, findings = parse(text, "x.xml")
    assert (root is None) == any(f.code.id in ("PB140", "PB141") for f in findings)
