"""A page of a bilingual PubMed mirror: both titles, institutions, publication, the abstract twice, adverts."""

from __future__ import annotations

import re

from prismabook.model import Kind, Role
from prismabook.sources import citation, headings, names
from prismabook.sources.language import is_chinese
from prismabook.sources.page import Line, Page, Reader, Sheet, share
from prismabook.sources.readers import common

SITE = r"Suppr\s?超能文献.*|超能文献|Suppr"
INSTITUTIONS = r"机构信息|作者单位|单位信息|Affiliations?"
AUTHORS = r"作者信息|作者|Authors?"
PUBLICATION = r"出版信息|出处|期刊信息|发表信息"
ENGLISH = r"Abstract|英文摘要"
CHINESE = r"摘要|中文摘要"
FURTHER = r"(?:关键词|Keywords|MeSH.*|PMID.*|PMCID.*|DOI.*)"
END = (
    r"(?:https?://\S+|文献AI研究员|用中文搜PubMed|文档翻译|立即体验|马上搜索|大模型驱动的.*|相似文献.*|引用本文的文献.*|本文引用的文献.*"
    r"|相关文献.*|推荐工具.*|推荐文献.*|医学文档翻译智能体|学术文献翻译模型.*|\d+分钟写一篇综述.*|AI\S{0,4}研究员.*|深度科研.*"
    r"|阅读全文|全文链接|图片|Figures?|图表|免责声明.*|版权.*|Copyright.*|©.*)"
)
"""Lines that end the abstract: pictures, adverts, lists of other papers."""
MENU = (
    r"(?:文献检索|文档翻译|深度研究|学术资讯|核心技术专利.*|粤ICP备.*|登录|注册/登录|首页|收藏|分享|下载|导出"
    r"|翻译|原文|译文|PubMed|PDF)"
)
MARKS = f"{INSTITUTIONS}|{AUTHORS}|{PUBLICATION}|{ENGLISH}|{CHINESE}"


def score(page: Page) -> float:
    """How well a page fits."""
    marks = sum(page.has(mark) for mark in (INSTITUTIONS, PUBLICATION, CHINESE))
    both = any(is_chinese(line.text) for line in page.lines) and any(not is_chinese(line.text) for line in page.lines)
    return share(page.has(SITE) or marks >= 2, marks >= 1 or page.has(ENGLISH), both)


def read(page: Page, sheet: Sheet) -> None:
    """Note what the page holds, part after part."""
    parts = _parts(page)
    for mark, lines in parts:
        if mark is not None:
            sheet.label(mark.start, mark.end)
        name = mark.text if mark else ""
        if not name:
            _head(sheet, lines)
        elif re.fullmatch(INSTITUTIONS, name, re.IGNORECASE):
            _set_aside_end(sheet, lines, common.affiliation)
        elif re.fullmatch(AUTHORS, name, re.IGNORECASE):
            _set_aside_end(sheet, lines, lambda s, line: common.authors(s, line, "family"))
        elif re.fullmatch(PUBLICATION, name, re.IGNORECASE):
            _set_aside_end(sheet, lines, _publication)
    english = _abstract_lines(sheet, parts, ENGLISH)
    chinese = _abstract_lines(sheet, parts, CHINESE)
    common.copies(sheet, english, chinese)


def _parts(page: Page) -> list[tuple[Line | None, list[Line]]]:
    """The page cut at the lines that name its parts; the first part has no such line."""
    parts: list[tuple[Line | None, list[Line]]] = [(None, [])]
    met: set[str] = set()
    for line in page.lines:
        if re.fullmatch(MARKS, line.text, re.IGNORECASE) and line.text not in met:
            met.add(line.text)
            parts.append((line, []))
        else:
            parts[-1][1].append(line)
    return parts


def _head(sheet: Sheet, lines: list[Line]) -> None:
    """The lines before the first named part: the site's name, a menu, the titles, perhaps the authors."""
    titles: set[bool] = set()
    for line in lines:
        chinese = is_chinese(line.text)
        if re.fullmatch(f"{SITE}|{MENU}|{END}", line.text, re.IGNORECASE):
            sheet.set_aside(line)
        elif titles and names.is_name_list(line.text) and not chinese:
            common.authors(sheet, line, "family")
        elif citation.is_citation(line.text):
            _publication(sheet, line)
        elif chinese not in titles and len(line.text) > 5:
            titles.add(chinese)
            common.title(sheet, line)


def _publication(sheet: Sheet, line: Line) -> None:
    """The line that cites the article, or one that gives an identifier."""
    if citation.state(sheet, line) or sheet.identifiers(line.start, line.end):
        sheet.line("citation", Role.CITATION, line)


def _set_aside_end(sheet: Sheet, lines: list[Line], note: object) -> None:
    """Note lines with a function until the part ends in pictures or adverts."""
    assert callable(note)
    body, rest = _until_end(lines)
    for line in body:
        note(sheet, line)
    sheet.set_aside(*rest)


def _until_end(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    at = next((i for i, line in enumerate(lines) if re.fullmatch(END, line.text, re.IGNORECASE)), len(lines))
    return lines[:at], lines[at:]


def _abstract_lines(sheet: Sheet, parts: list[tuple[Line | None, list[Line]]], mark: str) -> list[Line]:
    """The lines of one copy of the abstract; what follows it is set aside."""
    found: list[Line] = []
    for line, lines in parts:
        if line is not None and re.fullmatch(mark, line.text, re.IGNORECASE):
            body, rest = _until_end(lines)
            sheet.set_aside(*rest)
            for text in body:
                if re.fullmatch(FURTHER, text.text, re.IGNORECASE) and not headings.known(text.text):
                    _publication(sheet, text)
                else:
                    found.append(text)
    return found


READER = Reader(
    "bilingual PubMed-mirror page",
    Kind.ABSTRACT,
    "Chinese labels for institutions, publication and abstract around an English abstract",
    score,
    read,
)
