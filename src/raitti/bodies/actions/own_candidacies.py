"""Candidates and those who nominated them as data about people: handed out, erased, and not kept for ever."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.accounts.queries import has_address
from raitti.bodies.actions.election_nominees import forget_nominees
from raitti.bodies.models import Call, Candidate, Nomination
from raitti.core.daily import daily
from raitti.core.personal import Holding, register_holding

# How long after the end of a call its candidates are kept: a decision may be appealed, and a seat fall empty.
KEPT = timedelta(days=183)


@daily("remove former candidates")
def remove_former_candidates(now: datetime) -> None:
    """Remove the candidates of calls that ended a while ago, and why they were put forward.

    Those appointed stay as long as they sit, for their letter's link, and as long again as the others. What was never
    sent, and what nobody decided, goes as long after the call has closed.
    """
    before, day = now - KEPT, timezone.localdate(now - KEPT)
    over = Q(nomination__call__ended__lt=before) | Q(nomination__call__ended=None, nomination__call__closes__lt=before)
    sits = Q(holding__isnull=False) & (Q(holding__until=None) | Q(holding__until__gte=day))
    Candidate.objects.filter(over).exclude(sits).delete()
    ended = Q(call__ended__lt=before) | Q(call__ended=None, call__closes__lt=before)
    Nomination.objects.filter(ended).exclude(motivation="").update(motivation="")


def _show(person: Person) -> list[dict[str, Any]]:
    own = Candidate.objects.filter(has_address(person)).select_related("nomination__call__body")
    candidacies = [
        {
            "call": str(each.nomination.call),
            "nominated_by": str(each.nomination.organisation),
            "name": each.name,
            "email": each.email,
            "as": each.get_as_what_display(),
            "gender": each.get_gender_display(),
            "answer": each.get_consent_display(),
            "name_is_public": each.name_is_public,
            "answered": each.answered.isoformat() if each.answered else None,
        }
        for each in own.select_related("nomination__organisation").order_by("pk")
    ]
    made = person.nominations.select_related("call__body", "organisation").order_by("pk")
    nominations = [
        {"call": str(each.call), "for": str(each.organisation), "motivation": each.motivation, "state": each.state}
        for each in made
    ]
    return [*candidacies, *nominations]


def _erase(person: Person, now: datetime) -> list[str | Promise]:
    """Candidacies go; what an association nominated is its own and stays, without who sent it."""
    own = Candidate.objects.filter(has_address(person))
    waiting = own.filter(nomination__call__state=Call.State.PUBLISHED, nomination__state=Nomination.State.SENT)
    told: list[str | Promise] = []
    if waiting.exists():
        told.append(_("You are no longer a candidate. The association that nominated you sees it on its nomination."))
    forget_nominees(own, now=now)
    own.delete()
    if person.nominations.update(nominated_by=None):
        told.append(_("Nominations you sent for an association stay the association’s, without your name."))
    return told


register_holding("candidacies", Holding(_("Your candidacies, and nominations you have sent"), _show, _erase))
