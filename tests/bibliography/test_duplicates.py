"""Which records are merged, which are left to a person, which are linked: pairs labelled by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prismabook.bibliography import records
from prismabook.bibliography.duplicates import Seen, candidates, pairs
from prismabook.bibliography.merging import merge
from prismabook.model import Datum, Decision, Field, Kind, Name, Record, Source
from prismabook.project import Decisions, DuplicateDecision
from prismabook.sources import read_bytes
from prismabook.studies import studies

ORIGIN = Decision("x.yml", 1, "a test")
TITLE = "Efficacy and safety of low-dose drugazole in the treatment of owl lupus: a randomised trial"


def made(source: str = "a", author: str = "He", type_: str = "article-journal", **values: str) -> Record:
    given = {"title": TITLE, "issued": "2020"} | {k.replace("_", "-"): v for k, v in values.items()}
    fields = tuple(Field(name, value, ORIGIN) for name, value in given.items() if value)
    people = (Name(author, "J"),) if author else ()
    return Record("", source, type_, people, fields, (ORIGIN,) * len(people))


def verdict(one: Record, other: Record) -> str:
    found = pairs([one, other])
    return found[0].verdict if found else "different"


JOURNAL = {"container_title": "Owl Letters", "volume": "79", "page": "141-149"}

SAME = {
    "identical": (made(), made()),
    "case, accents and dashes": (
        made(author="Müller", **JOURNAL),
        made(author="MULLER", title=TITLE.upper().replace("-", "–"), **JOURNAL),
    ),
    "short and long pages": (made(volume="79", page="123-9"), made(volume="79", page="123-129")),
    "abbreviated journal": (made(**JOURNAL), made(volume="79", page="141", container_title="Owl Lett")),
    "ahead of print and printed": (made(issued="2019-12-20"), made(issued="2020-02", **JOURNAL)),
    "same DOI in other letters": (made(DOI="10.1234/OWL"), made(DOI="10.1234/owl", title=TITLE[:60])),
    "same PMID, told apart by nothing but pages": (made(PMID="1"), made(PMID="1", issue="Suppl 2", page="S12")),
    "same PMID, one without a title": (made(PMID="1"), made(PMID="1", title="")),
    "a slip of the pen": (made(**JOURNAL), made(title=TITLE.replace("treatment", "treatmnet"), **JOURNAL)),
    "markup in a title": (made(title="Owls <i>in vivo</i> and lupus"), made(title="Owls in vivo and lupus")),
    "a reply with everything the same": (
        made(title="Reply", container_title="Owl Lett", volume="79", page="5"),
        made(title="Reply.", container_title="Owl Lett", volume="79", page="5"),
    ),
}  # fmt: skip
DIFFERENT = {
    "parts": (made(title="Owls in lupus: part 1"), made(title="Owls in lupus: part 2")),
    "roman parts": (made(title="Owls in lupus, part II"), made(title="Owls in lupus, part I")),
    "other PMIDs": (made(PMID="1"), made(PMID="2")),
    "replies": (made(title="Reply", page="5", volume="1"), made(title="Reply", page="9", volume="1")),
    "letters by one author": (made(title="Letter to the editor"), made(title="Letter to the editor")),
    "an erratum": (made(), made(title=f"Correction: {TITLE}", status="erratum")),
    "other titles": (made(), made(title="Voles at dusk, and what they tell of the night in northern forests")),
    "weeks in the title": (made(title="Owls fed for 12 weeks"), made(title="Owls fed for 24 weeks")),
    "a translation under its own title": (made(), made(title="Wirksamkeit von Drugazol bei Eulen", language="de")),
}  # fmt: skip
NEAR = {
    "other first authors": (made(), made(author="Zhang")),
    "other pages": (made(volume="79", page="141"), made(volume="79", page="201")),
    "years apart": (made(issued="2014"), made()),
    "a translation under the same title": (made(language="en"), made(language="zh")),
    "other DOIs": (made(DOI="10.1234/a"), made(DOI="10.1234/b")),
    "title alone": (made(author="", issued=""), made(author="", issued="")),
    "one DOI, other titles": (made(DOI="10.1234/a"), made(DOI="10.1234/a", title="Voles at dusk in northern forests")),
}
LINKED = {
    "preprint and article": (made(container_title="medRxiv", DOI="10.1101/2020.01.01.20012345"), made(**JOURNAL)),
    "conference abstract": (made(genre="Conference Abstract", page="S12"), made(**JOURNAL)),
    "abstract in a supplement": (made(issue="Suppl 2", page="S12"), made(**JOURNAL)),
    "registry record": (made(type_="dataset", registration="NCT02465580"), made(**JOURNAL)),
}


LABELS = {"same": SAME, "different": DIFFERENT, "near": NEAR, "linked": LINKED}


@pytest.mark.parametrize(
    ("expected", "pair"),
    [(verdict, pair) for verdict, group in LABELS.items() for pair in group.values()],
    ids=[name for group in LABELS.values() for name in group],
)
def test_labelled_pairs(expected: str, pair: tuple[Record, Record]) -> None:
    assert verdict(*pair) == expected
    assert verdict(*reversed(pair)) == expected


def sources(*ids: str) -> list[Source]:
    return [Source(name, f"seeds/{name}", "", Kind.RECORD, "test", "") for name in ids]


def decided(verdict_: str, one: str = "a", other: str = "b", line: int = 2) -> DuplicateDecision:
    return DuplicateDecision(one, other, verdict_, "looked", "me", "review/decisions/duplicates.csv", line)


def test_a_merged_record_keeps_both_origins_and_tells_what_disagrees() -> None:
    one, other = made("a", volume="79", DOI="10.1234/a"), made("b", volume="80", issued="2020-03", page="141-149")
    merged = merge([one, other], sources("a", "b"), ())
    (record,) = merged.records
    assert (record.source, record.also) == ("a", ("b",))
    assert {f.name: f.value for f in record.fields} == {
        "title": TITLE,
        "issued": "2020-03",
        "volume": "79",
        "page": "141-149",
        "DOI": "10.1234/a",
    }
    assert [(f.code.id, f.topic) for f in merged.findings] == [("PB214", "volume"), ("PB213", "")]


def test_records_of_other_titles_are_not_merged_through_one_without_a_title() -> None:
    three = [
        made("a", PMID="1"),
        made("b", PMID="1", title=""),
        made("c", PMID="1", title="Voles at dusk in the north"),
    ]
    merged = merge(three, sources("a", "b", "c"), ())
    assert len(merged.records) == 2
    assert "PB207" in [f.code.id for f in merged.findings]


def test_people_decide() -> None:
    near = [made("a"), made("b", author="Zhang")]
    assert [f.code.id for f in merge(near, sources("a", "b"), ()).findings] == ["PB210"]
    assert len(merge(near, sources("a", "b"), [decided("same")]).records) == 1
    assert merge(near, sources("a", "b"), [decided("different")]).findings == ()
    twins = [made("a"), made("b")]
    assert len(merge(twins, sources("a", "b"), [decided("different")]).records) == 2


def test_a_decision_that_cannot_be_followed_is_an_error_with_its_line() -> None:
    made_ = [made("a"), made("b", author="Zhang")]
    for wrong in (
        [decided("same", "a", "c")],
        [decided("same", "a", "a")],
        [decided("different"), decided("same", line=3)],
    ):
        findings = merge(made_, sources("a", "b"), wrong).findings
        errors = [f for f in findings if f.severity == "error"]
        assert [(f.code.id, f.place and f.place.line) for f in errors] in ([("PB211", 2)], [("PB212", 3)])


def test_a_pair_kept_apart_is_not_merged_through_a_third() -> None:
    three = [made("a"), made("b"), made("c")]
    merged = merge(three, sources("a", "b", "c"), [decided("different")])
    assert len(merged.records) == 2


def test_duplicates_of_two_exports_become_one_record() -> None:
    ris = b"TY  - JOUR\nTI  - Efficacy of drugazole in owls\nAU  - He, Jing\nPY  - 2020\nDO  - 10.1234/owl\nER  -\n"
    nbib = b"PMID- 5\nTI  - Efficacy of drugazole in owls.\nFAU - He, Jing\nDP  - 2020 Jan\nLID - 10.1234/owl [doi]\n"
    read = [read_bytes(data, name, f"seeds/{name}")[0][0] for name, data in (("a.ris", ris), ("b.nbib", nbib))]
    made_, findings = records(read, Decisions())
    assert [(r.key, r.get("PMID"), r.get("issued"), {r.source, *r.also}) for r in made_] == [
        ("he2020", "5", "2020-01", {"a.ris", "b.nbib"})
    ]
    assert "PB213" in [f.code.id for f in findings]


def test_a_crowd_of_alike_records_costs_as_many_pairs_as_it_has_records() -> None:
    def compared(size: int) -> int:
        crowd = [Seen(made(f"{n}", title=f"Drugazole in owls, trial {n}", DOI="10.5555/a"), n) for n in range(size)]
        return sum(1 for _ in candidates(crowd))

    assert compared(800) < 2.2 * compared(400)
    twice = [made(f"{n}", title=f"A sufficiently long title of owls, part {n % 200}") for n in range(400)]
    assert sum(pair.verdict == "same" for pair in pairs(twice)) == 200
    same = [made(f"{n}", DOI="10.5555/a") for n in range(200)]
    assert len(merge(same, sources(*(record.source for record in same)), ()).records) == 1


def test_few_pairs_are_compared() -> None:
    many = [
        made(str(n), f"Author{n % 500}", title=f"Owl {n * 7919 % 10007} of the {n} forests", issued=str(1990 + n % 30))
        for n in range(3000)
    ]
    assert sum(1 for _ in candidates([Seen(record, n) for n, record in enumerate(many)])) < 10 * len(many)
    assert [p.verdict for p in pairs([*many, *many[:50]])] == ["same"] * 50


def test_keys_stay_when_a_record_is_completed_and_when_others_come(tmp_path) -> None:
    from prismabook.bibliography import key_rows
    from prismabook.project import Project, load_decisions, to_keys

    def export(*titles: str) -> bytes:
        return "".join(f"TY  - JOUR\nTI  - {t}\nPY  - 2020\nER  -\n" for t in titles).encode()

    project = Project(tmp_path)
    project.decisions.mkdir(parents=True)

    def build(data: bytes, completed: str = "") -> dict[str, str]:
        read_, _ = read_bytes(data, "=x.ris", "seeds/=x.ris")
        (project.decisions / "records.yml").write_text(completed)
        decisions = load_decisions(project)
        made_, _ = records(read_, decisions)
        (project.decisions / "keys.csv").write_text(to_keys(key_rows(made_, read_, decisions.keys)))
        return {r.get("title"): r.key for r in made_}

    first = build(export("Owls at night", "Voles at dusk"))
    assert first == {"Owls at night": "owls2020", "Voles at dusk": "voles2020"}
    author = '- source: "=x.ris#1"\n  origin: a book\n  confirmed: true\n  authors: ["Li, Jing"]\n'
    assert build(export("Owls at night", "Voles at dusk"), author) == first
    more = build(export("Owls in the north", "Voles at dusk", "Owls at night"))
    assert {t: more[t] for t in first} == first
    assert more["Owls in the north"] == "owls2020a"
    assert build(export("Voles in winter", "Owls at night")) == {
        "Voles in winter": "voles2020a",
        "Owls at night": "owls2020",
    }


def test_the_first_of_a_month_is_no_more_precise_than_the_month() -> None:
    month, day = made("a", DOI="10.5555/a", issued="2020-03"), made("b", DOI="10.5555/a", issued="2020-03-01")
    for pair in ([month, day], [month, made("b", DOI="10.5555/a", issued="2020-03-17")]):
        (record,) = merge(pair, sources("a", "b"), ()).records
        assert record.get("issued") == ("2020-03" if pair[1] is day else "2020-03-17")


def test_a_paper_is_linked_to_its_registry_record_by_a_number_that_only_a_merged_export_gives() -> None:
    title = "Efficacy of low-dose drugazole in wild owls"
    text = {
        "a.nbib": f"PMID- 5\nTI  - {title}.\nFAU - He, Jing\nDP  - 2020 Jan\nLID - 10.1234/owl [doi]\n"
        "SI  - ClinicalTrials.gov/NCT02932137\nPT  - Randomized Controlled Trial\n",
        "b.ris": f"TY  - JOUR\nTI  - {title}\nAU  - He, Jing\nPY  - 2020\nDO  - 10.1234/owl\n"
        f"AB  - {'We randomised 60 owls to drugazole or placebo. ' * 30}\nER  -\n",
        "c.ris": "TY  - JOUR\nAN  - CN-02072226\nAU  - NCT02932137,\nTI  - Drugazole in Owls\nY1  - 2016//\n"
        "JO  - https://clinicaltrials.gov/show/NCT02932137\nM3  - Trial registry record; Clinical trial protocol\n"
        "US  - https://www.cochranelibrary.com/central/doi/10.1002/central/CN-02072226/full\nER  -\n",
    }
    read = [read_bytes(words.encode(), name, f"seeds/{name}")[0][0] for name, words in text.items()]
    known, _ = records(read, Decisions())
    paper, registered = known
    assert (paper.source, paper.also) == ("b.ris", ("a.nbib",))
    assert (registered.type, registered.authors, registered.get("DOI")) == (
        "dataset",
        (),
        "10.1002/central/CN-02072226",
    )
    said = [Datum("1", "", paper.key, "study_type", "randomised trial", read[1].quote(0, 5), "rule:x")]
    (study,), _ = studies(known, said, read)
    assert set(study.reports) == {paper.key, registered.key}


def test_an_article_that_states_its_parts_is_extracted_from_before_its_longer_pdf() -> None:
    pair = [made("a", DOI="10.5555/a"), made("b", DOI="10.5555/a")]
    pages, article = sources("a", "b")
    pages = replace(pages, kind=Kind.ARTICLE, reader="PDF file")
    (record,) = merge(pair, [pages, replace(article, kind=Kind.ARTICLE, reader="JATS XML")], ()).records
    assert (record.source, record.also) == ("b", ("a",))
