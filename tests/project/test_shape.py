"""The schemas' own validator, held against the library that knows every keyword."""

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from prismabook.project.shape import violations

SCHEMAS = {
    path.name: json.loads(path.read_text("utf-8"))
    for path in (files("prismabook.project") / "schemas").iterdir()
    if path.name.endswith(".json")
}
WORDS = st.sampled_from(
    [
        "",
        "a",
        "add",
        "correct",
        "include",
        "exclude",
        "proposal",
        "handed over",
        "2019-03",
        "10.1/x",
        "PMC1",
        "1040-8711",
    ]
)
SCALARS = st.one_of(WORDS, st.booleans(), st.none(), st.integers(-2, 3), st.sampled_from([1.0, 1.5]))


def likely(schema):
    """Values that a schema nearly allows: often the right keys and types, sometimes not."""
    kinds = schema.get("type", "object" if "properties" in schema else "string")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "object":
        known = {key: st.one_of(likely(child), SCALARS) for key, child in schema.get("properties", {}).items()}
        inner = st.fixed_dictionaries({}, optional={**known, "unknown": SCALARS})
    elif kind == "array":
        inner = st.lists(likely(schema.get("items", {})), max_size=3)
    else:
        inner = st.sampled_from(schema["enum"]) if "enum" in schema else SCALARS
    return st.one_of(inner, inner, inner, SCALARS, st.lists(SCALARS, max_size=2))


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_it_agrees_with_the_library(name):
    schema = SCHEMAS[name]
    library = Draft202012Validator(schema)

    @given(likely(schema))
    def agree(value):
        ours = {path for path, _ in violations(value, schema)}
        theirs = list(library.iter_errors(value))
        assert bool(ours) == bool(theirs)
        exact = {tuple(e.absolute_path) for e in theirs if e.validator != "additionalProperties"}
        unknown = {tuple(e.absolute_path) for e in theirs if e.validator == "additionalProperties"}
        assert exact <= ours
        assert all(path in exact or path[:-1] in unknown for path in ours)

    agree()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"source": "a.txt"}, "origin is missing"),
        ({"source": "a.txt", "origin": ""}, "the text is empty"),
        ({"source": "a.txt", "origin": "b", "colour": 1}, "colour is not known here"),
        ({"source": "a.txt", "origin": "b", "fields": {"volume": 74}}, "“74” must be string"),
        ({"source": "a.txt", "origin": "b", "fields": {"PMID": "x"}}, "“x” does not have the form"),
        ([], "“[]” must be object"),
    ],
)
def test_messages_name_what_is_wrong(value, message):
    assert any(message in said for _, said in violations(value, SCHEMAS["records.json"]))


def test_true_is_not_one():
    assert list(violations(True, {"enum": [1, 2]})) == [((), "“True” is none of 1, 2")]
    assert list(violations(1, {"const": True}))
    assert not list(violations(1.0, {"enum": [1, 2]}))


def test_an_unknown_keyword_is_refused():
    with pytest.raises(KeyError):
        list(violations(1, {"maximum": 3}))
    with pytest.raises(KeyError):
        list(violations({}, {"additionalProperties": True}))
