"""CSL's types for the types that the exchange formats have."""

from __future__ import annotations

ARTICLE = "article-journal"

RIS = {
    "JOUR": ARTICLE,
    "JFULL": ARTICLE,
    "EJOUR": ARTICLE,
    "ABST": ARTICLE,
    "INPR": ARTICLE,
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "WHOLE": "book",
    "SER": "book",
    "CHAP": "chapter",
    "ECHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "THES": "thesis",
    "RPRT": "report",
    "GOVDOC": "report",
    "STAND": "standard",
    "DATA": "dataset",
    "AGGR": "dataset",
    "DBASE": "dataset",
    "ELEC": "webpage",
    "WEB": "webpage",
    "BLOG": "post-weblog",
    "ICOMM": "personal_communication",
    "PCOMM": "personal_communication",
    "UNPB": "manuscript",
    "UNPD": "manuscript",
    "MANSCPT": "manuscript",
    "PAT": "patent",
    "CASE": "legal_case",
    "STAT": "legislation",
    "BILL": "bill",
    "COMP": "software",
    "VIDEO": "motion_picture",
    "SLIDE": "speech",
    "ENCYC": "entry-encyclopedia",
    "DICT": "entry-dictionary",
    "PAMP": "pamphlet",
    "GEN": "document",
}
"""Types of RIS; what is not here is a ``document``."""

TO_RIS = {csl: next(ris for ris, other in RIS.items() if other == csl) for csl in RIS.values()}

BIBTEX = {
    "article": ARTICLE,
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "proceedings": "book",
    "booklet": "pamphlet",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "manual": "report",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "unpublished": "manuscript",
    "misc": "document",
}

ENDNOTE = {
    "journal article": ARTICLE,
    "electronic article": ARTICLE,
    "magazine article": "article-magazine",
    "newspaper article": "article-newspaper",
    "book": "book",
    "edited book": "book",
    "electronic book": "book",
    "book section": "chapter",
    "electronic book section": "chapter",
    "conference paper": "paper-conference",
    "conference proceedings": "paper-conference",
    "thesis": "thesis",
    "report": "report",
    "government document": "report",
    "standard": "standard",
    "dataset": "dataset",
    "online database": "dataset",
    "aggregated database": "dataset",
    "web page": "webpage",
    "blog": "post-weblog",
    "personal communication": "personal_communication",
    "unpublished work": "manuscript",
    "manuscript": "manuscript",
    "patent": "patent",
    "computer program": "software",
    "generic": "document",
}

_CSL = """article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection
dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
personal_communication post post-weblog regulation report review review-book software song speech standard thesis
treaty webpage"""
CSL = frozenset(_CSL.split())
"""The types of CSL 1.0.2."""
