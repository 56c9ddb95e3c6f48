"""What an association answers when it is asked whether its entry is still right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from raitti.core.languages import CONTENT_LANGUAGES
from raitti.core.texts import pick
from raitti.core.verdicts import Verdict
from raitti.directory.actions import checks
from raitti.directory.actions.freshness import CheckAnswer
from raitti.directory.facts import ChannelFacts, OrganisationFacts, ServiceFacts
from raitti.directory.forms.fields import Checked, WebAddress, Words
from raitti.directory.forms.parts import Part
from raitti.directory.forms.times import in_words, read_words
from raitti.directory.models import Organisation, OrganisationStatus, Service
from raitti.directory.snapshots import service_facts

_PLAIN = ("phone", "email", "website")
_LONGEST_REASON = 300


@dataclass(frozen=True)
class AskedService:
    """One service as it is asked about: its times in words, and the fields that say what is new."""

    service: Service
    facts: ServiceFacts
    words: str
    ended: BoundField
    times: BoundField | None
    changed: bool


class CheckForm(Part):
    """A few simple fields of an entry, as they are; whatever comes back otherwise has changed."""

    def __init__(
        self, data: Any = None, *, base: OrganisationFacts, services: Sequence[Service], language: str, today: date
    ) -> None:
        self.base, self.language, self.today = base, language, today
        super().__init__(data, auto_id="%s")
        # The description is asked about in the language the reader sees it in.
        self.described_in = pick(dict(base.description), language).language
        self.fields |= {
            "phone": Checked(checks.phone, label=_("Phone"), max_length=60),
            "email": Checked(checks.email, label=_("E-mail"), widget=forms.EmailInput),
            "website": WebAddress(checks.url, label=_("Website")),
            "description": Words(long=True, label=_("Description")),
        }
        self.initial = {name: getattr(base, name) for name in _PLAIN}
        self.initial["description"] = base.description.get(self.described_in, "")
        self._services = list(services)
        self._facts = {service.uid: service_facts(service) for service in services}
        for uid, facts in self._facts.items():
            self.fields[f"ended-{uid}"] = forms.BooleanField(required=False, label=_("This has ended"))
            if (way := _way_with_times(facts)) is not None:
                self.fields[f"times-{uid}"] = Words(long=True, label=_("Times"), max_length=2000)
                self.initial[f"times-{uid}"] = in_words(way.schedules, language, today=today)

    @property
    def description_language(self) -> str:
        """The name of the description's language where it is not the reader's own."""
        is_own = self.described_in == self.language
        return "" if is_own else dict(CONTENT_LANGUAGES).get(self.described_in, self.described_in)

    def simple_fields(self) -> list[BoundField]:
        return [self[name] for name in (*_PLAIN, "description")]

    def asked_services(self) -> list[AskedService]:
        """The services with their fields, as the page shows them."""
        return [self._asked(service) for service in self._services]

    def _asked(self, service: Service) -> AskedService:
        ended, times = f"ended-{service.uid}", f"times-{service.uid}"
        has_times = times in self.fields
        return AskedService(
            service=service,
            facts=self._facts[service.uid],
            words=self.initial.get(times, ""),
            ended=self[ended],
            times=self[times] if has_times else None,
            changed=self.is_bound and (self.touched(ended) or (has_times and self.touched(times))),
        )

    def changed_fields(self) -> list[str]:
        """The simple fields that came back otherwise, to be left open."""
        return [name for name in (*_PLAIN, "description") if self.is_bound and self.touched(name)]

    def answer(self) -> CheckAnswer:
        """What is new; ask only a valid form. Times that are not understood come along as they were written."""
        fields: dict[str, Any] = {name: self.cleaned_data[name] for name in _PLAIN if self.touched(name)}
        if fields:
            fields["contacts"] = tuple(
                replace(each, **_followed(self.base, each, fields)) for each in self.base.contacts
            )
        if self.touched("description"):
            texts = {**self.base.description, self.described_in: self.cleaned_data["description"]}
            fields["description"] = {code: words for code, words in texts.items() if words}
        ended = [uid for uid in self._facts if self.cleaned_data[f"ended-{uid}"]]
        channels: dict[UUID, tuple[ChannelFacts, ...]] = {}
        words: dict[UUID, str] = {}
        for uid, facts in self._facts.items():
            if f"times-{uid}" not in self.fields or uid in ended or not self.touched(f"times-{uid}"):
                continue
            written = self.cleaned_data[f"times-{uid}"]
            try:
                channels[uid] = self._with_times(facts, written)
            except forms.ValidationError:
                words[uid] = written
        return CheckAnswer(fields=fields, ended=ended, channels=channels, times=words)

    def _with_times(self, facts: ServiceFacts, written: str) -> tuple[ChannelFacts, ...]:
        own = _way_with_times(facts)
        schedules = read_words(written, own.schedules if own else (), language=self.language, today=self.today)
        return tuple(replace(way, schedules=schedules) if way is own else way for way in facts.channels)

    def refuse(self, verdict: Verdict) -> None:
        """Show a refusal of the action at the field it is about."""
        field = str(verdict.details.get("field", ""))
        self.add_error(field if field in self.fields else None, forms.ValidationError(str(verdict.reason)))


def _way_with_times(facts: ServiceFacts) -> ChannelFacts | None:
    """The way to a service whose times are asked about: the first that has any, else the first there is."""
    return next((way for way in facts.channels if way.schedules), next(iter(facts.channels), None))


def _followed(base: OrganisationFacts, contact: Any, fields: dict[str, Any]) -> dict[str, Any]:
    """A contact that repeats the organisation's own number or address changes with it."""
    return {
        name: fields[name]
        for name in ("phone", "email")
        if name in fields and getattr(base, name) and getattr(contact, name) == getattr(base, name)
    }


class CloseForm(forms.Form):
    """That an association rests or is no more, since when and why."""

    use_required_attribute = False

    status = forms.ChoiceField(
        choices=[
            (OrganisationStatus.DORMANT.value, _("We take a break")),
            (OrganisationStatus.DISSOLVED.value, _("We no longer exist")),
        ],
        label=_("Which is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    since = forms.DateField(
        label=_("Since when"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Say since when, such as 31.12.2026."),
            "invalid": _("Write the day like this: 31.12.2026."),
        },
    )
    reason = forms.CharField(
        label=_("Why, in a few words for everyone to read"),
        max_length=_LONGEST_REASON,
        error_messages={"required": _("Say in a few words why, so that those who look for you know.")},
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, auto_id="close-%s", initial={"since": today})
        self.today = today

    def clean_since(self) -> date | None:
        day: date | None = self.cleaned_data["since"]
        if day is not None and day > self.today:
            raise forms.ValidationError(_("This day is still to come. Come back then, or write today’s date."))
        return day


class LeaveForm(forms.Form):
    """Who looks after the page now, from someone who does not any more."""

    words = forms.CharField(
        label=_("Do you know who looks after it now?"),
        help_text=_("A name, and how to reach them. You can leave this empty."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("This is too long: at most %(limit_value)d characters fit.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="leave-%s")


class StateForm(CloseForm):
    """The same for those who keep the page, who can also say that it goes on again."""

    def __init__(self, data: Any = None, *, organisation: Organisation, today: date) -> None:
        super().__init__(data, today=today)
        status = self.fields["status"]
        status.choices, status.label = OrganisationStatus.choices, _("How things are")  # type: ignore[attr-defined]
        self.initial = {"status": organisation.status, "since": organisation.status_since or today}
        if (data or {}).get("status") == OrganisationStatus.ACTIVE:
            for name in ("since", "reason"):
                self.fields[name].required = False
