"""Forms of open groups: joining several at once, writing, asking and answering, keeping the group."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions.group_peace import LONGEST
from raitti.bodies.actions.group_words import LONGEST_LINE, LONGEST_POST
from raitti.bodies.actions.memberships import LONGEST_MESSAGE
from raitti.bodies.facts.groups import MeetingFacts, QuestionFacts
from raitti.bodies.models import Body, GroupMeeting, GroupQuestion, Joining, Mail, Membership
from raitti.directory.actions.checks import url
from raitti.directory.forms.fields import WebAddress, Words
from raitti.directory.models import Organisation

_LONG = _("This is too long: at most %(limit_value)d characters fit. Nothing you wrote has been lost.")
_NO_DAY = _("This is no day. Write it as 6.2.2026.")


def _text(label: Any, *, help_text: Any = "", rows: int = 6, most: int = LONGEST_POST, language: str = "") -> Words:
    attributes: dict[str, Any] = {"rows": rows} | ({"lang": language} if language else {})
    widget = forms.Textarea(attrs=attributes)
    return Words(label=label, help_text=help_text, widget=widget, max_length=most, error_messages={"max_length": _LONG})


def _line(label: Any, *, help_text: Any = "", most: int = LONGEST_LINE, **attributes: Any) -> Words:
    return Words(
        label=label,
        help_text=help_text,
        max_length=most,
        widget=forms.TextInput(attrs=attributes),
        error_messages={"max_length": _LONG},
    )


class _Day(forms.DateField):
    """A day; browsers that know how offer a calendar, others take 6.2.2026."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {"required": _("Give the day."), "invalid": _NO_DAY})
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y"], widget=widget, **options)


class MailField(forms.ChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("What is written in the group comes to my mail"),
            choices=Mail.choices,
            widget=forms.RadioSelect,
            initial=Mail.DAILY,
            error_messages={"required": _("Choose how often letters come.")},
            **options,
        )


class GroupForm(forms.Form):
    """What all of them share."""

    use_required_attribute = False


class JoinForm(GroupForm):
    """Several groups by ticks; for oneself or for an association; without an account, an address to confirm."""

    def __init__(
        self,
        data: Any,
        *,
        groups: Sequence[tuple[Body, str]],
        language: str,
        chosen: Sequence[str] = (),
        associations: Sequence[Organisation] = (),
        person: Any = None,
        asks_message: bool = False,
    ) -> None:
        super().__init__(data)
        self.groups = {str(body.uid): body for body, _said in groups}
        self.associations = {str(each.uid): each for each in associations}
        self.fields["groups"] = forms.MultipleChoiceField(
            label=_("Groups"),
            choices=[(str(body.uid), said) for body, said in groups],
            widget=forms.CheckboxSelectMultiple,
            initial=list(chosen),
            error_messages={
                "required": _("Choose at least one group."),
                "invalid_choice": _("One of the groups is no longer here. Choose again."),
            },
        )
        if self.associations:
            own = [("", _("Myself"))]
            self.fields["organisation"] = forms.ChoiceField(
                label=_("Who joins?"),
                required=False,
                choices=own + [(uid, each.name_in(language).value) for uid, each in self.associations.items()],
                widget=forms.RadioSelect,
                initial="",
                error_messages={"invalid_choice": _("You cannot speak for this association any more.")},
            )
        self.fields["name"] = _line(
            _("Your name"), help_text=_("The other members see it, nobody else."), autocomplete="name"
        )
        if person is None:
            self.fields["email"] = forms.EmailField(
                label=_("Your e-mail address"),
                help_text=_("We send a link to it. You are in when you press it. The other members do not see it."),
                widget=forms.EmailInput(attrs={"autocomplete": "email"}),
                error_messages={
                    "required": _("Write your e-mail address: we send a link to it."),
                    "invalid": _("This is not an e-mail address."),
                },
            )
        else:
            self.fields["name"].initial = person.name
        if asks_message:
            self.fields["message"] = _text(
                _("A word to the leader, for the groups that take in on approval"), rows=3, most=LONGEST_MESSAGE
            )
        self.fields["mail"] = MailField()

    @property
    def chosen(self) -> list[Body]:
        return [self.groups[uid] for uid in self.cleaned_data["groups"]]

    @property
    def organisation(self) -> Organisation | None:
        return self.associations.get(self.cleaned_data.get("organisation", ""))


class _AsMember(GroupForm):
    """Something said in the group: who is in it more than once says as whom."""

    def add_speakers(self, memberships: Sequence[Membership]) -> None:
        if len(memberships) < 2:
            return
        self.fields["membership"] = forms.ChoiceField(
            label=_("Who says this?"),
            choices=[(str(each.uid), str(each)) for each in memberships],
            widget=forms.RadioSelect,
            initial=str(memberships[0].uid),
            error_messages={
                "required": _("Choose who says this."),
                "invalid_choice": _("You cannot speak for this member any more. Choose another."),
            },
        )


class ThreadForm(_AsMember):
    def __init__(self, data: Any, *, memberships: Sequence[Membership]) -> None:
        super().__init__(data)
        self.fields["title"] = _line(_("What is this about?"))
        self.fields["text"] = _text(_("Your message"), rows=8)
        self.add_speakers(memberships)


class PostForm(_AsMember):
    def __init__(self, data: Any, *, memberships: Sequence[Membership] = (), text: str = "", label: Any = "") -> None:
        super().__init__(data)
        self.fields["text"] = _text(label or _("Your message"))
        self.fields["text"].initial = text
        self.add_speakers(memberships)


class ReasonForm(GroupForm):
    """A reason, and where there is a choice, what is done."""

    def __init__(
        self, data: Any, *, label: Any, help_text: Any = "", name: str = "reason", choices: Any = (), unsaid: Any = ""
    ) -> None:
        super().__init__(data)
        if choices:
            self.fields["act"] = forms.ChoiceField(
                label=_("What is done"),
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": unsaid or _("Choose what is done.")},
            )
        self.fields[name] = _text(label, help_text=help_text, rows=4, most=LONGEST)


class QuestionForm(GroupForm):
    """What the leader asks; a day to answer by means its end."""

    def __init__(self, data: Any, *, question: GroupQuestion | None = None) -> None:
        super().__init__(data)
        self.fields["title"] = _line(_("Your question"), help_text=_("One question that members can answer."))
        self.fields["text"] = _text(_("What it is about, and what you want to do with the answers"))
        self.fields["meeting"] = _line(_("Which meeting is it for?"))
        self.fields["meeting_on"] = _Day(label=_("Day of the meeting"), required=False)
        self.fields["closes"] = _Day(label=_("Last day to answer"))
        if question is not None:
            for name in ("title", "text", "meeting", "meeting_on"):
                self.fields[name].initial = getattr(question, name)
            self.fields["closes"].initial = timezone.localdate(question.closes)

    def facts(self, language: str) -> QuestionFacts:
        said = self.cleaned_data
        closes = timezone.make_aware(datetime.combine(said["closes"], time(23, 59)))
        named = {name: said[name] for name in ("title", "text", "meeting", "meeting_on")}
        return QuestionFacts(**named, closes=closes, language=language)


class SummaryForm(GroupForm):
    def __init__(self, data: Any, *, text: str = "", is_public: bool = False) -> None:
        super().__init__(data)
        self.fields["text"] = _text(
            _("What the group said, and what came of it"),
            help_text=_("Name nobody: what members answered is for the group alone."),
            rows=10,
        )
        self.fields["text"].initial = text
        self.fields["is_public"] = forms.BooleanField(
            label=_("Everyone may read this summary on the group’s public page"), required=False, initial=is_public
        )


class SettingsForm(GroupForm):
    """How one gets in, and when the group meets next; without a day no meeting is known."""

    def __init__(self, data: Any, *, body: Body, meeting: GroupMeeting | None) -> None:
        super().__init__(data)
        self.fields["joining"] = forms.ChoiceField(
            label=_("How does one get in?"),
            choices=[
                (Joining.OPEN, _("Anyone may join at once")),
                (Joining.ON_APPROVAL, _("Anyone may ask, the leader takes in")),
            ],
            widget=forms.RadioSelect,
            initial=body.joining,
            error_messages={"required": _("Choose how one gets in.")},
        )
        starts = timezone.localtime(meeting.starts) if meeting is not None else None
        self.fields["day"] = _Day(
            label=_("Day of the next meeting"),
            required=False,
            initial=starts.date() if starts else None,
            help_text=_("Leave it empty when no meeting is known."),
        )
        self.fields["at"] = forms.TimeField(
            label=_("Time"),
            required=False,
            initial=starts.time() if starts else None,
            input_formats=["%H:%M", "%H.%M"],
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            error_messages={"invalid": _("This is no time of day. Write it as 18.00.")},
        )
        self.fields["where"] = _line(_("Where"), help_text=_("Everyone can read when and where you meet."))
        self.fields["link"] = WebAddress(
            lambda value: url(value, "link"),
            label=_("Link for taking part from afar"),
            help_text=_("Only members see it."),
            max_length=500,
        )
        if meeting is not None:
            self.fields["where"].initial, self.fields["link"].initial = meeting.where, meeting.link

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("day") and not said.get("at") and "at" not in self.errors:
            self.add_error("at", _("Say when it begins."))
        if not said.get("day") and "day" not in self.errors and (said.get("where") or said.get("link")):
            self.add_error("day", _("Give the day."))
        return said

    def meeting(self) -> MeetingFacts | None:
        said = self.cleaned_data
        if not said["day"]:
            return None
        starts = timezone.make_aware(datetime.combine(said["day"], said["at"]))
        return MeetingFacts(starts=starts, where=said["where"], link=said["link"])


class MaterialForm(GroupForm):
    """A link or a file."""

    def __init__(self, data: Any, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["title"] = _line(_("What is it?"))
        self.fields["url"] = WebAddress(lambda value: url(value, "url"), label=_("Web address"), max_length=500)
        self.fields["file"] = forms.FileField(
            label=_("Or a file"),
            help_text=_("A PDF or a picture, at most 10 megabytes."),
            required=False,
            error_messages={"empty": _("Choose a file that is not empty.")},
        )
