"""Plans: questions asked of the optimiser, what it answered, what was accepted, and what was told about it.

A scenario is a whole plan file with its answer. Nothing of it is in force until a person accepts it as a version.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.strings import LazyI18nString

from raitti.accounts.models import Person
from raitti.core.texts import translated, versions
from raitti.programmes.models.grants import Grant
from raitti.programmes.models.programmes import Programme, Project


class Asked(models.Model):
    """One question to the optimiser: a plan file, how far its solving has come, and the answer.

    `result` is the answer's rows as `docs/planning.md` tells them (`planning.result`); `choice` is the plan itself,
    from which every figure is computed anew. `progress` is the best value, bound and gap met so far.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be solved")
        SOLVING = "solving", _("being solved")
        SOLVED = "solved", _("solved")
        FAILED = "failed", _("could not be solved")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    # The plan file (TOML), and the names of its activities, posts and levels in other languages.
    problem = models.TextField()
    names = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    progress = models.JSONField(default=dict)
    stop_asked = models.BooleanField(default=False)
    choice = models.JSONField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)
    created = models.DateTimeField(editable=False)
    solved = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Its answer is still to come."""
        return self.state in (self.State.WAITING, self.State.SOLVING)


class ProgrammeScenario(Asked):
    """A question about all projects of a programme at once, with what they share.

    `names` holds a row for each project of the plan file: the uid of the project it is about, if it was made from that
    one's rows, and the names. `choice` holds one for each too: the project's own plan file, with what it gets of what
    is shared among its money, and its choice.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="scenarios")
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    # When the projects were given their parts, to be accepted one by one.
    proposed = models.DateTimeField(null=True, blank=True)


class Scenario(Asked):
    """A question about one project. Its `choice` holds its end, posts and runs, and work lent by others."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="scenarios")
    based_on = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="variants")
    # The plan of the whole programme this is the project's part of.
    part_of = models.ForeignKey(ProgrammeScenario, models.SET_NULL, null=True, blank=True, related_name="parts")
    # A draft of a what-if, which the next one replaces; kept ones stand in the list.
    is_kept = models.BooleanField(default=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="scenarios")


class PlanVersion(models.Model):
    """A plan in force from when it was accepted until the next one: never changed, never computed anew."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="plan_versions")
    number = models.PositiveIntegerField()
    scenario = models.ForeignKey(Scenario, models.SET_NULL, null=True, blank=True, related_name="versions")
    problem = models.TextField()
    names = models.JSONField(default=dict)
    choice = models.JSONField()
    result = models.JSONField()
    cost = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.TextField(_("why this plan"))
    accepted_by = models.CharField(max_length=200)
    accepted = models.DateTimeField(editable=False)
    is_published = models.BooleanField(default=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="one_plan_version_a_number")]

    def __str__(self) -> str:
        return f"{self.project} {self.number}"


class ChangeApplication(models.Model):
    """Asking the funder's permission to use a grant otherwise than decided."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENT = "sent", _("sent")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="change_applications")
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="change_applications")
    # Codes of why permission is needed, with their figures.
    grounds = models.JSONField(default=list)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    sent_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    created = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["-created", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "version"], name="one_change_application_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.state}"


class Notice(models.Model):
    """What the public is told of an accepted plan: what continues, narrows and ends, and why."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="notices")
    number = models.PositiveIntegerField()
    version = models.ForeignKey(PlanVersion, models.PROTECT, null=True, blank=True, related_name="notices")
    title = I18nCharField(_("title"))
    text = I18nTextField(_("text"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    edited = models.DateTimeField()
    edited_by = models.CharField(max_length=200, blank=True)
    approved = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    published = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="one_notice_a_number"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published__isnull=False), name="published_notice_has_its_day"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def lead(self) -> LazyI18nString:
        """What it begins with, in each language: its first paragraph."""
        found = {
            code: text.strip().replace("\r\n", "\n").split("\n\n")[0] for code, text in versions(self.text).items()
        }
        return translated(**found)
