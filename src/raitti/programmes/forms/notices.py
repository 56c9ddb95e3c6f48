"""A notice as a form: a title and a text in each language of the service, the reader's own first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from raitti.core.languages import INTERFACE_CODES, INTERFACE_LANGUAGES
from raitti.core.texts import versions
from raitti.directory.forms.fields import Words
from raitti.programmes.actions.notices import LONGEST_TITLE
from raitti.programmes.models import Notice


@dataclass(frozen=True)
class InLanguage:
    """One language's fields."""

    code: str
    label: str
    fields: tuple[BoundField, ...]


class NoticeForm(forms.Form):
    """What a notice says; languages without fields stay as they are."""

    use_required_attribute = False

    def __init__(self, *args: Any, notice: Notice, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notice = notice
        self.order: Sequence[str] = sorted(INTERFACE_CODES, key=lambda code: code != language)
        for code in self.order:
            self.fields[f"title_{code}"] = Words(
                label=_("Title"),
                initial=versions(notice.title).get(code, ""),
                max_length=LONGEST_TITLE,
                widget=forms.TextInput(attrs={"lang": code}),
                error_messages={"max_length": _("The title is too long: at most 200 characters fit.")},
            )
            self.fields[f"text_{code}"] = Words(
                label=_("The text"),
                initial=versions(notice.text).get(code, ""),
                help_text=_(
                    "An empty line begins a new paragraph. A short line of its own is a heading, a line that begins"
                    " with a dash belongs to a list."
                ),
                widget=forms.Textarea(attrs={"lang": code, "rows": 22}),
            )

    @property
    def languages(self) -> list[InLanguage]:
        names = dict(INTERFACE_LANGUAGES)
        return [InLanguage(code, names[code], (self[f"title_{code}"], self[f"text_{code}"])) for code in self.order]

    def written(self, name: str) -> dict[str, str]:
        """The title or the text as it is to be, by language."""
        own = {code: self.cleaned_data[f"{name}_{code}"] for code in self.order}
        return {code: words for code, words in (versions(getattr(self.notice, name)) | own).items() if words}
