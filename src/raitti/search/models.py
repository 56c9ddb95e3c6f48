"""What can be found, the words it can be found by, and the words that lead to other words."""

from django.db import models


class SearchDocument(models.Model):
    """One public thing in one language, analysed when it was written.

    Only what everyone may see is ever here. The `words_` columns hold base forms in the index's letters:
    of its names (with the forms as written), of its keywords, of its text, and the parts of its compounds.
    `filters` holds one token for each facet value, each language's readers it is not shown to, and the
    squares of the map it lies in; the full-text index covers these five. `packed` holds the ids of the
    facet values again, four bytes each, to count ten thousand documents in milliseconds. `fingerprint`
    tells whether writing it again would change anything.
    """

    packed = models.BinaryField()
    hidden = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=32)
    object_id = models.CharField(max_length=64)
    language = models.CharField(max_length=8)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    changed = models.DateTimeField(null=True, db_index=True)
    sort_key = models.CharField(max_length=40)
    filters = models.TextField()
    fingerprint = models.CharField(max_length=32)
    source_id = models.CharField(max_length=200, blank=True)
    title = models.TextField()
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    words_name = models.TextField()
    words_keys = models.TextField(blank=True)
    words_body = models.TextField(blank=True)
    words_parts = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id", "language"], name="one_row_per_language")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} ({self.language})"


class SearchFacet(models.Model):
    """A value of a filter: its id in `SearchDocument.packed`, its token in `SearchDocument.filters`. Never deleted."""

    token = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=32)
    value = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class SearchWord(models.Model):
    """A word of the index, to tell rare from common and to find what a mistyped word was meant to be.

    `base` is empty for base forms and parts; for a form as written it is the base form. `documents` is
    about how many documents have it: statistics, not truth, exact after a rebuild.
    """

    word = models.CharField(max_length=64, unique=True)
    base = models.CharField(max_length=64, blank=True)
    folded = models.CharField(max_length=64, db_index=True)
    backwards = models.CharField(max_length=64, db_index=True)
    documents = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.word


class SearchTerm(models.Model):
    """A label of a vocabulary by its base forms, and what else may be meant: other labels and narrower ones."""

    source = models.CharField(max_length=64)
    language = models.CharField(max_length=8)
    key = models.CharField(max_length=200)
    also = models.JSONField(default=list)
    narrower = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["key", "language"]), models.Index(fields=["source"])]

    def __str__(self) -> str:
        return self.key


class SearchState(models.Model):
    """One row: the analyser the index was made with."""

    analyser = models.CharField(max_length=200)
    rebuilt = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.analyser
