"""The languages people read Raitti in and write content in."""

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


def register_languages() -> None:
    """Add the Sámi languages to Django's language table, which lacks them.

    `get_language_info` raises `KeyError` for a code the table does not hold.
    """
    english = {"se": "Northern Sámi", "smn": "Inari Sámi", "sms": "Skolt Sámi"}
    for code, local in CONTENT_LANGUAGES:
        if code in english and code not in LANG_INFO:
            LANG_INFO[code] = {"bidi": False, "code": code, "name": english[code], "name_local": local}
