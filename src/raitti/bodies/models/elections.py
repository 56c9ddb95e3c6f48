"""Elections: who stands, who may vote, and the ballots, sealed until the vote is closed and open afterwards.

Nothing here joins a voter to a ballot. Voters carry that they voted, and nothing more. A sealed ballot is written in
the transaction of its voter, so whoever has the database could join the two: but only the key kept outside reads it.
Closing replaces all sealed ballots by open ones written at once, in the order of a shuffle, under ids drawn anew; the
key is destroyed. `docs/decisions.md` tells the whole of it.
"""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from raitti.bodies.models.bodies import Body, Holder, Holding
from raitti.bodies.models.calls import Candidate
from raitti.core.texts import pick
from raitti.directory.models import Organisation, Topic
from raitti.places.models import Area

# Who has the ballot before them when the vote closes may still send it for so long.
GRACE = timedelta(minutes=5)


class Election(models.Model):
    """One election of a body. `closes` is the moment until which a ballot can be taken in hand.

    `seed` settles ties; it is drawn and shown when the vote opens. `public_key` seals ballots while it is open.
    `unreadable` counts sealed ballots that could not be opened: damaged, or put there by somebody else.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed, not yet counted")
        COUNTED = "counted", _("counted, not yet published")
        PUBLISHED = "published", _("result published")
        CANCELLED = "cancelled", _("cancelled")

    class Rule(models.TextChoices):
        """As in `raitti.voting`."""

        APPROVAL = "approval", _("one is elected: approve of as many as you like")
        INSTANT_RUNOFF = "instant_runoff", _("one is elected: put the candidates in order")
        EQUAL_SHARES = "equal_shares", _("several by equal shares: approve of as many as you like")
        PHRAGMEN = "phragmen", _("several by Phragmén’s rule: approve of as many as you like")
        STV = "stv", _("several by transferable vote: put the candidates in order")

    class Roll(models.TextChoices):
        ASSOCIATIONS = "associations", _("one ballot for each association")
        HOLDERS = "holders", _("one ballot for each member of the body")
        GROUP = "group", _("one ballot for each member of the open group")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="elections")
    number = models.PositiveSmallIntegerField()
    name = I18nCharField(_("name"))
    text = I18nTextField(_("what is decided"), blank=True)
    rule = models.CharField(max_length=16, choices=Rule.choices)
    seats = models.PositiveSmallIntegerField(default=1)
    roll = models.CharField(max_length=12, choices=Roll.choices)
    # Of associations: those at home or at work in one of the areas and with one of the topics; all without any.
    areas = models.ManyToManyField(Area, blank=True, related_name="+")
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    closes = models.DateTimeField(null=True, blank=True)
    opened = models.DateTimeField(null=True, blank=True)
    closed = models.DateTimeField(null=True, blank=True)
    published = models.DateTimeField(null=True, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    public_key = models.CharField(max_length=64, blank=True)
    unreadable = models.PositiveIntegerField(default=0)
    cancel_reason = I18nTextField(_("why it was cancelled"), blank=True)
    is_example = models.BooleanField(default=False)
    created = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="one_election_of_a_number"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="election_fills_a_seat"),
            models.CheckConstraint(
                condition=(Q(state="open") & ~Q(public_key="")) | (~Q(state="open") & Q(public_key="")),
                name="key_while_the_vote_is_open",
            ),
        ]

    def __str__(self) -> str:
        return pick(self.name, "fi").value

    @property
    def is_ranked(self) -> bool:
        return self.rule in {self.Rule.INSTANT_RUNOFF, self.Rule.STV}

    @property
    def is_public(self) -> bool:
        """Whether it has a page everyone sees: from the day it opens."""
        return self.opened is not None

    @property
    def can_close_from(self) -> datetime | None:
        """When the last ballots in hand have been sent."""
        return self.closes + GRACE if self.closes else None


class ElectionCandidate(models.Model):
    """Somebody, or something, that can be chosen: known on ballots by the number.

    Who takes back their consent stays as a number without a name. `place` says as how manyeth they were elected.
    `holder` and `nominee` (whom an association nominated in a call) tell where the candidate comes from, for whoever
    gives those elected their seats; `holding` is the sitting they were given.
    """

    election = models.ForeignKey(Election, models.CASCADE, related_name="candidates")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="election_candidates"
    )
    text = I18nTextField(_("in their own words"), blank=True)
    holder = models.ForeignKey(Holder, models.SET_NULL, null=True, blank=True, related_name="candidacies")
    nominee = models.ForeignKey(Candidate, models.SET_NULL, null=True, blank=True, related_name="stands_in")
    holding = models.ForeignKey(Holding, models.SET_NULL, null=True, blank=True, related_name="elected_by")
    withdrawn = models.DateTimeField(null=True, blank=True)
    place = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["election", "number"], name="one_candidate_of_a_number")]

    def __str__(self) -> str:
        return self.name or str(_("a candidate who withdrew"))


class ElectionQuota(models.Model):
    """Of these candidates so many are elected, at least and at most: for a theme or an area."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="quotas")
    name = I18nCharField(_("name"))
    at_least = models.PositiveSmallIntegerField(default=0)
    at_most = models.PositiveSmallIntegerField(null=True, blank=True)
    candidates = models.ManyToManyField(ElectionCandidate, blank=True, related_name="quotas")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(at_most=None) | Q(at_most__gte=F("at_least")), name="election_quota_in_order"
            )
        ]

    def __str__(self) -> str:
        return pick(self.name, "fi").value


class Voter(models.Model):
    """A right to one ballot, fixed when the vote opens: an association's or a person's. That it was used is all
    that is kept of the vote here."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    election = models.ForeignKey(Election, models.CASCADE, related_name="voters")
    name = models.CharField(max_length=300)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="votes")
    holder = models.ForeignKey(Holder, models.PROTECT, null=True, blank=True, related_name="votes")
    # That a letter with the link has been queued.
    invited = models.BooleanField(default=False)
    voted = models.BooleanField(default=False)
    # Taken off the roll.
    removed = models.DateTimeField(null=True, blank=True)
    removed_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "organisation"], name="one_vote_for_an_association"),
            models.UniqueConstraint(fields=["election", "holder"], name="one_vote_for_a_person"),
            models.CheckConstraint(
                condition=Q(organisation=None, holder__isnull=False) | Q(organisation__isnull=False, holder=None),
                name="vote_of_one",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SealedBallot(models.Model):
    """A ballot nobody can read yet. It says neither whose it is nor when it came; all of an election are of one
    length."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    election = models.ForeignKey(Election, models.CASCADE, related_name="sealed_ballots")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.id)


class Ballot(models.Model):
    """A ballot after closing: the numbers of the candidates, in the voter's order where that counts, and the code
    by which its voter knows it again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    election = models.ForeignKey(Election, models.CASCADE, related_name="ballots")
    receipt = models.CharField(max_length=24)
    choices = models.JSONField(default=list)

    class Meta:
        ordering = ["receipt"]
        constraints = [models.UniqueConstraint(fields=["election", "receipt"], name="one_ballot_of_a_receipt")]

    def __str__(self) -> str:
        return self.receipt
