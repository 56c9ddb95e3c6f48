"""What a project does, who works in it and what it costs every month: the rows a plan is made from.

Months are written "YYYY-MM". Amounts are euros a month unless told otherwise, work full-time equivalents.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from raitti.accounts.models import Person
from raitti.programmes.models.programmes import Project

MONTH_LENGTH = 7


class Priority(models.TextChoices):
    MUST = "must", _("must be done")
    SHOULD = "should", _("should be done")
    COULD = "could", _("could be done")


class Post(models.Model):
    """A position in a project; see `raitti.planning.problem.Staff`. Costs are the project's own, never public."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="posts")
    position = models.PositiveSmallIntegerField(default=0)
    title = I18nCharField(_("title of the post"))
    # Who holds it, for the project's own people; pages show the title.
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="posts")
    fte = models.DecimalField(_("full-time equivalent"), max_digits=5, decimal_places=2)
    monthly_cost = models.DecimalField(_("costs a month"), max_digits=12, decimal_places=2)
    until = models.CharField(_("last month"), max_length=MONTH_LENGTH, blank=True)
    leave_months = models.PositiveSmallIntegerField(_("months of leave at the end"), default=0)
    notice_months = models.PositiveSmallIntegerField(_("months of notice"), default=0)
    keep = models.BooleanField(_("stays to the end"), default=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.title)


class Overhead(models.Model):
    """What a project costs every month it lives."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="overheads")
    position = models.PositiveSmallIntegerField(default=0)
    name = I18nCharField(_("name"))
    monthly = models.DecimalField(_("costs a month"), max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.name)


class Activity(models.Model):
    """Something a project does; see `raitti.planning.problem.Activity`.

    `levels` are narrower ways to do it: `[{"name": {"fi": …}, "share": "0.5", "value": "0.55"}]`.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="activities")
    position = models.PositiveSmallIntegerField(default=0)
    name = I18nCharField(_("name"))
    priority = models.CharField(_("priority"), max_length=6, choices=Priority.choices, default=Priority.SHOULD)
    value = models.DecimalField(_("worth of a month"), max_digits=7, decimal_places=2, default=0)
    fte = models.DecimalField(_("working time a month"), max_digits=6, decimal_places=2, default=0)
    monthly = models.DecimalField(_("costs a month"), max_digits=12, decimal_places=2, default=0)
    once = models.DecimalField(_("costs once, at the beginning"), max_digits=12, decimal_places=2, default=0)
    begins = models.CharField(_("from"), max_length=MONTH_LENGTH, blank=True)
    ends = models.CharField(_("until"), max_length=MONTH_LENGTH, blank=True)
    min_months = models.PositiveSmallIntegerField(_("months at least"), default=1)
    max_months = models.PositiveSmallIntegerField(_("months at most"), default=0)
    running = models.BooleanField(_("is under way"), default=False)
    closing = models.BooleanField(_("closing work"), default=False)
    needs = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="needed_by")
    levels = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=Q(max_months=0) | Q(max_months__gte=models.F("min_months")), name="activity_months_in_order"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
