"""The way from a body's own page to its elections."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from raitti.bodies.models import Body
from raitti.bodies.rules import may_see_elections


def doors_of_elections(request: HttpRequest, body: Body) -> dict[str, Any]:
    """What a body's own page shows of its elections."""
    return {"sees_elections": bool(may_see_elections(request.user, body, now=timezone.now()))}
