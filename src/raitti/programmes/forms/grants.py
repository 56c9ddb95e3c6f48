"""Grants and their ledgers as forms: the letter of a decision, other entries, and corrections."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from raitti.directory.forms.fields import DayField, Words
from raitti.directory.forms.texts import TextsForm
from raitti.programmes.facts import EntryFacts, GrantFacts
from raitti.programmes.forms.fields import EurosField, MonthField, YearField
from raitti.programmes.models import EntryKind, Grant, GrantKind, LedgerEntry
from raitti.programmes.queries.money import end_of_use

_COVERING = {EntryKind.APPLIED, EntryKind.PROPOSED, EntryKind.DECIDED}
_BUDGETED = {EntryKind.APPLIED, EntryKind.DECIDED}
_ENDING = {EntryKind.DECIDED, EntryKind.CARRIED_OVER, EntryKind.EXTENDED}
# What the day of an entry is the day of.
_DAYS = {
    EntryKind.APPLIED: _("Applied for on"),
    EntryKind.PROPOSED: _("Proposed on"),
    EntryKind.DECIDED: _("Decided on"),
    EntryKind.INSTALMENT: _("Paid on"),
    EntryKind.USED: _("Used by"),
    EntryKind.RETURNED: _("Returned on"),
    EntryKind.CARRIED_OVER: _("Carried over on"),
    EntryKind.EXTENDED: _("Extended on"),
}
_AMOUNTS = {
    EntryKind.APPLIED: _("Euros applied for"),
    EntryKind.PROPOSED: _("Euros proposed"),
    EntryKind.DECIDED: _("Euros decided"),
    EntryKind.INSTALMENT: _("Euros paid"),
    EntryKind.USED: _("Euros used since the entry before"),
    EntryKind.RETURNED: _("Euros returned"),
    EntryKind.CARRIED_OVER: _("Euros carried over"),
}


class EntryForm(TextsForm):
    """One line of a ledger, with the fields its kind has; `before` is the entry it corrects."""

    def __init__(
        self, data: Any, *, kind: EntryKind, grant: Grant, before: LedgerEntry | None = None, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.kind, self.before = kind, before
        if kind in _AMOUNTS:
            self.fields["amount"] = EurosField(label=_AMOUNTS[kind])
        self.fields["on"] = DayField(label=_DAYS[kind])
        if kind in _COVERING:
            self.fields["covers_from"] = MonthField(label=_("First month covered"), required=False)
            self.fields["covers_until"] = MonthField(label=_("Last month covered"), required=False)
        if kind in _ENDING:
            by_rules = _("When the letter says nothing of it: until %s, by the funder’s rules.")
            self.fields["usable_until"] = DayField(
                label=_("May be used until"),
                required=kind == EntryKind.EXTENDED,
                help_text="" if kind == EntryKind.EXTENDED else by_rules % date_format(end_of_use(grant), "j.n.Y"),
            )
        self.add_more()
        if kind in _BUDGETED:
            self._add_budget()
        self.fields["note"] = Words(label=_("Own remark"), max_length=300)
        self.fields["document_name"] = Words(label=_("Name of the document"), max_length=200)
        self.fields["document_url"] = forms.URLField(
            label=_("Where the document is"),
            required=False,
            assume_scheme="https",
            max_length=500,
            error_messages={"invalid": _("This is not a web address; it should begin with https://.")},
        )
        if before is not None:
            self.initial = {name: getattr(before, name) for name in self.fields if hasattr(before, name)}

    def add_more(self) -> None:
        """Fields of a kind of entry that comes with more."""

    def _add_budget(self) -> None:
        """What the whole work costs by the application or the letter, in the kinds plans know."""
        words = {"pay": _("Budget: pay"), "overhead": _("Budget: premises and administration")}
        words["activities"] = _("Budget: costs of activities")
        for kind, label in words.items():
            self.fields[f"for_{kind}"] = EurosField(label=label, required=False)
        self.fields["for_pay"].help_text = _(
            "When the costs are told kind by kind, write them here: then the first plan can be held against them, and"
            " you are told whether it needs the funder’s permission. You can leave all three empty."
        )

    def facts(self) -> EntryFacts:
        """What a valid form says."""
        said = {name: value for name, value in self.cleaned_data.items() if name in EntryFacts.__dataclass_fields__}
        said.setdefault("amount", Decimal(0))
        # What a correction has no field for stays as it was.
        for field in ("usable_from", "usable_until"):
            said.setdefault(field, getattr(self.before, field, None))
        return EntryFacts(kind=self.kind.value, **said)


class DecisionForm(EntryForm):
    """The funder's letter: what was decided, for which months, on which conditions."""

    def __init__(self, data: Any, *, grant: Grant, language: str, **options: Any) -> None:
        self.grant, self.language = grant, language
        super().__init__(data, kind=EntryKind.DECIDED, grant=grant, **options)
        self.fields["reference"] = Words(label=_("Number of the decision"), max_length=80, initial=grant.reference)
        self.order_fields([*(name for name in self.fields if name not in _LAST), "reference", *_LAST])

    def add_more(self) -> None:
        self.add_texts(
            "conditions",
            _("Special conditions"),
            self.grant.conditions,
            language=self.language,
            help_text=_("As the letter says them. Leave empty when there are none."),
        )

    def conditions(self) -> dict[str, str]:
        return self.texts("conditions", self.grant.conditions)


_LAST = ("for_pay", "for_overhead", "for_activities", "document_name", "document_url", "note")


class GrantForm(TextsForm):
    """A new grant, without its amounts."""

    def __init__(self, data: Any, *, language: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["name"] = Words(
            label=_("Name of the grant"),
            required=True,
            max_length=120,
            help_text=_("For example: STEA 2021."),
            error_messages={"required": _("Give the grant a name by which you know it.")},
        )
        self.fields["year"] = YearField(label=_("Year of the grant"))
        self.fields["kind"] = forms.ChoiceField(label=_("Kind of grant"), choices=GrantKind.choices)
        self.fields["target_code"] = Words(label=_("Target code"), max_length=40)
        for name, label in (("purpose", _("Purpose")), ("conditions", _("Special conditions"))):
            self.add_texts(name, label, language=language)

    def facts(self) -> GrantFacts:
        said = self.cleaned_data
        plain = {name: said[name] for name in ("name", "year", "kind", "target_code")}
        return GrantFacts(**plain, purpose=self.texts("purpose"), conditions=self.texts("conditions"))
