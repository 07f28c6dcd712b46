"""Full articles in JATS XML: fields, sections, tables with spans and notes, and what is odd or hostile."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_articles import ABSTRACT, article, codes, read_article, table_article, texts
from prismabook.model import Kind, Role, Source
from prismabook.sources import read_bytes


def keeps_its_promises(source: Source) -> None:
    """What every reader promises about sections, quotes and tables."""
    covered = 0
    for before, after in pairwise(source.sections):
        assert before.end <= after.start
    for section in source.sections:
        words = source.text[section.start : section.end]
        assert words == words.strip() != ""
        covered += len("".join(words.split()))
    assert covered == len("".join(source.text.split()))
    for stated in source.stated:
        assert stated.quote.stands_in(source.text)
    for table in source.tables:
        for cell in table.cells:
            assert 0 <= cell.start <= cell.end <= len(source.text)
            assert 0 <= cell.row < cell.row + cell.rows <= table.rows
            assert 0 <= cell.column < table.columns
            assert "\t" not in source.text[cell.start : cell.end]


def stated(source: Source) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in source.stated:
        found.setdefault(entry.name, []).append(entry.value)
    return found


def section(source: Source, name: str) -> str:
    return "\n".join(source.words(s) for s in source.sections if s.name == name)


def test_the_fields_of_an_article() -> None:
    source = read_article(article("<p>Registered as NCT01234567.</p>"))
    keeps_its_promises(source)
    assert source.kind is Kind.ARTICLE
    assert stated(source) == {
        "title": ["Tea and sleep: a trial of 10⁶ cups"],
        "subtitle": ["A randomised study"],
        "author": ["O’Neil, Ann B", "The Tea Group"],
        "affiliation": ["University of Tea"],
        "container-title": ["Annals of Examples"],
        "ISSN": ["2049-3630"],
        "issued": ["2019-03"],
        "available-date": ["2019-02-03"],
        "volume": ["7"],
        "issue": ["3"],
        "page": ["11-19"],
        "PMID": ["12345678"],
        "PMCID": ["PMC7654321"],
        "DOI": ["10.1000/example.1"],
        "license": ["https://creativecommons.org/licenses/by/4.0/"],
        "publication-type": ["research-article"],
        "registration-named": ["NCT01234567"],
    }


def test_sections_have_usual_names_roles_and_places() -> None:
    body = """<sec><title>Patients and study methods</title><p>We made tea.</p><sec><title>Statistics</title>
    <p>By <italic>t</italic> test.</p></sec></sec><sec sec-type="results"><title>What we saw</title>
    <p>Sleep<xref ref-type="bibr">1</xref> was longer: <list><list-item><p>by an hour</p></list-item></list> or so.</p>
    <fig id="f"><label>Figure 1</label><caption><p>Sleep by group.</p></caption><graphic/></fig></sec>
    <sec><title>Discussion</title><p>Tea helps.</p></sec>"""
    back = """<ack><title>Acknowledgements</title><p>Thanks.</p></ack>
    <fn-group><fn fn-type="conflict"><p>None declared.</p></fn></fn-group>
    <app-group><app><title>Appendix</title><p>More tea.</p></app></app-group>
    <ref-list><title>References</title><ref><label>1</label><mixed-citation><name><surname>Tea</surname>
    <given-names>A</given-names></name>. A cup.</mixed-citation></ref></ref-list>"""
    source = read_article(article(body, back))
    keeps_its_promises(source)
    assert section(source, "methods") == "We made tea.\nBy t test."
    assert section(source, "results") == "Sleep was longer.\nSleep1 was longer:\nby an hour\nor so."
    assert section(source, "background") == "Tea is drunk."
    assert section(source, "discussion") == "Tea helps."
    assert section(source, "figure") == "Sleep by group."
    assert section(source, "appendix") == "More tea."
    assert section(source, "competing-interests") == "None declared."
    assert section(source, "references") == "1 Tea A . A cup."
    roles = {s.name: s.role for s in source.sections}
    assert (roles["references"], roles["acknowledgments"], roles["figure"]) == (
        Role.CITATION,
        Role.BOILERPLATE,
        Role.TABLE,
    )
    spanish = next(s for s in source.sections if s.role is Role.PARALLEL)
    assert (spanish.language, source.words(spanish)) == ("es", "El té.")
    assert source.place(source.text.index("By t test")) == "body/sec[1]/sec[1]/p[1]"
    assert stated(source)["competing-interests"] == ["None declared."]


def test_labels_within_the_paragraphs_of_an_abstract() -> None:
    source = read_article(article(meta="<abstract><p>Methods: We made tea.</p><p>Results: It was hot.</p></abstract>"))
    assert (section(source, "methods"), section(source, "results")) == ("We made tea.", "It was hot.")


def test_a_table_with_spans_and_notes() -> None:
    rows = """<thead><tr><th rowspan="2">Item</th><th colspan="2">Sleep, h<xref ref-type="fn">a</xref></th></tr>
    <tr><th>Tea (n = 30)</th><th>Water (n = 31)</th></tr></thead>
    <tbody><tr><td colspan="3"><bold>Primary</bold></td></tr>
    <tr><td>Night<sup>b</sup></td><td>7·1 ± 1.2</td><td>0.001<sup>2</sup></td></tr>
    <tr><td/><td>x</td><td/></tr></tbody>"""
    foot = "<fn id='a'><label>a</label><p>Hours.</p></fn><p>General.</p>"
    source = read_article(table_article(rows, foot=foot))
    keeps_its_promises(source)
    table = source.tables[0]
    assert texts(source, table) == [
        ["Item", "Sleep, ha", "Sleep, ha"],
        ["Item", "Tea (n = 30)", "Water (n = 31)"],
        ["Primary", "Primary", "Primary"],
        ["Nightᵇ", "7·1 ± 1.2", "0.001²"],
        ["", "x", ""],
    ]
    assert [row[0].header for row in table.grid if row[0]] == [True, True, False, False, False]
    assert (table.id, table.label, source.text[slice(*table.caption)]) == ("T1", "Table 1", "Results")
    assert [(n.mark, source.text[n.start : n.end]) for n in table.notes] == [("a", "Hours."), ("", "General.")]
    cell = table.cells[5]
    assert source.place(cell.start) == "body/sec[1]/table-wrap[1]/row[4]"


def test_a_table_given_as_a_picture_is_noticed() -> None:
    text = article("<table-wrap><label>Table 2</label><caption><p>Pain</p></caption><graphic/></table-wrap>")
    assert codes(text) == ["PB143"]
    assert read_article(text).tables[0].graphic


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("<tr><td colspan='1000000'>x</td></tr>", ["PB144"]),
        ("<tr><td rowspan='1000000'>x</td><td>y</td></tr><tr><td>z</td></tr>", []),
        ("<tr><td colspan='-3' rowspan='many'>x</td></tr>", []),
        ("<tr>" + "<td>1</td>" * 400 + "</tr>", ["PB144"]),
        ("<tr><td><table><tr><td>inner</td></tr></table></td><td>outer</td></tr>", []),
        ("<tr/>" * 3, ["PB143"]),
    ],
)
def test_odd_tables_have_bounds(rows: str, code: list[str]) -> None:
    text = table_article(rows)
    source = read_article(text)
    keeps_its_promises(source)
    assert codes(text) == code
    assert source.tables[0].columns <= 300
    assert len(source.tables[0].grid) == source.tables[0].rows


def test_a_huge_table_is_cut() -> None:
    text = table_article("<tr>" + "<td>1</td>" * 50 + "</tr>" + "<tr><td>2</td></tr>" * 3000)
    assert codes(text) == ["PB144"]


def test_formulas_and_raised_letters() -> None:
    math = '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML">%s</mml:math>'
    power = math % "<mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup>"
    half = math % "<mml:mfrac><mml:mn>1</mml:mn><mml:mn>2</mml:mn></mml:mfrac>"
    tex = "<tex-math>\\documentclass{x}\\begin{document}$$y$$\\end{document}</tex-math>"
    text = f"<p>A {power} B <alternatives>{tex}{half}</alternatives> C"
    text += f" <inline-formula>{tex}</inline-formula> 5<sup>th</sup>.</p>"
    assert section(read_article(article(text)), "body") == "A x² B 1/2 C y 5th."


def test_thin_spaces_and_dots_are_kept() -> None:
    assert section(read_article(article("<p>10\u2009948\n  of\t1·5</p>")), "body") == "10\u2009948 of 1·5"


def test_a_set_of_articles_is_as_many_sources() -> None:
    text = f"<pmc-articleset>{article('<p>One.</p>')}{article('<p>Two.</p>')}</pmc-articleset>"
    sources, findings = read_bytes(text.encode(), "set.xml", "seeds/set.xml")
    assert [s.id for s in sources] == ["set.xml#1", "set.xml#2"]
    assert [section(s, "body") for s in sources] == ["One.", "Two."]
    assert findings == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<article><front><article-meta/></front><body><p>x</body></article>", ["PB140"]),
        ("<article><front><article-meta/></front></article>", ["PB145"]),
        (article().replace("<article ", "<!DOCTYPE a [<!ENTITY b 'c'>]><article "), ["PB142"]),
        (
            "<article><front><article-meta/></front><body>" + "<sec>" * 300 + "</sec>" * 300 + "</body></article>",
            ["PB141"],
        ),
    ],
)
def test_broken_and_hostile_articles_are_findings(text: str, code: list[str]) -> None:
    assert codes(text)[: len(code)] == code


def test_deep_and_long_articles_are_read() -> None:
    deep = "<sec>" * 200 + "<p>deep</p>" + "</sec>" * 200
    assert section(read_article(article(deep)), "body") == "deep"
    bold = "<bold>" * 200 + "in<sup>2</sup>" + "</bold>" * 200
    assert section(read_article(article(f"<p>{bold}</p>")), "body") == "in²"
    assert len(section(read_article(article(f"<p>{'word ' * 200_000}</p>")), "body")) > 900_000


PIECES = (
    "<sec>",
    "</sec>",
    "<p>",
    "</p>",
    "<table-wrap>",
    "</table-wrap>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
)
MORE = (
    "</td>",
    "<title>",
    "</title>",
    "<fn>",
    "</fn>",
    "<sup>",
    "</sup>",
    "<list>",
    "</list>",
    "x",
    " 5 ",
    "<abstract/>",
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_markup_gives_a_source_that_keeps_its_promises(pieces: list[str]) -> None:
    from lxml import etree

    mended = etree.fromstring(f"<body>{''.join(pieces)}</body>", etree.XMLParser(recover=True))
    inside = etree.tostring(mended, encoding="unicode") if mended is not None else "<body/>"
    text = article(meta=ABSTRACT).replace("<body></body>", inside)
    keeps_its_promises(read_article(text))
