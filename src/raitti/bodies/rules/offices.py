"""What stands in the way of an office."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from raitti.bodies.models import Body, Holder, Holding, Office
from raitti.bodies.queries.seating import same_person
from raitti.core.verdicts import YES, Verdict
from raitti.directory.rules.asking import refused

FROM_THE_MEMBERS = frozenset({Office.Task.CHAIR, Office.Task.VICE_CHAIR})


def may_have_office(holder: Holder, body: Body, task: str, *, since: date, until: date | None) -> Verdict:
    """Whether somebody can have an office: the chair and vice chair are members; presenter and secretary may be
    others. Nobody has one office twice at a time."""
    if holder.forgotten is not None:
        return refused(_("This person’s name has been removed, as they asked."), code="forgotten", field="name")
    if task in FROM_THE_MEMBERS:
        seats = Holding.objects.members().on(since).filter(same_person(holder), seat__body=body)
        if not seats.exists():
            reason = _("The chair and the vice chair hold a seat as members. Seat them first.")
            return refused(reason, code="not_a_member", field="name")
    same = Office.objects.filter(body=body, task=task, holder=holder)
    if any(
        (until is None or office.since <= until) and (office.until is None or office.until >= since) for office in same
    ):
        return refused(_("They have this office already then."), code="in_office", field="name")
    return YES
