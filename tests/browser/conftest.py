"""A browser and the review's own site, rendered once.

Without Chromium these tests are skipped with the reason; in continuous integration (``CI`` is set) they fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from prismabook.cli import main

ROOT = Path(__file__).resolve().parents[2]
REVIEW = ("seeds", "review", "_extensions", "_quarto.yml", "index.qmd", "references.bib")
PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site") / "review of the repository"
    root.mkdir()
    for part in REVIEW:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
        copy(ROOT / part, root / part)
    assert main(["render", str(root), "--engine", "embedded", "--quiet"]) == 0
    return root / "_book"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        message = (
            "Chromium is not installed: the site was not looked at in a browser (Debian: apt-get install chromium)"
        )
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    sandbox = () if hasattr(os, "getuid") and os.getuid() else ("--no-sandbox",)  # root cannot have the sandbox
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*QUIET, *sandbox])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any, site: Path) -> Iterator[Callable[..., Any]]:
    """Opens a page of the site from disk; whatever goes wrong on it, or leaves the disk, is an error at the end."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def go(name: str, **options: Any) -> Any:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: wrong.append(f"{name}: {m.text}") if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(f"{name}: {error}"))
        page.on(
            "request", lambda r: wrong.append(f"asks for {r.url}") if not r.url.startswith(("file:", "data:")) else None
        )
        page.goto((site / name).as_uri())
        return page

    yield go
    for context in contexts:
        context.close()
    assert wrong == []
