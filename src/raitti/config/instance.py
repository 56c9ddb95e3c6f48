"""The folder an instance lives in, and the note a demo leaves there.

With the note, `raitti search` or `raitti import` after `raitti demo` know by themselves that the
folder is a demo's: nobody has to repeat its settings.
"""

import json
import os
from pathlib import Path
from typing import Any

NOTE = "demo.json"


def data_folder() -> Path:
    """Where the database file, media and dictionaries are (`RAITTI_DATA`, by default `var/` here)."""
    return Path(os.environ.get("RAITTI_DATA", "").strip() or "var").expanduser().resolve()


def read_note() -> dict[str, Any]:
    """What the demo wrote down about itself; empty where no demo was made."""
    try:
        note = json.loads((data_folder() / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def write_note(note: dict[str, Any]) -> None:
    (data_folder() / NOTE).write_text(json.dumps(note, indent=2), encoding="utf-8")


def use_data_folder() -> None:
    """Take the demo's settings where the folder is a demo's and the environment holds no secret of its own."""
    if "RAITTI_SECRET_KEY" in os.environ:
        return
    note = read_note()
    if note:
        os.environ.setdefault("RAITTI_DEMO", "1")
        os.environ.setdefault("RAITTI_HOST", str(note.get("host", "localhost:8000")))
