"""The made-up texts of ``made/`` in the page layouts that the readers know."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from prismabook.extraction import data
from prismabook.findings import Finding
from prismabook.model import Datum, Source, Status
from prismabook.project import Decisions
from prismabook.sources import read

FOLDER = Path(__file__).parent / "extraction" / "made"
MIRROR = """Suppr超能文献

示例标题。

{title}

机构信息

Department of Medicine, Example University Hospital, Leeds, UK

出版信息

Example J Med. 2021 Mar;3(3):200-209. doi: 10.1000/example.{n}. Epub 2021 Jan 9.

Abstract

{text}

摘要

{chinese}

文献AI研究员

20分钟写一篇综述,助力文献阅读效率提升50倍。

立即体验"""
APP = """Add like
Add dislike
Add to saved papers

{title}

{text}

Full text links

We have located links that may give you full text access.

For the best experience, use the Read mobile app

All material on this website is protected by copyright, Copyright © 1994-2024 by WebMD LLC."""
CITATION = """Doe Jane, Roe Richard
Department of Medicine, Example University, Oslo, Norway.
Example J Med. 2022 Feb;101(2):300-310. doi: 10.1000/example.{n}.
{text}
"""
ARTICLE = """Article Text

Download PDFPDF
{title}
  1. Ann Example1,
  2. Bo Sample1
  1. 1Department of Medicine, Example Hospital, Lyon, France
  1. Correspondence to Dr Ann Example, Example Hospital, Lyon, France; ann{{at}}example.org

Statistics from Altmetric.com

Request Permissions

If you wish to reuse any or all of this article please use the link below.

{text}

View Full Text

Footnotes

  • Funding None.

  • Competing interests None declared.
"""
LAYOUTS = {"mirror": MIRROR, "app": APP, "citation": CITATION, "article": ARTICLE, "registry": "{title}\n{text}\n"}


NOT_HELD = (
    "background",
    "rationale",
    "mechanism",
    "evidence_base",
    "limitation",
    "future_need",
    "conclusion",
    "safety",
)
NOT_HELD += ("objective", "hypothesis", "prospect", "result_statement", "title_result", "study_design", "registration")
NOT_HELD += ("funding", "ethics", "consent", "competing_interests", "provenance", "contributors", "outcome_definition")
"""Sentences taken whole, and names: other tests look at them. All other items are held exactly."""


def row(datum: Datum) -> str:
    """A datum as the files write it: item, outcome, arm, time point, value, unit, and a question mark for a doubt."""
    cells = (datum.item, datum.outcome, datum.arm, datum.time_point, datum.value, datum.unit)
    return " | ".join(cells) + (" | ?" if datum.status is Status.UNCERTAIN else "")


@dataclass(frozen=True)
class Made:
    """A made-up document with what was read from it, and the rows written by hand."""

    source: Source
    data: tuple[Datum, ...]
    findings: tuple[Finding, ...]
    expected: tuple[str, ...]
    missed: tuple[str, ...]


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.yml"))


def written(name: str) -> dict[str, str]:
    loaded: dict[str, str] = yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf-8"))
    return loaded


@cache
def made(name: str, folder: Path) -> Made:
    """The document of that name, written in its layout to the folder and read back."""
    entry = written(name)
    chinese = entry.get("chinese", "结论\n\n示例。").strip()
    text = LAYOUTS[entry["layout"]].format(
        title=entry["title"], text=entry["text"].strip(), chinese=chinese, n=name[:2]
    )
    path = folder / f"{name}.txt"
    path.write_text(text, "utf-8")
    (source,), _ = read(path, folder)
    found, findings = data([source], [], Decisions())
    return Made(source, found, findings, tuple(entry.get("expected", ())), tuple(entry.get("missed", ())))
