"""Hand-made data in the shapes that extraction gives, with quotes that stand in a small text."""

from prismabook.model import Datum, Field, Kind, Quote, Record, Source, Status, Study

PAPER = """A randomised, double-blind and placebo-controlled trial of 60 patients. IL-2 (n=30) or placebo (n=30).
The primary endpoint was SRI-4 at week 12.
At week 12, SRI-4 response rates were 55.17% and 30.00% (p=0.052).
At week 24, the rate was 65.52%, compared with 36.67% (p=0.027). The primary endpoint was not met.
In lupus nephritis 53.85% (7/13) remission, compared with 16.67% (2/12) (p=0.036).
No serious infection in the IL-2 group, but two in placebo group. An exploratory end point was added.
Low-dose IL-2 might be effective. (NCT02465580 and NCT02932137)
"""
REGISTRY = """NCT02932137 CROSSOVER target 30 Immunological Responses week 0 and week 10 placebo
"""
SOURCES = (
    Source("paper.txt", "seeds/paper.txt", "0" * 64, Kind.ABSTRACT, "test", PAPER),
    Source("registry.txt", "seeds/registry.txt", "0" * 64, Kind.REGISTRY, "test", REGISTRY),
)
TEXTS = {"he2020": SOURCES[0], "nct02932137": SOURCES[1]}
STUDY = Study("he2020", "trial", ("he2020", "nct02932137"), ("NCT02465580", "NCT02932137"), "number")
RECORDS = (
    Record("he2020", "paper.txt", "article-journal"),
    Record(
        "nct02932137",
        "registry.txt",
        "dataset",
        fields=(Field("registration", "NCT02932137", SOURCES[1].quote(0, 11)),),
    ),
)


def datum(item, value, words="", *, report="he2020", outcome="", arm="", time="", note="", study="he2020"):
    """A datum whose quote is the first occurrence of the words."""
    source = TEXTS.get(report)
    if source is None:
        quote = Quote(f"{report}.txt", words or value, 0, len(words or value))
    else:
        start = source.text.index(words or value)
        quote = source.quote(start, start + len(words or value))
    name = "-".join(filter(None, (report, item, outcome, arm, time))).lower().replace(" ", "-").replace("_", "-")
    status = Status.UNCERTAIN if note else Status.CERTAIN
    return Datum(name, study, report, item, value, quote, "rule:test", outcome, arm, time, "", status, note)


def arms(item, one, two, outcome, time, **more):
    """The same item for both arms."""
    return (
        datum(item, one, outcome=outcome, arm="IL-2", time=time, **more),
        datum(item, two, outcome=outcome, arm="placebo", time=time, **more),
    )


SRI, CR, INFECTION = "SRI-4 response", "complete remission", "serious infection"
TRIAL = (
    datum("allocation", "randomised"),
    datum("masking", "double-blind"),
    datum("control", "placebo", "placebo-controlled"),
    datum("n_randomised", "60"),
    datum("n_randomised", "30", "n=30", arm="IL-2"),
    datum("n_randomised", "30", "n=30", arm="placebo"),
    datum("comparator", "placebo", arm="placebo"),
    datum("outcome_primary", "SRI-4", time="week 12"),
    *arms("result_percent", "55.17", "30.00", SRI, "week 12"),
    datum("result_p", "0.052", outcome=SRI, time="week 12"),
    *arms("result_percent", "65.52", "36.67", SRI, "week 24"),
    datum("result_p", "0.027", outcome=SRI, time="week 24"),
    datum("primary_outcome_met", "no", "not met", time="week 12"),
    datum("population", "lupus nephritis", outcome=CR),
    *arms("result_percent", "53.85", "16.67", CR, ""),
    *arms("result_events", "7", "2", CR, ""),
    *arms("result_total", "13", "12", CR, ""),
    datum("result_p", "0.036", outcome=CR),
    datum("result_events", "0", "No serious infection", outcome=INFECTION, arm="IL-2"),
    datum("result_events", "2", "two in placebo", outcome=INFECTION, arm="placebo"),
    datum("conclusion", "Low-dose IL-2 might be effective."),
    datum("registration", "NCT02465580"),
    datum("registration", "NCT02932137"),
    datum("intervention_model", "crossover", "CROSSOVER", report="nct02932137"),
    datum("n_planned", "30", report="nct02932137"),
    datum("outcome_primary", "Immunological Responses", report="nct02932137", time="week 0"),
    datum("outcome_primary", "Immunological Responses", report="nct02932137", time="week 10"),
)
