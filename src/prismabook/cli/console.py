"""What a person sees while a command works: progress on standard error, results on standard output."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable

from prismabook.findings import Finding, Severity

ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


class Console:
    """Plain lines; nothing but errors if ``quiet``."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a terminal that cannot show a character must not stop the work
                stream.reconfigure(errors="backslashreplace")

    def progress(self, message: str) -> None:
        """Say what is being done."""
        if not self.quiet:
            print(message, file=sys.stderr, flush=True)  # noqa: T201

    def result(self, message: str) -> None:
        """Say what came out."""
        if not self.quiet:
            print(message, flush=True)  # noqa: T201

    def answer(self, text: str) -> None:
        """Print what was asked for, also if quiet."""
        print(text, flush=True)  # noqa: T201

    def error(self, message: str) -> None:
        """Say what went wrong, also if quiet."""
        print(message, file=sys.stderr, flush=True)  # noqa: T201

    def findings(self, findings: Iterable[Finding], least: Severity = Severity.NOTE) -> None:
        """Print findings, the weightiest first; errors also if quiet."""
        shown = ORDER[: ORDER.index(Severity.ERROR if self.quiet else least) + 1]
        for finding in sorted(findings, key=lambda f: ORDER.index(f.severity)):
            if finding.severity in shown:
                self.error(str(finding))

    def summary(self, findings: Iterable[Finding]) -> None:
        """Print how many findings of each weight there are."""
        findings = tuple(findings)
        counts = Counter(finding.severity for finding in findings)
        parts = [f"{counts[s]} {s}{'' if counts[s] == 1 else 's'}" for s in ORDER if counts[s]]
        answers = sum(finding.answer is not None for finding in findings)
        told = f" ({answers} answered)" if answers else ""
        self.result("Findings: " + (", ".join(parts) or "none") + told)
