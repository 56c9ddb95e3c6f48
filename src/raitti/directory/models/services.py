"""What organisations do, and how, where and when one can take part."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from raitti.core.models import Named
from raitti.directory.models.organisations import Organisation, Publication, Sourced, one_per_source
from raitti.directory.models.topics import Topic
from raitti.places.models import Area

# What a visitor may need to know before coming; each is "yes", "no" or left out when unknown.
ACCESSIBILITY_FACTS = {
    "wheelchair": _("wheelchair access"),
    "step_free": _("step-free entrance"),
    "accessible_toilet": _("accessible toilet"),
    "induction_loop": _("induction loop"),
    "lift": _("lift"),
    "accessible_parking": _("accessible parking"),
    "rollator": _("room for a walker"),
    "sign_language": _("sign language"),
    "plain_language": _("plain language"),
    "assistance_dog": _("assistance dogs welcome"),
    "quiet_space": _("a quiet space"),
    "fragrance_free": _("fragrance-free"),
}


class ServiceKind(models.TextChoices):
    HOBBY = "hobby", _("hobby")
    SUPPORT = "support", _("support")
    PEER_SUPPORT = "peer_support", _("peer support")
    VOLUNTEERING = "volunteering", _("volunteering")
    MEETING_PLACE = "meeting_place", _("meeting place")
    ADVICE = "advice", _("advice")
    DIGITAL_SUPPORT = "digital_support", _("digital support")
    COURSE = "course", _("course or training")
    ADVOCACY = "advocacy", _("advocacy")
    PREMISES = "premises", _("premises to use")
    PUBLIC_SERVICE = "public_service", _("public service")
    OTHER = "other", _("other activity")


class ServiceFormat(models.TextChoices):
    GROUP = "group", _("group")
    MEETING_PLACE = "meeting_place", _("open meeting place")
    ONE_TO_ONE = "one_to_one", _("one to one")
    CAMP = "camp", _("camp or trip")
    TALK = "talk", _("talk or event")
    VILLAGE = "village", _("village activity")
    COURSE = "course", _("course")
    DESK = "desk", _("service desk")


class FeeKind(models.TextChoices):
    FREE = "free", _("free of charge")
    PAID = "paid", _("has a fee")
    UNKNOWN = "unknown", _("ask for the price")


class ServiceStatus(models.TextChoices):
    ACTIVE = "active", _("active")
    INACTIVE = "inactive", _("not running")
    DEFUNCT = "defunct", _("ended")
    TEMPORARILY_CLOSED = "temporarily_closed", _("temporarily closed")


class ServiceQuerySet(models.QuerySet["Service"]):
    def visible_to(self, actor: Any) -> "ServiceQuerySet":
        """Published services of published organisations."""
        return self.filter(publication=Publication.PUBLISHED, organisation__publication=Publication.PUBLISHED)


class Service(Named, Sourced):
    """Something an organisation does that people can come to, join, ask for or help with."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="services")
    kind = models.CharField(max_length=16, choices=ServiceKind.choices, default=ServiceKind.OTHER)
    format = models.CharField(max_length=16, choices=ServiceFormat.choices, blank=True)
    alternative_names = models.JSONField(default=list, blank=True)
    summary = I18nCharField(_("in one sentence"), blank=True)
    description = I18nTextField(_("description"), blank=True)
    eligibility = I18nTextField(_("who it is for"), blank=True)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(null=True, blank=True)
    fee = models.CharField(max_length=8, choices=FeeKind.choices, default=FeeKind.UNKNOWN)
    fee_text = I18nCharField(_("price"), blank=True)
    languages = models.JSONField(default=list, blank=True)
    areas = models.ManyToManyField(Area, blank=True, related_name="services")
    topics = models.ManyToManyField(Topic, blank=True, related_name="services")
    target_groups = models.ManyToManyField(Topic, blank=True, related_name="target_of_services")
    website = models.URLField(max_length=500, blank=True)
    status = models.CharField(max_length=20, choices=ServiceStatus.choices, default=ServiceStatus.ACTIVE)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            one_per_source("one_service_per_source_id"),
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(min_age__lte=models.F("max_age")), name="ages_in_order"
            ),
        ]


class LocationQuerySet(models.QuerySet["Location"]):
    def visible_to(self, actor: Any) -> "LocationQuerySet":
        """Published places of published organisations, and places nobody owns."""
        return self.filter(
            Q(organisation=None) | Q(organisation__publication=Publication.PUBLISHED),
            publication=Publication.PUBLISHED,
        )


class Location(Named, Sourced):
    """A place where things happen. Coordinates are WGS84 degrees."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="locations")
    description = I18nTextField(_("description"), blank=True)
    street = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=10, blank=True)
    city = models.CharField(max_length=100, blank=True)
    municipality = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="locations")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    # {"wheelchair": "yes", "induction_loop": "no"}; keys of ACCESSIBILITY_FACTS.
    accessibility = models.JSONField(default=dict, blank=True)
    accessibility_note = I18nTextField(_("getting in and around"), blank=True)
    directions = I18nTextField(_("how to get there"), blank=True)

    objects = LocationQuerySet.as_manager()

    class Meta:
        constraints = [one_per_source("one_location_per_source_id")]


class ChannelKind(models.TextChoices):
    PLACE = "place", _("at a place")
    ONLINE = "online", _("online")
    PHONE = "phone", _("by phone")


class Channel(models.Model):
    """One way to a service: a place, an online address or a phone number. Kept in the order shown."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=8, choices=ChannelKind.choices)
    location = models.ForeignKey(Location, models.PROTECT, null=True, blank=True, related_name="channels")
    url = models.URLField(max_length=500, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    note = I18nTextField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source_id = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="place") | Q(location__isnull=False), name="place_channel_has_location"
            )
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.get_kind_display()}"


class Schedule(models.Model):
    """When a channel or a location is open.

    `rrule` is an RFC 5545 rule without `DTSTART` (empty: once, on `starts_on`); `opens` and `closes`
    are local times, both empty for the whole day; `except_dates` ISO dates on which it is closed, `leaves_out`
    the feasts and rules by which it is closed every year (see `wording.leaving_out`).
    """

    channel = models.ForeignKey(Channel, models.CASCADE, null=True, blank=True, related_name="schedules")
    location = models.ForeignKey(Location, models.CASCADE, null=True, blank=True, related_name="schedules")
    starts_on = models.DateField()
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    rrule = models.CharField(max_length=200, blank=True)
    except_dates = models.JSONField(default=list, blank=True)
    leaves_out = models.JSONField(default=list, blank=True)
    note = I18nCharField(blank=True)
    source_id = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__isnull=False, location__isnull=True)
                | Q(channel__isnull=True, location__isnull=False),
                name="schedule_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.rrule or self.starts_on.isoformat()


class Contact(models.Model):
    """Whom to reach, by role before person. A person's own name and number are public only by choice."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="contacts")
    service = models.ForeignKey(Service, models.CASCADE, null=True, blank=True, related_name="contacts")
    location = models.ForeignKey(Location, models.CASCADE, null=True, blank=True, related_name="contacts")
    role = I18nCharField(_("role"), blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    is_public = models.BooleanField(default=False)
    # The municipality's association contact officer (järjestöyhdyshenkilö), shown on its page.
    is_association_contact = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    source_id = models.CharField(max_length=200, blank=True)
    # When the person agreed to be named here and to which version of the text, and when the data are to be removed.
    consent_on = models.DateField(null=True, blank=True)
    consent_text = models.CharField(max_length=32, blank=True)
    keep_until = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, service__isnull=True, location__isnull=True)
                | Q(organisation__isnull=True, service__isnull=False, location__isnull=True)
                | Q(organisation__isnull=True, service__isnull=True, location__isnull=False),
                name="contact_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return str(self.role) or self.name
