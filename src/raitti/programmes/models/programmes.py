"""Programmes and the projects they fund: who runs them, where, when, and towards what."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from raitti.core.models import Named
from raitti.directory.models import Organisation, Publication
from raitti.places.models import Area


class FundingRules(Named):
    """How a funder's money goes, as data: who proposes and decides, when it is paid, used and accounted for.

    Days of the year are written "MM-DD". `use_years` are calendar years in which money may be used, the grant year
    among them. A change needs permission when it moves more than `change_euros` or `change_share` of the costs.
    """

    key = models.SlugField(unique=True)
    proposer = I18nCharField(_("who proposes"), blank=True)
    decider = I18nCharField(_("who decides"), blank=True)
    applications_open = models.CharField(max_length=5, blank=True)
    applications_close = models.CharField(max_length=5, blank=True)
    proposal_by = models.CharField(max_length=5, blank=True)
    decision_by = models.CharField(max_length=5, blank=True)
    use_years = models.PositiveSmallIntegerField(default=2)
    most_extension_years = models.PositiveSmallIntegerField(default=2)
    account_by = models.CharField(max_length=5, blank=True)
    results_by = models.CharField(max_length=5, blank=True)
    # The days of equal parts for each kind of grant paid in such.
    equal_parts = models.JSONField(default=dict, blank=True)
    change_euros = models.DecimalField(max_digits=12, decimal_places=2, default=20_000)
    change_share = models.DecimalField(max_digits=4, decimal_places=3, default="0.1")
    source = models.URLField(max_length=500, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "funding rules"


class Programme(Named):
    """What a funder pays for in many places: aims and a framework, and the projects that carry them out."""

    class Shape(models.TextChoices):
        NATIONAL = "national", _("one national project")
        REGIONAL = "regional", _("regional projects and one that coordinates them")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    publication = models.CharField(max_length=16, choices=Publication.choices, default=Publication.PUBLISHED)
    summary = I18nCharField(_("in one sentence"), blank=True)
    description = I18nTextField(_("description"), blank=True)
    framework = I18nTextField(_("framework"), blank=True)
    aims = I18nTextField(_("aims, one a line"), blank=True)
    shape = models.CharField(max_length=10, choices=Shape.choices, default=Shape.REGIONAL)
    funder = models.ForeignKey(Organisation, models.PROTECT, related_name="funded_programmes")
    coordinator = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="coordinated_programmes"
    )
    rules = models.ForeignKey(FundingRules, models.PROTECT, null=True, blank=True, related_name="programmes")
    starts = models.DateField()
    ends = models.DateField()
    is_example = models.BooleanField(default=False)
    created = models.DateTimeField(editable=False)
    changed = models.DateTimeField(editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=models.F("starts")), name="programme_in_order"),
        ]


class Project(Named):
    """A host's project within a programme. `closed_on` is the day it was closed, everything handed over."""

    class Kind(models.TextChoices):
        REGIONAL = "regional", _("regional project")
        DIGITAL = "digital", _("digital project")
        COORDINATION = "coordination", _("coordinating project")
        NATIONAL = "national", _("national project")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="projects")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.REGIONAL)
    publication = models.CharField(max_length=16, choices=Publication.choices, default=Publication.PUBLISHED)
    summary = I18nCharField(_("in one sentence"), blank=True)
    description = I18nTextField(_("description"), blank=True)
    aims = I18nTextField(_("aims, one a line"), blank=True)
    target_groups = I18nTextField(_("target groups, one a line"), blank=True)
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="hosted_projects")
    partners = models.ManyToManyField(Organisation, blank=True, related_name="partner_in_projects")
    areas = models.ManyToManyField(Area, blank=True, related_name="projects")
    starts = models.DateField()
    ends = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    # What readers of the closed project are told; addresses of its pages live on.
    closing_words = I18nTextField(_("closing words"), blank=True)
    website = models.URLField(max_length=500, blank=True)
    # A role's address, never a person's own.
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    is_example = models.BooleanField(default=False)
    created = models.DateTimeField(editable=False)
    changed = models.DateTimeField(editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=models.F("starts")), name="project_in_order"),
        ]


class Focus(models.Model):
    """What a project puts first in a year."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="focuses")
    year = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(default=0)
    text = I18nCharField(_("what comes first"))

    class Meta:
        ordering = ["-year", "position", "pk"]
        verbose_name_plural = "focuses"

    def __str__(self) -> str:
        return f"{self.year}: {self.text}"
