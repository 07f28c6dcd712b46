"""Claims: objective, hypothesis, rationale, mechanism, evidence summarised, limits, future needs, conclusions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from prismabook.extraction.cue import Cue, cue
from prismabook.extraction.document import Document, Sentence, flat
from prismabook.extraction.nature import is_review
from prismabook.extraction.proposal import EVERY, REPORTS, Proposal, rule
from prismabook.extraction.subject import therapy
from prismabook.extraction.vocabulary import fold
from prismabook.model import Kind
from prismabook.patterns import regex

_OBJECTIVE = cue(
    " provide | evaluate | assess | investigate | determine | compare | examine | describe | review | summari| test "
    "| explore | study | aim| objective| purpose| goal| looks | examines | evaluates | reviews | investigates "
    "| describes | explores | assesses | sought | set | required | needed | necessary ",
    r"^to (?:provide|evaluate|assess|investigate|determine|compare|examine|describe|review|summari[sz]e"
    r"|test|explore|study)\b",
    r"\b(?:aim|objective|purpose|goal)s? (?:of|was|is|were)\b",
    r"\bthis (?:study|review|article|paper) (?:looks at|aims|examines|evaluates|reviews|investigates"
    r"|describes|explores|summari[sz]es|assesses)\b",
    r"\bwe (?:aimed|sought|set out) to\b",
    r"\bis (?:required|needed|necessary) to (?:\w+ly )?(?:evaluate|assess|confirm|determine|establish)\b",
)
_SCOPE = cue(
    " here | herein | review | article | paper | overview ",
    r"^(?:here(?:in)?|in this (?:review|article|paper|overview)),? we (?:\w+ly )?"
    r"(?:highlight|summari[sz]e|discuss|review|describe|outline|provide|focus|examine|present)\b",
)
_EARLIER = cue(
    " previous| earlier | recently ",
    r"\bin (?:our )?(?:previous|earlier) (?:studies|work),? we\b"
    r"|\bwe (?:have )?(?:previously|earlier|recently) (?:show|report|demonstr|found|prov|describ|publish|identif)\w*"
    r"|\bour (?:own )?(?:previous|earlier) (?:work|stud(?:y|ies)|trials?)\b",
)
_GOES_ON = cue(
    " showed | found ",
    r"^(?:accordingly|moreover|furthermore|in addition|likewise|similarly|also),? we (?:also )?(?:showed|found)\b",
)
HYPOTHESIS = cue(" hypothes| expect", r"\bhypothes\w+", r"\bexpected results?\b", r"\bwe expect(?:ed)? that\b")
_RATIONALE = cue(
    " rationale| conventional | standard | current | existing | available | counteract | restore | unmet | previous "
    "| earlier | scientific ",
    r"\brationales?\b",
    r"\b(?:conventional|standard|current|existing|available) (?:therap|treatment|medication"
    r"|drug)\w*\b.*\b(?:adverse|side[- ]effects?|not always|fail\w*|insufficient|limited|risk|inadequate)",
    r"\bcan(?:not)? (?:counteract|restore)\b",
    r"\bunmet (?:medical )?need\b",
    r"\bin (?:previous|earlier) studies,? we\b",
    r"\bscientific basis\b",
)
_PROCESS = cue(
    " promot| increas| activat| stimulat| induc| enhanc| restor| expan| inhibit| suppress| block| deplet| correct"
    "| mediat| modulat| regulat| caus| disrupt| bind| neutrali| crucial | essential | pathogen| required ",
    r"\b(?:promot|increas|activat|stimulat|induc|enhanc|restor|expan|inhibit|suppress|block|deplet|correct"
    r"|mediat|modulat|regulat|caus|disrupt|bind|neutrali[sz])"
    r"(?:e|es|ed|ing|ion|s|d)?\b",
    r"\b(?:crucial|essential|pathogenesis|pathogenic|required for)\b",
)
_ENTITY = cue(
    " cell| treg| receptor| pathway| cytokine| kinase| interferon| interleukin| antibod| autoantibod| complement "
    "| enzyme| gene | genes | signal| immunity | tolerance | homeostasis | inflammasome | osteoclast| macrophages "
    "| neutrophils | lymphocyte",
    r"\b(?:(?:[TB]|NK|killer|dendritic|plasma|stem|beta|immune|endothelial|regulatory \w+) cells?|Tregs?"
    r"|receptors?|pathways?|cytokines?|kinases?|"
    r"interferons?|interleukins?|antibod(?:y|ies)|autoantibodies|complement|enzymes?|genes?"
    r"|signal(?:l?ing)?|immunity|tolerance|homeostasis|"
    r"inflammasome|osteoclasts?|macrophages|neutrophils|lymphocytes?)\b",
)
_EVIDENCE = cue(
    " study | studies | trial| research | literature ",
    r"\b(?:summari[sz]e|examined|reviewed|searched|analy[sz]ed|review of|overview of)\b.*\b(?:stud(?:y"
    r"|ies)|trials?|research|literature)\b",
    r"\b(?:previous|earlier|recent|independent|open-label(?:l?ed)?|early|uncontrolled"
    r"|preclinical)\b[^.;]*\b(?:trials?|studies)\b[^.;]*\b(?:show\w*|suggest\w*|report\w*|indicat\w*"
    r"|demonstrat\w*|found|proven?|investigat\w*)\b",
    r"\b(?:trials|studies)\b[^.;]{0,40}\b(?:have )?(?:showed|shown|suggested|reported|demonstrated)\b",
    r"\bin previous studies\b",
    others=" summari| examined | reviewed | searched | analy| review | overview | previous | earlier | recent "
    "| independent | open | early | uncontrolled | preclinical | showed | shown | suggested | reported | demonstrated ",
)
_LIMIT = cue(
    " limitation| limited | still | remain| persist | small | lack | lacking | established | proven | known "
    "| insufficient | outstanding | scarce | weak ",
    r"\blimitations?\b|\blimited by\b|\b(?:still|remains?) (?:outstanding|unclear|unknown|uncertain|limited|to be)\b",
    r"\b(?:problems|challenges|issues|concerns|questions)\b[^.;]*\b(?:persist|remain)\b",
    r"\bsmall (?:sample|number)\b|\black of (?:data|evidence|control|blinding|long-term|randomi[sz]ed)\b",
    r"\bnot (?:yet )?(?:been )?(?:established|proven|known)\b|\binsufficient (?:data|evidence)\b"
    r"|\b(?:proof|evidence)\b[^.;]*\b(?:outstanding|lacking|scarce|weak)\b",
)
_FUTURE = cue(
    " future | needed | warranted | required | necessary | need ",
    r"\bfuture (?:research|studies|trials?|work|investigations?)\b|\b(?:trials?|studies"
    r"|research)\b[^.;]*\bin the future\b",
    r"\b(?:further|larger|additional|more|long-term|confirmatory)\b[^.;]*\b(?:research|stud(?:y|ies)"
    r"|trials?|data|investigations?)\b[^.;]*\b(?:is|are) (?:needed|warranted|required|necessary)\b",
    r"\bthe need for\b[^.;]*\b(?:data|trials?|stud(?:y|ies)|research|evidence)\b",
)
_CONCLUDES = cue(
    " conclusion | summary | conclude | summari| overall | taken | collectively | suggest | indicate | show | support "
    "| demonstrate | provide ",
    r"^(?:in|to) (?:conclusion|summary|conclude|summari[sz]e)\b|^(?:overall|taken together|collectively)\b",
    r"^(?:these|our|the present) (?:\w+ )?(?:findings|results|data)\b[^.;]*\b(?:suggest|indicate|show"
    r"|support|demonstrate|provide)\b",
    r"\bwe conclude\b",
)


def claim(item: str, sentence: Sentence, doubt: str = "") -> Proposal:
    """A whole sentence as the value of an item."""
    start, end = sentence.clause
    return Proposal(item, flat(sentence.text[: end - start]), start, end, doubt=doubt)


def _cut(sentence: Sentence) -> str:
    return "the document breaks off in this sentence" if sentence.text.rstrip().endswith(("…", "...")) else ""


def prose(document: Document) -> tuple[Sentence, ...]:
    """Sentences of running text: no footnotes, criteria or registry fields."""
    return document.once(_prose)


def _prose(document: Document) -> tuple[Sentence, ...]:
    return tuple(sentence for sentence in document.sentences if _runs(sentence))


def running(document: Document, *cues: Cue) -> Iterator[Sentence]:
    """Sentences of running text in which the patterns of all these cues may be found."""
    return (sentence for sentence in document.having(*cues) if _runs(sentence))


def _runs(sentence: Sentence) -> bool:
    name = sentence.section
    if name.startswith("registry:"):
        return name in _DESCRIPTIONS
    return name != "title" and not name.startswith("footnote:")


_DESCRIPTIONS = ("registry:brief-summary", "registry:detailed-description")


@rule("objective", "objective", kinds=EVERY)
def objective(document: Document) -> Iterator[Proposal]:
    """What the document sets out to do."""
    for sentence in filter(_runs, document.having_any(_OBJECTIVE, _SCOPE)):
        early = sentence.section not in ("methods", "results", "conclusions", "summary")
        if (early and document.search(_OBJECTIVE, sentence)) or (
            is_review(document) and document.search(_SCOPE, sentence)
        ):
            yield claim("objective", sentence)


@rule("hypothesis", "hypothesis", kinds=EVERY)
def hypothesis(document: Document) -> Iterator[Proposal]:
    """What the authors expect to find."""
    for sentence in prose(document) if document.once(_announces) else running(document, HYPOTHESIS):
        if document.search(HYPOTHESIS, sentence) or announced(document, sentence):
            yield claim("hypothesis", sentence)


def announced(document: Document, sentence: Sentence) -> bool:
    """Whether ``Expected results:`` stands before the sentence."""
    if not document.once(_announces):
        return False
    before = document.source.text[max(0, sentence.start - 24) : sentence.start]
    return before.rstrip().endswith(":") and re.search(r"\bexpected results?:\s*$", before, re.I) is not None


def _announces(document: Document) -> bool:
    return "expected result" in fold(document.source.text)


@rule("rationale", "rationale", kinds=EVERY)
def rationale(document: Document) -> Iterator[Proposal]:
    """Why the therapy or the study is thought worth trying."""
    for sentence in running(document, _RATIONALE):
        if sentence.section in ("methods", "results") or not _RATIONALE.search(sentence.text):
            continue
        expected = HYPOTHESIS.search(sentence.text) or announced(document, sentence)
        if not expected and not _SCOPE.search(sentence.text):
            yield claim("rationale", sentence)


@rule("mechanism", "mechanism", kinds=EVERY)
def mechanism(document: Document) -> Iterator[Proposal]:
    """How the disease arises or the therapy works: a process and the cells, pathways or molecules it acts on."""
    for sentence in running(document, _PROCESS, _ENTITY):
        if sentence.section in ("methods", "results", "objectives", "purpose") or document.search(_TELLS, sentence):
            continue
        if _ENTITY.search(sentence.text) and _PROCESS.search(sentence.text):
            yield claim("mechanism", sentence, _cut(sentence))


_TELLS = cue(
    " report | this | summari| investigated | future | end| rationale|study |studies ",
    r"\b(?:here we report|this (?:study|review|article)|we (?:report|summari[sz]e|investigated)"
    r"|future research|end ?points?|rationales?|independent \w* ?stud(?:y|ies))\b",
)


@rule("evidence-base", "evidence_base", kinds=EVERY)
def evidence_base(document: Document) -> Iterator[Proposal]:
    """Other studies that the document summarises or builds on."""
    own = False
    for sentence in prose(document):
        own = bool(document.search(_EARLIER, sentence) or (own and _GOES_ON.search(sentence.text)))
        if sentence.section not in ("methods", "results", "purpose") and (own or document.search(_EVIDENCE, sentence)):
            yield replace(claim("evidence_base", sentence), note="the authors' own earlier work" if own else "")


@rule("limitation", "limitation", kinds=EVERY)
def limitation(document: Document) -> Iterator[Proposal]:
    """Limits of the evidence that the document states."""
    for sentence in prose(document):
        known = sentence.section == "limitations"
        if known or (
            sentence.section not in ("methods", "objectives", "purpose", "background")
            and document.search(_LIMIT, sentence)
        ):
            yield claim("limitation", sentence)


@rule("future-need", "future_need", kinds=EVERY)
def future_need(document: Document) -> Iterator[Proposal]:
    """Research that the document calls for."""
    for sentence in running(document, _FUTURE):
        if sentence.section not in ("methods", "objectives", "purpose", "background") and _FUTURE.search(sentence.text):
            yield claim("future_need", sentence)


_ASIDE = regex(r"\([^()]*(?:fund|support|sponsor|regist|number|identifier)[^()]*\)\.?$", re.IGNORECASE)
"""A closing sentence in brackets that tells funding and registration."""


@rule("conclusion", "conclusion", kinds=REPORTS)
def conclusion(document: Document) -> Iterator[Proposal]:
    """The conclusions' section, or sentences that announce one; an unstructured abstract's last one, with a doubt."""
    running = prose(document)
    found = [
        s
        for s in running
        if (s.section in ("conclusions", "summary") and not _ASIDE.match(s.text))
        or (s.section == "abstract" and document.search(_CONCLUDES, s))
    ]
    yield from (claim("conclusion", sentence, _cut(sentence)) for sentence in found)
    plain = [s for s in running if s.section == "abstract"]
    if not found and len(plain) > 2 and document.source.kind is Kind.ABSTRACT:
        yield claim("conclusion", plain[-1], "told by its place only: the last sentence of an unstructured abstract")


_REPORTED = cue(
    " report | describe | present ",
    r"\bhere(?:in)? we (?:report|describe|present)\b|\bwe (?:report|describe) (?:a|the)\b",
)
_REVIEWED = cue(" that ", r"\b(?:discovered|found|finds|showed|shows) that\b")


@rule("reported-in-words", "result_statement", kinds=REPORTS)
def reported(document: Document) -> Iterator[Proposal]:
    """What a case report announces, or a review finds."""
    named = therapy(document)
    pattern = _REVIEWED if is_review(document) else _REPORTED
    for sentence in running(document, pattern):
        about = is_review(document) or (named is not None and named.search(sentence.text))
        if sentence.section in ("abstract", "body") and about and pattern.search(sentence.text):
            yield claim("result_statement", sentence, _cut(sentence))


RULES = (
    objective,
    hypothesis,
    rationale,
    mechanism,
    evidence_base,
    limitation,
    future_need,
    conclusion,
    reported,
)
