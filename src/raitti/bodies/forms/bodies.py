"""What is asked of a body: what it says of itself and by which rules it sits, how it begins, why it ends."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.bodies.boards import boards
from raitti.bodies.facts.bodies import BodyFacts
from raitti.bodies.forms.fields import CountField, OrganisationField
from raitti.bodies.models import Body, BodyKind, Joining, TermRule
from raitti.core.languages import INTERFACE_LANGUAGES
from raitti.core.texts import pick
from raitti.directory.actions import checks
from raitti.directory.forms.choosing import THEMES, topics_field
from raitti.directory.forms.fields import AreaNames, DayField, WebAddress, Words, area_names
from raitti.directory.forms.texts import TextsForm
from raitti.directory.models import Organisation, Publication
from raitti.places.models import Area, AreaKind

_NUMBERS = {
    "term_years": _("Years of a term"),
    "most_terms": _("Terms on end a person may sit, at most"),
    "most_organisation_terms": _("Terms on end an organisation may have a member, at most"),
    "meetings_a_year": _("Meetings a year, at least"),
    "most_meetings_a_year": _("Meetings a year, at most"),
}
_TICKS = {
    "fills_vacancies": _("The body itself fills a seat that falls empty within a term"),
    "is_gender_balanced": _("The rule of 40 per cent of each gender binds it (609/1986, § 4 a)"),
}
_HALF, _PER_CENT = Decimal("0.5"), Decimal(100)


class BodyForm(TextsForm):
    """What is said of a body."""

    def __init__(self, data: Any, *, body: Body | None, language: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.body = body
        missing = _("The name is missing.")
        self.add_texts("name", _("Name"), getattr(body, "name", ""), language=language, rows=1, missing=missing)
        self._add_kind()
        for name, label, rows in (
            ("summary", _("In one sentence"), 1),
            ("purpose", _("What it is for"), 4),
            ("how_to_get_in", _("How to get in"), 3),
        ):
            self.add_texts(name, label, getattr(body, name, ""), language=language, rows=rows)
        self._add_where(language)
        self._add_mandate(language)
        self._add_rules()

    def _add_kind(self) -> None:
        body = self.body
        self.fields["kind"] = forms.ChoiceField(
            label=_("What kind of body?"),
            choices=BodyKind.choices,
            initial=body.kind if body else BodyKind.ADVISORY_BOARD,
        )
        self.fields["joining"] = forms.ChoiceField(
            label=_("How does one get in?"),
            choices=Joining.choices,
            initial=body.joining if body else Joining.BY_SEAT,
        )
        self.fields["publication"] = forms.ChoiceField(
            label=_("Who sees its page?"),
            choices=[(Publication.PUBLISHED, _("everyone")), (Publication.DRAFT, _("only its own people, for now"))],
            initial=body.publication if body else Publication.PUBLISHED,
        )

    def _add_where(self, language: str) -> None:
        body = self.body
        self.areas = AreaNames(
            label=_("Works in"), help_text=_("Municipalities or regions by name, with commas between them.")
        )
        codes = [_code(area) for area in body.areas.all()] if body is not None else []
        self.areas.initial = self.areas.show(codes, area_names(codes, language))
        self.fields["areas"] = self.areas
        topics = topics_field(THEMES, label=_("Themes"))
        topics.initial = [topic.uri for topic in body.topics.all()] if body is not None else []
        self.fields["topics"] = topics
        self.fields["languages"] = forms.MultipleChoiceField(
            label=_("Languages it works in"),
            choices=INTERFACE_LANGUAGES,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=body.languages if body else [language],
        )
        self.fields["email"] = Words(
            label=_("E-mail"),
            help_text=_("The body’s own address, not a person’s: those it represents write here."),
            initial=body.email if body else "",
        )

    def _add_mandate(self, language: str) -> None:
        body = self.body
        before = getattr(body, "mandate_name", "")
        self.add_texts(
            "mandate_name",
            _("Mandate document"),
            before,
            language=language,
            rows=1,
            help_text=_("What it was set up by, for example: decision of the region’s board, 12 May 2025, § 84."),
        )
        self.fields["mandate_url"] = WebAddress(checks.url, label=_("Link to the document"))
        self.fields["mandated_on"] = DayField(label=_("Day of the document"), required=False)
        if body is not None:
            self.fields["mandate_url"].initial = body.mandate_url
            self.fields["mandated_on"].initial = body.mandated_on

    def _add_rules(self) -> None:
        body = self.body
        self.fields["term_rule"] = forms.ChoiceField(
            label=_("How long do those appointed sit?"),
            choices=TermRule.choices,
            initial=body.term_rule if body else TermRule.NONE,
        )
        for name, label in _NUMBERS.items():
            self.fields[name] = CountField(label=label, initial=getattr(body, name, None))
        self.fields["notice_days"] = CountField(
            label=_("Call and agenda go out at least so many days before a meeting"),
            initial=body.notice_days if body else 7,
        )
        self.fields["quorum"] = CountField(
            label=_("Share of the deciding seats that must be present, per cent"),
            initial=round(Decimal(body.quorum) * _PER_CENT) if body else 50,
        )
        for name, label in _TICKS.items():
            self.fields[name] = forms.BooleanField(label=label, required=False, initial=getattr(body, name, False))

    def facts(self, **more: Any) -> BodyFacts:
        """What a valid form says; what it does not show stays."""
        before, given = self.body, self.cleaned_data
        texts = ("name", "summary", "purpose", "how_to_get_in", "mandate_name")
        same = [
            "kind",
            "joining",
            "publication",
            "email",
            "mandate_url",
            "mandated_on",
            "term_rule",
            *_NUMBERS,
            *_TICKS,
        ]
        shown = self.areas.codes(given["areas"])
        ours = set(self.fields["topics"].offered())  # type: ignore[attr-defined]
        others = [topic.uri for topic in before.topics.all() if topic.uri not in ours] if before is not None else []
        said: dict[str, Any] = {name: self.texts(name, getattr(before, name, "")) for name in texts}
        said |= {name: given[name] for name in same}
        return BodyFacts(
            **said,
            areas=tuple(shown),
            topics=(*given["topics"], *others),
            languages=tuple(given["languages"]),
            notice_days=7 if given["notice_days"] is None else given["notice_days"],
            quorum=_HALF if given["quorum"] is None else Decimal(given["quorum"]) / _PER_CENT,
            is_example=before is not None and before.is_example,
            **more,
        )


class NewBodyForm(BodyForm):
    """The same of a new one: who looks after it, who appoints it, from which model it begins, when it first meets."""

    def __init__(self, data: Any, *, stewards: list[Organisation], language: str, **options: Any) -> None:
        super().__init__(data, body=None, language=language, **options)
        self.stewards = {str(each.uid): each for each in stewards}
        named = [(uid, pick(each.name, language).value) for uid, each in self.stewards.items()]
        begin: dict[str, forms.Field] = {
            "model": forms.ChoiceField(
                label=_("Begin from"),
                required=False,
                choices=[
                    ("", _("an empty body")),
                    *((each.key, pick(dict(each.name), language).value) for each in boards()),
                ],
                help_text=_("A model fills seats, terms and rules. All of it can be changed afterwards."),
            ),
            "steward": forms.ChoiceField(label=_("Who looks after it?"), choices=named),
        }
        setter = OrganisationField(
            label=_("Who appoints it?"),
            help_text=_("The name of an organisation that has a page here. Empty: the one that looks after it."),
        )
        start = {
            "setter": setter,
            "is_at_work": forms.BooleanField(
                label=_("It is at work already: it need not be founded any more"), required=False
            ),
            "first_meeting": DayField(
                label=_("When should it meet first?"),
                required=False,
                help_text=_("The steps before it get their days from this. You can change them."),
            ),
        }
        self.fields = begin | self.fields | start

    def facts(self, **more: Any) -> BodyFacts:
        given = self.cleaned_data
        began = {name: given[name] for name in ("setter", "is_at_work", "first_meeting")}
        return super().facts(**began, **more)

    def steward(self) -> Organisation:
        return self.stewards[self.cleaned_data["steward"]]


class SetterForm(forms.Form):
    setter = OrganisationField(label=_("Who appoints it from now on?"), required=True)


class EndBodyForm(TextsForm):
    """Why a body ends, and on which day it did."""

    def __init__(self, data: Any, *, language: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.add_texts(
            "reason",
            _("Why it ends"),
            language=language,
            help_text=_("Everyone reads this on its page: what happens now with what it did?"),
        )
        self.fields["on"] = DayField(label=_("Last day"))


def _code(area: Area) -> str:
    """The code facts know an area by."""
    return area.code if area.kind == AreaKind.MUNICIPALITY else f"{area.kind}:{area.code}"
