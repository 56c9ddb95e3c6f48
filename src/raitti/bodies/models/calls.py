"""Getting in: calls for nominations, what organisations nominate, and the candidates with their own yes."""

import uuid
from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from raitti.accounts.models import Person
from raitti.bodies.models.bodies import Body, Gender, Holding, Seat, Term
from raitti.core.texts import Text, pick
from raitti.directory.models import Organisation

MOST_CANDIDATES = 10


class Call(models.Model):
    """Asking organisations to nominate to seats of a body, from one moment to another.

    It is known by its number below its body. That it has opened or closed is a matter of the clock, not of its state:
    see `stage`. `term` is what those appointed sit for, none where the body sits until further notice.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        DECIDED = "decided", _("members appointed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Stage(models.TextChoices):
        """Where a call stands at a moment."""

        DRAFT = "draft", _("not published yet")
        COMING = "coming", _("opens later")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed, waits for the decision")
        DECIDED = "decided", _("members appointed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="calls")
    number = models.PositiveSmallIntegerField()
    name = I18nCharField(_("name"))
    text = I18nTextField(_("text"), blank=True)
    criteria = I18nTextField(_("criteria"), blank=True)
    seats = models.ManyToManyField(Seat, related_name="calls")
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="calls")
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    candidates_each = models.PositiveSmallIntegerField(
        default=2, validators=[MinValueValidator(1), MaxValueValidator(MOST_CANDIDATES)]
    )
    wants_deputies = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    published = models.DateTimeField(null=True, blank=True)
    # When who looks after the body has put a choice together for whoever appoints.
    proposed = models.DateTimeField(null=True, blank=True)
    proposed_by = models.CharField(max_length=200, blank=True)
    # When it was decided or withdrawn, by whom, and the words everyone reads: which decision it was, or why withdrawn.
    ended = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)
    end_words = I18nTextField(_("what everyone reads about the end"), blank=True)
    # Why fewer than 40 % of women or of men were appointed, where that binds the body (609/1986, § 4 a).
    imbalance_reason = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)
    created = models.DateTimeField(editable=False)
    changed = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["-opens", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="one_call_by_a_number"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="call_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {pick(self.name, 'fi')}"

    def name_in(self, language: str) -> Text:
        return pick(self.name, language)

    @property
    def is_public(self) -> bool:
        return self.state != self.State.DRAFT and self.body.is_public

    def stage(self, now: datetime) -> "Call.Stage":
        """Where it stands at a moment; it closes with its last second."""
        if self.state != self.State.PUBLISHED:
            return self.Stage(self.state)
        if now < self.opens:
            return self.Stage.COMING
        return self.Stage.OPEN if now < self.closes else self.Stage.CLOSED


class Nomination(models.Model):
    """Whom an organisation nominates in a call; one each.

    `made_for` is the organisation as it was then: two that become one afterwards keep what each of them sent.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("not sent yet")
        SENT = "sent", _("sent")
        WITHDRAWN = "withdrawn", _("withdrawn")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, models.CASCADE, related_name="nominations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="nominations")
    made_for = models.UUIDField(editable=False)
    nominated_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="nominations")
    motivation = models.TextField(_("why these"), blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    sent = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(editable=False)
    changed = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["sent", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "made_for"], name="one_nomination_each_in_a_call"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.call}"


class Candidate(models.Model):
    """Somebody an organisation nominates, as a member or as a member's personal deputy, with their own yes or no.

    Nothing of candidates is public before they are appointed, and only the name after, by their consent. Gender is
    what the candidate states, never what somebody else says. `seat` and `place` are the seat somebody has chosen
    them for: a proposal until the call is decided.
    """

    class Consent(models.TextChoices):
        UNASKED = "", _("not asked yet")
        ASKED = "asked", _("has not answered yet")
        GIVEN = "given", _("is willing")
        DECLINED = "declined", _("is not willing")
        WITHDRAWN = "withdrawn", _("has withdrawn")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="candidates")
    position = models.PositiveSmallIntegerField(default=0)
    as_what = models.CharField(max_length=8, choices=Holding.Place.choices, default=Holding.Place.MEMBER)
    deputy_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="deputies")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=3, default="fi")
    wished = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True, related_name="+")
    gender = models.CharField(max_length=8, choices=Gender.choices, blank=True)
    consent = models.CharField(max_length=10, choices=Consent.choices, blank=True, default=Consent.UNASKED)
    name_is_public = models.BooleanField(default=False)
    asked = models.DateTimeField(null=True, blank=True)
    reminded = models.DateTimeField(null=True, blank=True)
    answered = models.DateTimeField(null=True, blank=True)
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True, related_name="proposed")
    place = models.CharField(max_length=8, choices=Holding.Place.choices, blank=True)
    holding = models.ForeignKey(Holding, models.SET_NULL, null=True, blank=True, related_name="candidates")

    class Meta:
        ordering = ["nomination", "position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_willing(self) -> bool:
        return self.consent == self.Consent.GIVEN
