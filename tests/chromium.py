"""Where the machine's own Chromium is; none is ever downloaded."""

import shutil
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome, or `None`."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    return next((path for path in _MACOS if Path(path).exists()), None)
