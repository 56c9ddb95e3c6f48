"""A nomination as a form, a place for each candidate with the deputy beside; and a candidate's own yes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from raitti.bodies.facts.calls import CandidateFacts, NominationFacts
from raitti.bodies.models import Call, Candidate, Gender, Holding, Nomination, Seat
from raitti.core.texts import pick
from raitti.directory.forms.fields import Words

_NO_ADDRESS = _("This does not look like an e-mail address. Check it.")


@dataclass(frozen=True)
class Place:
    """The fields of one candidate, and of their deputy."""

    number: int
    member: tuple[BoundField, ...]
    deputy: tuple[BoundField, ...]
    # What came of asking them, where they have been asked.
    candidate: Candidate | None
    deputy_candidate: Candidate | None

    @property
    def is_open(self) -> bool:
        """Whether anything stands in it, or is wrong with it."""
        fields = (*self.member, *self.deputy)
        return self.number == 0 or any(field.value() or field.errors for field in fields)


class NominationForm(forms.Form):
    """Whom an association nominates. What is wrong is said by the action, so that what is only kept may lack a lot."""

    use_required_attribute = False

    def __init__(
        self, data: Any, *, call: Call, seats: Iterable[Seat], nomination: Nomination | None, language: str
    ) -> None:
        super().__init__(data)
        self.call, self.language = call, language
        people = list(nomination.candidates.all()) if nomination is not None else []
        self._members = [each for each in people if each.as_what == Holding.Place.MEMBER]
        self._deputies = {each.deputy_of_id: each for each in people if each.as_what == Holding.Place.DEPUTY}
        self._seats = list(seats)
        for number in range(max(call.candidates_each, len(self._members))):
            self._add_place(number)
        self.fields["motivation"] = Words(
            label=_("Why these?"),
            widget=forms.Textarea(attrs={"rows": 5}),
            max_length=4000,
            initial=nomination.motivation if nomination is not None else "",
            help_text=_(
                "What they know and whom they speak for. Please write nothing about anyone’s health or other "
                "private matters."
            ),
            error_messages={"max_length": _("This is too long: at most 4 000 characters fit.")},
        )

    def _add_place(self, number: int) -> None:
        member = self._member(number)
        deputy = self._deputies.get(member.pk) if member else None
        self._add_person("", number, member, name=_("Name"), email=_("E-mail address"))
        if self._seats:
            self.fields[f"wished_{number}"] = forms.TypedChoiceField(
                label=_("Which seat"),
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", _("any of them")), *((s.pk, pick(s.name, self.language).value) for s in self._seats)],
                initial=member.wished_id if member else None,
                error_messages={"invalid_choice": _("This seat is not among those of the call.")},
            )
        if self.call.wants_deputies:
            self._add_person(
                "deputy_", number, deputy, name=_("Name of the deputy"), email=_("Deputy’s e-mail address")
            )

    def _add_person(self, prefix: str, number: int, person: Candidate | None, *, name: Any, email: Any) -> None:
        self.fields[f"{prefix}name_{number}"] = Words(
            label=name,
            max_length=200,
            initial=person.name if person else "",
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
        self.fields[f"{prefix}email_{number}"] = forms.EmailField(
            label=email,
            required=False,
            initial=person.email if person else "",
            widget=forms.EmailInput(attrs={"autocomplete": "off"}),
            error_messages={"invalid": _NO_ADDRESS},
        )

    def _member(self, number: int) -> Candidate | None:
        return self._members[number] if number < len(self._members) else None

    @property
    def places(self) -> list[Place]:
        made = []
        for number in range(max(self.call.candidates_each, len(self._members))):
            own = [name for name in (f"name_{number}", f"email_{number}", f"wished_{number}") if name in self.fields]
            theirs = [f"deputy_name_{number}", f"deputy_email_{number}"] if self.call.wants_deputies else []
            member = self._member(number)
            made.append(
                Place(
                    number,
                    tuple(self[name] for name in own),
                    tuple(self[name] for name in theirs),
                    member,
                    self._deputies.get(member.pk) if member else None,
                )
            )
        return made

    def facts(self) -> NominationFacts:
        said = self.cleaned_data
        return NominationFacts(
            candidates=tuple(
                CandidateFacts(
                    name=said[f"name_{place.number}"],
                    email=said[f"email_{place.number}"],
                    wished=said.get(f"wished_{place.number}") if said[f"name_{place.number}"] else None,
                    deputy_name=said.get(f"deputy_name_{place.number}", ""),
                    deputy_email=said.get(f"deputy_email_{place.number}", ""),
                )
                for place in self.places
            ),
            motivation=said["motivation"],
            language=self.language,
        )


class CandidateForm(forms.Form):
    """A candidate's own yes or no; whether their name may be public; and gender, if they want to state it."""

    use_required_attribute = False
    answer = forms.ChoiceField(
        label=_("Are you willing?"),
        choices=[("yes", _("Yes, I am willing")), ("no", _("No, I am not"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    name_is_public = forms.BooleanField(
        label=_("My name may be public if I am appointed"),
        required=False,
        help_text=_("Otherwise everyone sees the association alone. You can change this at any time by the same link."),
    )
    gender = forms.ChoiceField(
        label=_("Gender, if you want to state it"),
        required=False,
        choices=[("", _("I do not state it")), *Gender.choices],
        widget=forms.RadioSelect,
        help_text=_(
            "It is used only to count the balance of the whole body. Whoever does not state it is counted as unknown."
        ),
    )

    def __init__(self, data: Any, *, candidate: Candidate) -> None:
        super().__init__(data)
        answers = {Candidate.Consent.GIVEN: "yes", Candidate.Consent.DECLINED: "no", Candidate.Consent.WITHDRAWN: "no"}
        holder = candidate.holding.holder if candidate.holding is not None else None
        self.initial = {
            "answer": answers.get(Candidate.Consent(candidate.consent), ""),
            "name_is_public": holder.name_is_public if holder is not None else candidate.name_is_public,
            "gender": candidate.gender,
        }
        if holder is not None:
            self.fields["answer"].label = _("Are you still willing?")
