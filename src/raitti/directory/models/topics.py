"""Topics, target groups and life events from our own list and from national vocabularies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from raitti.core.models import Named


class TopicRole(models.TextChoices):
    THEME = "theme", _("topic")
    TARGET_GROUP = "target_group", _("target group")
    LIFE_EVENT = "life_event", _("life event")


class Vocabulary(models.Model):
    """A list of concepts kept by someone: our own, PTV's classes, YSO, JUPO, TERO."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=16, choices=TopicRole.choices, default=TopicRole.THEME)
    source = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name_plural = "vocabularies"

    def __str__(self) -> str:
        return self.name


class TopicQuerySet(models.QuerySet["Topic"]):
    def own(self) -> "TopicQuerySet":
        """The short list of Raitti's own, which people browse."""
        return self.filter(vocabulary__key="raitti")

    def themes(self) -> "TopicQuerySet":
        return self.filter(vocabulary__role=TopicRole.THEME)

    def target_groups(self) -> "TopicQuerySet":
        return self.filter(vocabulary__role=TopicRole.TARGET_GROUP)


class Topic(Named):
    """A concept things are described with. `uri` identifies it; `notation` is its short code (`P1.1`, `KR2.7`)."""

    vocabulary = models.ForeignKey(Vocabulary, models.PROTECT, related_name="topics")
    uri = models.CharField(max_length=200, unique=True)
    notation = models.CharField(max_length=64, blank=True, db_index=True)
    # {"fi": ["omaishoitajuus"], "sv": [...]}: other words people use for the same thing.
    other_labels = models.JSONField(default=dict, blank=True)
    broader = models.ManyToManyField("self", symmetrical=False, related_name="narrower", blank=True)
    # URIs of the same concept in other vocabularies.
    same_as = models.JSONField(default=list, blank=True)

    objects = TopicQuerySet.as_manager()
