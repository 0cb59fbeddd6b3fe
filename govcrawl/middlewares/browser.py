"""Finds the Chromium that renders pages: GOVCRAWL_BROWSER, the system's, or Playwright's own."""

import os
import shutil
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PLAYWRIGHT_HOMES = (Path.home() / ".cache" / "ms-playwright", Path.home() / "Library" / "Caches" / "ms-playwright")


def find_browser() -> str | None:
    """The path of a Chromium, or None where this machine has none."""
    named = os.environ.get("GOVCRAWL_BROWSER")
    if named:
        return named if Path(named).exists() else None
    installed = next((path for path in map(shutil.which, _NAMES) if path), None)
    return installed or _playwrights_own()


def _playwrights_own() -> str | None:
    folders = [Path(os.environ["PLAYWRIGHT_BROWSERS_PATH"])] if "PLAYWRIGHT_BROWSERS_PATH" in os.environ else []
    for home in (*folders, *_PLAYWRIGHT_HOMES):
        found = sorted(path for name in ("chrome", "Chromium") for path in home.glob(f"chromium-*/*/**/{name}"))
        if found:
            return str(found[-1])
    return None


if __name__ == "__main__":
    browser = find_browser()
    print(browser or "no Chromium found")
    sys.exit(browser is None)
