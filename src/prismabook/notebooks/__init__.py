"""Chapters as executed notebooks, and the notebooks' edits back into the chapters.

``write(root, names, run)`` writes ``notebooks/<chapter>.ipynb`` for each chapter; ``run`` executes chapters
(``prismabook.render.embedded.execution.notebook_outputs`` does). ``sync(root)`` brings edits back. Between them stand
the pure :func:`to_notebook` and :func:`to_chapter`: a chapter goes through a notebook and back without a changed byte.
"""

from prismabook.notebooks.convert import to_chapter, to_notebook
from prismabook.notebooks.files import Synced, sync, write

__all__ = ["Synced", "sync", "to_chapter", "to_notebook", "write"]
