"""What is asked while a meeting goes on, and of its minutes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions.sitting import Mark
from raitti.bodies.facts.meetings import RecordFacts, TaskFacts
from raitti.bodies.forms.meetings import ClockField
from raitti.bodies.models import AgendaItem, Attendance, Meeting, MinutesCheck
from raitti.directory.forms.fields import DayField, Words
from raitti.directory.forms.texts import TextsForm

_VOTES = {"votes_for": _("For"), "votes_against": _("Against"), "votes_blank": _("Blank")}


class RecordForm(TextsForm):
    """What was said and decided of an item. `version` is what the writer began from."""

    def __init__(self, data: Any, *, item: AgendaItem, language: str, **options: Any) -> None:
        super().__init__(data, prefix=f"i{item.pk}", **options)
        self.item = item
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=item.version)
        self.add_texts("record", _("What was said"), item.record, language=language, rows=4)
        self.fields["outcome"] = forms.ChoiceField(
            label=_("What became of it"),
            required=False,
            choices=[("", _("not yet said")), *AgendaItem.Outcome.choices],
            initial=item.outcome,
        )
        for name, label in _VOTES.items():
            self.fields[name] = forms.IntegerField(
                label=label,
                required=False,
                initial=getattr(item, name),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 4}),
                error_messages={"invalid": _("Write the number in digits.")},
            )
        self.add_texts("decision", _("Decision"), item.decision, language=language, rows=3)

    @property
    def votes(self) -> list[Any]:
        return [self[name] for name in _VOTES]

    @property
    def shown(self) -> list[Any]:
        """The fields of the reader's language, the tally apart."""
        return [field for field in self.first if field.name not in _VOTES]

    def facts(self) -> RecordFacts:
        given = self.cleaned_data
        return RecordFacts(
            outcome=given["outcome"],
            record=self.texts("record", self.item.record),
            decision=self.texts("decision", self.item.decision),
            **{name: given[name] for name in _VOTES},
        )


class AttendanceForm(forms.Form):
    """Who came, a row each, and who leads."""

    led_by = forms.TypedChoiceField(label=_("Who leads the meeting"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, *, meeting: Meeting, attendances: Sequence[Attendance]) -> None:
        super().__init__(data)
        self.meeting, self.attendances = meeting, attendances
        choices = [("", _("not marked")), *Attendance.Presence.choices]
        for each in attendances:
            self.fields[f"presence_{each.pk}"] = forms.ChoiceField(
                label=str(each.holder), required=False, choices=choices, initial=each.presence or _guess(each)
            )
            for name, label, at in (("arrived", _("Came at"), each.arrived), ("left", _("Left at"), each.left)):
                self.fields[f"{name}_{each.pk}"] = ClockField(
                    label=label, required=False, initial=timezone.localtime(at).time() if at else None
                )
        leaders = [("", _("the chair, if present")), *((each.holder_id, str(each.holder)) for each in attendances)]
        self.fields["led_by"].choices = leaders  # type: ignore[attr-defined]
        self.fields["led_by"].initial = meeting.led_by_id or ""

    @property
    def rows(self) -> list[tuple[Attendance, Any, Any, Any]]:
        return [
            (each, self[f"presence_{each.pk}"], self[f"arrived_{each.pk}"], self[f"left_{each.pk}"])
            for each in self.attendances
        ]

    def marks(self) -> dict[int, Mark]:
        given = self.cleaned_data
        return {
            each.pk: Mark(
                presence=given[f"presence_{each.pk}"],
                arrived=self._at(given[f"arrived_{each.pk}"], each.arrived),
                left=self._at(given[f"left_{each.pk}"], each.left),
            )
            for each in self.attendances
        }

    def _at(self, clock: Any, before: datetime | None) -> datetime | None:
        if clock is None:
            return None
        if before is not None and timezone.localtime(before).time().replace(second=0, microsecond=0) == clock:
            return before
        return timezone.localtime(self.meeting.starts).replace(
            hour=clock.hour, minute=clock.minute, second=0, microsecond=0
        )


def _guess(attendance: Attendance) -> str:
    """What the answer to the call lets expect; somebody still has to save it."""
    if attendance.answer == Attendance.Answer.COMING:
        return str(Attendance.Presence.PRESENT)
    return str(Attendance.Presence.EXCUSED) if attendance.answer == Attendance.Answer.NOT_COMING else ""


class ConflictForm(forms.Form):
    """Who takes no part in an item."""

    holder = forms.TypedChoiceField(label=_("Who takes no part"), coerce=int)
    reason = Words(label=_("Why"), help_text=_("You can leave this empty. It is never public."), max_length=300)

    def __init__(self, data: Any, *, item: AgendaItem, people: Sequence[tuple[int, str]]) -> None:
        super().__init__(data, prefix=f"c{item.pk}")
        self.fields["holder"].choices = [("", _("choose")), *people]  # type: ignore[attr-defined]


class TaskForm(TextsForm):
    """What somebody is left to do."""

    def __init__(self, data: Any, *, item: AgendaItem, people: Sequence[tuple[int, str]], language: str) -> None:
        super().__init__(data, prefix=f"t{item.pk}")
        missing = _("Write what is to be done.")
        self.add_texts("text", _("What is to be done"), language=language, rows=1, most=500, missing=missing)
        self.fields["owner"] = forms.TypedChoiceField(
            label=_("Who does it"),
            coerce=int,
            choices=[("", _("choose")), *people],
            error_messages={"required": _("Choose who does it.")},
        )
        self.fields["due"] = DayField(label=_("By when"), required=False)

    def facts(self) -> TaskFacts:
        given = self.cleaned_data
        return TaskFacts(text=self.texts("text"), owner=given["owner"], due=given["due"])


class CheckersForm(forms.Form):
    """The two who check the minutes."""

    first = forms.TypedChoiceField(label=_("First checker"), coerce=int)
    second = forms.TypedChoiceField(label=_("Second checker"), coerce=int)

    def __init__(self, data: Any, *, people: Sequence[tuple[int, str]], named: Sequence[int] = ()) -> None:
        super().__init__(data)
        for place, name in enumerate(("first", "second")):
            self.fields[name].choices = [("", _("choose")), *people]  # type: ignore[attr-defined]
            self.fields[name].initial = named[place] if len(named) > place else ""
            self.fields[name].error_messages = {"required": _("Choose who checks the minutes.")}


class CheckForm(forms.Form):
    """Whether the minutes are in order."""

    answer = forms.ChoiceField(
        label=_("Are the minutes in order?"),
        choices=MinutesCheck.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether they are in order.")},
    )
    remarks = Words(label=_("What is to be mended"), long=True, max_length=5000)


class CorrectionForm(TextsForm):
    """What is corrected in published minutes, and why."""

    def __init__(self, data: Any, *, items: Sequence[AgendaItem], language: str) -> None:
        super().__init__(data)
        self.fields["item"] = forms.TypedChoiceField(
            label=_("Where"),
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", _("the minutes as a whole")), *((item.pk, f"§ {item.position}") for item in items)],
        )
        missing = _("Write how it should read.")
        self.add_texts("text", _("How it should read"), language=language, rows=3, missing=missing)
        missing = _("Write why it is corrected.")
        self.add_texts("reason", _("Why it is corrected"), language=language, rows=1, most=300, missing=missing)
