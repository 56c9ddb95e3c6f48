"""A choice among candidates as a form: each seat with its member and deputy; and the decision on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from raitti.bodies.facts.calls import Choice
from raitti.bodies.models import Call, Candidate, Holding, Seat
from raitti.core.texts import pick
from raitti.directory.forms.fields import DayField, Words
from raitti.directory.forms.texts import TextsForm

_MEMBER, _DEPUTY = Holding.Place.MEMBER, Holding.Place.DEPUTY


@dataclass(frozen=True)
class SeatFields:
    """One seat and the fields of its member and its deputy."""

    seat: Seat
    fields: tuple[BoundField, ...]


class ChoiceForm(forms.Form):
    """Who is to hold each seat. Those who wished for it stand first, those who have not said yes say so."""

    use_required_attribute = False

    def __init__(self, data: Any, *, call: Call, candidates: Sequence[Candidate], language: str) -> None:
        super().__init__(data)
        self.seats = list(call.seats.all())
        for seat in self.seats:
            for place, label in ((_MEMBER, _("Member")), (_DEPUTY, _("Personal deputy"))):
                if place == _DEPUTY and not seat.has_deputy:
                    continue
                kept = next((each.pk for each in candidates if (each.seat_id, each.place) == (seat.pk, place)), None)
                self.fields[f"{place}_{seat.pk}"] = forms.TypedChoiceField(
                    label=label,
                    required=False,
                    coerce=int,
                    empty_value=None,
                    choices=[("", _("nobody yet")), *_offered(seat, place, candidates, language)],
                    initial=kept,
                    error_messages={
                        "invalid_choice": _(
                            "This candidate is no longer there: their association has changed its nomination."
                        )
                    },
                )

    @property
    def rows(self) -> list[SeatFields]:
        return [
            SeatFields(seat, tuple(self[name] for name in self._names(seat) if name in self.fields))
            for seat in self.seats
        ]

    @staticmethod
    def _names(seat: Seat) -> tuple[str, str]:
        return f"{_MEMBER}_{seat.pk}", f"{_DEPUTY}_{seat.pk}"

    def choices(self) -> tuple[Choice, ...]:
        """What stands in the form, as far as it can be taken in."""
        said = self.cleaned_data if self.is_bound else {name: self[name].value() for name in self.fields}
        return tuple(Choice(seat.pk, *(said.get(name) for name in self._names(seat))) for seat in self.seats)


def _offered(seat: Seat, place: str, candidates: Sequence[Candidate], language: str) -> list[tuple[int, str]]:
    """Candidates for a place: who wished for the seat and was nominated as this first."""

    def order(each: Candidate) -> tuple[bool, bool, str]:
        return each.wished_id not in {seat.pk}, each.as_what != place, each.name.casefold()

    return [(each.pk, _words(each, language)) for each in sorted(candidates, key=order)]


def _words(each: Candidate, language: str) -> str:
    """“Anna Esimerkki, Oulun Kutojat ry (has not answered yet)”."""
    parts = [each.name, pick(each.nomination.organisation.name, language).value]
    if each.as_what == _DEPUTY:
        parts.append(_now("nominated as deputy"))
    words = ", ".join(parts)
    return words if each.is_willing else f"{words} ({each.get_consent_display()})"


class AppointForm(TextsForm):
    """The decision: from when, what everyone reads of it, and the special reason where the balance is not kept."""

    def __init__(self, data: Any, *, language: str, since: date, needs_reason: bool, seen: str) -> None:
        super().__init__(data)
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=seen)
        self.fields["since"] = DayField(label=_("They sit from"), initial=since)
        self.add_texts(
            "words",
            _("What everyone reads of the decision"),
            language=language,
            rows=3,
            help_text=_("Who decided, when, and where it is written: regional board, 14.12.2026, § 214."),
        )
        if needs_reason:
            self.fields["imbalance_reason"] = Words(
                label=_("The special reason why fewer than 40 per cent are women or men"),
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=2000,
                help_text=_("The law asks for it (609/1986, § 4 a). It is kept with the decision."),
            )
