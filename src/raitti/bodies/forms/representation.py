"""Representatives and initiatives as forms."""

from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions.initiatives import LONGEST_TEXT
from raitti.bodies.actions.representation import LONGEST_REPORT
from raitti.bodies.facts.statements import InitiativeFacts, NamedFacts, RepresentationFacts
from raitti.bodies.forms.statements import body_field
from raitti.bodies.models import Body, Holder, Seat
from raitti.core.texts import pick
from raitti.directory.actions import checks
from raitti.directory.forms.fields import DayField, WebAddress, Words
from raitti.directory.forms.texts import TextsForm


class RepresentationForm(TextsForm):
    """Where a body is represented, by whom, from when until when."""

    def __init__(
        self, data: Any, *, language: str, seats: list[Seat], holders: list[Holder], today: date, **options: Any
    ) -> None:
        super().__init__(data, **options)
        groups = [
            (pick(body.name, language).value, [(str(seat.pk), pick(seat.name, language).value) for seat in of_body])
            for body, of_body in groupby(seats, key=lambda seat: seat.body)
        ]
        self.fields["seat"] = forms.ChoiceField(
            label=_("Seat in another board or group"),
            choices=[("", _("none of these: a group outside")), *groups],
            required=False,
        )
        self.add_texts("outside", _("Group outside, by its name"), language=language, rows=1, most=200)
        self.fields["outside_url"] = WebAddress(checks.url, label=_("Its web address"), max_length=500)
        self._person("member", _("Representative"), holders)
        self._person("deputy", _("Deputy"), holders)
        self.fields["since"] = DayField(label=_("Begins on"), initial=today)
        self.fields["until"] = DayField(label=_("Last day, where it is known"), required=False)

    def _person(self, name: str, label: Any, holders: list[Holder]) -> None:
        """Somebody who sits in the body, or somebody else by name and address."""
        choices = [("", _("somebody else, or nobody")), *((str(each.pk), str(each)) for each in holders)]
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.fields[f"{name}_name"] = Words(label=_("%s, somebody else: name") % label, max_length=200)
        self.fields[f"{name}_email"] = Words(
            label=_("%s, somebody else: e-mail") % label, max_length=254, widget=forms.EmailInput
        )

    def _named(self, name: str) -> NamedFacts | None:
        said = self.cleaned_data
        words, email = said[f"{name}_name"], said[f"{name}_email"]
        if not (said[name] or words or email):
            return None
        return NamedFacts(holder=int(said[name]) if said[name] else None, name=words, email=email)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not said.get("member") and not said.get("member_name") and "member_name" not in self.errors:
            self.add_error("member", _("Choose the representative, or write their name and address."))
        return said

    def facts(self) -> RepresentationFacts:
        said = self.cleaned_data
        member = self._named("member")
        assert member is not None  # noqa: S101 - clean has seen to it
        return RepresentationFacts(
            member=member,
            deputy=self._named("deputy"),
            seat=int(said["seat"]) if said["seat"] else None,
            outside=self.texts("outside"),
            outside_url=said["outside_url"],
            since=said["since"],
            until=said["until"],
        )


class EndForm(TextsForm):
    """The last day of a representation, and why."""

    def __init__(self, data: Any, *, today: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["on"] = DayField(label=_("Last day"), initial=today)
        self.fields["reason"] = Words(label=_("Why it ends"), max_length=300)


class ReportForm(TextsForm):
    """What happened in the other place."""

    def __init__(self, data: Any, *, today: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["on"] = DayField(label=_("Day of the meeting or event"), initial=today)
        self.fields["text"] = Words(long=True, label=_("What happened"), max_length=LONGEST_REPORT)


class NamingForm(TextsForm):
    """The answer of somebody who was named."""

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["accepts"] = forms.ChoiceField(
            label=_("Your answer"),
            choices=(("yes", _("Yes, I represent the body")), ("no", _("No, I do not"))),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose yes or no.")},
        )
        self.fields["name_public"] = forms.BooleanField(
            label=_("My name may be shown on the body’s public page"), required=False
        )


class InitiativeForm(TextsForm):
    """An initiative to a body, in the language of the page."""

    def __init__(self, data: Any, *, language: str, bodies: list[Body], **options: Any) -> None:
        super().__init__(data, **options)
        self.bodies, self.language = {str(body.uid): body for body in bodies}, language
        self.fields["body"] = body_field(bodies, language)
        self.fields["title"] = Words(
            label=_("Title"),
            max_length=200,
            required=True,
            error_messages={"required": _("Give the initiative a title.")},
        )
        self.fields["text"] = Words(
            label=_("What the body should take up, and why"),
            widget=forms.Textarea(attrs={"rows": 12}),
            max_length=LONGEST_TEXT,
            required=True,
            error_messages={"required": _("Write what you want the body to take up, and why.")},
        )

    @property
    def body(self) -> Body:
        return self.bodies[self.cleaned_data["body"]]

    def facts(self) -> InitiativeFacts:
        said = self.cleaned_data
        return InitiativeFacts(title=said["title"], text=said["text"], language=self.language)


class AgendaForm(TextsForm):
    """Which meeting deals with an initiative."""

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["meeting"] = Words(
            label=_("Which meeting deals with it"),
            max_length=200,
            help_text=_("For example: meeting on 12.2.2027, item 6"),
        )


class InitiativeAnswerForm(TextsForm):
    """The answer to an association."""

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["answer"] = Words(
            label=_("The answer, with its reasons"),
            widget=forms.Textarea(attrs={"rows": 8}),
            max_length=LONGEST_TEXT,
        )
