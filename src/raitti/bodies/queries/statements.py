"""Statements, representatives and initiatives: a body's own lists, an organisation's, and what everyone may read."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from raitti.bodies.models import (
    Body,
    Initiative,
    LineComment,
    Representation,
    Representative,
    Signature,
    Stage,
    Statement,
)
from raitti.directory.models import Organisation

# How many of each a body's public page shows before it leads on to the whole list.
SHOWN_FIRST = 5
MOST_INITIATIVES = 50
MOST_BODIES = 500
_ASKED_NOW = (Statement.State.COMMENTING, Statement.State.FINISHED)


def with_its_own(found: QuerySet[Statement]) -> QuerySet[Statement]:
    """Statements with what every page and rule asks of them."""
    return found.select_related("body__steward", "body__setter", "asked_by", "receiver")


def statements_of(body: Body) -> QuerySet[Statement]:
    """All statements of a body, the newest first, with how many comments wait for an answer."""
    waiting = Count("comments", filter=Q(comments__state=LineComment.State.OPEN), distinct=True)
    return with_its_own(Statement.objects.filter(body=body)).annotate(waiting=waiting).order_by("-number", "-pk")


def comments_on(statement: Statement, language: str) -> list[LineComment]:
    """The comments on one language of a draft, with who gave them."""
    found = statement.comments.filter(language=language)
    return list(found.select_related("organisation", "group", "person").order_by("line", "given", "pk"))


def signatures_of(statement: Statement) -> list[Signature]:
    """Who has signed, in the order they did."""
    return list(statement.signatures.filter(withdrawn=None).select_related("organisation"))


@dataclass(frozen=True)
class Asked:
    """What bodies ask of an organisation, and what it has asked of them."""

    to_comment: list[Statement]
    to_sign: list[Statement]
    asked_for: list[Statement]
    initiatives: list[Initiative]


def concerns_of(organisation: Organisation, *, now: datetime) -> Asked:
    """The open drafts an organisation may comment on or sign, the statements it asked for, its initiatives."""
    today = timezone.localdate(now)
    sat = Q(body__seats__organisation=organisation, body__seats__ended_on=None)
    holding = Q(body__seats__holdings__nominated_by=organisation, body__seats__holdings__since__lte=today)
    still = Q(body__seats__holdings__until=None) | Q(body__seats__holdings__until__gte=today)
    of_its_own = sat | (holding & still) | Q(invited=organisation)
    open_now = (
        with_its_own(Statement.objects.filter(of_its_own, state__in=_ASKED_NOW)).distinct().order_by("-number", "-pk")
    )
    signed = set(
        Signature.objects.filter(organisation=organisation, withdrawn=None).values_list("statement", flat=True)
    )
    listed = list(open_now[:MOST_INITIATIVES])
    return Asked(
        [each for each in listed if each.is_open_for_comments(today)],
        [each for each in listed if each.state == Statement.State.FINISHED and each.pk not in signed],
        list(with_its_own(organisation.statements_asked_for.all()).order_by("-created")[:MOST_INITIATIVES]),
        list(organisation.initiatives.select_related("body").order_by("-sent", "-pk")[:MOST_INITIATIVES]),
    )


def waiting_initiatives(body: Body) -> QuerySet[Initiative]:
    """Initiatives that no agenda has taken up yet, the oldest first: what a meeting's items can begin from."""
    return (
        Initiative.objects.filter(body=body, state__in=Initiative.WAITING_STATES)
        .select_related("organisation")
        .order_by("sent", "pk")
    )


def public_statements(body: Body) -> QuerySet[Statement]:
    """The statements everyone may read, the newest first."""
    return with_its_own(Statement.objects.public().filter(body=body)).order_by("-sent", "-number")


def newest_statements(*, limit: int) -> list[Statement]:
    """The statements sent last by all bodies: for feeds."""
    return list(with_its_own(Statement.objects.public()).order_by("-sent", "-pk")[:limit])


def public_statement(body_id: int, number: int) -> Statement | None:
    """One statement everyone may read, with signatures and corrections."""
    signed = Prefetch(
        "signatures",
        Signature.objects.filter(withdrawn=None).select_related("organisation"),
        to_attr="public_signatures",
    )
    found = with_its_own(Statement.objects.public().filter(body=body_id, number=number))
    return found.prefetch_related(signed, "corrections").first()


def public_part(body: Body, language: str, *, on: date | None = None) -> dict[str, Any]:
    """What the body's public page shows of its statements, representatives and initiatives, on a day or today."""
    listed = list(public_statements(body)[: SHOWN_FIRST + 1])
    shown = Initiative.objects.filter(body=body, is_public=True).select_related("organisation")
    return {
        "statements": listed[:SHOWN_FIRST],
        "more_statements": len(listed) > SHOWN_FIRST,
        "representations": public_representations(body, on=on or timezone.localdate()),
        "initiatives": list(shown.order_by("-sent", "-pk")[:MOST_INITIATIVES]),
    }


def public_representations(body: Body, *, on: date) -> list[Representation]:
    """Where a body is represented on a day by somebody who has said yes."""
    accepted = Representative.objects.filter(ended_on=None).exclude(accepted=None).select_related("holder")
    named = Prefetch("representatives", accepted, to_attr="accepted_representatives")
    found = Representation.objects.on(on).filter(body=body).filter(Q(seat=None) | ~Q(confirmed=None))
    found = found.filter(representatives__in=accepted).distinct().select_related("seat__body")
    return list(found.prefetch_related(named).order_by("-since", "-pk")[:MOST_INITIATIVES])


def bodies_to_address() -> list[Body]:
    """The bodies one can turn to, by name: public ones that have not ended."""
    known = Body.objects.public().filter(ended_on=None).exclude(stage=Stage.ENDED)
    return list(known.order_by("sort_fi", "pk")[:MOST_BODIES])
