"""The form of an organisation's own entry."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.directory.actions import checks
from raitti.directory.facts import OrganisationFacts
from raitti.directory.forms.base import EntryForm
from raitti.directory.forms.choosing import TARGET_GROUPS, THEMES, languages_field, topics_field
from raitti.directory.forms.fields import AreaNames, Checked, WebAddress, Words, area_names, split_names
from raitti.directory.models import OrganisationKind
from raitti.directory.rules.mandates import PUBLIC_BODIES


class OrganisationForm(EntryForm[OrganisationFacts]):
    """Who an organisation is, what it is about, where it works and how to reach it."""

    kind_of_entry = "organisation"
    translated = {
        "name": (_("Name"), False),
        "summary": (_("In one sentence"), False),
        "description": (_("Description"), True),
    }
    plain = ("kind", "business_id", "register_number", "website", "email", "phone")
    numbers = ("founded_year",)
    several = ("languages",)
    topic_lists = {"topics": THEMES, "target_groups": TARGET_GROUPS}

    home = AreaNames(
        most=1,
        widget=forms.TextInput(attrs={"list": "municipalities"}),
        label=_("Home municipality"),
        help_text=_("For example: Oulu"),
    )
    email = Checked(checks.email, max_length=254, label=_("E-mail of the organisation"))
    phone = Checked(checks.phone, max_length=60, label=_("Phone"))
    website = WebAddress(checks.url, max_length=500, label=_("Website"))
    topics = topics_field(THEMES, label=_("What it is about"))
    target_groups = topics_field(TARGET_GROUPS, label=_("Whom it is for"))
    works_in = AreaNames(
        label=_("Works in"), help_text=_("Municipalities or regions, with commas between: Oulu, Kempele, Kainuu")
    )
    languages = languages_field(label=_("Languages people are served in"))
    other_names = Words(
        label=_("Also known as"), help_text=_("Old names, short names and nicknames, with commas between.")
    )
    kind = forms.ChoiceField(choices=OrganisationKind.choices, required=False, label=_("Kind of organisation"))
    business_id = Checked(checks.business_id, label=_("Business ID"), help_text=_("As in 1234567-8, if there is one."))
    register_number = Checked(
        checks.register_number,
        label=_("Association register number"),
        help_text=_("As in 123.456, if the association is registered."),
    )
    founded_year = forms.IntegerField(min_value=1100, max_value=2200, required=False, label=_("Founded"))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        # Nobody makes a page a public body's by a form; what is one already says so.
        own = {self.base.kind} | (set(OrganisationKind.values) - PUBLIC_BODIES)
        self.fields["kind"].choices = [each for each in OrganisationKind.choices if each[0] in own]  # type: ignore[attr-defined]

    def shown(self) -> dict[str, Any]:
        base = self.base
        codes = [code for code in (base.home_municipality, *base.operating_areas) if code]
        names = area_names(codes, self.language)
        return super().shown() | {
            "home": self.area_field("home").show([base.home_municipality] if base.home_municipality else [], names),
            "works_in": self.area_field("works_in").show(base.operating_areas, names),
            "other_names": ", ".join(base.alternative_names),
        }

    def further_changes(self) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        for name, fact in (("home", "home_municipality"), ("works_in", "operating_areas")):
            if self.touched(name):
                codes = self.area_field(name).codes(self.cleaned_data[name])
                changes[fact] = next(iter(codes), "") if name == "home" else tuple(codes)
        if self.touched("other_names"):
            changes["alternative_names"] = split_names(self.cleaned_data["other_names"])
        return changes
