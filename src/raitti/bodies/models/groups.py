"""Open groups: who has joined, what they write to each other, and what their leader asks and brings back."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.bodies.models.bodies import Body
from raitti.directory.models import Organisation, OrganisationStatus

# How long one can mend what one wrote; by then others have answered it.
MENDED_WITHIN = timedelta(hours=24)


class Mail(models.TextChoices):
    """How what is written in a group comes to a member's mail."""

    EACH = "each", _("each message as it is written")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week, on Mondays")
    NONE = "none", _("no letters, I look at the page")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        """Who is in their groups now. An association that has been closed is in none, whatever the row says."""
        closed = Q(organisation__status=OrganisationStatus.DISSOLVED)
        return self.filter(state=Membership.State.JOINED).exclude(closed)

    def waiting(self) -> "MembershipQuerySet":
        """Those whom somebody is to let in or not."""
        return self.filter(state=Membership.State.ASKED)

    def of_people(self) -> "MembershipQuerySet":
        return self.filter(organisation=None)


class Membership(models.Model):
    """Somebody's way with an open group: a person's own, or (`organisation`) an association's, which `person` joined.

    Without an account a person is known by the confirmed `email`. `told_until` is up to when digests have told.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("waits for the e-mail address to be confirmed")
        ASKED = "asked", _("waits for the leader’s answer")
        JOINED = "joined", _("in the group")
        LEFT = "left", _("left the group")
        REFUSED = "refused", _("was not taken in")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="group_memberships")
    # Of two organisations that become one, both may have joined: so the database does not ask for one row each.
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="group_memberships"
    )
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=3, default="fi")
    state = models.CharField(max_length=12, choices=State.choices, default=State.JOINED)
    # What somebody who asks to join says of themselves, and why they were not taken in or had to leave.
    message = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    mail = models.CharField(max_length=8, choices=Mail.choices, default=Mail.DAILY)
    created = models.DateTimeField(editable=False)
    since = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(organisation=None, state__in=("asked", "joined")),
                name="one_own_membership_of_a_group",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")), name="membership_in_order"
            ),
        ]
        indexes = [models.Index(fields=["body", "state"])]

    def __str__(self) -> str:
        return str(self.organisation) if self.organisation is not None else self.name or str(_("former member"))

    @property
    def is_current(self) -> bool:
        closed = self.organisation is not None and self.organisation.status == OrganisationStatus.DISSOLVED
        return self.state == self.State.JOINED and not closed


class Thread(models.Model):
    """Something a group talks about."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="threads")
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=3, default="fi")
    created = models.DateTimeField(editable=False)
    # When something was last written in it, by which threads are listed.
    moved = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-moved", "-pk"]

    def __str__(self) -> str:
        return self.title


class PostQuerySet(models.QuerySet["Post"]):
    def readable(self) -> "PostQuerySet":
        """Those whose words are still to be seen."""
        return self.filter(hidden=None, deleted=None)


class Post(models.Model):
    """What somebody wrote in a thread: as a member (`membership`), or as its leader or keeper.

    A post that is hidden or deleted keeps its place and says so. The name is shown as long as its writer is in.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="posts")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="group_posts")
    # Of who leads or keeps the group, as they were called then.
    name = models.CharField(max_length=200, blank=True)
    as_leader = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=3, default="fi")
    written = models.DateTimeField(editable=False)
    edited = models.DateTimeField(null=True, blank=True)
    deleted = models.DateTimeField(null=True, blank=True)
    hidden = models.DateTimeField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["written", "pk"]
        indexes = [models.Index(fields=["thread", "written"])]

    def __str__(self) -> str:
        return f"{self.thread}: {self.written:%Y-%m-%d %H:%M}"


class PostReport(models.Model):
    """Somebody in the group says that a post should not stand there."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="reports")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="post_reports")
    message = models.TextField()
    made = models.DateTimeField(editable=False)
    answer = models.TextField(blank=True)
    answered = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made", "pk"]

    def __str__(self) -> str:
        return f"{self.post} ({self.made:%Y-%m-%d})"


class PostHiding(models.Model):
    """A post taken from view for a reason its writer was told, with the writer's appeal and the answer to it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="hidings")
    reason = models.TextField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(editable=False)
    appeal = models.TextField(blank=True)
    appealed = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered = models.DateTimeField(null=True, blank=True)
    # Set when the post was given back.
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["post"], condition=Q(ended=None), name="a_post_is_hidden_once_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.post} ({self.at:%Y-%m-%d})"


class GroupQuestion(models.Model):
    """What the leader wants to hear from the group before a meeting, until when; and what was brought back after."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="questions")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=3, default="fi")
    # For which meeting, in words, and its day where it is known.
    meeting = models.CharField(max_length=200, blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    closes = models.DateTimeField()
    asked = models.DateTimeField(editable=False)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-asked", "-pk"]

    def __str__(self) -> str:
        return self.title


class GroupAnswer(models.Model):
    """What one member, a person or an association, answers to a question; it can be changed until it closes."""

    question = models.ForeignKey(GroupQuestion, models.CASCADE, related_name="answers")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="group_answers")
    text = models.TextField()
    language = models.CharField(max_length=3, default="fi")
    given = models.DateTimeField(editable=False)
    changed = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["given", "pk"]
        constraints = [models.UniqueConstraint(fields=["question", "membership"], name="one_answer_a_member")]

    def __str__(self) -> str:
        return f"{self.question}: {self.membership}"


class Summary(models.Model):
    """What the leader brought back: what the group said, what came of it. For the members, or for everyone."""

    question = models.OneToOneField(GroupQuestion, models.CASCADE, related_name="summary")
    text = models.TextField()
    language = models.CharField(max_length=3, default="fi")
    # How many answered, as it was when the summary was brought back.
    answers = models.PositiveIntegerField(default=0)
    is_public = models.BooleanField(default=False)
    written = models.DateTimeField(editable=False)
    changed = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "summaries"

    def __str__(self) -> str:
        return str(self.question)


class Material(models.Model):
    """A link or a file that members use."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="materials")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to="protected/groups/", blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    added = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["-added", "-pk"]

    def __str__(self) -> str:
        return self.title


class GroupMeeting(models.Model):
    """When a group meets next. The link is for its members alone."""

    body = models.OneToOneField(Body, models.CASCADE, related_name="next_meeting")
    starts = models.DateTimeField()
    where = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.body}: {self.starts:%Y-%m-%d}"
