"""Keeping the search index in step with bodies, inside the transaction of each act."""

from collections.abc import Iterable

from raitti.bodies.entries import list_bodies
from raitti.bodies.models import Body
from raitti.search import actions as search


def refresh_bodies(bodies: Iterable[Body]) -> None:
    """Write bodies into the index as they are now, and take out those not everyone may see."""
    rows = list(bodies)
    public = {body.pk for body in rows if body.is_public}
    if public:
        search.put(entry for entries in list_bodies(public) for entry in entries)
    for body in rows:
        if body.pk not in public:
            search.drop("body", str(body.uid))


def refresh_body(body: Body) -> None:
    """The same of one: whenever what it says, its seats or its areas have changed."""
    refresh_bodies([body])
