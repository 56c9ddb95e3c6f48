"""Bodies, their terms and their seats, and who holds a seat or an office from when until when."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from raitti.accounts.models import Person
from raitti.core.models import Named
from raitti.directory.models import Organisation, OrganisationKind, Publication, Topic
from raitti.places.models import Area


class BodyKind(models.TextChoices):
    ADVISORY_BOARD = "advisory_board", _("advisory board")
    PARTNERSHIP_TABLE = "partnership_table", _("partnership table")
    WORKING_GROUP = "working_group", _("working group")
    EXPERT_GROUP = "expert_group", _("expert group")
    STEERING_GROUP = "steering_group", _("steering group")
    EXECUTIVE_COMMITTEE = "executive_committee", _("executive committee")
    SUPPORT_GROUP = "support_group", _("support group")
    NETWORK = "network", _("network")


class TermRule(models.TextChoices):
    """How long those appointed sit. A council term is four years from 1 June after the elections (410/2015, § 32)."""

    COUNCIL_TERM = "council_term", _("the council’s term")
    HALF_TERM = "half_term", _("half of the council’s term")
    FIXED_YEARS = "fixed_years", _("a number of years")
    NONE = "none", _("until further notice")


class Rights(models.TextChoices):
    FULL = "full", _("speaks and decides")
    SPEAKING = "speaking", _("speaks, does not decide")


class Stage(models.TextChoices):
    FOUNDING = "founding", _("being founded")
    ACTIVE = "active", _("at work")
    ENDED = "ended", _("ended")


class Joining(models.TextChoices):
    """How one gets into a group: seats are filled by its setter, open groups by whoever joins."""

    BY_SEAT = "by_seat", _("by a seat")
    OPEN = "open", _("anyone may join")
    ON_APPROVAL = "on_approval", _("anyone may ask to join")


class BodyQuerySet(models.QuerySet["Body"]):
    def public(self) -> "BodyQuerySet":
        """Those everyone may see."""
        return self.filter(publication=Publication.PUBLISHED)


class Body(Named):
    """A group that lives on: what it is for, who set it up, who looks after it, and by which rules it sits.

    The setter appoints; the steward keeps its papers and passes them on. `quorum` is the share of the seats that
    decide which must be present. `notice_days` is how long before a meeting its call and agenda go out at the latest.
    `most_terms` is how many terms on end a person (and `most_organisation_terms` an organisation) may sit. A support
    group stands `behind` the seat whose holder leads it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=24, choices=BodyKind.choices)
    publication = models.CharField(max_length=16, choices=Publication.choices, default=Publication.PUBLISHED)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.FOUNDING)
    summary = I18nCharField(_("in one sentence"), blank=True)
    purpose = I18nTextField(_("what it is for"), blank=True)
    how_to_get_in = I18nTextField(_("how to get in"), blank=True)
    setter = models.ForeignKey(Organisation, models.PROTECT, related_name="bodies_set_up")
    steward = models.ForeignKey(Organisation, models.PROTECT, related_name="bodies_looked_after")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    behind = models.ForeignKey("Seat", models.PROTECT, null=True, blank=True, related_name="support_groups")
    topics = models.ManyToManyField(Topic, blank=True, related_name="bodies")
    areas = models.ManyToManyField(Area, blank=True, related_name="bodies")
    languages = models.JSONField(default=list, blank=True)
    # Which of our templates it began from; what was changed since is its own.
    model = models.SlugField(max_length=40, blank=True)
    mandate_name = I18nCharField(_("mandate document"), blank=True)
    mandate_url = models.URLField(max_length=500, blank=True)
    mandated_on = models.DateField(null=True, blank=True)
    term_rule = models.CharField(max_length=16, choices=TermRule.choices, default=TermRule.NONE)
    term_years = models.PositiveSmallIntegerField(null=True, blank=True)
    most_terms = models.PositiveSmallIntegerField(null=True, blank=True)
    most_organisation_terms = models.PositiveSmallIntegerField(null=True, blank=True)
    # At least so many, and at most, where it says so.
    meetings_a_year = models.PositiveSmallIntegerField(null=True, blank=True)
    most_meetings_a_year = models.PositiveSmallIntegerField(null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(default=7)
    quorum = models.DecimalField(max_digits=4, decimal_places=3, default="0.5")
    # Whether the rule of 40 % of each gender binds it (609/1986, § 4 a): members and deputies counted apart.
    is_gender_balanced = models.BooleanField(default=False)
    # Whether the body itself fills a seat that falls empty within a term; else its setter does.
    fills_vacancies = models.BooleanField(default=False)
    joining = models.CharField(max_length=12, choices=Joining.choices, default=Joining.BY_SEAT)
    # A role's address, never a person's own.
    email = models.EmailField(blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = I18nTextField(_("why it ended"), blank=True)
    is_example = models.BooleanField(default=False)
    created = models.DateTimeField(editable=False)
    changed = models.DateTimeField(editable=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bodies"
        constraints = [
            models.CheckConstraint(condition=Q(quorum__gte=0) & Q(quorum__lte=1), name="quorum_is_a_share"),
        ]

    @property
    def is_open_group(self) -> bool:
        return self.joining != Joining.BY_SEAT

    @property
    def is_public(self) -> bool:
        return self.publication == Publication.PUBLISHED


class FoundingStep(models.Model):
    """One step from idea to first meeting: by when, and since when it has been taken."""

    class Step(models.TextChoices):
        IDEA = "idea", _("the idea is written down with those who want it")
        MANDATE = "mandate", _("the setter has confirmed mandate, seats and criteria")
        CALL = "call", _("the call for nominations is open")
        NOMINATIONS = "nominations", _("associations have nominated")
        BALANCE = "balance", _("the balance has been looked at")
        APPOINTMENT = "appointment", _("the members have been appointed")
        FIRST_MEETING = "first_meeting", _("the first meeting has been held")

    body = models.ForeignKey(Body, models.CASCADE, related_name="founding_steps")
    step = models.CharField(max_length=16, choices=Step.choices)
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.CharField(max_length=200, blank=True)
    note = I18nCharField(_("what there is to know"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["body", "step"], name="one_founding_step_each")]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_step_display()}"


class Term(models.Model):
    """A span for which a body is appointed; `ends` is its last day, none while it sits until further notice."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="terms")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    # What happened in it, drafted by Raitti and finished by people.
    report = I18nTextField(_("report of the term"), blank=True)
    report_published_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="term_in_order"),
            models.UniqueConstraint(fields=["body", "starts"], name="one_term_from_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.starts}–{self.ends or ''}"


class Seat(models.Model):
    """A place in a body. It belongs to a theme, an area, a type of organisation, an organisation or a public body;
    a person only holds it. Which of `topic`, `area`, `organisation_kind` and `organisation` is set follows `belongs`.
    """

    class Belongs(models.TextChoices):
        THEME = "theme", _("a theme")
        AREA = "area", _("an area")
        ORGANISATION_KIND = "organisation_kind", _("a type of organisation")
        ORGANISATION = "organisation", _("an organisation")
        PUBLIC_BODY = "public_body", _("a public body")
        EXPERT = "expert", _("expertise")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="seats")
    position = models.PositiveSmallIntegerField(default=0)
    name = I18nCharField(_("name"))
    belongs = models.CharField(max_length=20, choices=Belongs.choices)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="seats")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="seats")
    organisation_kind = models.CharField(max_length=16, choices=OrganisationKind.choices, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="seats")
    rights = models.CharField(max_length=10, choices=Rights.choices, default=Rights.FULL)
    has_deputy = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.name)


class Gender(models.TextChoices):
    WOMAN = "woman", _("woman")
    MAN = "man", _("man")
    OTHER = "other", _("other")


class Holder(models.Model):
    """Somebody who sits, or sat, in bodies: a person by name, with or without an account.

    The name is public only by consent (`consented`); the address and the gender, where stated, never are.
    `forgotten` is when name and address were removed: what was held when stays, without them.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="holders")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=3, default="fi")
    gender = models.CharField(max_length=8, choices=Gender.choices, blank=True)
    consented = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)
    forgotten = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(editable=False)

    def __str__(self) -> str:
        return self.name or str(_("a person whose name has been removed"))

    @property
    def name_is_public(self) -> bool:
        return bool(self.name) and self.consented is not None and self.withdrawn is None


class HoldingQuerySet(models.QuerySet["Holding"]):
    def on(self, day: date) -> "HoldingQuerySet":
        """Those who held a seat on a day."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)

    def members(self) -> "HoldingQuerySet":
        return self.filter(place=Holding.Place.MEMBER)


class Holding(models.Model):
    """Who holds a seat, as its member or as the member's personal deputy, from when until when (the last day),
    and on whose nomination."""

    class Place(models.TextChoices):
        MEMBER = "member", _("member")
        DEPUTY = "deputy", _("personal deputy")

    class End(models.TextChoices):
        TERM = "term", _("the term ended")
        RESIGNED = "resigned", _("resigned")
        REPLACED = "replaced", _("replaced")
        CONSENT = "consent", _("consent was withdrawn")
        ORGANISATION = "organisation", _("the organisation closed or left")
        SEAT = "seat", _("the seat was ended")

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="holdings")
    holder = models.ForeignKey(Holder, models.PROTECT, related_name="holdings")
    place = models.CharField(max_length=8, choices=Place.choices, default=Place.MEMBER)
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="holdings")
    nominated_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="holdings_nominated"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=16, choices=End.choices, blank=True)
    created = models.DateTimeField(editable=False)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        ordering = ["seat__position", "seat", "-place", "since", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="holding_in_order"),
        ]
        indexes = [models.Index(fields=["seat", "place", "since"])]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_place_display()} {self.since}–{self.until or ''}"


class Office(models.Model):
    """A task in a body: its chair and vice chair among those who hold seats; presenter and secretary may be others."""

    class Task(models.TextChoices):
        CHAIR = "chair", _("chair")
        VICE_CHAIR = "vice_chair", _("vice chair")
        PRESENTER = "presenter", _("presenter")
        SECRETARY = "secretary", _("secretary")

    body = models.ForeignKey(Body, models.CASCADE, related_name="offices")
    task = models.CharField(max_length=12, choices=Task.choices)
    holder = models.ForeignKey(Holder, models.PROTECT, related_name="offices")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="office_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_task_display()}"
