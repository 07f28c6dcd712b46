"""Authors in Quarto's many forms."""

from __future__ import annotations

from prismabook.render.embedded.people import affiliations, people


def test_forms_of_authors() -> None:
    authors = people(
        [
            "Mina Okafor",
            {"name": "Jon Vale", "orcid": "0000-0002-1825-0097", "affiliation": "Grove College"},
            {
                "name": {"given": "Ida", "non-dropping-particle": "van", "family": "Pomm"},
                "affiliations": {"ref": "field"},
            },
        ],
        [{"id": "field", "name": "Field Institute", "city": "Leeds"}],
    )
    assert [author["name"] for author in authors] == ["Mina Okafor", "Jon Vale", "Ida van Pomm"]
    assert authors[1]["orcid"] == "0000-0002-1825-0097"
    assert [place["name"] for author in authors for place in author["affiliations"]] == [
        "Grove College",
        "Field Institute",
    ]


def test_each_affiliation_once() -> None:
    shared = [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]
    authors = people(
        [{"name": "X", "affiliations": [{"ref": "a"}]}, {"name": "Y", "affiliations": [{"ref": "a"}]}], shared
    )
    assert [place["name"] for place in affiliations(authors, shared)] == ["A", "B"]
    assert people(None, None) == []
