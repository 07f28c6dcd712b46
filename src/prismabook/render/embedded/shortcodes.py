"""Shortcodes: a token takes the place of each before Pandoc reads the text; a filter puts in what it stands for."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from prismabook.findings import Finding, Place
from prismabook.render.embedded.codes import NO_VALUE, SHORTCODE
from prismabook.report.markdown import escape

_CODE = re.compile(r"(\{)?\{\{<\s*(.*?)\s*>\}\}(\})?", re.DOTALL)
_ARGUMENT = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|(\S+)")


@dataclass(slots=True)
class Shortcodes:
    """The shortcodes of one chapter, collected while its texts are read.

    ``meta`` is the page's metadata, ``variables`` what `_variables.yml` holds. ``values`` has for each token the
    Markdown and the plain text it stands for, ``literal`` where it is no Markdown, ``blocks`` where it may be more
    than a phrase, ``html`` where a page shows something of its own.
    """

    meta: Mapping[str, Any]
    variables: Mapping[str, Any]
    file: str
    values: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def tokens(self, text: str) -> str:
        """The text with a token in the place of each shortcode."""
        return _CODE.sub(self._token, text) if "{{<" in text else text

    def expanded(self, text: str) -> str:
        """The text with each shortcode's own Markdown in its place; for short strings such as titles."""
        return re.sub(r"pbshortcode(\d+)z", lambda m: str(self.values[int(m[1]) - 1]["markdown"]), self.tokens(text))

    def _token(self, found: re.Match[str]) -> str:
        if found[1] and found[3]:
            value = _literal("{{< " + found[2] + " >}}")
        else:
            words = [a or b or c for a, b, c in _ARGUMENT.findall(found[2])]
            value = self._value(words, found[0])
        self.values.append(value)
        edges = (found[1] or "", found[3] or "") if not (found[1] and found[3]) else ("", "")
        return f"{edges[0]}pbshortcode{len(self.values)}z{edges[1]}"

    def _value(self, words: list[str], source: str) -> dict[str, Any]:
        name, *arguments = words or [""]
        first = arguments[0] if arguments else ""
        match name:
            case "meta" | "var":
                where = self.meta if name == "meta" else self.variables
                found = lookup(where, first)
                if isinstance(found, list) and len(found) == 1:
                    found = found[0]
                if found is None or isinstance(found, Mapping | list):
                    self._finding(NO_VALUE, source)
                    shown = f"?{name}:{first}" if found is None else f"?invalid {name} type:{first}"
                    return {"markdown": f"**{shown}**", "plain": shown}
                text = str(found).lower() if isinstance(found, bool) else str(found)
                return {"markdown": text, "plain": text, "blocks": "\n\n" in text.strip()}
            case "env":
                return _literal(os.environ.get(first) or (arguments[1] if len(arguments) > 1 else ""))
            case "pagebreak":
                return {"markdown": "::: {.pb-pagebreak}\n:::", "plain": "", "blocks": True}
            case "kbd":
                keys = [word.partition("=")[2] or word for word in arguments]
                plain = next((word for word in arguments if "=" not in word), keys[0] if keys else "")
                return {"markdown": f"[{plain}]{{.kbd}}", "plain": plain}
            case "video":
                return _video(arguments)
        self._finding(SHORTCODE, source)
        return _literal(source)

    def _finding(self, code: Any, source: str) -> None:
        self.findings.append(Finding(code, f"“{source}”", Place(self.file)))


def _video(arguments: list[str]) -> dict[str, Any]:
    """A film: on a page it plays, in print it is a link."""
    named = dict(word.split("=", 1) for word in arguments if re.match(r"[\w-]+=", word))
    address = named.get("src", next((word for word in arguments if not re.match(r"[\w-]+=", word)), ""))
    size = "".join(f' {key}="{html.escape(named[key])}"' for key in ("width", "height") if key in named)
    title = html.escape(named.get("title", "video"))
    players = (
        (
            r"youtu(?:\.be|be[\w.-]*/embed|be[\w.-]*/watch)[/?](?:v=)?([\w-]+)",
            "https://www.youtube-nocookie.com/embed/",
        ),
        (r"https://vimeo\.com/(\d+)", "https://player.vimeo.com/video/"),
    )
    players_found = (base + found[1] for pattern, base in players if (found := re.search(pattern, address)))
    if player := next(players_found, None):
        inner = f'<iframe src="{player}" title="{title}"{size} allowfullscreen></iframe>'
    else:
        inner = f'<video src="{html.escape(address)}" title="{title}"{size} controls></video>'
    link = f"[{escape(address)}](<{address}>)"
    return {"markdown": link, "plain": address, "html": f'<div class="quarto-video">{inner}</div>', "blocks": True}


def _literal(text: str) -> dict[str, Any]:
    return {"markdown": text, "plain": text, "literal": True}


def lookup(tree: Any, path: str) -> Any:
    """The value at a dotted path; numbers count list entries from one. None where there is none."""
    for step in re.split(r"(?<!\\)\.", path):
        step = step.replace("\\.", ".")
        if isinstance(tree, Mapping):
            tree = tree.get(step)
        elif isinstance(tree, list) and step.isdigit() and 0 < int(step) <= len(tree):
            tree = tree[int(step) - 1]
        else:
            return None
    return tree
