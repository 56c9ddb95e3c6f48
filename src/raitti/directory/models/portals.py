"""Portals: one region's public face each."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from raitti.core.models import Named
from raitti.directory.models.organisations import Organisation
from raitti.places.models import Area


class Portal(Named):
    """A region's public face: its own address, areas, languages and colours over the common directory."""

    key = models.SlugField(unique=True)
    hostname = models.CharField(max_length=200, unique=True)
    areas = models.ManyToManyField(Area, related_name="portals")
    languages = models.JSONField(default=list)
    # The region's name as a reader finds it inside a sentence: "Lapin", "Lapissa".
    name_of = I18nCharField(_("of the region"), blank=True)
    name_in_region = I18nCharField(_("in the region"), blank=True)
    intro = I18nTextField(_("introduction"), blank=True)
    about = I18nTextField(_("about the service"), blank=True)
    # CSS custom properties the portal sets: {"--rowan": "#b23a24"}.
    theme = models.JSONField(default=dict, blank=True)
    steward = models.ForeignKey(Organisation, models.PROTECT, related_name="portals")
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=60, blank=True)
    # Months after which an entry is to be confirmed anew: 6 or 12.
    check_months = models.PositiveSmallIntegerField(default=12)
    # Months without an answer after which an entry is hidden; empty: never.
    hide_after_months = models.PositiveSmallIntegerField(null=True, blank=True, default=12)
    # Whether someone looks at a new organisation before everyone sees it.
    looks_first = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
