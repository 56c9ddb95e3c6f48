"""The form of an activity or service."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.directory.actions import checks
from raitti.directory.facts import LocationFacts, ServiceFacts
from raitti.directory.forms.base import EntryForm
from raitti.directory.forms.channels import ChannelForm, channel_forms
from raitti.directory.forms.choosing import TARGET_GROUPS, THEMES, languages_field, topics_field
from raitti.directory.forms.fields import AreaNames, WebAddress, Words, area_names, split_names
from raitti.directory.forms.parts import Part
from raitti.directory.models import FeeKind, Organisation, ServiceFormat, ServiceKind, ServiceStatus


class ServiceForm(EntryForm[ServiceFacts]):
    """What is done, for whom, how one takes part, when and at what price."""

    kind_of_entry = "service"
    translated = {
        "name": (_("Name of the activity"), False),
        "summary": (_("In one sentence"), False),
        "description": (_("Description"), True),
        "eligibility": (_("Who it is for"), True),
        "fee_text": (_("Price in words"), False),
    }
    plain = ("kind", "format", "fee", "website", "status")
    numbers = ("min_age", "max_age")
    several = ("languages",)
    topic_lists = {"topics": THEMES, "target_groups": TARGET_GROUPS}

    kind = forms.ChoiceField(choices=ServiceKind.choices, required=False, label=_("Kind of activity"))
    fee = forms.ChoiceField(choices=FeeKind.choices, required=False, widget=forms.RadioSelect, label=_("Price"))
    topics = topics_field(THEMES, label=_("What it is about"))
    target_groups = topics_field(TARGET_GROUPS, label=_("Whom it is for"))
    languages = languages_field(label=_("Languages people are served in"))
    min_age = forms.IntegerField(min_value=0, max_value=120, required=False, label=_("From the age of"))
    max_age = forms.IntegerField(min_value=0, max_value=120, required=False, label=_("Up to the age of"))
    website = WebAddress(checks.url, max_length=500, label=_("Website"))
    format = forms.ChoiceField(choices=[("", "–"), *ServiceFormat.choices], required=False, label=_("Form of activity"))
    status = forms.ChoiceField(choices=ServiceStatus.choices, required=False, label=_("Is it running?"))
    in_areas = AreaNames(
        label=_("Area"), help_text=_("Municipalities or regions, with commas between: Oulu, Kempele, Kainuu")
    )
    other_names = Words(
        label=_("Also known as"), help_text=_("Old names, short names and nicknames, with commas between.")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        places: Mapping[str, str] | None = None,
        organisation: Organisation | None = None,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.organisation = organisation
        uid = self.base.uid or UUID(int=0)
        self.ways: list[ChannelForm] = channel_forms(
            data,
            self.base.channels,
            language=self.language,
            today=self.today,
            places=places or {},
            empty=str(uuid5(uid, "first way")),
            organisation=organisation,
        )

    def shown(self) -> dict[str, Any]:
        base = self.base
        return super().shown() | {
            "in_areas": self.area_field("in_areas").show(base.areas, area_names(base.areas, self.language)),
            "other_names": ", ".join(base.alternative_names),
        }

    def likely_topics(self) -> tuple[str, ...]:
        """What the organisation is about, which its activities often are too."""
        topics = self.organisation.topics.order_by("pk") if self.organisation is not None else ()
        return tuple(topic.uri for topic in topics)

    def parts(self) -> Iterator[Part]:
        yield from self.ways
        yield from super().parts()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        lowest, highest = cleaned.get("min_age"), cleaned.get("max_age")
        if lowest is not None and highest is not None and lowest > highest:
            self.add_error("max_age", _("The highest age is lower than the lowest."))
        return cleaned

    def new_places(self) -> tuple[LocationFacts, ...]:
        """Places written beside the ways that are not here yet; they are saved before the activity."""
        found = (way.new_place(self.base.organisation) for way in self.ways)
        return tuple(place for place in found if place is not None)

    def further_changes(self) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        channels = tuple(found for way in self.ways if (found := way.facts()) is not None)
        if channels != self.base.channels:
            changes["channels"] = channels
        if self.touched("in_areas"):
            changes["areas"] = tuple(self.area_field("in_areas").codes(self.cleaned_data["in_areas"]))
        if self.touched("other_names"):
            changes["alternative_names"] = split_names(self.cleaned_data["other_names"])
        return changes
