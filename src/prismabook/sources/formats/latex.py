r"""Text that BibTeX files write as LaTeX: accents, signs and groups become the letters that they stand for.

Only what bibliographies use is known. A command that is not stays as it is written, so that nothing is lost.
"""

from __future__ import annotations

import re
import unicodedata

from prismabook.patterns import regex
from prismabook.sources.formats.elements import LOWERED, RAISED

ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
SIGNS = {
    "textbackslash": "\\",
    "backslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textquotesingle": "'",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotedbl": '"',
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textunderscore": "_",
    "textendash": "–",
    "textemdash": "—",
    "textbullet": "•",
    "textdegree": "°",
    "degree": "°",
    "textregistered": "®",
    "texttrademark": "™",
    "copyright": "©",
    "textcopyright": "©",
    "textmu": "µ",
    "textpm": "±",
    "texttimes": "×",
    "ldots": "…",
    "dots": "…",
    "textellipsis": "…",
    "euro": "€",
    "texteuro": "€",
    "pounds": "£",
    "textsection": "§",
    "ss": "ß",
    "SS": "ẞ",
    "o": "ø",
    "O": "Ø",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "l": "ł",
    "L": "Ł",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "dj": "đ",
    "DJ": "Đ",
    "i": "ı",
    "j": "ȷ",
    "pm": "±",
    "times": "×",
    "cdot": "·",
    "geq": "≥",
    "ge": "≥",
    "leq": "≤",
    "le": "≤",
    "neq": "≠",
    "approx": "≈",
    "sim": "∼",
    "infty": "∞",
    "rightarrow": "→",
    "to": "→",
    "quad": " ",
    "space": " ",
    "newline": " ",
    "par": " ",
}
_LETTERS = """alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon
phi chi psi omega"""
GREEK = _LETTERS.split()
SIGNS |= {name: unicodedata.lookup(f"GREEK SMALL LETTER {name.replace('lambda', 'lamda')}") for name in GREEK}
SIGNS |= {
    name.capitalize(): unicodedata.lookup(f"GREEK CAPITAL LETTER {name.replace('lambda', 'lamda')}") for name in GREEK
}
_STYLES = """emph textit textbf textrm textsc textsf texttt textup textnormal text mbox mathrm mathit mathbf mathsf url
ensuremath bibstring enquote mkbibquote mkbibemph it bf em rm sc tt sf textsl uppercase NoCaseChange"""
STYLES = frozenset(_STYLES.split())
"""Commands whose argument is what they show."""
LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("?`", "¿"), ("!`", "¡"))
ESCAPED = {"&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", ",": " ", ";": " ", ":": " ", " ": " "}
ESCAPED |= {"/": "", "-": "", "\n": " ", "\\": " ", "@": "", "!": ""}
_COMMAND = regex(r"\\([A-Za-z]+)\*?[ \t\r\n]*|\\(.)", re.DOTALL)
_ACCENTED = regex(r"\s*(?:\{\s*\\([ij])\s*\}|\{(.)\}|\{\}|\\([ij])(?![A-Za-z])\s*|([^\s{}\\]))", re.DOTALL)
DEEPEST = 60


def decoded(text: str) -> str:
    """A LaTeX text as plain text on one line, in Unicode's composed form where a command made a letter."""
    return " ".join(_Reader(text).run().split())


class _Reader:
    """Reads from left to right; ``math`` counts dollar signs."""

    def __init__(self, text: str, depth: int = 0) -> None:
        self.text, self.at, self.depth, self.math = text, 0, depth, False

    def run(self) -> str:
        """Everything up to the end."""
        parts = []
        while self.at < len(self.text):
            parts.append(self._next())
        return "".join(parts)

    def _next(self) -> str:
        c = self.text[self.at]
        if c == "\\":
            return self._command()
        if c == "{":
            return self._inner(self._group())
        self.at += 1
        if c == "$":
            self.math = not self.math
            return ""
        if c in "^_" and self.math:
            return _set(self._argument(), RAISED if c == "^" else LOWERED, c)
        if c == "~":
            return " "
        if c == "}":
            return ""
        for run, sign in LIGATURES:
            if self.text.startswith(run, self.at - 1):
                self.at += len(run) - 1
                return sign
        return c

    def _command(self) -> str:
        match = _COMMAND.match(self.text, self.at)
        if match is None:  # a backslash at the very end
            self.at += 1
            return "\\"
        self.at = match.end()
        name, sign = match[1], match[2]
        if sign in ACCENTS or (name in ACCENTS and name not in SIGNS):
            return self._accented(ACCENTS[sign or name], match[0])
        if sign is not None:
            return ESCAPED.get(sign, match[0])
        if name in SIGNS:
            if self.text.startswith("{}", self.at):
                self.at += 2
            return SIGNS[name]
        if name in ("textsuperscript", "textsubscript"):
            return _set(self._argument(), RAISED if "super" in name else LOWERED, "^" if "super" in name else "")
        if name == "href":
            self._argument()
            return self._argument()
        if name in STYLES:
            return ""
        return match[0]

    def _accented(self, accent: str, command: str) -> str:
        match = _ACCENTED.match(self.text, self.at)
        if match is None:
            return command
        self.at = match.end()
        letter = match[1] or match[2] or match[3] or match[4]
        return unicodedata.normalize("NFC", letter + accent) if letter else command.strip()

    def _argument(self) -> str:
        """What a command applies to: a group, a command or one character."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        if self.at >= len(self.text):
            return ""
        return self._next()

    def _inner(self, words: str) -> str:
        if self.depth >= DEEPEST:
            return words
        inner = _Reader(words, self.depth + 1)
        inner.math = self.math
        return inner.run()

    def _group(self) -> str:
        """The words of the group that begins here."""
        depth, start = 0, self.at
        while self.at < len(self.text):
            c = self.text[self.at]
            self.at += 2 if c == "\\" else 1
            depth += (c == "{") - (c == "}")
            if depth == 0:
                return self.text[start + 1 : self.at - 1]
        return self.text[start + 1 :]


def _set(text: str, table: dict[int, int], sign: str) -> str:
    """A raised or lowered text where each letter has such a form."""
    return text.translate(table) if all(ord(c) in table for c in text) else sign + text
