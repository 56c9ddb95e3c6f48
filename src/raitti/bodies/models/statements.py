"""Statements of bodies: asked for or given unasked, drafted, commented on by line, signed, sent and answered."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from raitti.accounts.models import Person
from raitti.bodies.models.bodies import Body
from raitti.core.texts import pick
from raitti.directory.models import Organisation


class StatementQuerySet(models.QuerySet["Statement"]):
    def public(self) -> "StatementQuerySet":
        """Those everyone may read: sent, and of a body everyone may see."""
        return self.filter(state__in=Statement.SENT_STATES, body__in=Body.objects.public())


class Statement(models.Model):
    """What a body says on a matter. `text` is the words in force; every text saved before is a `DraftVersion`.

    `version` counts the saved texts, so that a second writer is told of the first. The receiver is an organisation
    of the directory or a name, with the address the letter goes to.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        DRAFT = "draft", _("being drafted")
        COMMENTING = "commenting", _("open for comments")
        FINISHED = "finished", _("finished, may be signed")
        SENT = "sent", _("sent")
        ANSWERED = "answered", _("answered")
        EFFECT_NOTED = "effect_noted", _("answered, effect noted")
        WITHDRAWN = "withdrawn", _("dropped")

    SENT_STATES = (State.SENT, State.ANSWERED, State.EFFECT_NOTED)
    WRITING_STATES = (State.ASKED, State.DRAFT, State.COMMENTING)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    title = I18nCharField(_("title"))
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    asked_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="statements_asked_for"
    )
    asked_by_name = models.CharField(max_length=200, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    question = I18nTextField(_("what is asked"), blank=True)
    text = I18nTextField(_("text"), blank=True)
    version = models.PositiveIntegerField(default=0)
    # The saved text the comment round began with: those who comment see none before it.
    shown_from = models.PositiveIntegerField(default=0)
    # The last day one may comment.
    comments_until = models.DateField(null=True, blank=True)
    # Associations asked to comment and sign beside those whose people sit in the body.
    invited = models.ManyToManyField(Organisation, blank=True, related_name="statements_invited_to")
    receiver = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="statements_received"
    )
    receiver_name = models.CharField(max_length=200, blank=True)
    receiver_email = models.EmailField(blank=True)
    letter_language = models.CharField(max_length=3, default="fi")
    sent = models.DateTimeField(null=True, blank=True)
    letter_queued = models.DateTimeField(null=True, blank=True)
    answer_due = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = I18nTextField(_("answer"), blank=True)
    answer_url = models.URLField(max_length=500, blank=True)
    effect = I18nTextField(_("what came of it"), blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = I18nTextField(_("why it was dropped"), blank=True)
    is_example = models.BooleanField(default=False)
    created = models.DateTimeField(editable=False)
    changed = models.DateTimeField(editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-number", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="one_statement_a_number"),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "answered", "effect_noted"]) | Q(sent__isnull=False),
                name="sent_statement_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.number}: {pick(self.title, 'fi')}"

    @property
    def is_sent(self) -> bool:
        return self.state in self.SENT_STATES

    @property
    def may_still_change(self) -> bool:
        return self.state in self.WRITING_STATES

    def is_open_for_comments(self, today: date) -> bool:
        return self.state == self.State.COMMENTING and (self.comments_until is None or today <= self.comments_until)

    def is_awaiting_answer(self, today: date) -> bool:
        """Whether the day an answer was promised or asked for has passed without one."""
        return self.state == self.State.SENT and self.answer_due is not None and self.answer_due < today


class DraftVersion(models.Model):
    """A text as somebody saved it. One written on an older text than was there by then is kept `aside`."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = I18nCharField(_("title"))
    text = I18nTextField(_("text"), blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    is_aside = models.BooleanField(default=False)
    saved = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["statement", "number"], name="one_draft_a_number")]

    def __str__(self) -> str:
        return f"{self.statement} ({self.number})"


class LineComment(models.Model):
    """A word on one line of a draft, from a group, an association, or somebody who sits in the body.

    `quote` is the line as it was read, so that the comment finds its place when the text around it changes.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waits for an answer")
        TAKEN = "taken", _("taken into account")
        NOT_TAKEN = "not_taken", _("not taken into account")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="comments")
    language = models.CharField(max_length=8)
    version = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    quote = models.TextField()
    text = models.TextField()
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    group = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.TextField(blank=True)
    given = models.DateTimeField()
    answered = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["language", "line", "given", "pk"]

    def __str__(self) -> str:
        return f"{self.statement}, {self.line}"


class Signature(models.Model):
    """An organisation puts its name under a statement; `name` is what it was called that day."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = I18nCharField(_("name"))
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    signed = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["signed", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "organisation"], condition=Q(withdrawn=None), name="one_signature_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement}: {pick(self.name, 'fi')}"


class StatementCorrection(models.Model):
    """What was found wrong after a statement had been sent: shown beside the text, which stays as it was read."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="corrections")
    text = I18nTextField(_("correction"))
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.statement}: {self.at:%Y-%m-%d}"
