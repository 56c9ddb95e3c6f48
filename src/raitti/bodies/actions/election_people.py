"""What elections know of people: that they may vote and have voted, and that they stood. Never how they voted."""

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.bodies.models import Election, ElectionCandidate, Voter
from raitti.core.personal import Holding, register_holding
from raitti.core.shelf import content_changed


def _show(person: Person) -> list[dict[str, Any]]:
    rights = Voter.objects.filter(holder__person=person).select_related("election__body").order_by("pk")
    stood = ElectionCandidate.objects.filter(holder__person=person).select_related("election__body").order_by("pk")
    return [
        *({**_election(one.election), "on the roll as": one.name, "voted": one.voted} for one in rights),
        *({**_election(one.election), "candidate": one.number, "name": one.name} for one in stood),
    ]


def _election(election: Election) -> dict[str, Any]:
    return {"body": str(election.body), "election": str(election)}


def _erase(person: Person, now: datetime) -> list[str | Promise]:
    """Names go; numbers, results and ballots stay: which ballot is whose cannot be found."""
    kept = Voter.objects.filter(holder__person=person).update(name="–")
    over = {Election.State.CLOSED, Election.State.COUNTED, Election.State.PUBLISHED}
    stood = ElectionCandidate.objects.filter(holder__person=person)
    stood.exclude(election__state__in=over).update(withdrawn=now)
    kept += stood.update(name="", text="", holder=None, nominee=None)
    if not kept:
        return []
    content_changed()
    return [_("Elections you voted or stood in keep their results, without your name.")]


register_holding("elections", Holding(_("Elections you may vote or stand in"), _show, _erase))
