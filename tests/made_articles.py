"""JATS articles made up for these tests."""

from __future__ import annotations

from prismabook.model import Source, Table
from prismabook.sources import read_bytes

FRONT = """<front><journal-meta><journal-title-group><journal-title>Annals of Examples</journal-title>
</journal-title-group><issn pub-type="epub">2049-3630</issn></journal-meta>
<article-meta><article-id pub-id-type="pmid">12345678</article-id><article-id pub-id-type="pmc">7654321</article-id>
<article-id pub-id-type="doi">10.1000/example.1</article-id>
<title-group><article-title>Tea and <italic>sleep</italic>: a trial of 10<sup>6</sup> cups</article-title>
<subtitle>A randomised study</subtitle></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>O’Neil</surname><given-names>Ann B</given-names></name>
<xref ref-type="aff" rid="a1">1</xref></contrib>
<contrib contrib-type="author"><collab>The Tea Group</collab></contrib>
<contrib contrib-type="editor"><name><surname>Editor</surname><given-names>E</given-names></name></contrib>
</contrib-group><aff id="a1"><label>1</label>University of Tea</aff>
<pub-date pub-type="epub"><day>3</day><month>2</month><year>2019</year></pub-date>
<pub-date pub-type="ppub"><month>Mar</month><year>2019</year></pub-date>
<volume>7</volume><issue>3</issue><fpage>11</fpage><lpage>19</lpage>
<permissions><license xmlns:xlink="http://www.w3.org/1999/xlink"
 xlink:href="https://creativecommons.org/licenses/by/4.0/"><license-p>Open access.</license-p></license></permissions>
%s</article-meta></front>"""

ABSTRACT = """<abstract><sec><title>Background</title><p>Tea is drunk.</p></sec>
<sec><title>Results</title><p>Sleep was longer.</p></sec></abstract>
<trans-abstract xml:lang="es"><p>El té.</p></trans-abstract>"""


def article(body: str = "", back: str = "", meta: str = ABSTRACT) -> str:
    return f'<article article-type="research-article">{FRONT % meta}<body>{body}</body><back>{back}</back></article>'


def read_article(text: str) -> Source:
    sources, _ = read_bytes(text.encode(), "a.nxml", "seeds/a.nxml")
    assert len(sources) == 1
    return sources[0]


def codes(text: str) -> list[str]:
    return [finding.code.id for finding in read_bytes(text.encode(), "a.nxml", "seeds/a.nxml")[1]]


def table_article(rows: str, caption: str = "Results", foot: str = "") -> str:
    table = f"<table-wrap id='T1'><label>Table 1</label><caption><p>{caption}</p></caption><table>{rows}</table>"
    foot = f"<table-wrap-foot>{foot}</table-wrap-foot>" if foot else ""
    return article(f"<sec><title>Results</title><p>See the table.</p>{table}{foot}</table-wrap></sec>")


def texts(source: Source, table: Table) -> list[list[str]]:
    return [[source.text[c.start : c.end] if c else "" for c in row] for row in table.grid]
