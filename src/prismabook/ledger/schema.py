"""The ledger's tables: what each column means. The data dictionary is written from this."""

from __future__ import annotations

from prismabook.ledger.described import Table
from prismabook.ledger.described import column as _c
from prismabook.ledger.schema_extraction import CODEBOOK, EXTRACTION_AGREEMENT, EXTRACTION_DISAGREEMENTS

_PLACE = (
    _c("quote", "Exact words of the source, character by character"),
    _c("start", "Offset of the quote's first character in the decoded source, from 0", "integer"),
    _c("end", "Offset after the quote's last character", "integer"),
    _c("line", "Line of the file that the quote's first character stands in, from 1", "integer"),
    _c("place", "Where in the file the quote stands, if lines do not tell: an element path, a page"),
)

RECORDS = Table(
    "records",
    "Bibliographic records",
    "One row a record; empty cells are unknown, each with a finding.",
    (
        _c("key", "Citation key", required=True),
        _c("source", "File name of the source document, with # and a number where it holds many", required=True),
        _c("also", "Other documents of the same record, merged into it, separated by semicolons"),
        _c("kind", "Kind of document: article, abstract, registry, record (bibliographic fields alone)"),
        _c("reader", "Name of the reader that recognised the layout"),
        _c("type", "CSL type of the record"),
        _c("title", "Title"),
        _c("authors", "Authors as 'Family, Given', separated by semicolons"),
        _c("container", "Journal or registry"),
        _c("issued", "Date of publication, as precise as known, ISO 8601"),
        _c("volume", "Volume"),
        _c("issue", "Issue"),
        _c("pages", "Pages, article number"),
        _c("doi", "Digital object identifier"),
        _c("pmid", "PubMed number"),
        _c("pmcid", "PubMed Central number"),
        _c("issn", "ISSN"),
        _c("registration", "The record's own registry number"),
        _c("url", "Address"),
        _c("language", "Language of the record, ISO 639-1"),
        _c("design", "Design of what it reports: case report, review, randomised trial, registry record"),
        _c("study", "Study that it reports; empty for reviews of literature"),
        _c("sha256", "SHA-256 of the source document's bytes"),
    ),
    key="key",
)

RECORD_FIELDS = Table(
    "record-fields",
    "Origin of each bibliographic field",
    "One row a field of a record: the words of the source, or the decision that supplied it.",
    (
        _c("key", "Citation key", required=True),
        _c("field", "Name of the field, in CSL's spelling", required=True),
        _c("value", "Value", required=True),
        _c("origin", "'source' if read from the document, 'decision' if supplied by a person"),
        _c("source", "File name of the source document, or the decision's file"),
        *_PLACE,
        _c("decision", "Where the person has it from"),
        _c("confirmed", "Whether a person has confirmed it", "boolean"),
    ),
)

EXTRACTION = Table(
    "extraction",
    "Extraction table",
    "One row a datum: a value with the exact words of the source that it was taken from.",
    (
        _c(
            "id",
            "Stable name of the datum; the anchor in the evidence table is 'ev-' and this",
            required=True,
        ),
        _c("study", "Study; empty for reviews of literature"),
        _c("report", "Citation key of the report", required=True),
        _c("source", "File name of the source document, with # and a number where it holds many", required=True),
        _c("item", "Item of the codebook", required=True),
        _c("outcome", "Outcome, where the item has one"),
        _c("arm", "Arm, where the item has one"),
        _c("time_point", "Time point, where the item has one"),
        _c("value", "Value", required=True),
        _c("unit", "Unit of the value"),
        *_PLACE,
        _c("how", "'rule:' and the rule's name, or 'decision:' and the decision's place", required=True),
        _c("status", "'certain', or 'uncertain' with the reason in the note"),
        _c("note", "Reason for doubt, or how the value was made from the quote"),
    ),
    key="id",
)

STUDIES = Table(
    "studies",
    "Studies and their reports",
    "One row a study; reports of the same study are never counted twice.",
    (
        _c("study", "Study", required=True),
        _c("design", "Design as its reports state it"),
        _c("reports", "Citation keys of its reports, separated by semicolons"),
        _c("registrations", "Registry numbers that its reports name, separated by semicolons"),
        _c("registrations_missing", "Those of them whose registry record is not among the documents"),
        _c("linked_by", "Why its reports belong together"),
    ),
    key="study",
)

RESULTS = Table(
    "results",
    "Two-by-two tables with effect measures",
    "One row an outcome at a time point of a comparison; intervals are 95%.",
    (
        _c("id", "Stable name of the result", required=True),
        _c("study", "Study", required=True),
        _c("report", "Citation key of the report", required=True),
        _c("outcome", "Outcome", required=True),
        _c("time_point", "Time point"),
        _c("population", "Who was analysed, as far as the source says"),
        _c("intervention", "Intervention arm"),
        _c("comparator", "Comparator arm"),
        _c("events_intervention", "Participants with the outcome, intervention arm", "integer"),
        _c("total_intervention", "Participants analysed, intervention arm", "integer"),
        _c("events_comparator", "Participants with the outcome, comparator arm", "integer"),
        _c("total_comparator", "Participants analysed, comparator arm", "integer"),
        _c(
            "counts",
            "'stated' if the source prints the counts, 'derived' if they follow from its percentages",
        ),
        _c("derivation", "How derived counts were found, or why there are none"),
        _c("percent_intervention", "Per cent as printed, intervention arm", "number"),
        _c("percent_comparator", "Per cent as printed, comparator arm", "number"),
        _c("risk_ratio", "Risk ratio", "number"),
        _c("risk_ratio_low", "Lower limit, log-normal (Katz)", "number"),
        _c("risk_ratio_high", "Upper limit, log-normal (Katz)", "number"),
        _c("odds_ratio", "Odds ratio", "number"),
        _c("odds_ratio_low", "Lower limit, log-normal (Woolf)", "number"),
        _c("odds_ratio_high", "Upper limit, log-normal (Woolf)", "number"),
        _c("risk_difference", "Risk difference", "number"),
        _c(
            "risk_difference_low",
            "Lower limit, Newcombe's hybrid score method without continuity correction",
            "number",
        ),
        _c("risk_difference_high", "Upper limit, the same", "number"),
        _c("p_reported", "p-value as printed"),
        _c("p_chi2", "p of Pearson's chi-squared test without correction", "number"),
        _c("p_chi2_corrected", "p of Pearson's chi-squared test with Yates's correction", "number"),
        _c("p_chi2_n_minus_1", "p of the Mantel–Haenszel chi-squared test of one table (N − 1)", "number"),
        _c("p_fisher", "p of Fisher's exact test, two-sided", "number"),
        _c("p_reproduced_by", "Two-sided tests that give the printed p, separated by semicolons; empty if none does"),
        _c("p_one_sided_by", "Where no two-sided test gives the printed p: the one-sided tests that do"),
        _c("data", "Ids of the data it was computed from, separated by semicolons"),
    ),
    key="id",
)

CONCORDANCE = Table(
    "concordance",
    "Reports held against their registry records",
    "One row an item of a report that its registry record words too, or that stands in only one of them.",
    (
        _c("study", "Study", required=True),
        _c("item", "What is compared", required=True),
        _c("paper", "Citation key of the report"),
        _c("paper_value", "What the report says"),
        _c("registry", "Citation key of the registry record"),
        _c("registry_value", "What the registry record says"),
        _c(
            "verdict",
            "same, differs, worded differently, in which of the two it stands alone, or record not available",
            required=True,
        ),
        _c("judgement", "How much the difference weighs, by rule: trivial, notable, outcome switching (COMPare)"),
        _c("fate", "Of an outcome: what became of it between registration and report"),
        _c("paper_data", "Ids of the report's data, separated by semicolons"),
        _c("registry_data", "Ids of the registry record's data, separated by semicolons"),
    ),
)

FINDINGS = Table(
    "findings",
    "Findings",
    "What the toolkit noticed in the sources, the decisions and the studies.",
    (
        _c("id", "Stable name of the finding; the anchor in the findings appendix", required=True),
        _c("code", "Stable code, explained in the toolkit's docs", required=True),
        _c("severity", "error, warning or note", required=True),
        _c("about", "Citation key or study that it concerns"),
        _c("message", "What was noticed", required=True),
        _c("file", "File that it concerns"),
        _c("line", "Line in that file, from 1", "integer"),
        _c("quote", "The words concerned"),
        _c("place", "Where in that file, if lines do not tell: an element path, a page"),
        _c("other_file", "File of the words that these are held against, if any"),
        _c("other_line", "Their line, from 1", "integer"),
        _c("other_quote", "Those words"),
        _c("mend", "How to mend it"),
        _c("answer", "What a reviewer made of it: accepted, explained, author contacted, dismissed"),
        _c("answer_reason", "Why, or what is awaited"),
        _c("answered_by", "Who answered it"),
        _c("answered_on", "When, ISO 8601"),
    ),
    key="id",
)

FLOW = Table(
    "prisma-flow",
    "PRISMA 2020 flow diagram",
    "One row a box, in the format of the R package PRISMA2020.",
    tuple(
        _c(n, "Column of the R package PRISMA2020's format")
        for n in ("data", "node", "box", "description", "boxtext", "tooltips", "url", "n")
    ),
)

FLOW_RECORDS = Table(
    "flow-records",
    "Who is counted in each box of the flow diagram",
    "One row a member of a box; a box that counts nothing has one row without a member.",
    (
        _c("box", "Key of the box, the R package PRISMA2020's where it has one", required=True),
        _c("column", "previous, databases, other or included", required=True),
        _c("stage", "Identification, Screening or Included", required=True),
        _c("unit", "What the box counts: records, reports or studies", required=True),
        _c("label", "Words of the box"),
        _c("shown", "'auto', 'always' or 'never': whether the diagram draws it"),
        _c("part", "Reason for exclusion (a criterion's id), or name of the database"),
        _c("part_label", "Its words in the diagram"),
        _c("member", "Citation key of the record or report, or the study; a record found twice has two rows"),
        _c("proposal", "Whether no person has confirmed the decision that put it there", "boolean"),
    ),
)

SCREENING_AGREEMENT = Table(
    "screening-agreement",
    "Agreement of screeners",
    "One row a coefficient for two people who decided independently on the same records; intervals are 95%.",
    (
        _c("stage", "screening (title and abstract) or eligibility (full text)", required=True),
        _c("screener_1", "First person", required=True),
        _c("screener_2", "Second person", required=True),
        _c("measure", "percent, kappa (Cohen) or ac1 (Gwet)", required=True),
        _c("records", "Records that both decided on", "integer"),
        _c("agreed", "Records on which they decided alike", "integer"),
        _c("value", "The coefficient; percent as a share between 0 and 1", "number"),
        _c("low", "Lower limit", "number"),
        _c("high", "Upper limit", "number"),
        _c("note", "Why a coefficient is not defined"),
    ),
)

SCREENING_CONFLICTS = Table(
    "screening-conflicts",
    "Records that screeners decided on differently",
    "One row a record and stage.",
    (
        _c("record", "Citation key of the record", required=True),
        _c("report", "Its report, where it is another than the record's own"),
        _c("stage", "screening or eligibility", required=True),
        _c("decisions", "Each person's decision, separated by semicolons"),
        _c("settled", "What was settled on; empty while it is open"),
        _c("settled_by", "Who settled it"),
    ),
)

CHECKLIST = Table(
    "checklist",
    "Where the chapters report each item of PRISMA 2020",
    "One row a place that reports an item; an item that no chapter reports has one row without a place.",
    (
        _c("item", "Number of the item; those of the checklist for abstracts begin with an A", required=True),
        _c("chapter", "File of the chapter, from the project's folder"),
        _c("anchor", "Id of the section, for links; pb-title is the title of the book"),
        _c("heading", "Title of the section; empty where it has none"),
        _c("numbered", "Whether the section has a number", "boolean"),
        _c("status", "not applicable or not done, if a person or a proposal says so"),
        _c("reason", "Reason of that status"),
        _c("confirmed", "Whether a person has confirmed status and reason", "boolean"),
    ),
)

TABLES = (
    RECORDS,
    RECORD_FIELDS,
    EXTRACTION,
    STUDIES,
    RESULTS,
    CONCORDANCE,
    FINDINGS,
    CODEBOOK,
    EXTRACTION_AGREEMENT,
    EXTRACTION_DISAGREEMENTS,
    FLOW,
    FLOW_RECORDS,
    SCREENING_AGREEMENT,
    SCREENING_CONFLICTS,
    CHECKLIST,
)
