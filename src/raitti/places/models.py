"""Areas with official codes and validity dates, their boundaries, and postal codes."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from raitti.core.models import Named
from raitti.core.texts import SORT_KEY_LENGTH

# The county values of Helsinki and Åland: not counties, but every municipality has a value.
ARRANGE_THEMSELVES = ("90", "91")


class AreaKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("municipality")
    REGION = "region", _("region")
    COUNTY = "county", _("wellbeing services county")
    COUNTRY = "country", _("country")


class AreaQuerySet(models.QuerySet["Area"]):
    def current(self) -> "AreaQuerySet":
        """Areas that have not ended."""
        return self.filter(valid_until=None)

    def municipalities(self) -> "AreaQuerySet":
        return self.filter(kind=AreaKind.MUNICIPALITY)

    def regions(self) -> "AreaQuerySet":
        return self.filter(kind=AreaKind.REGION)

    def counties(self) -> "AreaQuerySet":
        """The wellbeing services counties proper: Helsinki and Åland, which arrange the services themselves, not."""
        return self.filter(kind=AreaKind.COUNTY).exclude(code__in=ARRANGE_THEMSELVES)


class Area(Named):
    """A municipality, region, wellbeing services county or country, as long as it exists.

    `code` is the official code as text with its leading zeros (municipality `"005"`, region
    `"14"`, county `"16"`, country `"FI"`). `valid_until` is the first day it no longer exists.
    Coordinates are WGS84 degrees of the main town or village; `grid_x`, `grid_y` its square on the tile map.
    """

    kind = models.CharField(max_length=16, choices=AreaKind.choices)
    code = models.CharField(max_length=8)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    region = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="region_municipalities")
    county = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="county_municipalities")
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors", blank=True)
    languages = models.JSONField(default=list, help_text=_("Official languages, the majority's first."))
    population = models.PositiveIntegerField(null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    grid_x = models.SmallIntegerField(null=True, blank=True)
    grid_y = models.SmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    # The year of the register this row follows: older facts never overwrite newer ones.
    facts_year = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"], condition=Q(valid_until=None), name="one_current_area_per_code"
            )
        ]
        indexes = [models.Index(fields=["kind", "code"])]

    @property
    def arranges_itself(self) -> bool:
        """Whether this county value stands for Helsinki or Åland, which have no wellbeing services county."""
        return self.kind == AreaKind.COUNTY and self.code in ARRANGE_THEMSELVES

    def has_ended(self, on: date) -> bool:
        return self.valid_until is not None and self.valid_until <= on


class Boundary(models.Model):
    """An area's outline, simplified when it was imported, in WGS84 (GeoJSON geometry)."""

    area = models.OneToOneField(Area, models.CASCADE, related_name="boundary")
    geometry = models.JSONField()
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    licence = models.CharField(max_length=100)

    class Meta:
        verbose_name_plural = "boundaries"

    def __str__(self) -> str:
        return f"{self.area} {self.year}"


class PostalCode(models.Model):
    """A postal code, its post office name and the municipality that holds most of it."""

    code = models.CharField(max_length=5, primary_key=True)
    name = I18nCharField()
    municipality = models.ForeignKey(Area, models.PROTECT, related_name="postal_codes")
    sort_fi = models.CharField(max_length=SORT_KEY_LENGTH, blank=True, editable=False, db_index=True)
    sort_sv = models.CharField(max_length=SORT_KEY_LENGTH, blank=True, editable=False, db_index=True)

    def __str__(self) -> str:
        return self.code
