"""Who is told of changes by whom, and which entries come from elsewhere."""

import uuid
from base64 import b64encode

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from raitti.directory.models import Organisation, Portal, ThingKind
from raitti.exchange.posting import TROUBLES
from raitti.exchange.unfetched import told


class Webhook(models.Model):
    """An address that is told when an organisation's, or a whole portal's, public entries change.

    Its secret follows from the instance's own, so that no table holds it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="webhooks")
    portal = models.ForeignKey(Portal, models.CASCADE, null=True, blank=True, related_name="webhooks")
    url = models.URLField(max_length=500)
    secret_number = models.PositiveIntegerField(default=1)
    # Who is written to when it has to be switched off.
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=3, default="fi")
    created = models.DateTimeField(editable=False)
    created_by = models.CharField(max_length=200, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    disabled = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, portal=None) | Q(organisation=None, portal__isnull=False),
                name="webhook_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def secret(self) -> str:
        """What signatures are made with, as the Standard Webhooks write it: `whsec_` and Base64."""
        made = salted_hmac("raitti.webhook", f"{self.uid}.{self.secret_number}", algorithm="sha256")
        return f"whsec_{b64encode(made.digest()).decode()}"


class Delivery(models.Model):
    """One event on its way to one webhook. `uid` stays the same however often it is tried."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=40)
    payload = models.JSONField()
    created = models.DateTimeField(db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    delivered = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created", "-pk"]
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"{self.event} {self.uid}"

    @property
    def news(self) -> str:
        """What the program is told, in the reader's words."""
        kind, _dot, act = self.event.partition(".")
        words = {"kind": ThingKind(kind).label if kind in ThingKind.values else kind}
        if act == "changed":
            return gettext("%(kind)s changed") % words
        return gettext("%(kind)s no longer public") % words if act == "removed" else gettext("a test")

    @property
    def trouble(self) -> str:
        """Why the last attempt did not succeed, in the reader's language; empty when it did."""
        if self.delivered:
            return ""
        if self.status is not None and 300 <= self.status < 400:
            return gettext("The answer was %d and points to another address. Give that one here instead.") % self.status
        if self.status is not None:
            return gettext("The answer was %d.") % self.status
        return str(TROUBLES.get(self.error, self.error))


class HarvestSource(models.Model):
    """Another service whose entries are fetched on a schedule for a portal's region.

    `key` is the name its ids are kept under; `name` is what readers are told the entries come from.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    portal = models.ForeignKey(Portal, models.CASCADE, related_name="harvest_sources")
    key = models.SlugField(max_length=64, unique=True)
    name = models.CharField(_("name of the source"), max_length=120)
    url = models.URLField(_("address of the HSDS service"), max_length=500)
    language = models.CharField(_("language of its texts"), max_length=3, default="fi")
    every_hours = models.PositiveSmallIntegerField(
        _("how often, in hours"), default=24, validators=[MinValueValidator(1), MaxValueValidator(24 * 31)]
    )
    paused = models.BooleanField(_("paused"), default=False)
    created = models.DateTimeField(editable=False)
    next_run = models.DateTimeField(db_index=True)
    # The job that fetches at the moment or waits to.
    job = models.UUIDField(null=True, blank=True)
    began = models.DateTimeField(null=True, blank=True)
    # When the last whole and successful fetching began: later ones ask for what changed after it.
    complete = models.DateTimeField(null=True, blank=True)
    # Why the last fetching failed, as `exchange.unfetched` keeps it; empty when it did not.
    failure = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    # ETag and Last-Modified by the address of a page.
    validators = models.JSONField(default=dict)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def trouble(self) -> str:
        """Why the last fetching failed, in the reader's language; empty when it did not."""
        return told(self.failure)


class Harvested(models.Model):
    """One entry as its source told it last. `written` is the digest of what we then wrote: people have changed or
    confirmed the entry since when it no longer has that digest."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    origin = models.ForeignKey(HarvestSource, models.CASCADE, related_name="entries")
    thing_kind = models.CharField(max_length=16, choices=ThingKind.choices)
    thing_uid = models.UUIDField(db_index=True)
    source_id = models.CharField(max_length=200)
    facts = models.JSONField()
    written = models.CharField(max_length=64)
    fetched = models.DateTimeField()
    applied = models.DateTimeField()
    vanished = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin", "thing_kind", "source_id"], name="one_harvested_entry_each")
        ]
        verbose_name_plural = "harvested entries"

    def __str__(self) -> str:
        return f"{self.thing_kind} {self.source_id}"
