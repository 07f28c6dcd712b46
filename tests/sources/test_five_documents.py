"""What the five documents give, and what every source promises."""

from pathlib import Path

import pytest

from prismabook.model import Kind, Role, Source
from prismabook.project import Project
from prismabook.sources import read_all, read_bytes

ROOT = Path(__file__).parents[2]
SOURCES, FINDINGS = read_all(Project(ROOT))
EACH = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id[:3])


def stated(source: Source, name: str) -> list[str]:
    return [field.value for field in source.stated if field.name == name]


def words(source: Source, name: str, role: Role = Role.BODY) -> list[str]:
    return [source.words(s) for s in source.sections if s.name == name and s.role is role]


def keeps_its_promises(source: Source) -> None:
    """Sections in order, apart, trimmed, covering; quotes exact."""
    covered = [False] * len(source.text)
    at = 0
    for section in source.sections:
        assert at <= section.start < section.end
        text = source.words(section)
        assert text == text.strip()
        covered[section.start : section.end] = [True] * (section.end - section.start)
        at = section.end
    assert not [c for c, done in zip(source.text, covered, strict=True) if not done and not c.isspace()]
    for field in source.stated:
        assert field.quote.stands_in(source.text)
        assert field.value


def test_each_layout_has_its_reader() -> None:
    assert [(s.id[:3], s.reader, s.kind) for s in SOURCES] == [
        ("000", "journal article page", Kind.ARTICLE),
        ("001", "literature-app abstract page", Kind.ABSTRACT),
        ("002", "bare citation block", Kind.ABSTRACT),
        ("003", "bilingual PubMed-mirror page", Kind.ABSTRACT),
        ("004", "trial registry page", Kind.REGISTRY),
    ]
    assert FINDINGS == ()


@EACH
def test_every_character_is_in_exactly_one_section(source: Source) -> None:
    keeps_its_promises(source)


@EACH
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_change_nothing_but_offsets(source: Source, end: str) -> None:
    data = source.text.replace("\n", end).encode()
    (other,), findings = read_bytes(data, source.id, source.path)
    keeps_its_promises(other)
    assert findings == ()
    assert other.text == source.text.replace("\n", end)
    assert [(s.name, s.role, other.words(s)) for s in other.sections] == [
        (s.name, s.role, source.words(s)) for s in source.sections
    ]
    assert [(f.name, f.value, f.quote.exact) for f in other.stated] == [
        (f.name, f.value, f.quote.exact) for f in source.stated
    ]


@EACH
def test_the_file_name_decides_nothing(source: Source) -> None:
    (other,), _ = read_bytes(source.text.encode(), "x.pdf", "seeds/x.pdf")
    assert (other.reader, other.sections) == (source.reader, source.sections)


@EACH
@pytest.mark.parametrize("line", range(0, 45, 3))
def test_a_lost_line_is_no_disaster(source: Source, line: int) -> None:
    lines = source.text.split("\n")
    del lines[line : line + 1]
    (other,), findings = read_bytes("\n".join(lines).encode(), source.id, source.path)
    assert not [f for f in findings if f.code.id == "PB107"], findings
    if other.reader:
        keeps_its_promises(other)


def test_the_article_page() -> None:
    source = SOURCES[0]
    assert stated(source, "author")[:2] == ["Humrich, Jens Y", "von Spee-Mayer, Caroline"]
    assert len(stated(source, "author")) == 8
    assert len(stated(source, "affiliation")) == 2
    assert stated(source, "correspondence")[0].startswith("Dr Jens Y Humrich, Department")
    assert len(words(source, "body")) == 2
    assert words(source, "footnote:competing-interests") == ["None."]
    assert words(source, "footnote:provenance") == ["Not commissioned; externally peer reviewed."]
    assert words(source, "footnote:ethics")[0].startswith("This study was announced")
    set_aside = " ".join(source.words(s) for s in source.having(Role.BOILERPLATE))
    assert "RightsLink" in set_aside
    assert "Interleukin" not in set_aside


def test_the_app_page() -> None:
    source = SOURCES[1]
    assert stated(source, "title") == [
        "Low-dose interleukin-2 therapy for the treatment of systemic lupus erythematosus"
    ]
    names = [s.name for s in source.having(Role.BODY)]
    assert names == ["title", "purpose", "findings", "summary"]
    assert "WebMD" not in " ".join(source.words(s) for s in source.having(Role.BODY))


def test_the_citation_block() -> None:
    source = SOURCES[2]
    assert stated(source, "author")[0] == "Farooq, Amna"
    assert stated(source, "author")[8] == "Arora, Rajpreet S"
    assert len(stated(source, "author")) == 10
    fields = {f.name: f.value for f in source.stated}
    assert (fields["container-title"], fields["issued"], fields["volume"], fields["issue"], fields["page"]) == (
        "Cureus",
        "2024-09-05",
        "16",
        "9",
        "e68748",
    )
    assert fields["DOI"] == "10.7759/cureus.68748"
    assert "title" not in fields
    assert len(words(source, "abstract")) == len(words(source, "abstract", Role.PARALLEL)) == 1


def test_the_mirror_page() -> None:
    source = SOURCES[3]
    english = [s.name for s in source.having(Role.BODY)]
    chinese = [s.name for s in source.having(Role.PARALLEL)]
    assert english == ["title", "objectives", "methods", "results", "conclusions", "registration"]
    assert sorted(chinese) == sorted(english)
    assert {s.language for s in source.having(Role.PARALLEL)} == {"zh"}
    fields = {f.name: f.value for f in source.stated}
    assert fields["issued"] == "2020-01"
    assert fields["available-date"] == "2019-09-19"
    assert fields["page"] == "141-149"
    assert stated(source, "registration-named") == ["NCT02465580", "NCT02932137"]


def test_the_registry_page() -> None:
    source = SOURCES[4]
    fields = {f.name: f.value for f in source.stated}
    assert fields["registration"] == "NCT02932137"
    assert fields["URL"] == "https://clinicaltrials.gov/study/NCT02932137"
    assert fields["sponsor"] == "Peking University People's Hospital"
    assert len(words(source, "registry:criterion")) == 17
    assert words(source, "registry:study-design") == ["CROSSOVER"]
    assert words(source, "registry:target-recruitment") == ["30"]
    assert len(words(source, "registry:detailed-description")) == 3
    assert words(source, "registry:arms")[0].startswith("Group Intervention Description")
    assert len(words(source, "registry:locations")) == 2
