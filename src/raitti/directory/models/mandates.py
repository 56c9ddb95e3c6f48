"""Who may act for which organisation, as what, since when and until when."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.directory.models.organisations import Organisation


class Role(models.TextChoices):
    """As what a person acts for an organisation: the first two for their own, the others as their work or task."""

    OWNER = "owner", _("owner of the page")
    EDITOR = "editor", _("editor")
    AGENT = "agent", _("association agent")
    CONTACT_OFFICER = "contact_officer", _("contact officer of the municipality")
    COUNTY_OFFICER = "county_officer", _("officer of the wellbeing services county")
    STEWARD = "steward", _("steward of the region")
    COORDINATOR = "coordinator", _("coordinator")
    READER = "reader", _("reader for the funder")


# Roles that reach beyond one's own organisation, and so need a second factor at sign-in.
STAFF_ROLES = frozenset(Role) - {Role.OWNER, Role.EDITOR}


class MandateQuerySet(models.QuerySet["Mandate"]):
    def current(self, on: date) -> "MandateQuerySet":
        """Mandates that hold on a day: begun, not run out, not ended."""
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on, ended_on=None)


class Mandate(models.Model):
    """A person acts for an organisation in a role. Ended ones stay, so that it can be seen who could when.

    `until` is the last day; `renew_by` the day by which someone confirms that the mandate is still right.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="mandates")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="mandates")
    role = models.CharField(max_length=16, choices=Role.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    renew_by = models.DateField(null=True, blank=True, db_index=True)
    reminded_on = models.DateField(null=True, blank=True)
    given_by = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)
    created = models.DateTimeField(editable=False)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"], condition=Q(ended_on=None), name="one_mandate_of_a_kind"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=models.F("since")), name="mandate_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.organisation}"


class Invitation(models.Model):
    """An offer of a mandate, sent to an e-mail address. `replaces` is the mandate handed over when it is accepted."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=16, choices=Role.choices)
    until = models.DateField(null=True, blank=True)
    message = models.TextField(blank=True)
    language = models.CharField(max_length=3, default="fi")
    given_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    replaces = models.ForeignKey(Mandate, models.SET_NULL, null=True, blank=True, related_name="+")
    # The role the giver keeps after a handover; empty: none.
    keeps = models.CharField(max_length=16, choices=Role.choices, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    created = models.DateTimeField(editable=False)
    expires = models.DateTimeField()
    answered = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email", "role"], condition=Q(state="open"), name="one_open_invitation_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"


class Claim(models.Model):
    """Someone says that an existing entry is their association's. Competing claims stand side by side."""

    class Way(models.TextChoices):
        ADDRESS = "address", _("by a link to the entry’s own e-mail address")
        REGISTER = "register", _("by an extract from the Register of Associations")
        AGENT = "agent", _("by an association agent who knows you")

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="claims")
    person = models.ForeignKey(Person, models.CASCADE, related_name="claims")
    way = models.CharField(max_length=8, choices=Way.choices)
    # What the person is in the association, in their own words.
    position = models.CharField(max_length=120, blank=True)
    message = models.TextField(blank=True)
    proof = models.FileField(upload_to="protected/claims/", blank=True)
    # When the link went to the entry's own address; owners, where there are any, are asked first.
    link_sent = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(state="open"), name="one_open_claim_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}?"
