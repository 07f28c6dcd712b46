"""Printed p-values held against computed ones."""

import pytest

from prismabook.audit import printed_p, reproducing
from prismabook.synthesis import Test


@pytest.mark.parametrize(
    ("printed", "p", "agrees"),
    [
        ("0.052", 0.0524, True),
        ("0.052", 0.0525, True),
        ("0.052", 0.0526, False),
        ("0.052", 0.0504, False),
        ("p=0.027", 0.02669, True),
        ("p < 0.001", 0.0004, True),
        ("<0.001", 0.001, False),
        ("≤0.05", 0.05, True),
        (">0.05", 0.07, True),
        (">0.05", 0.03, False),
        ("·03", 0.029, True),
        ("1", 0.7, True),
        ("1.00", 0.7, False),
    ],
)
def test_agreement_at_the_printed_precision(printed, p, agrees):
    assert printed_p(printed).agrees(p) is agrees


@pytest.mark.parametrize("text", ["", "NS", "significant", "5", "1.2", "0.05 to 0.1"])
def test_what_is_no_p(text):
    assert printed_p(text) is None


def test_an_undefined_test_reproduces_nothing():
    assert reproducing(printed_p(">0.05"), [Test("a", "A", None, "no events"), Test("b", "B", 0.5)]) == ("B",)
