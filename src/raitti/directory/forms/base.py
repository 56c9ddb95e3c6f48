"""What the forms of all entries share: facts in, what people see and change of them, facts out.

A form keeps to one promise: a value it does not show, or whose field was left as it was, comes out as it went in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar, cast

from django import forms
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.core.languages import CONTENT_CODES, INTERFACE_CODES
from raitti.core.texts import pick
from raitti.core.verdicts import Verdict
from raitti.directory.facts import LocationFacts, OrganisationFacts, ServiceFacts
from raitti.directory.forms.choosing import Choice, Group, TicksField, topic_groups
from raitti.directory.forms.contacts import ContactForm, contact_forms
from raitti.directory.forms.fields import AreaNames, Words
from raitti.directory.forms.meant import WEIGHTS, topics_meant
from raitti.directory.forms.parts import Part, sent_by
from raitti.directory.forms.tongues import Tongue, add_texts, changed_texts, shown_texts, tongues_of

F = TypeVar("F", OrganisationFacts, ServiceFacts, LocationFacts)
# What a browser sends along that is no part of the entry.
_NOT_KEPT = ("csrfmiddlewaretoken", "action", "begun", "choice.", "seen", "stamp")


@dataclass(frozen=True)
class Problem:
    """One thing to mend: the id of the field it is at (empty: the whole form) and what to do."""

    field: str
    message: str


class EntryForm(Part, Generic[F]):
    """The form of one entry. `base` is the entry as it was when the person began; `language` the reader's.

    The texts keep to the language in which the form was begun.
    """

    kind_of_entry: ClassVar[str]
    # Facts that are texts in several languages, by label; the first ones are asked for at once.
    translated: ClassVar[Mapping[str, tuple[str | Promise, bool]]] = {}
    first_texts: ClassVar[tuple[str, ...]] = ("name", "summary", "description")
    plain: ClassVar[tuple[str, ...]] = ()
    numbers: ClassVar[tuple[str, ...]] = ()
    several: ClassVar[tuple[str, ...]] = ()
    topic_lists: ClassVar[Mapping[str, str]] = {}

    def __init__(self, data: Any = None, *, base: F, language: str, today: date, **options: Any) -> None:
        self.base: F = base
        self.today = today
        self.reader = language
        # What was written in words stays in the language it was begun in, whatever the page speaks now.
        begun_in = str((data or {}).get("language", ""))
        self.language = begun_in if begun_in in INTERFACE_CODES else language
        super().__init__(data, auto_id="%s", **options)
        self.fields["language"] = Words(widget=forms.HiddenInput())
        for name, (label, is_long) in self.translated.items():
            add_texts(self, name, long=is_long, label=label)
        self.initial = self.shown() | {"language": self.language}
        self.contacts: list[ContactForm] = contact_forms(
            data, base.contacts, language=self.language, today=today, with_empty=not base.contacts
        )

    # What is shown.

    def shown(self) -> dict[str, Any]:
        """The facts as the fields show them."""
        values: dict[str, Any] = {name: getattr(self.base, name) for name in self.plain + self.numbers}
        for name in self.translated:
            values |= shown_texts(name, getattr(self.base, name))
        for name in (*self.several, *self.topic_lists):
            values[name] = list(getattr(self.base, name))
        return values

    def tongues(self) -> list[Tongue]:
        """The languages of the texts, the person's own first."""
        further = [name for name in self.translated if name not in self.first_texts]
        return tongues_of(self, self.first_texts, further, language=self.language)

    def topic_choices(self, name: str) -> list[Group]:
        """A list of topics to tick, with what is ticked."""
        return topic_groups(self.topic_lists[name], set(self[name].value() or ()), language=self.reader)

    def topics_to_choose(self) -> list[Group]:
        return self.topic_choices("topics")

    def target_groups_to_choose(self) -> list[Group]:
        return self.topic_choices("target_groups")

    def likely_topics(self) -> tuple[str, ...]:
        """Topics that are near at hand whatever is written."""
        return ()

    def meant(self, name: str) -> list[Choice]:
        """Topics of a list that what is written is about, with what is ticked."""
        texts = {
            field: {code: str(self[f"{field}_{code}"].value() or "") for code in CONTENT_CODES}
            for field in WEIGHTS
            if field in self.translated
        }
        chosen = set(self[name].value() or ())
        likely = self.likely_topics() if name == "topics" else ()
        return topics_meant(texts, self.topic_lists[name], chosen=chosen, likely=likely, language=self.reader)

    def topics_to_offer(self) -> list[Choice]:
        """Of the topics that are meant those not ticked yet; likewise below."""
        return [choice for choice in self.meant("topics") if not choice.is_chosen]

    def target_groups_to_offer(self) -> list[Choice]:
        return [choice for choice in self.meant("target_groups") if not choice.is_chosen]

    def title(self) -> str:
        """The name as it is written now, in whichever language it has one."""
        return pick({code: str(self[f"name_{code}"].value() or "") for code in CONTENT_CODES}, self.language).value

    # What comes out.

    def parts(self) -> Iterator[Part]:
        """The smaller forms within, each about one contact or one way to take part."""
        yield from self.contacts

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        if not any(cleaned.get(f"name_{code}") for code in CONTENT_CODES):
            self.add_error(f"name_{self.language}", _("Write the name first; everything else can wait."))
        return cleaned

    def is_valid(self) -> bool:
        own = super().is_valid()
        return all([own, *(part.is_valid() for part in self.parts())])

    def facts(self) -> F:
        """What the entry is to be; ask only a valid form."""
        changes: dict[str, Any] = {
            name: self.cleaned_data[name] for name in self.plain + self.numbers if self.touched(name)
        }
        for name in self.translated:
            changes |= changed_texts(self, name, getattr(self.base, name))
        for name in (*self.several, *self.topic_lists):
            if self.touched(name):
                changes[name] = self._chosen(name)
        contacts = tuple(found for part in self.contacts if (found := part.facts()) is not None)
        if contacts != self.base.contacts:
            changes["contacts"] = contacts
        return replace(self.base, **(changes | self.further_changes()))

    def facts_so_far(self) -> F:
        """The facts of a form that can be read, else what it began with."""
        return self.facts() if self.is_bound and self.is_valid() else self.base

    def notes(self) -> list[str]:
        """What the writer should know of what the changes do; ask only a valid form."""
        return []

    def area_field(self, name: str) -> AreaNames:
        return cast("AreaNames", self.fields[name])

    def further_changes(self) -> dict[str, Any]:
        """Changes of facts that need more than a field each."""
        return {}

    def _chosen(self, name: str) -> tuple[str, ...]:
        """What is ticked, after whatever this form has no tick for."""
        offered = cast("TicksField", self.fields[name]).offered()
        others: list[str] = [value for value in getattr(self.base, name) if value not in offered]
        return (*others, *self.cleaned_data[name])

    # What went wrong.

    def problems(self) -> list[Problem]:
        """Everything to mend, in the order of the page."""
        if not self.is_bound:
            return []
        found = [Problem("", str(message)) for message in self.non_field_errors()]
        for form in (self, *self.parts()):
            for name in form.fields:
                found += [Problem(form[name].auto_id, str(message)) for message in form.errors.get(name, ())]
        return found

    def be_quiet(self) -> None:
        """Say nothing of what is not right yet."""
        for part in (self, *self.parts()):
            if part.is_bound:
                part._errors = ErrorDict()  # type: ignore[attr-defined]

    def refuse(self, verdict: Verdict) -> None:
        """Show a refusal of the action at the field it is about."""
        field = str(verdict.details.get("field", ""))
        known = next((name for name in (field, f"{field}_{self.language}") if name in self.fields), None)
        self.add_error(known, forms.ValidationError(str(verdict.reason), code=verdict.code))


def as_sent(form: EntryForm[Any]) -> MultiValueDict[str, str]:
    """What a browser would send for the form as it is shown."""
    sent: dict[str, list[str]] = {}
    for part in (form, *form.parts()):
        sent |= {name: [*sent.get(name, []), *values] for name, values in sent_by(part).items()}
    return MultiValueDict(sent)


def kept_form(data: Any) -> dict[str, list[str]]:
    """The part of what a browser sent that a draft keeps, as JSON values."""
    return {
        name: [str(value)[:20_000] for value in values]
        for name, values in data.lists()
        if not name.startswith(_NOT_KEPT)
    }
