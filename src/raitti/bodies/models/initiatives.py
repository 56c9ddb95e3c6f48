"""Initiatives: what an association asks a body to take up."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.bodies.models.bodies import Body
from raitti.bodies.models.meetings import AgendaItem
from raitti.directory.models import Organisation


class Initiative(models.Model):
    """An association's initiative, in the words and the language it was sent in; public only if the body shows it.

    It waits for an agenda from the day it comes until a meeting takes it up: `agenda` says which in words, `item`
    where the meeting is in Raitti.
    """

    class State(models.TextChoices):
        SENT = "sent", _("sent")
        TAKEN_UP = "taken_up", _("taken up, waits for a meeting")
        ON_AGENDA = "on_agenda", _("on the agenda of a meeting")
        ANSWERED = "answered", _("answered")

    WAITING_STATES = (State.SENT, State.TAKEN_UP)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="initiatives")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="initiatives")
    title = models.CharField(max_length=200)
    text = models.TextField()
    language = models.CharField(max_length=3, default="fi")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    is_on_behalf = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    agenda = models.CharField(max_length=200, blank=True)
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="initiatives")
    answer = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    sent = models.DateTimeField()
    taken_up = models.DateTimeField(null=True, blank=True)
    answered = models.DateTimeField(null=True, blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-sent", "-pk"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.title}"
