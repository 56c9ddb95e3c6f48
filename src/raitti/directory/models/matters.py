"""What waits for someone to look at it: the queue of agents and stewards."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.directory.models.organisations import Organisation
from raitti.places.models import Area


class MatterKind(models.TextChoices):
    NEW = "new", _("new organisation")
    CLAIM = "claim", _("claim to an entry")
    SUGGESTION = "suggestion", _("suggested change")
    STALE = "stale", _("not confirmed")
    DUPLICATE = "duplicate", _("possible duplicate")
    IMPORT = "import", _("import to look at")
    REPORT = "report", _("report of a fault")
    APPEAL = "appeal", _("appeal against hiding")


class Matter(models.Model):
    """One thing to be done, opened in the transaction that made it needed and closed in the one that settles it.

    `about_uid` is the uid of the claim, suggestion, check round … it is about. Whose queue it is in follows from its
    organisation's areas, or `municipality` (`queries.queue`).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=MatterKind.choices)
    about_uid = models.UUIDField()
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="matters")
    municipality = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="matters")
    title = models.CharField(max_length=300)
    details = models.JSONField(default=dict)
    assigned_to = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="matters")
    opened = models.DateTimeField()
    due = models.DateField(null=True, blank=True)
    done = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=200, blank=True)
    outcome = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "about_uid"], name="one_matter_each")]
        indexes = [models.Index(fields=["done", "opened"])]

    def __str__(self) -> str:
        return self.title

    @property
    def how_it_ended(self) -> str:
        """What came of it: our words, the first line, in the reader's language, then what somebody wrote."""
        ours, _line, words = self.outcome.partition("\n")
        return ": ".join(filter(None, [gettext(ours) if ours else "", words]))


class FirstLook(models.Model):
    """A new organisation that someone without a task in its area wants to show: somebody there looks at it first.

    Each sending is a row of its own, so that what was answered before stays to be read.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("sent back")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="first_looks")
    sent_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="first_looks")
    sent = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    reason = models.TextField(blank=True)
    # The entry that is here already, where the new one was its double.
    instead = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_by = models.CharField(max_length=200, blank=True)
    decided = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(state="open"), name="one_first_look_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}?"


class MatterNote(models.Model):
    """What someone wrote beside a matter, for the others who look after it."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="notes")
    author = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class QueueReading(models.Model):
    """When someone last opened their queue, and when a letter last told them what waits there."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="queue_reading")
    opened = models.DateTimeField(null=True, blank=True)
    told = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.person)
