"""Keeping the search index in step with bodies, inside the transaction of each act."""

from collections.abc import Iterable, Iterator

from raitti.bodies.call_entries import call_entries
from raitti.bodies.entries import list_bodies
from raitti.bodies.meeting_entries import entries_of
from raitti.bodies.models import Body
from raitti.bodies.statement_entries import statement_entries
from raitti.search import actions as search
from raitti.search.entries import Entry
from raitti.search.models import SearchDocument


def refresh_bodies(bodies: Iterable[Body]) -> None:
    """Write bodies into the index as they are now, and take out those not everyone may see.

    With a body that is hidden or shown again its calls, minutes and statements go and come; when only its seats or
    words have changed they are left alone.
    """
    rows = list(bodies)
    shown = _in_index(rows)
    public = {body.pk for body in rows if body.is_public}
    if public:
        search.put(entry for entries in list_bodies(public) for entry in entries)
    for body in rows:
        if body.pk not in public:
            search.drop("body", str(body.uid))
        if (str(body.uid) in shown) != (body.pk in public):
            _refresh_parts(body)


def refresh_body(body: Body) -> None:
    """The same of one: whenever what it says, its seats or its areas have changed."""
    refresh_bodies([body])


def _in_index(bodies: list[Body]) -> set[str]:
    uids = [str(body.uid) for body in bodies]
    return set(SearchDocument.objects.filter(kind="body", object_id__in=uids).values_list("object_id", flat=True))


def _refresh_parts(body: Body) -> None:
    """Calls, published minutes and statements of a body: what everyone may see of each now."""
    for kind, uid, entries in _parts(body):
        if entries:
            search.put(entries)
        else:
            search.drop(kind, uid)


def _parts(body: Body) -> Iterator[tuple[str, str, list[Entry]]]:
    for call in body.calls.order_by("pk"):
        yield "call", str(call.uid), call_entries(call)
    for meeting in body.meetings.order_by("pk"):
        yield "meeting", str(meeting.uid), entries_of(meeting)
    for statement in body.statements.order_by("pk"):
        yield "statement", str(statement.uid), statement_entries(statement)
