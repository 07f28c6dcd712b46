"""JATS articles made up for these tests."""

from __future__ import annotations

import re

from prismabook.extraction.answers import Answer, OutcomeType, Question, answer
from prismabook.extraction.notation import plain
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


def grid_rows(grid: str) -> str:
    """Rows of a table from lines with ``|`` between cells.

    ``---`` ends the headings, ``<`` joins a cell to the left one, ``^`` to the one above.
    """
    lines = [line.strip() for line in grid.strip().splitlines()]
    heads = lines.index("---") if "---" in lines else 0
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line != "---"]
    out = []
    for at, row in enumerate(rows):
        tag = "th" if at < heads else "td"
        cells = ""
        for column, text in enumerate(row):
            if text in ("<", "^"):
                continue
            wide = next((n for n in range(1, len(row) - column + 1) if row[column + n : column + n + 1] != ["<"]), 1)
            high = 1
            while at + high < len(rows) and rows[at + high][column : column + 1] == ["^"]:
                high += 1
            spans = (f' colspan="{wide}"' if wide > 1 else "") + (f' rowspan="{high}"' if high > 1 else "")
            cells += f"<{tag}{spans}>{text.replace('&', '&amp;').replace('<', '&lt;')}</{tag}>"
        out.append(f"<tr>{cells}</tr>")
    head = f"<thead>{''.join(out[:heads])}</thead>" if heads else ""
    return f"{head}<tbody>{''.join(out[heads:])}</tbody>"


def trial(*parts: str, methods: str = "", title: str = "A trial", abstract: str = "") -> str:
    """A trial report with tables and sentences in its results."""
    results = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    body = f"<sec><title>Methods</title><p>{methods}</p></sec><sec><title>Results</title>{results}</sec>"
    text = article(body, meta=f"<abstract><p>{abstract}</p></abstract>")
    return text.replace("Tea and <italic>sleep</italic>: a trial of 10<sup>6</sup> cups", title)


def made_table(grid: str, caption: str = "Outcomes", notes: str = "") -> str:
    """A numbered table from :func:`grid_rows`' lines."""
    foot = f"<table-wrap-foot><p>{notes}</p></table-wrap-foot>" if notes else ""
    caption = caption.replace("<", "&lt;")
    label = "<label>Table 1</label>"
    return f"<table-wrap>{label}<caption><p>{caption}</p></caption><table>{grid_rows(grid)}</table>{foot}</table-wrap>"


def numbers(found: Answer, kind: OutcomeType) -> str:
    """The figures of both arms in one line; a dash for what is withheld."""
    names = ("events", "size") if kind is OutcomeType.BINARY else ("mean", "sd", "size")
    arms = (found.intervention, found.comparator)
    given = [[getattr(arm, name).value if getattr(arm, name) else "-" for name in names] for arm in arms]
    return " : ".join(" ".join(values) for values in given)


def ask(text: str, intervention: str, comparator: str, outcome: str, kind: OutcomeType) -> str:
    """The figures that an article gives for a question, after a look at their quotes, rules and reasons."""
    source = read_article(text)
    found = answer(source, Question(intervention, comparator, outcome, kind))
    for arm in (found.intervention, found.comparator):
        for figure in arm.figures():
            assert figure.quote.stands_in(source.text)
            assert figure.rule
            printed = figure.quote.exact.replace("·", ".").replace("1,", "1").replace("0,", "0")
            spelled = {plain(word) for word in re.findall("[a-z-]+", printed.lower())}
            assert figure.derived or figure.value.lstrip("-") in printed or figure.value in spelled
    assert found.given or found.reason
    return numbers(found, kind)
