"""Representatives: whom a body names to another body's seat or to a group outside, and what they bring back."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from raitti.accounts.models import Person
from raitti.bodies.models.bodies import Body, Holder, Holding, Seat
from raitti.core.texts import pick


class RepresentationQuerySet(models.QuerySet["Representation"]):
    def on(self, day: date) -> "RepresentationQuerySet":
        """Those that hold on a day."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)

    def within(self, since: date, until: date | None) -> "RepresentationQuerySet":
        """Those that share a day with a period."""
        found = self.filter(Q(until=None) | Q(until__gte=since))
        return found.filter(since__lte=until) if until is not None else found


class Representation(models.Model):
    """A body speaks in another place: at a seat of another body, or in a group outside, by its name.

    At another body's seat somebody sits only once those who appoint that body have `confirmed` it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="representations")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="representations")
    outside = I18nCharField(_("group outside"), blank=True)
    outside_url = models.URLField(max_length=500, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    confirmed = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)
    is_example = models.BooleanField(default=False)
    created = models.DateTimeField(editable=False)

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="representation_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.seat.body if self.seat else pick(self.outside, 'fi')}"


class Representative(models.Model):
    """Who represents, as member or deputy, once they have said yes by the link of a letter."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    representation = models.ForeignKey(Representation, models.CASCADE, related_name="representatives")
    holder = models.ForeignKey(Holder, models.PROTECT, related_name="representing")
    place = models.CharField(max_length=8, choices=Holding.Place.choices, default=Holding.Place.MEMBER)
    # What seats them in the other body, where its seats are here.
    holding = models.ForeignKey(Holding, models.SET_NULL, null=True, blank=True, related_name="representing")
    asked = models.DateTimeField()
    accepted = models.DateTimeField(null=True, blank=True)
    declined = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-place", "asked", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["representation", "place"],
                condition=Q(declined=None, ended_on=None),
                name="one_representative_a_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.representation}: {self.get_place_display()}"

    @property
    def is_waiting(self) -> bool:
        return self.accepted is None and self.declined is None and self.ended_on is None


class ReportBack(models.Model):
    """What a representative brings back to the body that named them."""

    representation = models.ForeignKey(Representation, models.CASCADE, related_name="reports")
    on = models.DateField()
    text = models.TextField()
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    written = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.representation}: {self.on}"
