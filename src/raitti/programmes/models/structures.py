"""Structures: what a project made that is to live on, and how it gets into its next owner's hands."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from raitti.core.models import Named
from raitti.directory.models import Organisation
from raitti.programmes.models.programmes import Project


class StructureKind(models.TextChoices):
    BODY = "body", _("advisory board or other body")
    GROUP = "group", _("group or network")
    PORTAL_SECTION = "portal_section", _("web pages or a part of a service")
    DATA_SET = "data_set", _("data set")
    DOCUMENT = "document", _("document or guide")
    CONTACT_LIST = "contact_list", _("contact list")
    AGREEMENT = "agreement", _("agreement")
    TOOL = "tool", _("tool or way of working")
    DOMAIN_NAME = "domain_name", _("domain name")
    OTHER = "other", _("something else")


class StructureQuerySet(models.QuerySet["Structure"]):
    def unsettled(self) -> "StructureQuerySet":
        """Those that would end silently: never accepted by a receiver, nor decided to end."""
        open_still = (Structure.Status.LIVING, Structure.Status.OFFERED)
        return self.filter(status__in=open_still, settled_on=None)


class Structure(Named):
    """Something that lives on after its project, with one steward at any time.

    A receiver may hand it on: then it is offered to the next one, and stays settled for the project it came from.
    `thing_kind` and `thing_uid` name what it is in Raitti itself, where it is something there (a portal, an
    organisation); its stewardship moves with the structure.
    """

    class Status(models.TextChoices):
        LIVING = "living", _("with the project")
        OFFERED = "offered", _("being handed over")
        HANDED_OVER = "handed_over", _("handed over")
        ENDED = "ended", _("ended by decision")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # None for what came from another installation; `origin` then says from where.
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="structures")
    origin = models.JSONField(default=dict, blank=True)
    kind = models.CharField(max_length=16, choices=StructureKind.choices)
    description = I18nTextField(_("what it is and who uses it"), blank=True)
    url = models.URLField(_("where it is found"), max_length=500, blank=True)
    new_url = models.URLField(_("where it is found from now on"), max_length=500, blank=True)
    steward = models.ForeignKey(Organisation, models.PROTECT, related_name="structures")
    successor = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="offered_structures"
    )
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.LIVING)
    due = models.DateField(_("handed over by"), null=True, blank=True)
    thing_kind = models.CharField(max_length=32, blank=True)
    thing_uid = models.UUIDField(null=True, blank=True)
    # When it was accepted last, or decided to end.
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.CharField(max_length=200, blank=True)
    end_reason = I18nTextField(_("why it ends"), blank=True)
    is_example = models.BooleanField(default=False)
    created = models.DateTimeField(editable=False)
    changed = models.DateTimeField(editable=False)

    objects = StructureQuerySet.as_manager()

    @property
    def is_unsettled(self) -> bool:
        """Never accepted by a receiver, nor decided to end: it would end silently."""
        return not self.is_received and self.status in (Structure.Status.LIVING, Structure.Status.OFFERED)

    @property
    def is_received(self) -> bool:
        """A receiver has it, who may be handing it on."""
        if self.status == Structure.Status.OFFERED:
            return self.settled_on is not None
        return self.status == Structure.Status.HANDED_OVER

    @property
    def is_leaving(self) -> bool:
        """Its steward is to hand it over, as a project must, or hands it on to somebody named."""
        is_handed_on = self.is_received and self.successor_id not in (None, self.steward_id)
        return self.is_unsettled or is_handed_on

    @property
    def place(self) -> str:
        """Where it is found now, if it has a web address."""
        return self.new_url or self.url

    @property
    def places_between(self) -> list[str]:
        """Where it was found between its first place and its present one, as it was handed on."""
        known = dict.fromkeys(handover.url for handover in self.handovers.all())
        return [url for url in known if url not in ("", self.url, self.new_url)]


class Handover(models.Model):
    """That a structure was accepted: who had it, who has it since, and where it had been found until then.

    The giver's people read on until a day. Its steps are those that led to it.
    """

    structure = models.ForeignKey(Structure, models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="handovers_given")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="handovers_received")
    accepted_on = models.DateField()
    accepted_by = models.CharField(max_length=200)
    giver_reads_until = models.DateField()
    url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.structure}: {self.giver} → {self.receiver}"


class HandoverStep(models.Model):
    """One step of a handover that has been taken, and what shows it. Until it is accepted there is no `handover`."""

    class Step(models.TextChoices):
        NAMED = "named", _("the receiver is named")
        AGREED = "agreed", _("agreed with the receiver")
        CONTENT_MOVED = "content_moved", _("the content has moved")
        ACCESS_MOVED = "access_moved", _("access has moved")
        ACCEPTED = "accepted", _("the receiver has accepted")

    structure = models.ForeignKey(Structure, models.CASCADE, related_name="steps")
    handover = models.ForeignKey(Handover, models.CASCADE, null=True, blank=True, related_name="steps")
    step = models.CharField(max_length=16, choices=Step.choices)
    done_on = models.DateField()
    done_by = models.CharField(max_length=200)
    evidence = I18nCharField(_("what shows it"), blank=True)
    evidence_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "step"], name="one_step_each_of_a_handover"),
            models.UniqueConstraint(fields=["structure", "step"], condition=Q(handover=None), name="one_step_each_now"),
        ]

    def __str__(self) -> str:
        return f"{self.structure}: {self.step}"


class Attachment(models.Model):
    """A file that goes along with a structure. `sha256` is that of its content."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    structure = models.ForeignKey(Structure, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="protected/structures/")
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Archive(models.Model):
    """What a closed project was: everything of it as one package, and where each address of it leads now."""

    project = models.OneToOneField(Project, models.PROTECT, related_name="archive")
    file = models.FileField(upload_to="protected/archives/")
    sha256 = models.CharField(max_length=64)
    made = models.DateTimeField(editable=False)

    def __str__(self) -> str:
        return str(self.project)
