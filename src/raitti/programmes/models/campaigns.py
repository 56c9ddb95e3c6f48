"""Campaigns that gather support for a programme or project while its money is being decided."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from raitti.core.models import Named
from raitti.directory.models import Organisation, Publication
from raitti.programmes.models.programmes import Programme, Project


class Campaign(Named):
    """A page that asks organisations to say why the work should go on."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="campaigns")
    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, related_name="campaigns")
    publication = models.CharField(max_length=16, choices=Publication.choices, default=Publication.DRAFT)
    text = I18nTextField(_("text"), blank=True)
    opens = models.DateField()
    closes = models.DateField()
    is_example = models.BooleanField(default=False)
    created = models.DateTimeField(editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes__gte=models.F("opens")), name="campaign_in_order"),
        ]


class Support(models.Model):
    """An organisation's support statement. The address to ask about it is never shown, and is removed afterwards."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SHOWN = "shown", _("shown")
        REFUSED = "refused", _("not shown")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="supports")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name of the organisation"), max_length=200)
    # In what task the giver speaks for it: "chair".
    position = models.CharField(_("your task in it"), max_length=120, blank=True)
    text = models.TextField(_("why this matters"), max_length=2000)
    language = models.CharField(max_length=3, default="fi")
    email = models.EmailField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    given = models.DateTimeField()
    decided_by = models.CharField(max_length=200, blank=True)
    decided = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-given", "-pk"]

    def __str__(self) -> str:
        return self.name
