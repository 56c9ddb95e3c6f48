"""The languages people read Raitti in and write content in."""

import os

from django.conf.locale import LANG_INFO

INTERFACE_LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]
CONTENT_LANGUAGES = [
    *INTERFACE_LANGUAGES,
    ("se", "davvisámegiella"),
    ("smn", "anarâškielâ"),
    ("sms", "nuõrttsääʹmǩiõll"),
]
INTERFACE_CODES = tuple(code for code, _ in INTERFACE_LANGUAGES)
CONTENT_CODES = tuple(code for code, _ in CONTENT_LANGUAGES)


def language_of_path(path: str) -> str | None:
    """The interface language a path begins with: `/sv/kommuner/` is in Swedish, `/api/` in none."""
    first = path[1:].partition("/")[0]
    return first if first in INTERFACE_CODES else None


def language_of_terminal() -> str:
    """The language the terminal is set to, when the interface exists in it; else English."""
    set_to = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    code = set_to.partition("_")[0].partition(".")[0]
    return code if code in INTERFACE_CODES else "en"


def register_languages() -> None:
    """Add the Sámi languages to Django's language table, which lacks them.

    `get_language_info` raises `KeyError` for a code the table does not hold.
    """
    english = {"se": "Northern Sámi", "smn": "Inari Sámi", "sms": "Skolt Sámi"}
    for code, local in CONTENT_LANGUAGES:
        if code in english and code not in LANG_INFO:
            LANG_INFO[code] = {"bidi": False, "code": code, "name": english[code], "name_local": local}
