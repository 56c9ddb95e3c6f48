"""What every room stands on: names with addresses, the audit trail, and the shelf's generation."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from raitti.core.languages import INTERFACE_CODES
from raitti.core.texts import SORT_KEY_LENGTH, Text, pick, sort_keys


class Named(models.Model):
    """A thing with a name in several languages and an address of its own in each.

    `slugs` holds the current address word per interface language; older ones live in `Slug`.
    """

    name = I18nCharField(_("name"))
    slugs = models.JSONField(default=dict, editable=False)
    sort_fi = models.CharField(max_length=SORT_KEY_LENGTH, blank=True, editable=False, db_index=True)
    sort_sv = models.CharField(max_length=SORT_KEY_LENGTH, blank=True, editable=False, db_index=True)
    sort_en = models.CharField(max_length=SORT_KEY_LENGTH, blank=True, editable=False, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return pick(self.name, "fi").value

    def save(self, *args: object, **kwargs: object) -> None:
        self.set_sort_keys()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def set_sort_keys(self) -> None:
        """Bring the sort keys up to the name; needed by hand only before `bulk_create`."""
        for code, key in sort_keys(self.name).items():
            setattr(self, f"sort_{code}", key)

    def name_in(self, language: str) -> Text:
        return pick(self.name, language)

    def slug_in(self, language: str) -> str:
        return self.slugs.get(language) or next((self.slugs[c] for c in INTERFACE_CODES if c in self.slugs), "")


class Slug(models.Model):
    """An address word that leads, or once led, to a thing: old ones redirect to the current one."""

    kind = models.CharField(max_length=32)
    language = models.CharField(max_length=8)
    slug = models.CharField(max_length=120)
    object_id = models.BigIntegerField()
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "language", "slug"], name="one_thing_per_address")]
        indexes = [models.Index(fields=["kind", "object_id"])]

    def __str__(self) -> str:
        return f"{self.language}/{self.kind}/{self.slug}"


class AuditEntry(models.Model):
    """Who did what to what, for whom and when. Names are copied, so the entry outlives its subjects."""

    verb = models.CharField(max_length=64)
    actor_kind = models.CharField(max_length=32)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)
    on_behalf_kind = models.CharField(max_length=32, blank=True)
    on_behalf_id = models.CharField(max_length=64, blank=True)
    on_behalf_label = models.CharField(max_length=200, blank=True)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.CharField(max_length=64)
    subject_label = models.CharField(max_length=200)
    changes = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.actor_label} {self.verb} {self.subject_label}"


class AccessEntry(models.Model):
    """Who saw data that are not everyone's, of whom, when and why. Names are copied, as in the audit trail."""

    what = models.CharField(max_length=64)
    actor_id = models.CharField(max_length=64)
    actor_label = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.CharField(max_length=64)
    subject_label = models.CharField(max_length=200)
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"]), models.Index(fields=["actor_id"])]
        verbose_name_plural = "access entries"

    def __str__(self) -> str:
        return f"{self.actor_label}: {self.what} {self.subject_label}"


class ShelfGeneration(models.Model):
    """One row, counted up in the transaction of every change that public pages show."""

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class JobLease(models.Model):
    """Which worker carries out a job, and until when that is believed without a new sign of life."""

    job = models.UUIDField(primary_key=True)
    worker = models.CharField(max_length=64)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.job} by {self.worker}"


class ChoreDay(models.Model):
    """One daily chore on one local day: whoever gets to make the row hands the chore to the workers, nobody else."""

    name = models.CharField(max_length=80)
    day = models.DateField()
    job = models.UUIDField(null=True)
    done = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="one_chore_a_day")]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"


class MailAddress(models.Model):
    """What has been learnt of an e-mail address: that letters come back from it, which kinds are not wanted there."""

    address = models.EmailField(unique=True)
    bounced = models.DateTimeField(null=True, blank=True)
    bounce_reason = models.CharField(max_length=300, blank=True)
    refused_kinds = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "mail addresses"

    def __str__(self) -> str:
        return self.address


class LetterSending(models.Model):
    """How often a letter has been handed over without our learning how that ended, and when it went out."""

    job = models.UUIDField(primary_key=True)
    uncertain = models.PositiveSmallIntegerField(default=0)
    sent = models.DateTimeField(null=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.job)
