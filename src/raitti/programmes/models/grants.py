"""Grants and their ledger: what was asked for, proposed, decided, paid, used, returned and carried over.

The ledger only grows: an entry is never changed or removed, a mistake is put right by a new entry. Amounts are euros.
"""

import uuid
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from raitti.directory.models import Organisation
from raitti.programmes.models.programmes import FundingRules, Programme, Project


class GrantKind(models.TextChoices):
    PROJECT = "C", _("project grant (C)")
    TARGETED = "Ak", _("targeted operating grant (Ak)")
    GENERAL = "Ay", _("general operating grant (Ay)")
    INVESTMENT = "B", _("investment grant (B)")
    OTHER = "other", _("other money")


class Grant(models.Model):
    """One year's money from one funder to one project."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="grants")
    funder = models.ForeignKey(Organisation, models.PROTECT, related_name="grants_given")
    rules = models.ForeignKey(FundingRules, models.PROTECT, null=True, blank=True, related_name="grants")
    kind = models.CharField(max_length=6, choices=GrantKind.choices, default=GrantKind.PROJECT)
    year = models.PositiveSmallIntegerField(_("year"))
    name = models.CharField(_("name"), max_length=120)
    target_code = models.CharField(_("target code"), max_length=40, blank=True)
    reference = models.CharField(_("number of the decision"), max_length=80, blank=True)
    purpose = I18nTextField(_("purpose"), blank=True)
    conditions = I18nTextField(_("special conditions"), blank=True)
    created = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["-year", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "year", "name"], name="one_grant_of_a_name_a_year")]

    def __str__(self) -> str:
        return f"{self.name} ({self.project})"


class EntryKind(models.TextChoices):
    APPLIED = "applied", _("applied for")
    PROPOSED = "proposed", _("proposed")
    DECIDED = "decided", _("decided")
    INSTALMENT = "instalment", _("instalment paid")
    USED = "used", _("used")
    RETURNED = "returned", _("returned")
    CARRIED_OVER = "carried_over", _("carried over")
    EXTENDED = "extended", _("use time extended")


class AppendOnly(Exception):
    """Somebody tried to change or remove what is only ever added to."""


class LedgerQuerySet(models.QuerySet["LedgerEntry"]):
    def update(self, **fields: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class LedgerEntry(models.Model):
    """One line of a grant's ledger, in force from its `on`.

    `covers_from` and `covers_until` are the months the funder meant the money for ("YYYY-MM"), `usable_from` and
    `usable_until` the first and last day it may be used. An entry that `corrects` another takes its place.
    `for_pay`, `for_overhead` and `for_activities` are the budget that what was applied for or decided rests on, all
    three or none: whole costs, so together they may be more than the grant.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    on = models.DateField(_("day"))
    covers_from = models.CharField(max_length=7, blank=True)
    covers_until = models.CharField(max_length=7, blank=True)
    usable_from = models.DateField(null=True, blank=True)
    usable_until = models.DateField(null=True, blank=True)
    for_pay = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    for_overhead = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    for_activities = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    note = models.CharField(max_length=300, blank=True)
    document_name = models.CharField(max_length=200, blank=True)
    document_url = models.URLField(max_length=500, blank=True)
    entered_by = models.CharField(max_length=200)
    entered = models.DateTimeField(editable=False)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name_plural = "ledger entries"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="ledger_amount_not_negative"),
            models.CheckConstraint(
                condition=Q(usable_until=None) | Q(usable_from=None) | Q(usable_until__gte=models.F("usable_from")),
                name="ledger_use_time_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.kind} {self.amount}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly


class PlannedInstalment(models.Model):
    """A part of a grant that is to be paid on a day, where the funder's calendar does not say it by itself."""

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="planned_instalments")
    due = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return f"{self.due} {self.amount}"


class ClockMark(models.Model):
    """That something on a project's year clock was done: the account sent, the results reported."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="clock_marks")
    what = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    done_on = models.DateField()
    done_by = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "what", "year"], name="one_clock_mark_each")]

    def __str__(self) -> str:
        return f"{self.year} {self.what}"


class Plea(models.Model):
    """What somebody said between proposal and decision, and what came of it.

    About one project, or the whole programme. Who gave it is an organisation or a public office, not a private person.
    """

    class Kind(models.TextChoices):
        APPEAL = "appeal", _("appeal")
        OPINION = "opinion", _("opinion")
        MEETING = "meeting", _("meeting")
        ANSWER = "answer", _("answer from a decision-maker")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="pleas")
    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, related_name="pleas")
    grant_year = models.PositiveSmallIntegerField(_("grant year"))
    kind = models.CharField(max_length=8, choices=Kind.choices)
    on = models.DateField(_("day"))
    given_by = models.CharField(_("by whom"), max_length=200)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="pleas")
    title = I18nCharField(_("title"))
    text = I18nTextField(_("text"), blank=True)
    effect = I18nTextField(_("what came of it"), blank=True)
    url = models.URLField(max_length=500, blank=True)
    is_public = models.BooleanField(default=True)
    created = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return str(self.title)
