"""Moving everything that belongs to one organisation over to another, and back.

Whatever points at an organisation is moved, also what later rooms add. `HANDLED` names all of it, so that a test
can tell when something new has been thought about by nobody.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model
from django.utils import timezone

from raitti.core.models import Slug
from raitti.core.rows import bring_back, keep_row, value_kept, value_of
from raitti.directory.models import (
    CheckRound,
    Claim,
    Contact,
    Draft,
    DuplicateSuspicion,
    Hiding,
    Invitation,
    Location,
    Mandate,
    MatchKey,
    Organisation,
    Portal,
    Report,
    Service,
    Suggestion,
)

# Written anew from the organisation itself.
_DERIVED: tuple[type[Model], ...] = (MatchKey,)
# Moved with a thought of their own: see the functions below.
_APART: tuple[type[Model], ...] = (DuplicateSuspicion, Portal)
# These speak of the entry by its uid as well, and what is done about them must reach the entry that stays.
_NAMING: tuple[type[Model], ...] = (Draft, Report, Suggestion)
HANDLED = frozenset(
    {
        "bodies.Body.setter",
        "bodies.Body.steward",
        "bodies.Holding.nominated_by",
        "bodies.Seat.organisation",
        "bodies.Nomination.organisation",
        "bodies.ElectionCandidate.organisation",
        # A vote not yet cast goes to the organisation that stays, unless that one has a vote of its own.
        "bodies.Voter.organisation",
        "bodies.Initiative.organisation",
        "bodies.LineComment.organisation",
        "bodies.Signature.organisation",
        "bodies.Statement.asked_by",
        "bodies.Statement.receiver",
        "bodies.Statement_invited.organisation",
        "bodies.Membership.organisation",
        "directory.CheckRound.organisation",
        "directory.Claim.organisation",
        "directory.Contact.organisation",
        "directory.Draft.organisation",
        "directory.FirstLook.instead",
        "directory.FirstLook.organisation",
        "directory.DuplicateSuspicion.first",
        "directory.DuplicateSuspicion.second",
        "directory.FormerIdentity.organisation",
        "directory.Hiding.organisation",
        "directory.Invitation.organisation",
        "directory.Location.organisation",
        "directory.Mandate.organisation",
        "directory.MatchKey.organisation",
        "directory.Matter.organisation",
        "directory.Merge.kept",
        "directory.Organisation.parent",
        "directory.Picture.organisation",
        "directory.Portal.steward",
        "directory.Report.organisation",
        "directory.Revision.organisation",
        "directory.Service.organisation",
        "directory.Suggestion.organisation",
        "exchange.Webhook.organisation",
        "programmes.Grant.funder",
        "programmes.Handover.giver",
        "programmes.Handover.receiver",
        "programmes.Plea.organisation",
        "programmes.Programme.coordinator",
        "programmes.Programme.funder",
        "programmes.Project.host",
        "programmes.Project_partners.organisation",
        "programmes.Structure.steward",
        "programmes.Structure.successor",
        "programmes.Support.organisation",
    }
)


@dataclass
class Moved:
    """What was moved: rows by pointer, with the columns changed on the way; rows dropped whole; addresses."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    dropped: list[dict[str, Any]] = field(default_factory=list)
    slugs: list[list[Any]] = field(default_factory=list)

    def drop(self, row: Model) -> None:
        """Write a row down, then delete it."""
        self.dropped.append(keep_row(row))
        row.delete()

    def as_json(self) -> dict[str, Any]:
        return {"rows": self.rows, "dropped": self.dropped, "slugs": self.slugs}


def pointers() -> Iterator["ForeignKey[Any, Any]"]:
    """Every column of any table that points at an organisation, its own many-to-many links left out."""
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if relation.concrete or not (relation.one_to_many or relation.one_to_one):
            continue
        pointer: Any = relation.field  # type: ignore[union-attr]
        if pointer.model._meta.auto_created is not Organisation:
            yield pointer


def label_of(pointer: "ForeignKey[Any, Any]") -> str:
    return f"{pointer.model._meta.label}.{pointer.name}"


def move_over(gone: Organisation, kept: Organisation, moved: Moved, *, by: str, now: datetime) -> None:
    """Make everything of `gone` belong to `kept`; what would stand there twice is settled or dropped."""
    settled = _settled(by=by, now=now)
    offset = kept.contacts.count()
    for pointer in pointers():
        if issubclass(pointer.model, (*_DERIVED, *_APART)):
            continue
        for row in pointer.model._default_manager.filter(**{pointer.name: gone}).order_by("pk"):
            wanted = {pointer.attname: kept.pk} | _renamed(row, gone, kept, offset)
            if isinstance(row, Hiding) and row.thing_uid == gone.uid and row.ended is None:
                # A hidden entry that is no more hides nothing; whether the one that stays is seen is its own affair.
                wanted |= {"ended": now, "ended_by": by}
            moved.rows += _change(row, wanted) or _change(row, wanted | settled.get(pointer.model, dict)()) or []
            if getattr(row, pointer.attname) != kept.pk:
                moved.drop(row)
    _move_suspicions(gone, kept, moved)
    for slug in Slug.objects.filter(kind="organisation", object_id=gone.pk):
        moved.slugs.append([slug.pk, slug.current])
    Slug.objects.filter(kind="organisation", object_id=gone.pk).update(object_id=kept.pk, current=False)


def _settled(*, by: str, now: datetime) -> dict[type[Model], Callable[[], dict[str, Any]]]:
    """How an open row becomes a closed one, where the organisation that stays has the same one open already."""
    return {
        CheckRound: lambda: {"answered": now, "answer": CheckRound.Answer.MERGED},
        Claim: lambda: {"state": Claim.State.WITHDRAWN, "decided": now, "decided_by": by},
        Invitation: lambda: {"state": Invitation.State.WITHDRAWN, "answered": now},
        Mandate: lambda: {"ended_on": timezone.localdate(now), "ended_by": by},
    }


def _renamed(row: Model, gone: Organisation, kept: Organisation, offset: int) -> dict[str, Any]:
    if isinstance(row, Contact):
        return {"position": row.position + offset}
    is_about_it = isinstance(row, _NAMING) and row.thing_uid == gone.uid  # type: ignore[attr-defined]
    return {"thing_uid": kept.uid} if is_about_it else {}


def _change(row: Model, wanted: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """Write columns of a row and tell what they were; `None`, and nothing written, when another row is in the way."""
    columns = {column.attname: column for column in row._meta.concrete_fields}
    was = {name: value_kept(row, columns[name]) for name in wanted}
    before = {name: getattr(row, name) for name in wanted}
    for name, value in wanted.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**wanted)
    except IntegrityError:
        for name, value in before.items():
            setattr(row, name, value)
        return None
    now_is = {name: value_kept(row, columns[name]) for name in wanted}
    return [{"model": row._meta.label_lower, "pk": row.pk, "was": was, "became": now_is}]


def _move_suspicions(gone: Organisation, kept: Organisation, moved: Moved) -> None:
    """Questions about the two and a third become questions about the one that stays, unless they are asked already."""
    found = DuplicateSuspicion.objects.filter(first=gone) | DuplicateSuspicion.objects.filter(second=gone)
    for suspicion in found.order_by("pk"):
        other = suspicion.second_id if suspicion.first_id == gone.pk else suspicion.first_id
        first, second = sorted((other, kept.pk))
        change = None if other == kept.pk else _change(suspicion, {"first_id": first, "second_id": second})
        if change is None:
            moved.drop(suspicion)
        else:
            moved.rows += change


def still_pointing(gone: Organisation) -> list[str]:
    """What still points at an organisation, so that it must not go."""
    return [
        label_of(pointer)
        for pointer in pointers()
        if not issubclass(pointer.model, _DERIVED)
        and pointer.model._default_manager.filter(**{pointer.name: gone}).exists()
    ]


def mark_changed(moved: Mapping[str, Any], *, now: datetime) -> None:
    """Let programs that ask what has changed of late see that activities and places belong to another page now."""
    for model in (Service, Location):
        pks = [change["pk"] for change in moved["rows"] if change["model"] == model._meta.label_lower]
        model._default_manager.filter(pk__in=pks).update(changed=now)


def move_back(moved: Mapping[str, Any]) -> None:
    """Give back what `move_over` moved; the organisation it goes to is there again.

    A row that is gone by now, or that somebody has given to yet another since, stays where it is; a column that
    was changed since keeps what it was changed to.
    """
    for change in moved["rows"]:
        model = apps.get_model(change["model"])
        row = model._default_manager.filter(pk=change["pk"]).first()
        if row is None:
            continue
        columns = {column.attname: column for column in model._meta.concrete_fields}
        back = {
            name: value_of(columns[name], was)
            for name, was in change["was"].items()
            if name in columns and value_kept(row, columns[name]) == change["became"][name]
        }
        if back:
            _change(row, back)
    for row in moved["dropped"]:
        if not apps.get_model(row["model"])._default_manager.filter(pk=row["fields"]["id"]).exists():
            try:
                with transaction.atomic():
                    bring_back(row)
            except IntegrityError:
                # Its like has been made again meanwhile, or what it hung on is no more.
                continue


def move_addresses_back(moved: Mapping[str, Any], *, gone: Organisation, kept: Organisation) -> None:
    """Let the address words lead where they led, and give the one that stays words of its own."""
    for pk, current in moved["slugs"]:
        Slug.objects.filter(pk=pk, object_id=kept.pk).update(object_id=gone.pk, current=current)
    own = Slug.objects.filter(kind="organisation", object_id=kept.pk).values_list("language", "slug")
    known = set(own)
    kept.slugs = {language: slug for language, slug in kept.slugs.items() if (language, slug) in known}
