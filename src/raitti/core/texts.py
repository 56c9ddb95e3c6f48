"""Text in several languages: which version a reader gets, and the order names are listed in."""

import re
import unicodedata
from dataclasses import dataclass

from i18nfield.strings import LazyI18nString

from raitti.core.languages import CONTENT_CODES, INTERFACE_CODES

# Finnish and Swedish order: a..z å ä ö; Sámi letters after the letter they grew from.
_LETTERS = "0123456789aáâàbcčdđeéèfgǧǥhiíjkǩlmnŋñoóõôpqrsštŧuúüvwxyýzžʒǯåäæöø"
_RANK = {letter: index + 2 for index, letter in enumerate(_LETTERS)}
_SAME = {"æ": "ä", "ø": "ö", "á": "a", "â": "a", "à": "a", "é": "e", "è": "e", "ü": "y"}
SORT_KEY_LENGTH = 120
_EDGES = re.compile(r"^[\s\u200c\u200d]+|[\s\u200c\u200d]+$")


@dataclass(frozen=True)
class Text:
    """One language version of a text; `language` may differ from what was asked for."""

    value: str
    language: str

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)


def versions(text: LazyI18nString | str | dict[str, str] | None) -> dict[str, str]:
    """All filled language versions of a translated text; plain text counts as Finnish."""
    data = text.data if isinstance(text, LazyI18nString) else text
    if isinstance(data, dict):
        return {code: value for code, value in data.items() if value}
    return {"fi": str(data)} if data else {}


def pick(text: LazyI18nString | str | dict[str, str] | None, language: str) -> Text:
    """The version in `language`, else in the first language of the fallback order that has one."""
    filled = versions(text)
    for code in (language, *CONTENT_CODES, *filled):
        if code in filled:
            return Text(filled[code], code)
    return Text("", language)


def translated(**by_language: str) -> LazyI18nString:
    """A translated text from keyword arguments: `translated(fi="Oulu", sv="Uleåborg")`."""
    return LazyI18nString({code: value for code, value in by_language.items() if value})


def clean(text: str) -> str:
    """The text without invisible characters and stray spaces; line breaks stay.

    What nobody sees could turn the direction of what follows, and feeds cannot hold control characters at all.
    """
    text = text.replace("\r\n", "\n").replace("\xa0", " ").replace("\t", " ")
    # What joins the parts of an emoji and keeps apart letters of some scripts can be told from its effect.
    seen = "".join(c for c in text if c in "\n\u200c\u200d" or not _is_unseen(c))
    lines = unicodedata.normalize("NFC", seen).split("\n")
    return "\n".join(_EDGES.sub("", line) for line in lines).strip()


def _is_unseen(sign: str) -> bool:
    """Controls, marks of format, halves of signs and what will never be a sign; not signs newer than our table."""
    number = ord(sign)
    is_never_one = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF
    return is_never_one or unicodedata.category(sign) in {"Cc", "Cf", "Cs"}


def sort_key(text: str) -> str:
    """A key that sorts names as Finnish and Swedish readers expect under any database collation.

    Each letter becomes two hexadecimal digits, so that å, ä and ö follow z; at most
    `SORT_KEY_LENGTH` characters long.
    """
    ranks = []
    for letter in text.casefold():
        letter = _SAME.get(letter, letter)
        if letter in _RANK:
            ranks.append(f"{_RANK[letter]:02x}")
        elif letter.isspace() or letter in "-–/":
            ranks.append("01")
    return "".join(ranks)[:SORT_KEY_LENGTH]


def sort_keys(text: LazyI18nString | str | dict[str, str] | None) -> dict[str, str]:
    """The sort key of a translated name for each interface language."""
    return {code: sort_key(pick(text, code).value) for code in INTERFACE_CODES}
