"""Meetings of bodies: called with an agenda, attended by members or their deputies, and told in minutes."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from raitti.bodies.models.bodies import Body, Holder, Holding


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def public(self) -> "MeetingQuerySet":
        """Those everyone may know of: called, held or called off, of a body everyone may see."""
        told = (Meeting.State.CALLED, Meeting.State.SITTING, Meeting.State.HELD, Meeting.State.CANCELLED)
        return self.filter(body__in=Body.objects.public(), is_public=True, state__in=told, called__isnull=False)


class Meeting(models.Model):
    """One sitting of a body. `number` counts a body's meetings within the local `year` they were planned for.

    `sequence` counts what calendars were told (RFC 5545, 3.8.7.4): it grows with every change and cancellation.
    `remote_url` is for those who take part and nobody else.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        CALLED = "called", _("called")
        SITTING = "sitting", _("going on")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    class Way(models.TextChoices):
        IN_PLACE = "in_place", _("in one place")
        REMOTE = "remote", _("remotely")
        HYBRID = "hybrid", _("in one place and remotely")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    year = models.PositiveSmallIntegerField(editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    title = I18nCharField(_("what it is about"), blank=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.IN_PLACE)
    place = I18nCharField(_("place"), blank=True)
    remote_url = models.URLField(max_length=500, blank=True)
    is_public = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    called = models.DateTimeField(null=True, editable=False)
    late_reason = models.TextField(blank=True)
    cancelled = models.DateTimeField(null=True, editable=False)
    cancel_reason = models.TextField(blank=True)
    opened = models.DateTimeField(null=True, editable=False)
    closed = models.DateTimeField(null=True, editable=False)
    # Who led it, which need not be who leads the body.
    led_by = models.ForeignKey(Holder, models.PROTECT, null=True, blank=True, related_name="meetings_led")
    is_example = models.BooleanField(default=False)
    created = models.DateTimeField(editable=False)
    changed = models.DateTimeField(editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="meeting_in_order"),
            models.UniqueConstraint(fields=["body", "year", "number"], name="one_meeting_of_a_number"),
        ]
        indexes = [models.Index(fields=["body", "starts"])]

    def __str__(self) -> str:
        return f"{self.body} {self.number}/{self.year}"

    @property
    def is_ahead(self) -> bool:
        """Neither held nor called off, and not going on."""
        return self.state in (self.State.PLANNED, self.State.CALLED)

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.HELD, self.State.CANCELLED)

    @property
    def local_day(self) -> datetime:
        return timezone.localtime(self.starts)


class AgendaItem(models.Model):
    """One matter of a meeting, what was proposed, and what became of it.

    `record` is what the minutes tell of it. `version` counts the writings, so that of two who write at once the
    second is shown what the first wrote. `standing` marks what every meeting of ours has.
    """

    class Standing(models.TextChoices):
        OPENING = "opening", _("opening")
        QUORUM = "quorum", _("call and quorum")
        CHECKERS = "checkers", _("who checks the minutes")
        AGENDA = "agenda", _("agenda")
        TASKS = "tasks", _("what was left to do")
        CLOSING = "closing", _("closing")

    class Outcome(models.TextChoices):
        AS_PROPOSED = "as_proposed", _("decided as proposed")
        AMENDED = "amended", _("decided with changes")
        VOTE = "vote", _("decided by vote")
        TABLED = "tabled", _("left on the table")
        RETURNED = "returned", _("returned for preparation")
        NOTED = "noted", _("noted")
        NOT_DECIDED = "not_decided", _("not decided")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=10, choices=Standing.choices, blank=True)
    title = I18nCharField(_("title"))
    presenter = models.ForeignKey(Holder, models.PROTECT, null=True, blank=True, related_name="items_presented")
    text = I18nTextField(_("what it is about"), blank=True)
    proposal = I18nTextField(_("proposal"), blank=True)
    is_confidential = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    decision = I18nTextField(_("decision"), blank=True)
    record = I18nTextField(_("what was said"), blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_blank = models.PositiveSmallIntegerField(null=True, blank=True)
    decided = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    written = models.DateTimeField(null=True, editable=False)
    written_by = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"§ {self.position} {self.title}"

    @property
    def was_voted(self) -> bool:
        return self.outcome == self.Outcome.VOTE


class Paper(models.Model):
    """A file that belongs to an item of an agenda. A confidential one is for those who sit in the body."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers")
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="protected/meetings/")
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    is_confidential = models.BooleanField(default=False)
    added = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Attendance(models.Model):
    """Somebody called to a meeting: what they answered, and whether they came.

    Who has an office and no seat has no `holding`. A deputy is `asked` once the member cannot come, or from the
    start where the seat has no member.
    """

    class Answer(models.TextChoices):
        COMING = "coming", _("coming")
        NOT_COMING = "not_coming", _("cannot come")

    class Presence(models.TextChoices):
        PRESENT = "present", _("present")
        EXCUSED = "excused", _("excused")
        ABSENT = "absent", _("absent")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    holder = models.ForeignKey(Holder, models.PROTECT, related_name="attendances")
    holding = models.ForeignKey(Holding, models.PROTECT, null=True, blank=True, related_name="attendances")
    asked = models.DateTimeField(null=True, editable=False)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered = models.DateTimeField(null=True, editable=False)
    presence = models.CharField(max_length=8, choices=Presence.choices, blank=True)
    arrived = models.DateTimeField(null=True, blank=True)
    left = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["holding__seat__position", "holding__seat", "-holding__place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "holder"], name="one_attendance_each"),
            models.CheckConstraint(
                condition=Q(arrived=None) | Q(left=None) | Q(left__gte=F("arrived")), name="attendance_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.holder}"

    @property
    def is_deputy(self) -> bool:
        return self.holding is not None and self.holding.place == Holding.Place.DEPUTY

    @property
    def is_present(self) -> bool:
        return self.presence == self.Presence.PRESENT

    def was_there(self, at: datetime) -> bool:
        """Whether they were in the meeting at a moment: from when they arrived until they left."""
        if not self.is_present or (self.arrived is not None and at < self.arrived):
            return False
        return self.left is None or at < self.left


class Conflict(models.Model):
    """That somebody has an interest in an item of their own and takes no part in it (434/2003, §§ 27–28)."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="conflicts")
    holder = models.ForeignKey(Holder, models.PROTECT, related_name="conflicts")
    reason = models.CharField(max_length=300, blank=True)
    noted = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "holder"], name="one_conflict_each")]

    def __str__(self) -> str:
        return f"{self.item}: {self.holder}"


class MeetingTask(models.Model):
    """What somebody was left to do; it comes back on every agenda until it is done."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="meeting_tasks")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="tasks")
    text = I18nCharField(_("what is to be done"))
    owner = models.ForeignKey(Holder, models.PROTECT, related_name="meeting_tasks")
    due = models.DateField(null=True, blank=True)
    agreed = models.DateTimeField(editable=False)
    done_on = models.DateField(null=True, blank=True)
    done_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["body", "done_on"])]

    def __str__(self) -> str:
        return str(self.text)


class Minutes(models.Model):
    """The minutes of a meeting on their way to everyone: their words stand with the items."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        TO_CHECK = "to_check", _("being checked")
        CHECKED = "checked", _("checked")
        SIGNED = "signed", _("signed off")
        PUBLISHED = "published", _("published")

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    sent = models.DateTimeField(null=True, editable=False)
    chair_signed = models.DateTimeField(null=True, editable=False)
    chair = models.ForeignKey(Holder, models.PROTECT, null=True, blank=True, related_name="minutes_signed_as_chair")
    secretary_signed = models.DateTimeField(null=True, editable=False)
    secretary = models.ForeignKey(
        Holder, models.PROTECT, null=True, blank=True, related_name="minutes_signed_as_secretary"
    )
    published = models.DateTimeField(null=True, editable=False)
    changed = models.DateTimeField(editable=False)

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return str(self.meeting)


class MinutesCheck(models.Model):
    """One of the two who check minutes, and what they said of them."""

    class Answer(models.TextChoices):
        APPROVED = "approved", _("in order")
        REMARKS = "remarks", _("to be mended")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="checks")
    holder = models.ForeignKey(Holder, models.PROTECT, related_name="minutes_checks")
    asked = models.DateTimeField(null=True, editable=False)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    remarks = models.TextField(blank=True)
    answered = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "holder"], name="one_check_each")]

    def __str__(self) -> str:
        return f"{self.minutes}: {self.holder}"


class Correction(models.Model):
    """What was wrong in published minutes: stands beside them, which stay as they were."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="corrections")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="corrections")
    text = I18nTextField(_("how it should read"))
    reason = I18nCharField(_("why"))
    made = models.DateTimeField(editable=False)
    # As what, not who: an office is public, a name only by consent.
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["made", "pk"]

    def __str__(self) -> str:
        return f"{self.minutes}: {self.text}"


class YearClockLine(models.Model):
    """What a body takes up in a month of a year."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="year_clock")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    text = I18nCharField(_("what is taken up"))

    class Meta:
        ordering = ["year", "month", "pk"]
        constraints = [models.CheckConstraint(condition=Q(month__gte=1) & Q(month__lte=12), name="clock_month")]

    def __str__(self) -> str:
        return f"{self.year}/{self.month}: {self.text}"
