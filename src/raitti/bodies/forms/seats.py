"""What is asked of seats, of those who hold them, of terms, offices, founding steps and reports."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.bodies.facts.bodies import SeatFacts
from raitti.bodies.facts.seating import HolderFacts, Sitting
from raitti.bodies.forms.fields import OrganisationField, ThemeField
from raitti.bodies.models import FoundingStep, Gender, Holder, Holding, Office, Rights, Seat, Term
from raitti.core.languages import INTERFACE_LANGUAGES
from raitti.directory.forms.fields import AreaNames, DayField, Words, area_names
from raitti.directory.forms.texts import TextsForm
from raitti.directory.models import OrganisationKind
from raitti.places.models import AreaKind


class SeatForm(TextsForm):
    """A seat, and to what it belongs."""

    def __init__(self, data: Any, *, seat: Seat | None, language: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.seat = seat
        missing = _("The name is missing.")
        self.add_texts(
            "name", _("Name of the seat"), getattr(seat, "name", ""), language=language, rows=1, missing=missing
        )
        self.fields["belongs"] = forms.ChoiceField(
            label=_("To what does the seat belong?"),
            choices=Seat.Belongs.choices,
            help_text=_("Fill in below only what goes with it."),
            initial=seat.belongs if seat else Seat.Belongs.THEME,
        )
        self.fields["topic"] = ThemeField(label=_("Theme"), language=language)
        self.area = AreaNames(label=_("Area"), help_text=_("A municipality or region by name."), most=1)
        codes = [_code_of(seat)] if seat is not None and seat.area_id is not None else []
        self.area.initial = self.area.show(codes, area_names(codes, language))
        self.fields["area"] = self.area
        self.fields["organisation_kind"] = forms.ChoiceField(
            label=_("Type of organisation"), required=False, choices=[("", _("none")), *OrganisationKind.choices]
        )
        organisation = OrganisationField(label=_("Organisation or public body"))
        organisation.show(seat.organisation if seat else None, language)
        self.fields["organisation"] = organisation
        self.fields["rights"] = forms.ChoiceField(
            label=_("Rights"), choices=Rights.choices, initial=seat.rights if seat else Rights.FULL
        )
        self.fields["has_deputy"] = forms.BooleanField(
            label=_("Has a personal deputy"), required=False, initial=seat.has_deputy if seat else True
        )
        if seat is not None:
            self.fields["topic"].initial = seat.topic.uri if seat.topic else ""
            self.fields["organisation_kind"].initial = seat.organisation_kind
            if seat.topic is not None and seat.topic.uri not in _values(self.fields["topic"]):
                # A theme of another vocabulary stays until another is chosen.
                self.fields["topic"].choices += [(seat.topic.uri, str(seat.topic))]  # type: ignore[attr-defined]

    def facts(self) -> SeatFacts:
        given = self.cleaned_data
        same = ("belongs", "topic", "organisation_kind", "organisation", "rights", "has_deputy")
        return SeatFacts(
            name=self.texts("name", getattr(self.seat, "name", "")),
            area=next(iter(self.area.codes(given["area"])), ""),
            **{name: given[name] for name in same},
        )


def _values(field: Any) -> set[str]:
    found = set()
    for value, label in field.choices:
        found |= {each for each, _words in label} if isinstance(label, list | tuple) else {value}
    return found


def _code_of(seat: Seat) -> str:
    area = seat.area
    assert area is not None  # noqa: S101 - asked only of a seat with one
    return area.code if area.kind == AreaKind.MUNICIPALITY else f"{area.kind}:{area.code}"


class HolderForm(forms.Form):
    """Somebody who is to sit or to have an office: one of those known in the body, or somebody new."""

    known = forms.ChoiceField(label=_("Somebody known here"), required=False)
    name = Words(label=_("Name"), max_length=200)
    email = Words(
        label=_("E-mail"),
        help_text=_("Papers go here. Whoever signs in with this address sees what members see. Never shown to others."),
    )
    language = forms.ChoiceField(label=_("Language of letters"), choices=INTERFACE_LANGUAGES, required=False)
    gender = forms.ChoiceField(
        label=_("Gender, where they have stated it"),
        required=False,
        choices=[("", _("not stated")), *Gender.choices],
        help_text=_("Only for counting the balance; never shown."),
    )
    name_is_public = forms.BooleanField(
        label=_("They have agreed that everyone may see their name on the body’s page"), required=False
    )

    def __init__(self, *args: Any, holders: Sequence[Holder], language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.holders = {str(holder.uid): holder for holder in holders}
        if holders:
            choices = [("", _("somebody new")), *((uid, holder.name) for uid, holder in self.holders.items())]
            self.fields["known"].choices = choices  # type: ignore[attr-defined]
            self.fields["name"].help_text = _("Leave this empty if you chose somebody above.")
        else:
            del self.fields["known"]
        self.fields["language"].initial = language

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("known") and not given.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write the name, or choose somebody known here."))
        elif given.get("known") and given.get("name"):
            self.add_error("name", _("Choose somebody known here or write a name, not both."))
        return given

    def who(self) -> HolderFacts | Holder:
        given = self.cleaned_data
        if given.get("known"):
            return self.holders[given["known"]]
        same = ("name", "email", "gender", "name_is_public")
        return HolderFacts(**{name: given[name] for name in same}, language=given["language"] or "fi")


class PersonForm(forms.Form):
    """What is known of somebody who sits."""

    name = Words(label=_("Name"), max_length=200)
    email = Words(
        label=_("E-mail"),
        help_text=_("Papers go here. Whoever signs in with this address sees what members see. Never shown to others."),
    )
    language = forms.ChoiceField(label=_("Language of letters"), choices=INTERFACE_LANGUAGES)
    gender = forms.ChoiceField(
        label=_("Gender, where they have stated it"),
        required=False,
        choices=[("", _("not stated")), *Gender.choices],
        help_text=_("Only for counting the balance; never shown."),
    )

    def __init__(self, *args: Any, holder: Holder, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial = {name: getattr(holder, name) for name in ("name", "email", "language", "gender")}

    def facts(self) -> HolderFacts:
        return HolderFacts(**self.cleaned_data)


class SitForm(HolderForm):
    """Seating somebody: since when, on whose nomination."""

    def __init__(self, *args: Any, seat: Seat, place: str, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.place = place
        nominated_by = OrganisationField(label=_("On whose nomination?"))
        nominated_by.show(seat.organisation, options["language"])
        self.fields["nominated_by"] = nominated_by
        self.fields["since"] = DayField(label=_("First day"), initial=today)
        self.fields["until"] = DayField(
            label=_("Last day"), required=False, help_text=_("Empty: to the end of the term, if there is one.")
        )

    def sitting(self) -> Sitting:
        given = self.cleaned_data
        same = {name: given[name] for name in ("nominated_by", "since", "until")}
        return Sitting(place=self.place, **same)


class LeaveForm(forms.Form):
    """Leaving a seat or an office."""

    on = DayField(label=_("Last day"))
    because = forms.ChoiceField(
        label=_("Why?"),
        choices=[
            (each, each.label)
            for each in (Holding.End.RESIGNED, Holding.End.CONSENT, Holding.End.ORGANISATION, Holding.End.TERM)
        ],
    )


class DayForm(forms.Form):
    on = DayField(label=_("Last day"))


class OfficeForm(HolderForm):
    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        task = forms.ChoiceField(
            label=_("Task"),
            choices=Office.Task.choices,
            help_text=_("The chair and the vice chair hold a seat as members; presenter and secretary may be others."),
        )
        self.fields = {"task": task} | self.fields
        self.fields["since"] = DayField(label=_("First day"), initial=today)
        self.fields["until"] = DayField(
            label=_("Last day"), required=False, help_text=_("Empty: to the end of the term, if there is one.")
        )


class TermForm(forms.Form):
    starts = DayField(label=_("First day"))
    ends = DayField(label=_("Last day"), required=False, help_text=_("Empty: until further notice."))


class ReportForm(TextsForm):
    def __init__(self, data: Any, *, term: Term, language: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.term = term
        self.add_texts("report", _("Report"), term.report, language=language, rows=14)

    def written(self) -> dict[str, str]:
        return self.texts("report", self.term.report)


class FoundingDaysForm(forms.Form):
    """By when each step of a founding is to be taken."""

    def __init__(self, data: Any, *, steps: Sequence[FoundingStep], **options: Any) -> None:
        super().__init__(data, **options)
        self.steps = steps
        for step in steps:
            label = str(step.get_step_display())
            self.fields[f"due_{step.step}"] = DayField(
                label=label[:1].upper() + label[1:], required=False, initial=step.due
            )

    def days(self) -> dict[str, date | None]:
        return {step.step: self.cleaned_data[f"due_{step.step}"] for step in self.steps}


class FoundingStepForm(forms.Form):
    on = DayField(label=_("On which day?"))
    note = Words(
        label=_("What shows it?"),
        help_text=_("For example: minutes of the meeting of 4 May. You can leave this empty."),
        max_length=300,
    )


class HistoryForm(forms.Form):
    on = DayField(label=_("On which day?"))
