"""The queue of those who look after an area: matters opened, taken, spoken of and closed, none falling between."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from raitti.accounts.models import Person
from raitti.core.audit import System, record
from raitti.core.daily import daily
from raitti.core.verdicts import Refused, Verdict
from raitti.directory.models import Matter, MatterKind, MatterNote, Organisation
from raitti.directory.queries.confirmers import ITSELF
from raitti.directory.queries.queue import in_nobodys_queue, queue_of
from raitti.directory.queries.waiting import DAYS, FOLLOWED, OWNERS_FIRST_OF, as_waiting, rows_waiting, uid_of
from raitti.places.models import Area

# For whoever runs the service, where nobody could be asked.
WHAT_TO_DO = "Give someone the role of coordinator, or of steward where they are: raitti mandate --help tells how."
NOTED = "wrote a note"
logger = logging.getLogger(__name__)


@transaction.atomic
def open_matter(
    *,
    kind: MatterKind | str,
    about_uid: UUID,
    title: str,
    now: datetime,
    organisation: Organisation | None = None,
    municipality: Area | None = None,
    details: Mapping[str, Any] | None = None,
    due: date | None = None,
) -> Matter:
    """Put something into the queue, in the transaction that makes it wait; once is enough, again does no harm.

    `title` is the name of what it is about, without anything protected. A matter that was done waits anew, for
    whoever takes it. `now` may lie ahead: the matter comes into the queue then. Without `due` its kind's own
    patience counts from there. Rows without a uid are named by `uid_of`.
    """
    kind = MatterKind(kind)
    fields = {
        "organisation": organisation,
        "municipality": municipality or (organisation.home_municipality if organisation is not None else None),
        "title": title[:300],
        "details": dict(details or {}),
        "due": due or timezone.localdate(now) + timedelta(days=DAYS[kind]),
        "opened": now,
    }
    matter, is_new = Matter.objects.select_for_update().get_or_create(kind=kind, about_uid=about_uid, defaults=fields)
    if not is_new and matter.done is not None:
        fields |= {"done": None, "done_by": "", "outcome": "", "assigned_to": None}
        for name, value in fields.items():
            setattr(matter, name, value)
        matter.save()
    return matter


def open_for(row: Model) -> Matter:
    """Put a claim, suggestion, report, appeal, suspicion or check round into the queue as it wants to stand there."""
    found = as_waiting(row)
    return open_matter(
        kind=found.kind,
        about_uid=found.uid,
        organisation=found.organisation,
        title=found.title,
        details=found.details,
        due=found.due,
        now=found.since,
    )


@transaction.atomic
def close_matter(
    *, kind: MatterKind | str, about_uid: UUID, by: Any, now: datetime, outcome: str | Promise = "", words: str = ""
) -> Matter | None:
    """Take something out of the queue, in the transaction that settles it; `None` when it was not there.

    The `outcome` is ours and kept in English, so that `Matter.how_it_ended` says it in each reader's language;
    `words` are what somebody wrote.
    """
    matter = Matter.objects.select_for_update().filter(kind=MatterKind(kind), about_uid=about_uid, done=None).first()
    if matter is not None:
        matter.done, matter.done_by, matter.outcome = now, str(by)[:200], _plain(outcome)
        if words:
            matter.outcome += f"\n{words}"
        matter.save(update_fields=["done", "done_by", "outcome"])
    return matter


@transaction.atomic
def bring_forward(organisation: Organisation, *, now: datetime) -> None:
    """Let what was a page's owners' to answer first wait in the queue at once: none of them is left to answer."""
    ahead = Matter.objects.select_for_update().filter(organisation=organisation, done=None, opened__gt=now)
    for matter in ahead.filter(kind__in=OWNERS_FIRST_OF):
        matter.opened, matter.due = now, timezone.localdate(now) + timedelta(days=DAYS[MatterKind(matter.kind)])
        matter.save(update_fields=["opened", "due"])


def _plain(outcome: str | Promise) -> str:
    with override("en"):
        return str(outcome)


@transaction.atomic
def assign_matter(matter: Matter, person: Person | None, *, actor: Any, now: datetime) -> Matter:
    """Give a matter to someone who takes it on, or back to everyone."""
    matter = _still_open(matter)
    before = matter.assigned_to
    if before == person:
        return matter
    matter.assigned_to = person
    matter.save(update_fields=["assigned_to"])
    changes = {"assigned_to": [str(before or ""), str(person or "")]}
    record(actor, "assigned matter", matter, now=now, changes=changes)
    return matter


@transaction.atomic
def add_note(matter: Matter, text: str, *, actor: Any, now: datetime) -> MatterNote:
    """Write something beside a matter for the others who look after it."""
    if not text.strip():
        raise Refused(Verdict("missing", _("Write your note first."), {"field": "text"}))
    written = MatterNote.objects.create(matter=matter, author=str(actor)[:200], text=text.strip(), at=now)
    record(actor, NOTED, matter, now=now)
    return written


@transaction.atomic
def finish_matter(matter: Matter, *, outcome: str, actor: Any, now: datetime) -> Matter:
    """Say by hand that a matter is done: only what is not decided on a page of its own."""
    matter = _still_open(matter)
    if is_waiting(matter):
        reason = _("This still waits for its decision. Open it and decide there; it leaves the queue by itself.")
        raise Refused(Verdict("undecided", reason))
    if not outcome.strip():
        raise Refused(Verdict("missing", _("Say in a few words how it went."), {"field": "outcome"}))
    close_matter(kind=matter.kind, about_uid=matter.about_uid, by=actor, words=outcome.strip(), now=now)
    record(actor, "finished matter", matter, now=now)
    matter.refresh_from_db()
    return matter


def is_waiting(matter: Matter) -> bool:
    """Whether what a matter is about still waits for a decision of its own."""
    if matter.kind not in FOLLOWED:
        return False
    return any(uid_of(row) == matter.about_uid for row in _rows_of(matter))


def _rows_of(matter: Matter) -> Any:
    rows = rows_waiting(matter.kind)
    if any(column.name == "uid" for column in rows.model._meta.fields):
        return rows.filter(uid=matter.about_uid)
    return rows.filter(pk=matter.about_uid.int) if matter.about_uid.int < 2**63 else rows.none()


def _still_open(matter: Matter) -> Matter:
    fresh = Matter.objects.select_for_update().get(pk=matter.pk)
    if fresh.done is not None:
        raise Refused(Verdict("done", _("This has been settled already.")))
    return fresh


@dataclass(frozen=True)
class Mended:
    """What had fallen between: matters that were missing, that waited for nothing, or for someone who has left."""

    opened: tuple[Matter, ...] = ()
    closed: tuple[Matter, ...] = ()
    released: tuple[Matter, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.opened or self.closed or self.released)


@transaction.atomic
def mend_queue(*, now: datetime) -> Mended:
    """See that everything that waits has one open matter, and that every open matter waits for something.

    What was taken by someone who may not settle it any more is everyone's again.
    """
    opened: list[Matter] = []
    closed: list[Matter] = []
    for kind in sorted(FOLLOWED):
        known = {matter.about_uid: matter for matter in Matter.objects.filter(kind=kind, done=None)}
        found = {uid_of(row): row for row in rows_waiting(kind).iterator()}
        opened += [open_for(found[uid]) for uid in found.keys() - known.keys()]
        for uid in known.keys() - found.keys():
            close_matter(kind=kind, about_uid=uid, by=System(ITSELF), now=now)
            closed.append(known[uid])
    return Mended(tuple(opened), tuple(closed), tuple(_release(now=now)))


def _release(*, now: datetime) -> list[Matter]:
    taken = Matter.objects.filter(done=None).exclude(assigned_to=None)
    released: list[Matter] = []
    for person in Person.objects.filter(pk__in=taken.values("assigned_to")):
        lost = taken.filter(assigned_to=person)
        if person.is_active and (reach := queue_of(person, now=now)) is not None:
            lost = lost.exclude(pk__in=reach.values("pk"))
        released += [assign_matter(matter, None, actor=System(ITSELF), now=now) for matter in lost]
    return released


@daily("mend the queue")
def mend_queue_daily(now: datetime) -> None:
    """Mend what slipped, and say so and what nobody sees in the log: it should never be anything."""
    mended = mend_queue(now=now)
    if mended.opened or mended.closed:
        opened, closed = ([f"{one.kind} {one.about_uid}" for one in part] for part in (mended.opened, mended.closed))
        logger.warning("The queue was mended: opened %s; closed %s.", opened, closed)
    if nobodys := in_nobodys_queue(now=now).count():
        logger.warning("Open matters in nobody's queue: %s. %s", nobodys, WHAT_TO_DO)
