"""Regular expressions that are compiled when they are first used.

The rooms that read documents know several hundred of them, and compiling them all takes longer than reading a document:
a build that meets few documents, or none that changed, is not to wait for those that it never asks.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for a compiled pattern; from the first use on its methods are the pattern's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # copying and pickling ask for what a pattern has not
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"):
            self.__dict__[method] = getattr(compiled, method)
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"regex({self.pattern!r})"


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Like :func:`re.compile`; an error in the pattern shows when it is first used.

    Use it for patterns of a module, as a constant. The functions of :mod:`re` do not take what it gives.
    """
    return cast("re.Pattern[str]", _Late(pattern, int(flags)))
