"""A document with its data marked: the fastest way to see what was taken from it and what was not.

``explained(source, data, findings)`` prepares the view; ``in_terminal(view)`` and ``as_page(view)`` show it.
"""

from prismabook.report.explain.page import as_page
from prismabook.report.explain.terminal import in_terminal
from prismabook.report.explain.view import Explained, explained

__all__ = ["Explained", "as_page", "explained", "in_terminal"]
