"""Whether a body's page leads to its statements, initiatives and representatives."""

from datetime import datetime

from django.http import HttpRequest

from raitti.bodies.models import Body
from raitti.bodies.rules import may_see_statements


def statement_doors(request: HttpRequest, body: Body, *, now: datetime) -> dict[str, bool]:
    """The flags of `doors/statements.html`."""
    return {"doors_statements": bool(may_see_statements(request.user, body, now=now))}
