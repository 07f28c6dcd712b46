"""The same layouts with other content, other headings, missing and additional parts."""

from test_five_documents import keeps_its_promises, stated, words

from prismabook.model import Role, Source
from prismabook.sources import read_bytes


def read(text: str) -> Source:
    (source,), findings = read_bytes(text.encode(), "x.txt", "seeds/x.txt")
    assert not [f for f in findings if f.code.id in ("PB105", "PB107")], findings
    keeps_its_promises(source)
    return source


def unrecognised(source: Source) -> list[str]:
    return [source.words(s) for s in source.sections if s.name == "unrecognised"]


ARTICLE = """Article Text

Article menu

Download PDFPDF
Original research
Owls and voles: a randomised trial
  1. http://orcid.org/0000-0002-1825-0097 Anna B Müller1,2,
  2. Désirée Van der Heijde3,
  3. Li Wang1
  1. 1 Institute of Owls, Uppsala University, Uppsala, Sweden
  2. 2Vole Centre, Bern, Switzerland
  3. 3Leiden University Medical Center, Leiden, The Netherlands
  1. Correspondence to Professor Anna B Müller; anna@example.org

https://doi.org/10.1136/owl-2020-000123

Statistics from Altmetric.com

Request Permissions

Abstract

Objectives To see whether owls eat voles.

Methods 40 owls were followed (NCT01234567).

Main outcome measures Voles eaten.

Conclusions They do.

Introduction

Owls have long been known to eat.

View Full Text

References

1. Smith J. Owls. 2001.

Footnotes

  • Handling editor Jo Doe
  • Twitter @owls
  • Contributors ABM did all.
  • Funding The authors have not declared a specific grant.
  • Patient consent for publication Not required.
  • Data availability statement On request.
  • A remark without a usual label.
"""


def test_an_article_page_with_an_abstract() -> None:
    source = read(ARTICLE)
    assert source.reader == "journal article page"
    assert stated(source, "title") == ["Owls and voles: a randomised trial"]
    assert stated(source, "author") == ["Müller, Anna B", "Van der Heijde, Désirée", "Wang, Li"]
    assert stated(source, "affiliation")[0] == "Institute of Owls, Uppsala University, Uppsala, Sweden"
    assert stated(source, "DOI") == ["10.1136/owl-2020-000123"]
    assert words(source, "objectives") == ["To see whether owls eat voles."]
    assert words(source, "main-outcome-measures") == ["Voles eaten."]
    assert words(source, "body") == ["Owls have long been known to eat."]
    assert words(source, "footnote:funding") == ["The authors have not declared a specific grant."]
    assert words(source, "footnote:consent") == ["Not required."]
    assert words(source, "footnote:other") == ["A remark without a usual label."]
    assert stated(source, "registration-named") == ["NCT01234567"]
    assert unrecognised(source) == []


def test_an_article_page_without_footnotes_and_authors() -> None:
    source = read("Article Text\n\nDownload PDFPDF\nOn owls\n\nRequest Permissions\n\nOwls are birds of the night.\n")
    assert stated(source, "title") == ["On owls"]
    assert stated(source, "author") == []
    assert words(source, "body") == ["Owls are birds of the night."]


def test_footnotes_without_bullets() -> None:
    source = read(
        "Article Text\n\nRequest Permissions\n\nOwls\n\nText.\n\nFootnotes\n\n Funding None.\n\n Ethics approval Yes.\n"
    )
    assert words(source, "footnote:funding") == ["None."]
    assert words(source, "footnote:ethics") == ["Yes."]


APP = """JOURNAL ARTICLE
REVIEW
Add like
Add dislike
Add to saved papers

Do owls eat voles? A cohort study.

Anna B Müller, Li Wang
Journal of Owls 2019 March

BACKGROUND & AIMS: Owls are hungry.

Methods: 40 owls.

We also looked at mice: they were not eaten.

CONCLUSIONS AND RELEVANCE: Voles beware.

Full text links

Related Resources

Another paper that is not this one.
"""


def test_an_app_page_with_authors_and_other_labels() -> None:
    source = read(APP)
    assert stated(source, "title") == ["Do owls eat voles? A cohort study"]
    assert stated(source, "author") == ["Müller, Anna B", "Wang, Li"]
    assert stated(source, "container-title") == ["Journal of Owls"]
    assert stated(source, "issued") == ["2019-03"]
    assert words(source, "methods") == ["40 owls."]
    assert words(source, "conclusions") == ["Voles beware."]
    assert "We also looked at mice: they were not eaten." in [source.words(s) for s in source.having(Role.BODY)]
    assert "Another paper" not in " ".join(source.words(s) for s in source.having(Role.BODY))


def test_an_app_page_without_labels() -> None:
    source = read(
        "Add like\nAdd dislike\nAdd to saved papers\n\nOwls.\n\nOwls eat voles at night.\n\nFull text links\n"
    )
    assert words(source, "abstract") == ["Owls eat voles at night."]


BLOCK = """Müller A B, van der Heijde D, Wang Li
Institute of Owls, Uppsala University, Uppsala, Sweden.
J Owls. 2018 Mar-Apr;128 Suppl 1:S10-S20. doi: 10.1000/owl(2018)1. Epub 2017 Dec 30.
BACKGROUND: Owls are hungry. METHODS: We fed 40 owls. RESULTS: They ate. TRIAL REGISTRATION: ISRCTN12345678.
背景:猫头鹰很饿。方法:我们喂养了40只猫头鹰。结果:它们吃了。试验注册:ISRCTN12345678。
"""


def test_a_citation_block_with_labels_in_its_lines() -> None:
    source = read(BLOCK + "A closing sentence that is long enough to be prose. " * 5)
    assert stated(source, "author") == ["Müller, A B", "van der Heijde, D", "Wang, Li"]
    assert stated(source, "issue") == ["Suppl 1"]
    assert stated(source, "issued") == ["2018"]
    assert stated(source, "DOI") == ["10.1000/owl(2018)1"]
    for name in ("background", "methods", "results", "registration"):
        assert words(source, name), name
        assert words(source, name, Role.PARALLEL), name
    assert stated(source, "registration-named") == ["ISRCTN12345678"]


def test_a_citation_block_without_addresses_and_chinese() -> None:
    source = read("Li J, Wang X.\nOwl Lett. 2020;3:e5. PMID: 31537547.\n" + "Owls eat voles at night. " * 12)
    assert stated(source, "author") == ["Li, J", "Wang, X"]
    assert stated(source, "PMID") == ["31537547"]
    assert len(words(source, "abstract")) == 1


def test_a_title_below_the_citation_stands_above_names() -> None:
    source = read("Owl Lett. 2020;3:e5.\nOwls eat voles.\nLi J, Wang X.\n" + "Owls eat voles at night. " * 12)
    assert stated(source, "title") == ["Owls eat voles"]
    assert stated(source, "author") == ["Li, J", "Wang, X"]
    untitled = read("Li J, Wang X.\nOwl Lett. 2020;3:e5.\nTo see what owls eat.\n" + "Owls eat voles at night. " * 12)
    assert stated(untitled, "title") == []


def test_a_sentence_with_a_year_is_no_journal() -> None:
    source = read("Add like\nAdd dislike\nAdd to saved papers\nOwls.\nOwls were fed in 2019.\nFull text links\n")
    assert stated(source, "container-title") == []
    assert words(source, "abstract") == ["Owls were fed in 2019."]


def test_a_list_of_names_tells_its_order() -> None:
    (given,), _ = read_bytes(
        ("Jens Y Humrich, Caroline von Spee-Mayer\nLupus. 2020;3:5.\n" + "Owls eat voles. " * 20).encode(), "x", "x"
    )
    assert stated(given, "author") == ["Humrich, Jens Y", "von Spee-Mayer, Caroline"]
    (both,), findings = read_bytes(
        ("Arora Rajpreet S, Jens Y Humrich\nLupus. 2020;3:5.\n" + "Owls eat voles. " * 20).encode(), "x", "x"
    )
    assert [f.code.id for f in findings] == ["PB114"]
    assert len(stated(both, "author")) == 2


MIRROR = """Suppr超能文献

猫头鹰吃田鼠吗?

Do owls eat voles?

Müller A, Wang Li

机构信息

Institute of Owls, Uppsala, Sweden.

出版信息

J Owls. 2021 Feb 3;5(2):11-19. doi: 10.1000/owls.1.

PMID:31537547

Abstract

INTRODUCTION AND HYPOTHESIS

Owls are hungry.

MATERIALS AND METHODS

We fed 40 owls.

EVIDENCE SYNTHESIS

They ate.

摘要

引言与假设

猫头鹰很饿。

材料与方法

我们喂养了40只猫头鹰。

证据综合

它们吃了。

相似文献

Another paper that is not this one.
"""


def test_a_mirror_page_with_other_headings() -> None:
    source = read(MIRROR)
    assert stated(source, "title") == ["Do owls eat voles?"]
    assert stated(source, "author") == ["Müller, A", "Wang, Li"]
    assert stated(source, "PMID") == ["31537547"]
    names = [s.name for s in source.having(Role.BODY)]
    assert names == ["title", "introduction-and-hypothesis", "methods", "evidence-synthesis"]
    assert sorted(s.name for s in source.having(Role.PARALLEL)) == sorted(names)
    assert words(source, "evidence-synthesis", Role.PARALLEL) == ["它们吃了。"]


def test_a_mirror_page_in_one_piece_and_without_affiliations() -> None:
    source = read(
        "Suppr超能文献\n\n猫头鹰。\n\nOwls.\n\n出版信息\n\nJ Owls. 2021;5:1.\n\n"
        "Abstract\n\nOwls eat.\n\n摘要\n\n猫头鹰吃。\n"
    )
    assert words(source, "abstract") == ["Owls eat."]
    assert words(source, "abstract", Role.PARALLEL) == ["猫头鹰吃。"]


REGISTRY = """Feeding Owls
- Conditions
- Hunger
- Obesity
- Registration Number
- ISRCTN12345678
- Lead Sponsor
- Owl Trust
- Brief Summary
Owls are fed.
- Not a label, but a list item in the summary

Recruitment & Eligibility
- Status
- RECRUITING
- Sex
- Not specified
- Target Recruitment
- 1,200
Inclusion Criteria:
- Owls of 2 years or more
- Hungry
Exclusion Criteria:
- Voles

Study & Design
- Phase
- PHASE2
- Study Type
- INTERVENTIONAL
- Study Design
- Not specified
- Primary Outcome Measures
Name Time Method Weight week 4 grams
"""


def test_a_registry_page_that_marks_its_criteria() -> None:
    source = read(REGISTRY)
    assert stated(source, "registration") == ["ISRCTN12345678"]
    assert stated(source, "container-title") == ["ISRCTN registry"]
    assert words(source, "registry:conditions") == ["Hunger", "Obesity"]
    assert words(source, "registry:inclusion") == ["Owls of 2 years or more", "Hungry"]
    assert words(source, "registry:exclusion") == ["Voles"]
    assert words(source, "registry:criterion") == []
    assert words(source, "registry:sex") == []
    assert words(source, "registry:target-recruitment") == ["1,200"]
    assert words(source, "registry:phase") == ["PHASE2"]
    assert len(words(source, "registry:brief-summary")) == 2
    assert words(source, "registry:primary-outcomes") == ["Name Time Method Weight week 4 grams"]
