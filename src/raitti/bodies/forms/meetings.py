"""What is asked of a meeting, its agenda, and what waits for a reason."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.facts.meetings import ItemFacts, MeetingFacts
from raitti.bodies.models import AgendaItem, Body, Meeting
from raitti.core.texts import versions
from raitti.directory.actions import checks
from raitti.directory.forms.documents import FileForm
from raitti.directory.forms.fields import DayField, WebAddress, Words
from raitti.directory.forms.texts import TextsForm


class ClockField(forms.TimeField):
    """A clock time; browsers that know how offer one, others take 13 or 13.30."""

    default_error_messages = {
        "required": _("Give the time."),
        "invalid": _("This is no time. Write it as 13.30."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H"], **options)


class MeetingForm(TextsForm):
    """When and where a body meets."""

    def __init__(self, data: Any, *, meeting: Meeting | None, language: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.meeting = meeting
        self.fields["day"] = DayField(label=_("Day"))
        self.fields["begins"] = ClockField(label=_("Begins"))
        self.fields["ends"] = ClockField(label=_("Ends"))
        self.fields["way"] = forms.ChoiceField(
            label=_("How"), choices=Meeting.Way.choices, widget=forms.RadioSelect, initial=Meeting.Way.IN_PLACE
        )
        self.add_texts("place", _("Place"), getattr(meeting, "place", ""), language=language, rows=1)
        self.fields["remote_url"] = WebAddress(
            checks.url,
            label=_("Remote link"),
            help_text=_("Only those who are called see it: in their letter and here."),
        )
        help_text = _("You can leave this empty. For example: autumn meeting, organising meeting.")
        before = getattr(meeting, "title", "")
        self.add_texts("title", _("What it is about"), before, language=language, rows=1, help_text=help_text)
        self.fields["is_public"] = forms.BooleanField(
            label=_("Everyone sees the meeting, its agenda and later its minutes"), required=False, initial=True
        )
        if meeting is not None:
            self.initial = {
                "day": timezone.localdate(meeting.starts),
                "begins": timezone.localtime(meeting.starts).time(),
                "ends": timezone.localtime(meeting.ends).time(),
                **{name: getattr(meeting, name) for name in ("way", "remote_url", "is_public")},
            }

    def facts(self) -> MeetingFacts:
        """What a valid form says; languages without a field stay."""
        given, before = self.cleaned_data, self.meeting
        return MeetingFacts(
            **{name: given[name] for name in ("day", "begins", "ends", "way", "remote_url", "is_public")},
            title=self.texts("title", getattr(before, "title", "")),
            place=self.texts("place", getattr(before, "place", "")),
        )


class YearForm(TextsForm):
    """The days of a year's meetings, one a line, at one time of day and in one place; and what each month takes up."""

    def __init__(self, data: Any, *, body: Body, year: int, language: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.year, self.language = year, language
        self.fields["days"] = Words(
            label=_("Days of the meetings"),
            help_text=_("One day a line, as in 12.3. or 12.3.2027. Leave this empty to plan no new meetings."),
            widget=forms.Textarea(attrs={"rows": 6}),
        )
        self.fields["begins"] = ClockField(label=_("Begins"), initial=time(13))
        self.fields["ends"] = ClockField(label=_("Ends"), initial=time(15))
        self.add_texts("place", _("Place"), language=language, rows=1)
        self.before = {line.month: versions(line.text) for line in body.year_clock.filter(year=year)}
        for month in range(1, 13):
            self.fields[f"month{month}"] = Words(
                label=MONTHS[month - 1],
                initial=self.before.get(month, {}).get(language, ""),
                max_length=300,
                widget=forms.TextInput(attrs={"lang": language}),
            )

    def clean_days(self) -> list[date]:
        found = []
        for line in filter(None, (line.strip() for line in self.cleaned_data["days"].splitlines())):
            parts = [part for part in line.replace(" ", "").split(".") if part]
            try:
                day, month, year = (*map(int, parts), self.year)[:3]
                found.append(date(year, month, day))
            except (ValueError, OverflowError) as wrong:
                raise forms.ValidationError(_("“%(line)s” is no day."), params={"line": line}) from wrong
        return found

    def sittings(self) -> list[MeetingFacts]:
        given = self.cleaned_data
        place = self.texts("place")
        return [MeetingFacts(day=day, begins=given["begins"], ends=given["ends"], place=place) for day in given["days"]]

    def months(self) -> list[tuple[int, dict[str, str]]]:
        """What each month takes up; other languages stay."""
        found = []
        for month in range(1, 13):
            said = self.before.get(month, {}) | {self.language: self.cleaned_data[f"month{month}"]}
            found.append((month, {code: words for code, words in said.items() if words}))
        return found

    @property
    def planning(self) -> list[Any]:
        return [field for field in self.first if not field.name.startswith("month")]

    @property
    def clock(self) -> list[Any]:
        return [field for field in self.first if field.name.startswith("month")]


MONTHS = (
    *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August")),
    *(_("September"), _("October"), _("November"), _("December")),
)


class ItemForm(TextsForm):
    """A matter of an agenda."""

    def __init__(
        self,
        data: Any,
        *,
        item: AgendaItem | None,
        presenters: Sequence[tuple[int, str]],
        language: str,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.item = item
        missing = _("Give the matter a title.")
        before = getattr(item, "title", "")
        self.add_texts("title", _("Title"), before, language=language, rows=1, most=300, missing=missing)
        self.fields["presenter"] = forms.TypedChoiceField(
            label=_("Who presents it"),
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", _("nobody named")), *presenters],
            initial=getattr(item, "presenter_id", None) or "",
        )
        self.add_texts("text", _("What it is about"), getattr(item, "text", ""), language=language, rows=6)
        self.add_texts("proposal", _("Proposal"), getattr(item, "proposal", ""), language=language, rows=4)
        self.fields["is_confidential"] = forms.BooleanField(
            label=_("Confidential: only those who sit in the body see it"),
            required=False,
            initial=getattr(item, "is_confidential", False),
        )

    def facts(self) -> ItemFacts:
        given, before = self.cleaned_data, self.item
        return ItemFacts(
            **{name: self.texts(name, getattr(before, name, "")) for name in ("title", "text", "proposal")},
            presenter=given["presenter"] or 0,
            is_confidential=given["is_confidential"],
        )


class PaperForm(FileForm):
    is_confidential = forms.BooleanField(label=_("Confidential: only those who sit in the body see it"), required=False)


class LateForm(forms.Form):
    """Why a call comes later than the body's rule says."""

    late_reason = Words(
        label=_("Why the call comes late"), help_text=_("It is told in the letter."), long=True, max_length=1000
    )


class CancelForm(forms.Form):
    reason = Words(
        label=_("Why the meeting is cancelled"),
        help_text=_("It is told to everyone called."),
        long=True,
        max_length=1000,
    )


class DecisionsForm(forms.Form):
    """What of the decisions is looked for."""

    words = forms.CharField(label=_("Words"), required=False, max_length=100)
    outcome = forms.ChoiceField(
        label=_("What became of it"), required=False, choices=[("", _("anything")), *AgendaItem.Outcome.choices]
    )
    first = DayField(label=_("First day"), required=False)
    last = DayField(label=_("Last day"), required=False)
