"""The form of a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.directory.facts import LocationFacts
from raitti.directory.forms.base import EntryForm
from raitti.directory.forms.fields import AreaNames, Words, area_names
from raitti.directory.forms.times import in_words, read_words
from raitti.directory.models import ACCESSIBILITY_FACTS
from raitti.places.queries import find_place

_ANSWERS = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]


class LocationForm(EntryForm[LocationFacts]):
    """Where a place is, how one gets in, and when it is open."""

    kind_of_entry = "location"
    translated = {
        "name": (_("Name of the place"), False),
        "directions": (_("How to get there"), True),
        "accessibility_note": (_("Getting in and around"), True),
        "description": (_("Description"), True),
    }
    first_texts = ("name", "directions")
    plain = ("street", "postal_code", "city")
    numbers = ("latitude", "longitude")

    street = Words(max_length=200, label=_("Street address"))
    postal_code = Words(max_length=10, label=_("Postal code"))
    city = Words(max_length=100, label=_("Town"))
    area = AreaNames(
        most=1,
        widget=forms.TextInput(attrs={"list": "municipalities"}),
        label=_("Municipality"),
        help_text=_("Left empty, it follows from the postal code."),
    )
    when = Words(
        long=True,
        label=_("Open"),
        help_text=_("As on a notice board: on weekdays 9–15; every other Tuesday 17–19, not in July"),
    )
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90, label=_("Latitude"))
    longitude = forms.FloatField(required=False, min_value=-180, max_value=180, label=_("Longitude"))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for fact, label in ACCESSIBILITY_FACTS.items():
            self.fields[f"access_{fact}"] = forms.ChoiceField(choices=_ANSWERS, required=False, label=label)

    def shown(self) -> dict[str, Any]:
        area = self.area_field("area")
        code = self.base.municipality
        facts = {f"access_{fact}": self.base.accessibility.get(fact, "") for fact in ACCESSIBILITY_FACTS}
        return (
            super().shown()
            | facts
            | {
                "area": area.show([code] if code else [], area_names([code], self.language)),
                "when": in_words(self.base.schedules, self.language, today=self.today),
            }
        )

    def accessibility_fields(self) -> list[Any]:
        """The checklist: what a visitor may need to know before coming."""
        return [self[f"access_{fact}"] for fact in ACCESSIBILITY_FACTS]

    def clean_when(self) -> str:
        text: str = self.cleaned_data["when"]
        if self.touched("when"):
            self.schedules = read_words(text, self.base.schedules, language=self.language, today=self.today)
        return text

    def further_changes(self) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        if self.touched("when"):
            changes["schedules"] = self.schedules
        answers = {fact: f"access_{fact}" for fact in ACCESSIBILITY_FACTS}
        touched = {fact: self.cleaned_data[name] for fact, name in answers.items() if self.touched(name)}
        if touched:
            known = dict(self.base.accessibility) | touched
            changes["accessibility"] = {fact: answer for fact, answer in known.items() if answer}
        has_moved = any(self.touched(name) for name in ("street", "postal_code", "city", "area"))
        if self.touched("area"):
            changes["municipality"] = next(iter(self.area_field("area").codes(self.cleaned_data["area"])), "")
        if has_moved and not self.cleaned_data["area"]:
            found = find_place(self.cleaned_data["postal_code"] or self.cleaned_data["city"])
            changes["municipality"] = found.municipality.code if found else ""
        if has_moved and not self.touched("latitude") and not self.touched("longitude"):
            changes |= {"latitude": None, "longitude": None}
        return changes
