"""Renders the review of the working folder once and prints as JSON how long each stage took; run by `render.py`.

Stages run side by side, so that they add up to more than the whole.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

BEGIN = time.perf_counter()
TOOK: dict[str, float] = {}


def timed(module: Any, name: str, stage: str) -> None:
    """Let a function of a module add its time to a stage."""
    function: Callable[..., Any] = getattr(module, name)

    def measured(*arguments: Any, **more: Any) -> Any:
        begin = time.perf_counter()
        try:
            return function(*arguments, **more)
        finally:
            TOOK[stage] = TOOK.get(stage, 0) + time.perf_counter() - begin

    setattr(module, name, measured)


def main() -> None:
    """Build where the folder is a review, then render the formats that are named."""
    wanted = tuple(sys.argv[1].split(","))
    from prismabook.render import embedded
    from prismabook.render.embedded import converter, formats, pdf

    TOOK["imports"] = time.perf_counter() - BEGIN
    timed(embedded, "load_book", "reading")
    timed(formats, "execute", "executing")
    timed(formats, "structure", "structure")
    timed(formats, "write_site", "html")
    timed(pdf, "write_pdf", "pdf")
    timed(pdf, "set_pdf", "typst alone")
    timed(formats, "write_docx", "docx")
    timed(converter.Converter, "_ask", "all of Pandoc")
    if Path("seeds").is_dir():
        begin = time.perf_counter()
        from prismabook import pipeline
        from prismabook.project import find_project

        project = find_project(Path())
        pipeline.write(pipeline.assemble(project), project)
        TOOK["build"] = time.perf_counter() - begin
    embedded.render(Path(), wanted)
    TOOK["whole"] = time.perf_counter() - BEGIN
    sys.stdout.write(json.dumps(TOOK) + "\n")


if __name__ == "__main__":
    main()
