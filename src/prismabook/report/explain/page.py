"""The view as one HTML page that needs nothing else: no file, no network, no font."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from importlib.resources import files
from string import Template

from prismabook.report.explain.view import LABEL, READ, Explained, Part, Passage, Piece, rows
from prismabook.report.markdown import as_html, visible


def as_page(view: Explained) -> str:
    """The page. All words of the document pass :func:`~prismabook.report.markdown.as_html`.

    A content security policy allows this page's own style and script and nothing else, so that a word that slipped
    through could do nothing.
    """
    folder = files("prismabook.report.explain") / "assets"
    style, script = ((folder / name).read_text("utf-8") for name in ("explain.css", "explain.js"))
    page = Template((folder / "explain.html").read_text("utf-8"))
    source = view.source
    data = sum(len(p.data) for p in view.passages)
    uncertain = sum(d.status.value == "uncertain" for p in view.passages for d in p.data)
    return page.substitute(
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        title=as_html(visible(source.id)),
        kind=as_html(str(source.kind)),
        reader=as_html(source.reader or "no known layout"),
        report=as_html(visible(view.report)),
        data=_count(data, "datum", "data"),
        passages=_count(len(view.passages), "passage", "passages"),
        uncertain=uncertain,
        taken=view.taken,
        untaken=view.untaken,
        document="\n".join(_part(part) for part in view.parts if part.section is not None),
        cards="\n".join(_card(view, passage) for passage in view.passages) or "<p>No data were taken.</p>",
        findings=_findings(view),
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _part(part: Part) -> str:
    section = part.section
    if section is None:
        return ""
    kind = "read" if section.role in READ else "parallel" if section.role == "parallel" else "aside"
    language = section.language or "und"
    name = as_html(visible(section.name))
    words = "".join(_piece(piece) for piece in part.pieces)
    told = {"read": "read by rules", "parallel": "compared, not extracted", "aside": "set aside"}[kind]
    if section.name == LABEL:
        return f'<p class="part aside label" lang="{as_html(language)}">{words}</p>'
    return (
        # no label: several sections share a name, and only a labelled section is a landmark, of which each must differ
        f'<section class="part {kind}"><h3>{name}'
        f" <span>{section.role} · {told}{f' · {as_html(language)}' if language != 'en' else ''}</span></h3>"
        f'<div class="words" lang="{as_html(language)}">{words}</div></section>'
    )


def _piece(piece: Piece) -> str:
    words = as_html(piece.text)
    if piece.untaken:
        words = f'<span class="untaken" title="a number that no datum has">{words}</span>'
    if not piece.passages:
        return words
    numbers = " ".join(str(p.number) for p in piece.passages)
    statuses = {p.status for p in piece.passages}
    status = next(s for s in ("uncertain", "decided", "certain") if s in statuses)
    begins = "".join(f'<a class="to" id="p{p.number}"></a>' for p in piece.passages if p.start == piece.start)
    ends = "".join(
        f'<a class="tag {p.status}" href="#d{p.number}" aria-label="data of passage {p.number}">{p.number}</a>'
        for p in reversed(piece.passages)
        if p.end == piece.start + len(piece.text)
    )
    deep = " deep" if len(piece.passages) > 1 else ""
    return f'{begins}<mark class="{status}{deep}" data-p="{numbers}">{words}</mark>{ends}'


def _card(view: Explained, passage: Passage) -> str:
    lines = "".join(_row(*row) for row in rows(view, passage))
    return (
        f'<article class="card {passage.status}" id="d{passage.number}" data-p="{passage.number}">'
        f'<h3><a href="#p{passage.number}" aria-label="passage {passage.number}, line {passage.line}">{passage.number}'
        f"<span>line {passage.line}</span></a></h3><dl>{lines}</dl></article>"
    )


def _row(label: str, about: str, value: str, how: str, note: str, uncertain: bool) -> str:
    doubt = f'<p class="doubt">uncertain: {as_html(visible(note))}</p>' if uncertain else ""
    more = f'<p class="note">{as_html(visible(note))}</p>' if note and not uncertain else ""
    subject = f"<span>{as_html(visible(about))}</span>" if about else ""
    return (
        f"<dt>{as_html(visible(label))}{subject}</dt><dd><b>{as_html(visible(value))}</b>"
        f"<i>{as_html(visible(how))}</i>{doubt}{more}</dd>"
    )


def _findings(view: Explained) -> str:
    if not view.findings:
        return ""
    items = "".join(_finding_items(view))
    return f'<section class="findings" aria-label="Findings"><h2>Findings</h2><ul>{items}</ul></section>'


def _finding_items(view: Explained) -> Iterator[str]:
    for finding in view.findings:
        quote = f"<q>{as_html(visible(finding.place.quote))}</q>" if finding.place and finding.place.quote else ""
        yield (
            f'<li class="{finding.severity.value}"><b>{finding.severity.value} {finding.code.id}</b> '
            f"{as_html(visible(finding.message))} {quote}</li>"
        )
