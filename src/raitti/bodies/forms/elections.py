"""An election, its candidates and quotas, and the ballot as forms."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.facts.elections import CandidateFacts, ElectionFacts, QuotaFacts
from raitti.bodies.models import Body, Election, ElectionCandidate, ElectionQuota, Holding, Seat
from raitti.core.texts import pick
from raitti.directory.forms.fields import DayField, Words
from raitti.directory.forms.texts import TextsForm
from raitti.directory.models import Organisation
from raitti.directory.queries.claims import find_by_name

_EVENING = time(16, 0)


class ElectionForm(TextsForm):
    """What is decided, by which rule, among whom, until when."""

    def __init__(self, data: Any, *, body: Body, language: str, election: Election | None = None) -> None:
        super().__init__(data)
        self.election, self.is_of_group = election, body.is_open_group
        self.areas = {str(area.pk): area for area in body.areas.all()}
        self.topics = {str(topic.pk): topic for topic in body.topics.all()}
        name, text = getattr(election, "name", ""), getattr(election, "text", "")
        missing = _("Say what is decided, for example: chair 2027–2028.")
        self.add_texts("name", _("What is decided"), name, language=language, rows=1, missing=missing)
        self.add_texts("text", _("What voters should know"), text, language=language, rows=4)
        self.fields["rule"] = forms.ChoiceField(
            label=_("How it is decided"), choices=Election.Rule.choices, widget=forms.RadioSelect
        )
        self.fields["seats"] = forms.IntegerField(
            label=_("How many are elected"), min_value=1, max_value=100, widget=_number()
        )
        self.fields["roll"] = forms.ChoiceField(label=_("Who votes"), choices=_rolls(body), widget=forms.RadioSelect)
        if self.areas:
            self._add_choices("areas", _("Associations of which areas"), self.areas, language)
        if self.topics:
            self._add_choices("topics", _("Associations with which topics"), self.topics, language)
        self.fields["day"] = DayField(label=_("Last day to vote"), required=False)
        self.fields["hour"] = forms.TimeField(
            label=_("Closes at"),
            required=False,
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            input_formats=["%H:%M", "%H.%M", "%H"],
            error_messages={"invalid": _("This is no time of day. Write it as 16:00.")},
        )
        self.initial = self._shown(election)

    def _add_choices(self, name: str, label: Any, rows: dict[str, Any], language: str) -> None:
        self.fields[name] = forms.MultipleChoiceField(
            label=label,
            required=False,
            choices=[(key, pick(row.name, language).value) for key, row in rows.items()],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("With none ticked, all associations vote. Looked at only where associations vote."),
        )

    def _shown(self, election: Election | None) -> dict[str, Any]:
        if election is None:
            everything = {"areas": list(self.areas), "topics": []}
            roll = "group" if self.is_of_group else "associations"
            return everything | {"rule": "equal_shares", "roll": roll, "seats": 1, "hour": _EVENING}
        closes = timezone.localtime(election.closes) if election.closes else None
        return {
            "rule": election.rule,
            "roll": election.roll,
            "seats": election.seats,
            "areas": [str(area.pk) for area in election.areas.all()],
            "topics": [str(topic.pk) for topic in election.topics.all()],
            "day": closes.date() if closes else None,
            "hour": closes.time() if closes else _EVENING,
        }

    def facts(self) -> ElectionFacts:
        said = self.cleaned_data
        name, text = getattr(self.election, "name", ""), getattr(self.election, "text", "")
        closes = datetime.combine(said["day"], said["hour"] or _EVENING) if said["day"] else None
        return ElectionFacts(
            name=self.texts("name", name),
            text=self.texts("text", text),
            rule=said["rule"],
            roll=said["roll"],
            seats=said["seats"],
            closes=timezone.make_aware(closes) if closes else None,
            areas=tuple(self.areas[key] for key in said.get("areas", ())),
            topics=tuple(self.topics[key] for key in said.get("topics", ())),
        )


def _rolls(body: Body) -> list[tuple[str, Any]]:
    """Rolls that can have somebody on them: members of a group vote in open groups."""
    return [
        (value, label) for value, label in Election.Roll.choices if value != Election.Roll.GROUP or body.is_open_group
    ]


class SeatElectedForm(TextsForm):
    """Which seat somebody elected gets, as what, and from when."""

    def __init__(
        self, data: Any, *, candidates: Sequence[ElectionCandidate], seats: Sequence[Seat], since: date, language: str
    ) -> None:
        super().__init__(data)
        self.candidates = {str(one.pk): one for one in candidates}
        self.seats = {str(seat.pk): seat for seat in seats}
        gone = {"invalid_choice": _("This has changed meanwhile. Look at the page as it is now.")}
        self.fields["candidate"] = forms.ChoiceField(
            label=_("Who was elected"), choices=[(key, str(one)) for key, one in self.candidates.items()],
            error_messages=gone,
        )  # fmt: skip
        missing = {"required": _("Choose the seat.")}
        named = [(key, pick(seat.name, language).value) for key, seat in self.seats.items()]
        self.fields["seat"] = forms.ChoiceField(
            label=_("Seat"), choices=[("", _("choose")), *named], error_messages=gone | missing
        )
        self.fields["place"] = forms.ChoiceField(
            label=_("As what"), choices=Holding.Place.choices, initial=Holding.Place.MEMBER, widget=forms.RadioSelect
        )
        self.fields["since"] = DayField(label=_("They sit from"), initial=since)
        self.fields["email"] = forms.EmailField(
            label=_("E-mail"),
            required=False,
            help_text=_("For those who were not nominated in a call here. Theirs is known otherwise."),
        )

    @property
    def candidate(self) -> ElectionCandidate:
        return self.candidates[self.cleaned_data["candidate"]]

    @property
    def seat(self) -> Seat:
        return self.seats[self.cleaned_data["seat"]]


class CandidateForm(TextsForm):
    """Somebody who is put up, with their consent."""

    def __init__(self, data: Any, *, language: str, candidate: ElectionCandidate | None = None) -> None:
        super().__init__(data)
        self.candidate = candidate
        self.fields["name"] = Words(
            label=_("Name"),
            max_length=200,
            required=True,
            help_text=_("Everyone sees it. Put up only those who have said yes to that."),
            error_messages={"required": _("Give the candidate’s name.")},
        )
        self.fields["organisation"] = Words(
            label=_("Association"), max_length=200, help_text=_("Its name in Raitti, or nothing.")
        )
        text = getattr(candidate, "text", "")
        self.add_texts("text", _("In their own words"), text, language=language, rows=3, most=2000)
        if candidate is not None:
            self.initial = {"name": candidate.name, "organisation": str(candidate.organisation or "")}

    def clean_organisation(self) -> Organisation | None:
        name = self.cleaned_data["organisation"].strip()
        if not name:
            return None
        if self.candidate is not None and name == str(self.candidate.organisation or ""):
            return self.candidate.organisation
        found = find_by_name(name)
        exact = [one for one in found if name.casefold() in {value.casefold() for value in one.name.data.values()}]
        if len(exact or found) != 1:
            known = ", ".join(str(one) for one in found[:5])
            why = _("Several associations are found by this: %s. Write the whole name.") % known
            raise forms.ValidationError(why if found else _("No association is found by this name. Check it."))
        return (exact or found)[0]

    def facts(self) -> CandidateFacts:
        said, before = self.cleaned_data, self.candidate
        return CandidateFacts(
            name=said["name"],
            organisation=said["organisation"],
            text=self.texts("text", getattr(before, "text", "")),
            holder=before.holder if before else None,
            nominee=before.nominee if before else None,
        )


class QuotaForm(TextsForm):
    """Of these candidates so many at least and at most."""

    def __init__(
        self, data: Any, *, candidates: Sequence[ElectionCandidate], language: str, quota: ElectionQuota | None = None
    ) -> None:
        super().__init__(data)
        self.quota = quota
        name = getattr(quota, "name", "")
        missing = _("Give it a name, for example: the coast.")
        self.add_texts("name", _("Theme, area or group"), name, language=language, rows=1, missing=missing)
        self.fields["at_least"] = forms.IntegerField(
            label=_("At least"), min_value=0, max_value=100, initial=1, widget=_number()
        )
        self.fields["at_most"] = forms.IntegerField(
            label=_("At most, or nothing"), min_value=0, max_value=100, required=False, widget=_number()
        )
        self.fields["numbers"] = forms.MultipleChoiceField(
            label=_("Which candidates"),
            choices=[(str(one.number), f"{one.number}. {one}") for one in candidates],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Tick the candidates it is about.")},
        )
        if quota is not None:
            numbers = [str(one.number) for one in quota.candidates.all()]
            self.initial = {"at_least": quota.at_least, "at_most": quota.at_most, "numbers": numbers}

    def facts(self) -> QuotaFacts:
        said = self.cleaned_data
        return QuotaFacts(
            name=self.texts("name", getattr(self.quota, "name", "")),
            numbers=tuple(int(number) for number in said["numbers"]),
            at_least=said["at_least"],
            at_most=said["at_most"],
        )


class BallotForm(forms.Form):
    """A ballot: ticks, or a rank for each candidate one puts in order. Nothing chosen is a blank ballot."""

    def __init__(self, data: Any, *, candidates: Sequence[ElectionCandidate], is_ranked: bool) -> None:
        super().__init__(data)
        self.candidates = [one for one in candidates if one.withdrawn is None]
        self.is_ranked = is_ranked
        most = len(self.candidates)
        for one in self.candidates:
            self.fields[f"choice-{one.number}"] = (
                forms.IntegerField(
                    label=str(one),
                    min_value=1,
                    max_value=most,
                    required=False,
                    widget=_number(),
                    error_messages=dict.fromkeys(
                        ("invalid", "min_value", "max_value"),
                        _("%(name)s: write a whole number from 1 to %(most)d, or nothing.")
                        % {"name": one, "most": most},
                    ),
                )
                if is_ranked
                else forms.BooleanField(label=str(one), required=False)
            )

    def clean(self) -> dict[str, Any]:
        said = dict(super().clean() or {})
        if self.is_ranked:
            taken: dict[int, ElectionCandidate] = {}
            for one in self.candidates:
                rank = said.get(f"choice-{one.number}")
                if rank in taken:
                    words = {"rank": rank, "one": taken[rank], "other": one}
                    why = _("%(one)s and %(other)s both have the rank %(rank)d. Give each a rank of their own.")
                    self.add_error(f"choice-{one.number}", why % words)
                elif rank:
                    taken[rank] = one
        return said

    def choices(self) -> tuple[int, ...]:
        """The numbers chosen; in order, where they were put in order. Gaps between ranks do not matter."""
        said = [(self.cleaned_data.get(f"choice-{one.number}"), one.number) for one in self.candidates]
        return tuple(number for _rank, number in sorted((rank, number) for rank, number in said if rank))

    @property
    def rows(self) -> list[tuple[ElectionCandidate, forms.BoundField]]:
        return [(one, self[f"choice-{one.number}"]) for one in self.candidates]


def _number() -> forms.NumberInput:
    return forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
