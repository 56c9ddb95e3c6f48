"""All that waits for a decision, whichever table it is in: what the queue must hold, no more and no less."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.core.addressees import bounces_of, wanted_at
from raitti.directory.models import (
    CheckRound,
    Claim,
    DuplicateSuspicion,
    FirstLook,
    Hiding,
    Matter,
    MatterKind,
    Organisation,
    Publication,
    Report,
    Suggestion,
)
from raitti.directory.queries.addressees import addressees
from raitti.directory.queries.freshness import LETTERS
from raitti.directory.queries.mandates import owners_of
from raitti.directory.queries.things import thing_by_uid

# How many days each kind may wait before it is late.
DAYS = {
    MatterKind.NEW: 7,
    MatterKind.CLAIM: 14,
    MatterKind.SUGGESTION: 14,
    MatterKind.STALE: 30,
    MatterKind.DUPLICATE: 30,
    MatterKind.IMPORT: 14,
    MatterKind.REPORT: 7,
    MatterKind.APPEAL: 14,
}
# How long a page's owners have a suggestion or a claim to themselves before it waits for agents and stewards too.
OWNERS_FIRST = timedelta(days=14)
OWNERS_FIRST_OF = frozenset({MatterKind.SUGGESTION, MatterKind.CLAIM})


class Silence(TextChoices):
    """Why nobody has answered whether an entry is still right."""

    NO_ADDRESS = "no_address", _("no e-mail address")
    DEAD = "dead", _("mail does not arrive")
    UNWANTED = "unwanted", _("wants no letters that ask")
    UNANSWERED = "unanswered", _("has not answered our letters")


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: its kind of matter, its uid, whose it is, what to call it, and from when and until."""

    kind: MatterKind
    uid: UUID
    organisation: Organisation | None
    title: str
    since: datetime
    due: date
    details: dict[str, Any] = field(default_factory=dict)


def uid_of(thing: Model) -> UUID:
    """What a matter calls the thing it is about: its uid, or one that follows from its number."""
    uid = getattr(thing, "uid", None)
    return uid if isinstance(uid, UUID) else UUID(int=thing.pk)


def open_first_looks() -> QuerySet[FirstLook]:
    found = FirstLook.objects.filter(state=FirstLook.State.OPEN, organisation__publication=Publication.DRAFT)
    return found.select_related("organisation")


def open_claims() -> QuerySet[Claim]:
    return Claim.objects.filter(state=Claim.State.OPEN).select_related("organisation")


def open_suggestions() -> QuerySet[Suggestion]:
    return Suggestion.objects.filter(state=Suggestion.State.OPEN).select_related("organisation")


def open_reports() -> QuerySet[Report]:
    return Report.objects.filter(answered=None).select_related("organisation")


def open_appeals() -> QuerySet[Hiding]:
    """Hidings whose keepers have asked for another look and got no answer."""
    return Hiding.objects.filter(ended=None, answer="").exclude(appealed=None).select_related("organisation")


def open_suspicions() -> QuerySet[DuplicateSuspicion]:
    found = DuplicateSuspicion.objects.filter(state=DuplicateSuspicion.State.OPEN)
    return found.select_related("first", "second")


def queued_checks() -> QuerySet[CheckRound]:
    """Rounds of asking that nobody answered, so that a person is to look."""
    return CheckRound.objects.filter(answered=None).exclude(queued=None).select_related("organisation")


_OPEN: dict[MatterKind, Callable[[], QuerySet[Any]]] = {
    MatterKind.NEW: open_first_looks,
    MatterKind.CLAIM: open_claims,
    MatterKind.SUGGESTION: open_suggestions,
    MatterKind.STALE: queued_checks,
    MatterKind.DUPLICATE: open_suspicions,
    MatterKind.REPORT: open_reports,
    MatterKind.APPEAL: open_appeals,
}
# Kinds whose matters follow from a row of their own; of the others the matter itself is all there is.
FOLLOWED = frozenset(_OPEN)


def matter_about(thing: Model) -> Matter | None:
    """The matter in which a row of these kinds waits or waited; for an organisation, that of its check."""
    if isinstance(thing, Organisation):
        return Matter.objects.filter(kind=MatterKind.STALE, organisation=thing, done=None).first()
    kind = next(kind for kind, rows in _OPEN.items() if isinstance(thing, rows().model))
    return Matter.objects.filter(kind=kind, about_uid=uid_of(thing)).first()


def rows_waiting(kind: MatterKind | str) -> QuerySet[Any]:
    """The rows of one kind that wait."""
    return _OPEN[MatterKind(kind)]()


def as_waiting(row: Model) -> Waiting:
    """How one row stands in the queue. Raises `TypeError` for what never waits there."""
    if isinstance(row, FirstLook):
        return _waiting(MatterKind.NEW, row, row.organisation, row.organisation, row.sent)
    if isinstance(row, Claim):
        return _waiting(MatterKind.CLAIM, row, row.organisation, row.organisation, _into_the_queue(row))
    if isinstance(row, CheckRound):
        since = row.queued or row.began
        return _waiting(MatterKind.STALE, row, row.organisation, row.organisation, since, why=_silence(row, since))
    if isinstance(row, DuplicateSuspicion):
        return _waiting(MatterKind.DUPLICATE, row, row.first, f"{row.first} – {row.second}", row.found_at)
    if isinstance(row, Report):
        return _waiting(MatterKind.REPORT, row, row.organisation, _name(row), row.created, why=row.why)
    if isinstance(row, Hiding):
        return _waiting(MatterKind.APPEAL, row, row.organisation, _name(row), row.appealed or row.at)
    if isinstance(row, Suggestion):
        return _waiting(MatterKind.SUGGESTION, row, row.organisation, _name(row), _into_the_queue(row))
    raise TypeError(f"{type(row).__name__} does not wait in the queue.")


def _silence(row: CheckRound, since: datetime) -> Silence:
    known = addressees(row.organisation, on=timezone.localdate(since))
    if wanted_at(known, LETTERS, now=since):
        return Silence.UNANSWERED
    if not known:
        return Silence.NO_ADDRESS
    return Silence.DEAD if bounces_of(known) else Silence.UNWANTED


def _into_the_queue(row: Suggestion | Claim) -> datetime:
    """When something comes to agents and stewards: at once, or when the page's owners have had their time."""
    organisation, came = row.organisation, row.created
    if organisation is None or not owners_of(organisation, on=timezone.localdate(came)).exists():
        return came
    return came + OWNERS_FIRST


def in_queue_from(row: Suggestion | Claim) -> datetime:
    """Since or from when something of a page's owners waits for agents and stewards too."""
    matter = matter_about(row)
    return matter.opened if matter is not None else _into_the_queue(row)


def _name(row: Suggestion | Report | Hiding) -> str:
    thing = thing_by_uid(row.thing_kind, row.thing_uid)
    if thing is None or isinstance(thing, Organisation):
        return str(thing or row.organisation or "")
    return f"{thing} – {thing.organisation}" if thing.organisation is not None else str(thing)


def _waiting(
    kind: MatterKind, row: Model, organisation: Organisation | None, title: object, since: datetime, **details: Any
) -> Waiting:
    due = timezone.localdate(since) + timedelta(days=DAYS[kind])
    return Waiting(kind, uid_of(row), organisation, str(title)[:300], since, due, details)
