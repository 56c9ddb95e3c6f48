"""Texts in several languages in a form: a field for each language, and which language is shown without it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField

from raitti.core.languages import CONTENT_CODES, CONTENT_LANGUAGES
from raitti.directory.forms.fields import Words
from raitti.directory.forms.parts import Part
from raitti.directory.languages import LANGUAGE_NAMES


@dataclass(frozen=True)
class Tongue:
    """One language of a form's texts: its fields, the first ones first.

    While none is written, another one is shown: `fallback` is its name for the reader, `fallback_words` its first
    words.
    """

    code: str
    label: str
    fields: tuple[BoundField, ...]
    further: tuple[BoundField, ...]
    fallback: str
    fallback_words: str
    is_written: bool
    is_first: bool

    @property
    def is_further_written(self) -> bool:
        return any(field.value() for field in self.further)


def add_texts(part: Part, name: str, **options: Any) -> None:
    """Give a form a field for a text in each language."""
    for code in CONTENT_CODES:
        part.fields[f"{name}_{code}"] = Words(**options)


def shown_texts(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    """A text as its fields show it."""
    return {f"{name}_{code}": texts.get(code, "") for code in CONTENT_CODES}


def written_texts(part: Part, name: str) -> dict[str, str]:
    """What a valid form holds of a text, by language."""
    return {code: words for code in CONTENT_CODES if (words := part.cleaned_data[f"{name}_{code}"])}


def changed_texts(part: Part, name: str, before: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The text under its name, where someone changed it; languages without a field stay."""
    touched = [code for code in CONTENT_CODES if part.touched(f"{name}_{code}")]
    if not touched:
        return {}
    texts = dict(before) | {code: part.cleaned_data[f"{name}_{code}"] for code in touched}
    return {name: {code: words for code, words in texts.items() if words}}


def tongues_of(part: Part, first: Sequence[str], further: Sequence[str] = (), *, language: str) -> list[Tongue]:
    """The languages of a form's texts, the person's own first."""
    names = dict(CONTENT_LANGUAGES)
    written = {
        code: [words for name in (*first, *further) if (words := part[f"{name}_{code}"].value())]
        for code in CONTENT_CODES
    }
    shown = next((code for code in CONTENT_CODES if written[code]), "")
    return [
        Tongue(
            code,
            names[code],
            tuple(part[f"{name}_{code}"] for name in first),
            tuple(part[f"{name}_{code}"] for name in further),
            str(LANGUAGE_NAMES[shown]) if shown and not written[code] else "",
            written[shown][0] if shown and not written[code] else "",
            bool(written[code]),
            code == language,
        )
        for code in sorted(CONTENT_CODES, key=lambda code: code != language)
    ]
