"""A call for nominations as a form, and why one is withdrawn."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.facts.calls import CallFacts
from raitti.bodies.models import MOST_CANDIDATES, Body, Call, Holding, Seat
from raitti.core.texts import pick
from raitti.directory.forms.fields import DayField
from raitti.directory.forms.texts import TextsForm

_MIDNIGHT = time(0)
_OFFICE_CLOSES = time(16)
_TIME_WRONG = _("This is no time of day. Write it as 16.00.")


class MomentField(forms.TimeField):
    """A time of day as people write it: 16, 16.00 or 16:00."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6})
    default_error_messages = {"required": _("Give the time of day."), "invalid": _TIME_WRONG}

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%H.%M", "%H:%M", "%H"], **options)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.hour}.{value.minute:02}" if isinstance(value, time) else value


class CallForm(TextsForm):
    """What is asked for, from whom, from when to when."""

    def __init__(
        self, data: Any, *, language: str, body: Body, now: datetime, call: Call | None = None, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.call = call
        self.add_texts(
            "name",
            _("Name of the call"),
            getattr(call, "name", ""),
            language=language,
            rows=1,
            missing=_("The name is missing."),
            help_text=_("For example: Members of the advisory board 2027–2029."),
        )
        self.add_texts(
            "text",
            _("What the members do, and why it matters"),
            getattr(call, "text", ""),
            language=language,
            rows=7,
            help_text=_("How often the body meets, what is paid, who answers questions."),
        )
        self.add_texts(
            "criteria",
            _("Criteria"),
            getattr(call, "criteria", ""),
            language=language,
            rows=4,
            help_text=_("What is looked for, and by what the choice is made."),
        )
        seats = list(body.seats.filter(ended_on=None))
        self.fields["seats"] = forms.TypedMultipleChoiceField(
            label=_("Seats to be filled"),
            choices=[(seat.pk, pick(seat.name, language).value) for seat in seats],
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            initial=[seat.pk for seat in (call.seats.all() if call is not None else _vacant(seats, now=now))],
            error_messages={"required": _("Choose the seats that are to be filled.")},
        )
        self.fields["term"] = forms.TypedChoiceField(
            label=_("For which term"),
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", _("until further notice")), *((term.pk, _span(term)) for term in body.terms.all())],
            initial=_first_choice(call, body, now=now),
        )
        opens, closes = (timezone.localtime(at) if at else None for at in _moments(call))
        self.fields["opens"] = DayField(label=_("Opens"), initial=opens.date() if opens else timezone.localdate(now))
        self.fields["opens_at"] = MomentField(label=_("at"), initial=opens.time() if opens else _MIDNIGHT)
        self.fields["closes"] = DayField(label=_("Closes"), initial=closes.date() if closes else None)
        self.fields["closes_at"] = MomentField(label=_("at"), initial=closes.time() if closes else _OFFICE_CLOSES)
        self.fields["candidates_each"] = forms.IntegerField(
            label=_("How many candidates each association may nominate"),
            min_value=1,
            max_value=MOST_CANDIDATES,
            initial=call.candidates_each if call is not None else 2,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            error_messages={
                "required": _("Say how many."),
                "invalid": _("Write the number in digits."),
                "min_value": _("From 1 to 10 candidates fit."),
                "max_value": _("From 1 to 10 candidates fit."),
            },
        )
        self.fields["wants_deputies"] = forms.BooleanField(
            label=_("Each candidate is nominated with a personal deputy"),
            required=False,
            initial=call.wants_deputies if call is not None else True,
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        opens, closes = self._moment("opens"), self._moment("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("It closes before it opens."))
        return said

    def _moment(self, name: str) -> datetime | None:
        day, at = self.cleaned_data.get(name), self.cleaned_data.get(f"{name}_at")
        return timezone.make_aware(datetime.combine(day, at)) if day is not None and at is not None else None

    def facts(self) -> CallFacts:
        said = self.cleaned_data
        texts: dict[str, Any] = {
            name: self.texts(name, getattr(self.call, name, "")) for name in ("name", "text", "criteria")
        }
        opens, closes = self._moment("opens"), self._moment("closes")
        assert opens is not None  # noqa: S101 - both are required
        assert closes is not None  # noqa: S101
        return CallFacts(
            **texts,
            seats=tuple(said["seats"]),
            term=said["term"],
            opens=opens,
            closes=closes,
            candidates_each=said["candidates_each"],
            wants_deputies=said["wants_deputies"],
            is_example=self.call.is_example if self.call is not None else False,
        )


def _vacant(seats: list[Seat], *, now: datetime) -> list[Seat]:
    """The seats that nobody holds as a member; where all are held, all of them: a new term is called for."""
    held = Holding.objects.on(timezone.localdate(now)).members().filter(seat__in=seats).values_list("seat", flat=True)
    taken = set(held)
    return [seat for seat in seats if seat.pk not in taken] or seats


def _moments(call: Call | None) -> tuple[datetime | None, datetime | None]:
    return (call.opens, call.closes) if call is not None else (None, None)


def _first_choice(call: Call | None, body: Body, *, now: datetime) -> int | None:
    """The term of the call; of a new one, the next that has not begun, else the one that runs."""
    if call is not None:
        return call.term_id
    today = timezone.localdate(now)
    terms = list(body.terms.all())
    coming = [term.pk for term in terms if term.starts > today]
    running = [term.pk for term in terms if term.ends is None or term.ends >= today]
    return next(iter([*coming, *running]), None)


def _span(term: Any) -> str:
    first = f"{term.starts.day}.{term.starts.month}.{term.starts.year}"
    return f"{first}–{term.ends.day}.{term.ends.month}.{term.ends.year}" if term.ends else f"{first}–"


class WithdrawForm(TextsForm):
    """Why a call is taken back."""

    def __init__(self, data: Any, *, language: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.add_texts(
            "reason",
            _("Why it is withdrawn"),
            language=language,
            rows=4,
            missing=_("Say why the call is withdrawn: those who nominated read it."),
            help_text=_("Everyone reads this on the call’s page, and it is sent to those who nominated."),
        )
