"""One's own bodies, and the page each is looked after from."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from raitti.bodies.models import Body
from raitti.bodies.queries.standing import bodies_of
from raitti.bodies.rules import may_see_body, may_see_own_bodies
from raitti.core.addresses import Views
from raitti.core.verdicts import require
from raitti.workspace.bodies.meeting_flags import meeting_flags
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
    return desk_page(request, "workspace/bodies/own.html", {"bodies": bodies_of(person, now=now)}, name="own_bodies")


@require_safe
def own_body(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """Where a body stands, what waits, and the doors to all that is looked after in it."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_body(request.user, found, now=now))
    context = {"body": found, **meeting_flags(request.user, found, now=now)}
    return desk_page(request, "workspace/bodies/body.html", context, name="own_body", words={"body": body})


VIEWS: Views = {"own_bodies": own_bodies, "own_body": own_body}
