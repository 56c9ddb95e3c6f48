"""Organisations: who they are, what state they are in, and which may be the same."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField
from stdnum.fi import associationid, ytunnus

from raitti.core.models import Named
from raitti.directory.models.topics import Topic
from raitti.places.models import Area


class OrganisationKind(models.TextChoices):
    ASSOCIATION = "association", _("association")
    INFORMAL = "informal", _("informal group")
    FOUNDATION = "foundation", _("foundation")
    PARISH = "parish", _("parish")
    MUNICIPALITY = "municipality", _("municipality")
    COUNTY = "county", _("wellbeing services county")
    FEDERATION = "federation", _("federation")
    FUNDER = "funder", _("funder")
    COMPANY = "company", _("company")
    AUTHORITY = "authority", _("public authority")


class OrganisationStatus(models.TextChoices):
    ACTIVE = "active", _("active")
    DORMANT = "dormant", _("dormant")
    DISSOLVED = "dissolved", _("dissolved")


class Publication(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    HIDDEN = "hidden", _("hidden")


def validate_business_id(value: str) -> None:
    """Finnish business ID (Y-tunnus) with its check digit, written `1234567-8`."""
    if not ytunnus.is_valid(value):
        raise ValidationError(_("%(value)s is not a valid business ID."), params={"value": value}, code="business_id")


def validate_register_number(value: str) -> None:
    """Number in the Finnish Register of Associations, one to six digits, written `123.456` or `123456`."""
    if not associationid.is_valid(value):
        raise ValidationError(
            _("%(value)s is not a valid association register number."), params={"value": value}, code="register_number"
        )


class Sourced(models.Model):
    """Where a row came from and when a person last checked it.

    `source` names the register or file, `source_id` the row's id there; both empty for rows made here.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    publication = models.CharField(max_length=16, choices=Publication.choices, default=Publication.PUBLISHED)
    source = models.CharField(max_length=64, blank=True)
    source_id = models.CharField(max_length=200, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.CharField(max_length=200, blank=True)
    next_check_due = models.DateField(null=True, blank=True)
    created = models.DateTimeField(editable=False)
    changed = models.DateTimeField(editable=False, db_index=True)

    class Meta:
        abstract = True


def one_per_source(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["source", "source_id"], condition=~Q(source_id=""), name=name)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, actor: Any) -> "OrganisationQuerySet":
        """What everyone may see; the actor's own drafts are asked for by mandate (`queries.mandates`)."""
        return self.filter(publication=Publication.PUBLISHED)


class Organisation(Named, Sourced):  # noqa: DJ008 - Named says it
    """An association, informal group, parish, municipality or other body that does things or decides."""

    kind = models.CharField(max_length=16, choices=OrganisationKind.choices, default=OrganisationKind.ASSOCIATION)
    alternative_names = models.JSONField(default=list, blank=True)
    summary = I18nCharField(_("in one sentence"), blank=True)
    description = I18nTextField(_("description"), blank=True)
    business_id = models.CharField(
        _("business ID"), max_length=9, null=True, blank=True, unique=True, validators=[validate_business_id]
    )
    register_number = models.CharField(
        _("association register number"),
        max_length=7,
        null=True,
        blank=True,
        unique=True,
        validators=[validate_register_number],
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="members")
    status = models.CharField(max_length=16, choices=OrganisationStatus.choices, default=OrganisationStatus.ACTIVE)
    status_since = models.DateField(null=True, blank=True)
    # Why it is dormant or dissolved, for everyone to read.
    status_reason = I18nCharField(_("reason"), blank=True)
    founded_year = models.PositiveSmallIntegerField(null=True, blank=True)
    home_municipality = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="home_of")
    operating_areas = models.ManyToManyField(Area, blank=True, related_name="operated_by")
    topics = models.ManyToManyField(Topic, blank=True, related_name="organisations")
    target_groups = models.ManyToManyField(Topic, blank=True, related_name="target_of_organisations")
    languages = models.JSONField(default=list, blank=True)
    website = models.URLField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    # An invented organisation of the demo; pages and exports say so.
    is_example = models.BooleanField(default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [one_per_source("one_organisation_per_source_id")]


class MatchKey(models.Model):
    """Something two organisations that are one would share, so that look-alikes are found without a scan."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="match_keys")
    key = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_match_key_each")]

    def __str__(self) -> str:
        return self.key


class DuplicateSuspicion(models.Model):
    """Two organisations that may be one, waiting for a steward's eyes. Neither is withheld meanwhile."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        KEPT = "kept", _("kept apart")
        MERGED = "merged", _("merged")

    first = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    second = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_suspicion_per_pair"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="suspicion_pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} = {self.second}?"
