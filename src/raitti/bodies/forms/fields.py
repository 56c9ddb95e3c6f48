"""Fields of the forms about bodies: an organisation by its name, a theme of our own list, a number that may be left."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from raitti.core.texts import pick, sort_key, versions
from raitti.directory.forms.choosing import TARGET_GROUPS, THEMES, known_topics
from raitti.directory.forms.fields import Words
from raitti.directory.models import Organisation
from raitti.directory.queries.claims import find_by_name

_MOST_NAMED = 3


class OrganisationField(Words):
    """An organisation that has a page here, by its name; what was shown means what it meant."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("The name of an organisation that has a page here."))
        super().__init__(**options)
        self.shown: Organisation | None = None

    def show(self, organisation: Organisation | None, language: str) -> None:
        self.shown = organisation
        self.initial = pick(organisation.name, language).value if organisation is not None else ""

    def clean(self, value: Any) -> Any:
        name = " ".join(super().clean(value).split())
        if not name:
            return None
        wanted = name.casefold()
        if self.shown is not None and wanted in _names(self.shown):
            return self.shown
        found = find_by_name(name)
        exact = [each for each in found if wanted in _names(each)]
        if len(exact) == 1 or (len(found) == 1 and not exact):
            return (exact or found)[0]
        if not found:
            reason = _("There is no organisation called %(name)s here.")
            raise forms.ValidationError(reason, params={"name": name}, code="unknown")
        language = get_language() or "fi"
        named = ", ".join(pick(each.name, language).value for each in (exact or found)[:_MOST_NAMED])
        reason = _("Several have such a name: %(names)s … Write the whole name.")
        raise forms.ValidationError(reason, params={"names": named}, code="several")


def _names(organisation: Organisation) -> set[str]:
    return {name.casefold() for name in versions(organisation.name).values()}


class ThemeField(forms.ChoiceField):
    """A theme or a target group of our own lists, by its URI."""

    def __init__(self, *, language: str, **options: Any) -> None:
        def named(vocabulary: str) -> list[tuple[str, str]]:
            topics = [(topic.uri, topic.names[language]) for topic in known_topics(vocabulary)]
            return sorted(topics, key=lambda choice: sort_key(choice[1]))

        choices: list[Any] = [("", _("none")), (_("Topics"), named(THEMES)), (_("For whom"), named(TARGET_GROUPS))]
        super().__init__(choices=choices, required=False, **options)


class CountField(forms.IntegerField):
    """A small whole number that may be left out; what fits, the action says."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Write the number in digits.")}

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(min_value=0, max_value=1000, **options)
