"""Write docs/validation.md from the reference values and comparisons of tests/synthesis."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "synthesis"))

import validation  # noqa: E402 - lies beside the tests whose comparisons it tells

PAGE = ROOT / "docs" / "validation.md"


def main() -> int:
    """Write the page."""
    PAGE.write_text(validation.page(), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
