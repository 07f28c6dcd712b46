"""The mapping tables of the RoB 2 guidance, row by row: an independent form of what the trees in rob-2.yml say.

Source: Higgins JPT et al., Revised Cochrane risk-of-bias tool for randomized trials (RoB 2): detailed guidance,
22 August 2019, tables 4 (domain 1), 6 (2, assignment, in two parts), 8 (2, adhering), 10 (3), 12 (4) and 14 (5), read
together with the figures of the algorithms. ``*`` is any answer, ``-`` a question that is not come to. Table 4 leaves
out a concealed order that was not random without imbalance; the figure of the algorithm gives "some concerns" for it.
"""

DOMAIN_1 = """
1.1       1.2      1.3       judgement
Y/PY/NI   Y/PY     N/PN/NI   Low
Y/PY/NI   Y/PY     Y/PY      Some concerns
N/PN      Y/PY     *         Some concerns
*         NI       N/PN/NI   Some concerns
*         NI       Y/PY      High
*         N/PN     *         High
"""

DOMAIN_2_PART_1 = """
2.1+2.2          2.3      2.4       2.5       judgement
both N/PN        -        -         -         Low
either Y/PY/NI   N/PN     -         -         Low
either Y/PY/NI   NI       -         -         Some concerns
either Y/PY/NI   Y/PY     N/PN      -         Some concerns
either Y/PY/NI   Y/PY     Y/PY/NI   Y/PY      Some concerns
either Y/PY/NI   Y/PY     Y/PY/NI   N/PN/NI   High
"""

DOMAIN_2_PART_2 = """
2.6       2.7       judgement
Y/PY      -         Low
N/PN/NI   N/PN      Some concerns
N/PN/NI   Y/PY/NI   High
"""

DOMAIN_2_ADHERING = """
2.1+2.2          2.3       2.4+2.5          2.6       judgement
both N/PN        -         both NA/N/PN     -         Low
both N/PN        -         either Y/PY/NI   Y/PY      Some concerns
both N/PN        -         either Y/PY/NI   N/PN/NI   High
either Y/PY/NI   NA/Y/PY   both NA/N/PN     -         Low
either Y/PY/NI   NA/Y/PY   either Y/PY/NI   Y/PY      Some concerns
either Y/PY/NI   NA/Y/PY   either Y/PY/NI   N/PN/NI   High
either Y/PY/NI   N/PN/NI   *                Y/PY      Some concerns
either Y/PY/NI   N/PN/NI   *                N/PN/NI   High
"""

DOMAIN_3 = """
3.1       3.2    3.3       3.4       judgement
Y/PY      -      -         -         Low
N/PN/NI   Y/PY   -         -         Low
N/PN/NI   N/PN   N/PN      -         Low
N/PN/NI   N/PN   Y/PY/NI   N/PN      Some concerns
N/PN/NI   N/PN   Y/PY/NI   Y/PY/NI   High
"""

DOMAIN_4 = """
4.1       4.2    4.3       4.4       4.5       judgement
Y/PY      *      *         *         *         High
N/PN/NI   Y/PY   *         *         *         High
N/PN/NI   N/PN   N/PN      -         -         Low
N/PN/NI   N/PN   Y/PY/NI   N/PN      -         Low
N/PN/NI   N/PN   Y/PY/NI   Y/PY/NI   N/PN      Some concerns
N/PN/NI   N/PN   Y/PY/NI   Y/PY/NI   Y/PY/NI   High
N/PN/NI   NI     N/PN      -         -         Some concerns
N/PN/NI   NI     Y/PY/NI   N/PN      -         Some concerns
N/PN/NI   NI     Y/PY/NI   Y/PY/NI   N/PN      Some concerns
N/PN/NI   NI     Y/PY/NI   Y/PY/NI   Y/PY/NI   High
"""

DOMAIN_5 = """
5.1       5.2+5.3          judgement
Y/PY      both N/PN        Low
N/PN/NI   both N/PN        Some concerns
*         some NI          Some concerns
*         either Y/PY      High
"""
