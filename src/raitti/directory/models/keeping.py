"""What keeps entries right: drafts, what they were before, suggestions, reports, checks, merges, pictures."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from raitti.accounts.models import Person
from raitti.directory.models.organisations import Organisation, Publication, one_per_source
from raitti.directory.models.services import Location, Service


class ThingKind(models.TextChoices):
    ORGANISATION = "organisation", _("organisation")
    SERVICE = "service", _("activity")
    LOCATION = "location", _("place")


class AboutThing(models.Model):
    """A row about one entry. The entry is named by kind and uid, so that it may be gone; `organisation` keeps it."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="%(class)ss_about"
    )
    thing_kind = models.CharField(max_length=16, choices=ThingKind.choices)
    thing_uid = models.UUIDField(db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        kind = self.get_thing_kind_display()
        return f"{self.organisation}: {kind}" if self.organisation else kind


class Draft(AboutThing):
    """What a person has typed into a form and not published yet; nobody else sees more than that it exists.

    `fields` is the form as it stands. `base` is the entry's `changed` when the person began, empty for a new
    entry, whose `thing_uid` it will get.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    fields = models.JSONField(default=dict)
    base = models.DateTimeField(null=True, blank=True)
    # The entry's facts when the person began, to tell the person's own changes from others'.
    base_facts = models.JSONField(default=dict)
    created = models.DateTimeField(editable=False)
    saved = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "thing_kind", "thing_uid"], name="one_draft_each")]


class Revision(AboutThing):
    """What an entry was before one change, whole, as facts in JSON; what it became is the next one, or the entry.

    `on_behalf` says that the actor acted for the organisation without being its own; such a change can be
    undone by the organisation until `undo_until`.
    """

    before = models.JSONField()
    fields = models.JSONField(default=list)
    actor = models.CharField(max_length=200)
    actor_id = models.CharField(max_length=64, blank=True)
    on_behalf = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(db_index=True)
    undo_until = models.DateTimeField(null=True, blank=True)
    undone = models.DateTimeField(null=True, blank=True)
    # When the organisation was told of what was done on its behalf.
    told = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]


class Suggestion(AboutThing):
    """A change someone proposes, with or without an account: `{field: proposed value}` as facts write them."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        PARTLY = "partly", _("accepted in part")
        REFUSED = "refused", _("not accepted")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    proposed = models.JSONField(default=dict)
    message = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=3, default="fi")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="suggestions")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    accepted_fields = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(editable=False)


class Report(AboutThing):
    """Someone says that an entry's content is wrong or does not belong here."""

    class Why(models.TextChoices):
        ENDED = "ended", _("It no longer exists")
        WRONG = "wrong", _("Something is wrong")
        OFFENSIVE = "offensive", _("It is offensive or unlawful")
        PRIVATE = "private", _("It tells of a person who has not agreed to it")
        OTHER = "other", _("Something else")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    why = models.CharField(max_length=10, choices=Why.choices)
    message = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=3, default="fi")
    # Who reported it, where they had signed in; forgotten with the address.
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="reports")
    created = models.DateTimeField(editable=False)
    answer = models.TextField(blank=True)
    answered = models.DateTimeField(null=True, blank=True)


class Hiding(AboutThing):
    """An entry taken from public view for a reason that its keepers can read, and appeal."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reason = models.TextField()
    hidden_by = models.CharField(max_length=200)
    at = models.DateTimeField()
    appeal = models.TextField(blank=True)
    appealed = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)
    # What the entry was before, which it becomes again when the hiding ends.
    before = models.CharField(max_length=16, choices=Publication.choices, default=Publication.PUBLISHED)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thing_kind", "thing_uid"], condition=Q(ended=None), name="one_hiding_at_a_time"
            )
        ]


class CheckRound(models.Model):
    """One asking of an organisation whether its entry is still right, from the first letter to an answer or hiding."""

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", _("all still right")
        CHANGED = "changed", _("changed")
        CLOSED = "closed", _("no longer active")
        MERGED = "merged", _("merged")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="check_rounds")
    asked = models.DateTimeField(null=True, blank=True)
    reminded = models.DateTimeField(null=True, blank=True)
    queued = models.DateTimeField(null=True, blank=True)
    marked = models.DateTimeField(null=True, blank=True)
    hidden = models.DateTimeField(null=True, blank=True)
    answered = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    began = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(answered=None), name="one_check_round_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.began}"


class Merge(models.Model):
    """Two organisations made one. `moved` and `gone` hold what is needed to undo it until `undo_until`."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kept = models.ForeignKey(Organisation, models.CASCADE, related_name="merges")
    gone_uid = models.UUIDField(db_index=True)
    gone_name = models.CharField(max_length=300)
    gone = models.JSONField()
    kept_before = models.JSONField()
    moved = models.JSONField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    undo_until = models.DateTimeField()
    undone = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gone_uid"], condition=Q(undone=None), name="merged_once_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.gone_name} → {self.kept}"


class FormerIdentity(models.Model):
    """Another organisation that became this one: by its uid and source id it is still found, and comes in again."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="former_identities")
    uid = models.UUIDField(unique=True)
    source = models.CharField(max_length=64, blank=True)
    source_id = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [one_per_source("one_former_identity_per_source_id")]
        verbose_name_plural = "former identities"

    def __str__(self) -> str:
        return f"{self.uid} → {self.organisation}"


class Picture(models.Model):
    """A picture of one entry, re-encoded by us; `alt` says what it shows to those who do not see it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.OneToOneField(Organisation, models.CASCADE, null=True, blank=True, related_name="picture")
    service = models.OneToOneField(Service, models.CASCADE, null=True, blank=True, related_name="picture")
    location = models.OneToOneField(Location, models.CASCADE, null=True, blank=True, related_name="picture")
    file = models.FileField(upload_to="pictures/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = I18nCharField(_("what the picture shows"))
    created = models.DateTimeField(editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, service__isnull=True, location__isnull=True)
                | Q(organisation__isnull=True, service__isnull=False, location__isnull=True)
                | Q(organisation__isnull=True, service__isnull=True, location__isnull=False),
                name="picture_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return str(self.alt)
