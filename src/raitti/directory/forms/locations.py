"""The form of a place."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from raitti.core.languages import CONTENT_CODES
from raitti.directory.facts import LocationFacts
from raitti.directory.forms.alike import another_place_field
from raitti.directory.forms.base import EntryForm
from raitti.directory.forms.fields import AreaNames, Words, area_names
from raitti.directory.forms.times import in_words, read_words
from raitti.directory.models import ACCESSIBILITY_FACTS, Organisation
from raitti.directory.queries.addresses import Found, find_address, plain_street
from raitti.places.points import read_point
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
    point = Words(
        max_length=2000,
        label=_("Point on the map"),
        help_text=_("A link from a map service, or coordinates such as 65.0121, 25.4651."),
    )
    is_another = another_place_field()

    def __init__(
        self, data: Any = None, *, organisation: Organisation | None = None, is_new: bool = False, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.address = self._address(organisation) if is_new and self.is_bound else Found()
        for fact, label in ACCESSIBILITY_FACTS.items():
            self.fields[f"access_{fact}"] = forms.ChoiceField(choices=_ANSWERS, required=False, label=capfirst(label))

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
                "point": _as_pair(self.base),
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

    def clean_point(self) -> str:
        text: str = self.cleaned_data["point"]
        if text and self.touched("point") and read_point(text) is None:
            raise forms.ValidationError(
                _("We find no point in Finland in this. Write the coordinates, such as 65.0121, 25.4651."), code="point"
            )
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.address.places and not cleaned.get("is_another"):
            self.add_error("is_another", _("There is a place like this already. Use it, or say that yours is another."))
        return cleaned

    def _address(self, organisation: Organisation | None) -> Found:
        """What the address of a new place means, with the places that may be the same."""
        town = str(self.sent("area") or self.sent("city") or "").strip()
        street, postal_code = (str(self.sent(name) or "").strip() for name in ("street", "postal_code"))
        names = [str(self.sent(f"name_{code}") or "").strip() for code in CONTENT_CODES]
        return find_address(
            street=street,
            postal_code=postal_code,
            city=town,
            name=next(filter(None, names), ""),
            language=self.language,
            kept_by=organisation,
        )

    def notes(self) -> list[str]:
        """What the writer should know of what the changes do; ask only a valid form."""
        facts = self.facts()
        if self.base.latitude is None or facts.latitude is not None:
            return []
        return [
            gettext(
                "The address has changed, so the old point on the map no longer holds. Until you give a new one,"
                " distances are counted from the middle of the municipality."
            )
        ]

    def _has_moved(self, municipality: str) -> bool:
        """Whether the address is another one, not the old one written in more or other words."""
        before, after = (plain_street(street) for street in (self.base.street, self.cleaned_data["street"]))
        is_same_street = not before or after.startswith(before) or before.startswith(after or "?")
        return municipality != self.base.municipality or not is_same_street

    def further_changes(self) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        if self.touched("when"):
            changes["schedules"] = self.schedules
        answers = {fact: f"access_{fact}" for fact in ACCESSIBILITY_FACTS}
        touched = {fact: self.cleaned_data[name] for fact, name in answers.items() if self.touched(name)}
        if touched:
            known = dict(self.base.accessibility) | touched
            changes["accessibility"] = {fact: answer for fact, answer in known.items() if answer}
        is_readdressed = any(self.touched(name) for name in ("street", "postal_code", "city", "area"))
        if self.touched("area"):
            changes["municipality"] = next(iter(self.area_field("area").codes(self.cleaned_data["area"])), "")
        if is_readdressed and not self.cleaned_data["area"]:
            found = find_place(self.cleaned_data["postal_code"] or self.cleaned_data["city"])
            changes["municipality"] = found.municipality.code if found else ""
        municipality = changes.get("municipality", self.base.municipality)
        if self.touched("point"):
            changes["latitude"], changes["longitude"] = read_point(self.cleaned_data["point"]) or (None, None)
        elif is_readdressed and self._has_moved(municipality):
            changes |= {"latitude": None, "longitude": None}
        return changes


def _as_pair(facts: LocationFacts) -> str:
    """The coordinates as one text."""
    is_known = facts.latitude is not None and facts.longitude is not None
    return f"{facts.latitude}, {facts.longitude}" if is_known else ""
