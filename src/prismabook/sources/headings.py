"""Headings of abstracts, in English and Chinese, and the section names they stand for."""

from __future__ import annotations

import re

from prismabook.patterns import regex
from prismabook.sources.language import is_chinese

_WORDINGS = {
    "objectives": (
        "aim|aims|objective|objectives|goal|goals|aims and objectives|study objective|hypothesis|目的|目标|研究目的"
    ),
    "purpose": "purpose|purpose of review|purpose of the review|purpose of this review|综述目的|综述的目的",
    "background": (
        "background|introduction|context|importance|rationale|background and aims|background and objectives"
        "|背景|引言|研究背景|前言|重要性|背景与目的|背景和目的"
    ),
    "methods": (
        "method|methods|materials and methods|material and methods|patients and methods|methodology"
        "|subjects and methods|design and methods|participants and methods|methods and materials"
        "|方法|材料与方法|材料和方法|患者与方法|患者和方法|研究方法|资料与方法|设计与方法|方法学"
    ),
    "results": "result|results|main results|key results|结果|主要结果|研究结果",
    "findings": "finding|findings|recent findings|发现|最新发现|近期发现|最近发现|最近的发现|研究发现",
    "conclusions": (
        "conclusion|conclusions|interpretation|conclusion and relevance|conclusions and relevance"
        "|结论|解读|解释|结论与意义|结论及相关性|结论和相关性"
    ),
    "summary": "summary|总结|概要|小结",
    "registration": (
        "trial registration|trial registration number|trial registrations|registration|registration number"
        "|clinical trial registration|clinical trials registration|clinical trial registration number"
        "|clinicaltrials.gov identifier|clinicaltrials.gov|study registration|systematic review registration"
        "|试验注册|试验注册号|临床试验注册|临床试验注册号|试验登记|试验注册编号|注册|注册号"
    ),
    "discussion": "discussion|讨论",
    "design": "design|study design|trial design|设计|研究设计|试验设计",
    "setting": "setting|settings|地点|设置|研究地点|场所",
    "participants": "participants|patients|subjects|population|参与者|患者|受试者|研究对象",
    "interventions": "intervention|interventions|干预|干预措施",
    "main-outcome-measures": (
        "main outcome measures|main outcome measure|outcome measures|main outcomes and measures"
        "|primary outcome measures|primary outcome|主要观察指标|主要结局指标|主要结局|结局指标|主要结局和测量指标"
    ),
    "funding": "funding|funding source|资助|基金|经费|资金|资金来源",
    "limitations": "limitation|limitations|局限性",
    "significance": "significance|clinical significance|意义|临床意义",
    "abstract": "abstract|摘要",
}

_NAMES = {wording: name for name, wordings in _WORDINGS.items() for wording in wordings.split("|")}

_LATIN = regex(r"[A-Z][A-Za-z0-9 &/,.'’()\-–]{1,58}")
_INLINE = regex(r"([A-Z][A-Za-z &/,'’()\-–.]{1,58}|[一-鿿]{2,12})\s?[::]\s*")
_INLINE_CAPITALS = regex(r"(?:(?<=[.!?;)\]] )|(?<=[.!?;)\]]))([A-Z][A-Z &/,'’()\-–]{2,58}):\s+")
_INLINE_CHINESE = regex(r"(?<=[。;；！!])\s*([一-鿿]{2,8})[::]\s*")


def known(heading: str) -> str | None:
    """The section name that a usual heading stands for, or None for an unusual one."""
    bare = re.sub(r"\s+", " ", re.sub("[::]$", "", heading.strip()).strip().lower().replace("&", "and"))
    return _NAMES.get(bare)


def slug(heading: str) -> str:
    """A heading as a section name: lower case, hyphens; a usual one by its usual name."""
    return known(heading) or re.sub(r"[^\w]+", "-", heading.strip().lower()).strip("-_") or "section"


def is_heading(line: str) -> bool:
    """Whether a line that stands alone is a heading: usual words, or short words without a sentence's end."""
    bare = re.sub("[::]$", "", line.strip()).strip()
    if known(bare):
        return True
    if is_chinese(bare):
        return len(bare) <= 12 and not re.search(r"[。，；？！,;.?!]", bare)
    words = bare.split()
    return bool(_LATIN.fullmatch(bare)) and len(words) <= 7 and not bare.endswith(".") and bare == bare.upper()


def inline(paragraph: str) -> tuple[str, int] | None:
    """A label that opens a paragraph (``METHODS: …``) and the offset at which its text begins.

    A label in capitals always counts; one in mixed case only if it is a usual heading, since an ordinary sentence
    may open with a few words and a colon.
    """
    match = _INLINE.match(paragraph)
    if not match or match.end() == len(paragraph):
        return None
    label = match[1]
    capitals = label == label.upper() and not is_chinese(label) and len(label) > 2
    return (label, match.end()) if capitals or known(label) else None


def inline_all(paragraph: str) -> list[tuple[str, int, int]]:
    """Labels in a paragraph that runs on (``AIM: … METHODS: …``): each label, its offset, its text's offset.

    Only after a sentence's end, and in mixed case or Chinese only if it is a usual heading.
    """
    found = []
    if first := inline(paragraph):
        found.append((first[0], 0, first[1]))
        for pattern in (_INLINE_CAPITALS, _INLINE_CHINESE):
            found.extend(
                (match[1], match.start(1), match.end())
                for match in pattern.finditer(paragraph, first[1])
                if known(match[1]) or pattern is _INLINE_CAPITALS
            )
    return sorted(found, key=lambda item: item[1])
