"""Ways to take part: at a place, online or by phone, each with its times in words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.core.uids import read_uid
from raitti.directory.actions import checks
from raitti.directory.facts import ChannelFacts, LocationFacts
from raitti.directory.forms.alike import OTHER_PLACE, offer, same_place_field
from raitti.directory.forms.fields import Checked, WebAddress, Words
from raitti.directory.forms.parts import Part
from raitti.directory.forms.times import in_words, read_words
from raitti.directory.forms.tongues import Tongue, add_texts, changed_texts, shown_texts, tongues_of, written_texts
from raitti.directory.lookup import UID
from raitti.directory.models import ChannelKind, Organisation
from raitti.directory.queries.addresses import Found, find_address

_MOST = 30
_NEW_PLACE = "new"


class ChannelForm(Part):
    """One way. Its key is the channel's uid; a place that is not here yet is written beside it."""

    kind = forms.ChoiceField(
        choices=ChannelKind.choices, required=False, widget=forms.RadioSelect, label=_("How people take part")
    )
    location = forms.ChoiceField(required=False, label=_("Place"))
    place_name = Words(max_length=300, label=_("Name of the new place"))
    street = Words(max_length=200, label=_("Street address"))
    postal_code = Words(max_length=10, label=_("Postal code"))
    town = Words(max_length=100, widget=forms.TextInput(attrs={"list": "municipalities"}), label=_("Town"))
    same_place = same_place_field()
    url = WebAddress(checks.url, max_length=500, label=_("Web address"))
    phone = Checked(checks.phone, max_length=60, label=_("Phone"))
    when = Words(
        long=True,
        label=_("When"),
        help_text=_("As on a notice board: every other Tuesday 17–19, not in July"),
    )
    remove = forms.BooleanField(required=False, label=_("Remove this way"))

    def __init__(
        self,
        data: Any,
        *,
        key: str,
        base: ChannelFacts | None,
        language: str,
        today: date,
        places: Mapping[str, str],
        organisation: Organisation | None = None,
    ) -> None:
        self.organisation = organisation
        self.key, self.language, self.today = key, language, today
        self.is_new = base is None
        self.base = base or ChannelFacts(kind=ChannelKind.PLACE.value, uid=UUID(key))
        self.schedules = self.base.schedules
        super().__init__(data, auto_id="%s", prefix=f"way-{key}")
        add_texts(self, "note", label=_("Good to know, such as how to sign up"))
        self.fields["location"].choices = [  # type: ignore[attr-defined]
            ("", _("choose")),
            *places.items(),
            (_NEW_PLACE, _("a place that is not on the list")),
        ]
        # Most meet where they live: the town is there to be changed.
        home = organisation.home_municipality if organisation is not None else None
        self.initial = shown_texts("note", self.base.note) | {
            "kind": self.base.kind,
            "location": self.base.location or ("" if places else _NEW_PLACE),
            "town": home.name_in(language).value if home else "",
            "url": self.base.url,
            "phone": self.base.phone,
            "when": in_words(self.base.schedules, language, today=today),
        }

        self.address = self._address()
        self.fields["same_place"].choices = offer(self.address)  # type: ignore[attr-defined]

    def _address(self) -> Found:
        """What the address of a place written here means, with the places that may be the same."""
        if not self.is_bound or (self.sent("location") or _NEW_PLACE) != _NEW_PLACE:
            return Found()
        return find_address(
            street=self._text("street"),
            postal_code=self._text("postal_code"),
            city=self._text("town"),
            name=self._text("place_name"),
            language=self.language,
            kept_by=self.organisation,
        )

    def _text(self, name: str) -> str:
        return str(self.sent(name) or "").strip()

    @property
    def marker(self) -> tuple[str, str]:
        return ("way", self.key)

    def tongues(self) -> list[Tongue]:
        """What is good to know in each language."""
        return tongues_of(self, ["note"], language=self.language)

    def is_valid(self) -> bool:
        return not self.is_bound or super().is_valid()

    def _is_left_empty(self) -> bool:
        written = ("place_name", "street", "postal_code", "url", "phone", "when")
        is_chosen = self.cleaned_data.get("location") not in {"", _NEW_PLACE, None}
        is_written = any(self.cleaned_data.get(name) for name in written) or written_texts(self, "note")
        return self.is_new and not is_chosen and not is_written

    def clean_when(self) -> str:
        text: str = self.cleaned_data["when"]
        if self.touched("when") and not self.cleaned_data.get("remove"):
            self.schedules = read_words(text, self.base.schedules, language=self.language, today=self.today)
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        if cleaned.get("remove") or self._is_left_empty():
            return cleaned
        kind = cleaned.get("kind") or self.base.kind
        is_new_place = cleaned.get("location") in {"", _NEW_PLACE, None}
        if kind == ChannelKind.PLACE and is_new_place and not (cleaned.get("place_name") or cleaned.get("street")):
            self.add_error("place_name", _("Choose the place, or write its name or address."))
        elif kind == ChannelKind.PLACE and is_new_place:
            self._check_address(cleaned)
        if kind == ChannelKind.ONLINE and not cleaned.get("url") and self.touched("kind"):
            self.add_error("url", _("Write the web address people come to."))
        if kind == ChannelKind.PHONE and not cleaned.get("phone") and self.touched("kind"):
            self.add_error("phone", _("Write the phone number."))
        return cleaned

    def _check_address(self, cleaned: Mapping[str, Any]) -> None:
        if self.address.unknown_code:
            code = {"code": self.address.unknown_code}
            unknown = _("We do not know the postal code %(code)s. Check its numbers.")
            self.add_error("postal_code", forms.ValidationError(unknown, params=code))
        elif cleaned.get("town") and self.address.municipality is None:
            town = {"town": cleaned["town"]}
            self.add_error("town", forms.ValidationError(_("We do not know a town called %(town)s."), params=town))
        elif self.address.places and not cleaned.get("same_place") and "same_place" not in self.errors:
            alike = _("There is a place like this already. Choose it, or say that yours is another.")
            self.add_error("same_place", alike)

    def new_place(self, organisation: str) -> LocationFacts | None:
        """The place written here, when it is not on the list yet."""
        cleaned = self.cleaned_data if self.is_bound else {}
        is_wanted = not cleaned.get("remove") and (cleaned.get("kind") or self.base.kind) == ChannelKind.PLACE
        if not is_wanted or cleaned.get("location") not in {"", _NEW_PLACE}:
            return None
        if cleaned["same_place"] not in {"", OTHER_PLACE}:
            return None
        name = cleaned["place_name"] or cleaned["street"]
        if not name:
            return None
        municipality = self.address.municipality
        return LocationFacts(
            source="",
            source_id="",
            uid=uuid5(UUID(self.key), name),
            name={self.language: name},
            organisation=organisation,
            street=cleaned["street"],
            postal_code=cleaned["postal_code"],
            city=self.address.city or cleaned["town"],
            municipality=municipality.code if municipality else "",
        )

    def facts(self) -> ChannelFacts | None:
        """The channel as it is to be; `None` when it was taken away or never written."""
        if not self.is_bound:
            return None if self.is_new else self.base
        cleaned = self.cleaned_data
        if cleaned["remove"] or self._is_left_empty():
            return None
        changes: dict[str, Any] = {name: cleaned[name] for name in ("kind", "url", "phone") if self.touched(name)}
        if "kind" in changes and not changes["kind"]:
            del changes["kind"]
        place = self.new_place("")
        if place is not None:
            changes["location"] = f"{UID}{place.uid}"
        elif self.address.places and cleaned["same_place"] not in {"", OTHER_PLACE}:
            changes["location"] = cleaned["same_place"]
        elif self.touched("location"):
            changes["location"] = "" if cleaned["location"] == _NEW_PLACE else cleaned["location"]
        if self.touched("when"):
            changes["schedules"] = self.schedules
        changes |= changed_texts(self, "note", self.base.note)
        return replace(self.base, **changes) if changes else self.base


def channel_forms(
    data: Any,
    base: Sequence[ChannelFacts],
    *,
    language: str,
    today: date,
    places: Mapping[str, str],
    empty: str,
    organisation: Organisation | None = None,
) -> list[ChannelForm]:
    """A part for each way there is; for a new entry an empty one to begin with, whose key is `empty`."""
    known = {str(channel.uid): channel for channel in base}
    if data is None:
        sent, keys = set(known), [*known, *([] if known else [empty])]
    else:
        sent = {key for key in data.getlist("way") if _is_key(key)}
        added = [key for key in dict.fromkeys(data.getlist("way")) if _is_key(key) and key not in known]
        keys = [*known, *added[:_MOST]]
    return [
        ChannelForm(
            data if key in sent else None,
            key=key,
            base=known.get(key),
            language=language,
            today=today,
            places=places,
            organisation=organisation,
        )
        for key in keys
    ]


def _is_key(text: str) -> bool:
    return str(read_uid(text)) == text
