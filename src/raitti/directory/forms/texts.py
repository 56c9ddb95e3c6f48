"""Texts in each language of the interface, in one form."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from raitti.core.languages import INTERFACE_CODES, INTERFACE_LANGUAGES
from raitti.core.texts import versions
from raitti.directory.forms.fields import Words


class TextsForm(forms.Form):
    """A form some of whose texts are written in each language of the interface."""

    use_required_attribute = False

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        # What is said, by the text's name, where it is written in no language.
        self._missing: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        """Say what is missing together with all else that is wrong, at the field in the reader's language."""
        said = super().clean() or {}
        for name, words in self._missing.items():
            fields = [field for field in self.fields if field.rpartition("_")[0] == name]
            if not any(said.get(field) or field in self.errors for field in fields):
                self.add_error(fields[0], words)
        return said

    def add_texts(
        self,
        name: str,
        label: Any,
        before: Any = "",
        *,
        language: str,
        help_text: Any = "",
        rows: int = 4,
        most: int = 20_000,
        missing: Any = "",
    ) -> None:
        """A field for each language, the reader's own first; `missing` is said where all of them are left empty."""
        if missing:
            self._missing[name] = missing
        kept = versions(before)
        names = dict(INTERFACE_LANGUAGES)
        for code in sorted(INTERFACE_CODES, key=lambda code: code != language):
            attributes = {"lang": code}
            widget = forms.Textarea({**attributes, "rows": rows}) if rows > 1 else forms.TextInput(attributes)
            self.fields[f"{name}_{code}"] = Words(
                label=f"{label} ({names[code]})",
                widget=widget,
                initial=kept.get(code, ""),
                help_text=help_text if code == language else "",
                max_length=most,
            )

    def texts(self, name: str, before: Any = "") -> dict[str, str]:
        """What was written, by language; languages without a field stay."""
        written = {code: self.cleaned_data[f"{name}_{code}"] for code in INTERFACE_CODES}
        return {code: words for code, words in (versions(before) | written).items() if words}

    @property
    def in_other_languages(self) -> list[BoundField]:
        """The fields of the texts in languages that are not the reader's."""
        names = {name.rpartition("_")[0] for name in self.fields if name.rpartition("_")[2] in INTERFACE_CODES}
        own = {next(field for field in self.fields if field.startswith(f"{name}_")) for name in names}
        return [self[field] for field in self.fields if field.rpartition("_")[0] in names and field not in own]

    @property
    def other_languages_written(self) -> bool:
        return any(field.value() for field in self.in_other_languages)

    @property
    def first(self) -> list[BoundField]:
        """All other fields."""
        folded = {field.name for field in self.in_other_languages}
        return [field for field in self.visible_fields() if field.name not in folded]
