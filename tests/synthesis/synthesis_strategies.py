"""Random two-by-two tables."""

from hypothesis import strategies as st

from prismabook.synthesis import TwoByTwo


@st.composite
def tables(draw, least=0, most=60):
    n1, n2 = draw(st.integers(2, most)), draw(st.integers(2, most))
    return TwoByTwo(draw(st.integers(least, n1 - least)), n1, draw(st.integers(least, n2 - least)), n2)
