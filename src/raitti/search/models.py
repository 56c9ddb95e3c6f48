"""One row per findable thing and language, and the words that lead to other words."""

from django.db import models


class SearchDocument(models.Model):
    """What can be found: one public thing in one language, analysed when it was written.

    Only what everyone may see is ever here. `shown_in` lists the interface languages whose
    readers get this version (its own, and those the thing has no version in).
    """

    kind = models.CharField(max_length=32)
    object_id = models.CharField(max_length=64)
    language = models.CharField(max_length=8)
    shown_in = models.JSONField(default=list)
    source_id = models.CharField(max_length=200, blank=True)
    title = models.TextField()
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    words_name = models.TextField()
    words_body = models.TextField(blank=True)
    words_parts = models.TextField(blank=True)
    facets = models.JSONField(default=dict)
    data = models.JSONField(default=dict)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    changed = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id", "language"], name="one_row_per_language")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} ({self.language})"
