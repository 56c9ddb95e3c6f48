"""One's own bodies, and the page each is looked after from."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from raitti.bodies.models import Body
from raitti.bodies.queries.standing import bodies_of, organisations_to_represent, stewards_for, waiting_for
from raitti.bodies.rules import may_see_body, may_see_own_bodies
from raitti.core.addresses import Views
from raitti.core.verdicts import require
from raitti.workspace.bodies.call_door import door_to_calls
from raitti.workspace.bodies.doors_of_statements import statement_doors
from raitti.workspace.bodies.election_doors import doors_of_elections
from raitti.workspace.bodies.groups.doors import group_doors
from raitti.workspace.bodies.meeting_flags import meeting_flags
from raitti.workspace.bodies.seat_doors import seat_doors
from raitti.workspace.rendering import desk_page


def body_or_404(uid: UUID) -> Body:
    """The body, with what every page and rule asks of it."""
    return get_object_or_404(Body.objects.select_related("setter", "steward", "parent"), uid=uid)


@require_safe
def own_bodies(request: HttpRequest, language: str) -> HttpResponse:
    """The bodies one looks after, appoints or sits in."""
    now = timezone.now()
    require(may_see_own_bodies(request.user, now=now))
    person: Any = request.user
    bodies = bodies_of(person, now=now)
    waits = waiting_for(person, bodies, now=now)
    context = {
        "bodies": [(each, waits.get(each.pk, 0)) for each in bodies],
        "may_open": bool(stewards_for(person, now=now)),
        "represented": organisations_to_represent(person, now=now),
    }
    return desk_page(request, "workspace/bodies/own.html", context, name="own_bodies")


@require_safe
def own_body(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """Where a body stands, what waits, and the doors to all that is looked after in it."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_body(request.user, found, now=now))
    context = {
        "body": found,
        **seat_doors(request, found, now=now),
        **door_to_calls(request.user, found, now=now),
        **meeting_flags(request.user, found, now=now),
        **doors_of_elections(request, found),
        **statement_doors(request, found, now=now),
        "group_doors": group_doors(request.user, found, now=now),
    }
    return desk_page(request, "workspace/bodies/body.html", context, name="own_body", words={"body": body})


VIEWS: Views = {"own_bodies": own_bodies, "own_body": own_body}
