"""Where those elected are given their seats."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raitti.bodies.actions.election_nominees import seat_elected
from raitti.bodies.forms.elections import SeatElectedForm
from raitti.bodies.queries.elections import elected, seats_to_give
from raitti.bodies.rules import may_seat_elected
from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.workspace.asking import form_page
from raitti.workspace.bodies.elections import election_or_404

# What the rules of sitting call their fields, as this page does.
_FIELDS = {"name": "candidate", "nominated_by": "candidate", "until": "since"}
_TEMPLATE = "workspace/bodies/elections/seats.html"


@require_http_methods(["GET", "HEAD", "POST"])
def elected_seats(request: HttpRequest, language: str, body: UUID, number: int) -> HttpResponse:
    """Who was elected, which seats they have been given, and the form that gives the next one."""
    now, election = timezone.now(), election_or_404(body, number)
    require(may_seat_elected(request.user, election, now=now))
    chosen, words = elected(election), {"body": body, "number": number}
    waiting = [one for one in chosen if one.holding is None]
    form = SeatElectedForm(
        request.POST or None,
        candidates=waiting,
        seats=seats_to_give(election.body),
        since=timezone.localdate(now),
        language=language,
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            seat_elected(
                form.candidate,
                form.seat,
                said["place"],
                since=said["since"],
                email=said["email"],
                actor=request.user,
                now=now,
            )
        except Refused as refused:
            field = str(refused.verdict.details.get("field", ""))
            field = _FIELDS.get(field, field)
            form.add_error(field if field in form.fields else None, str(refused.verdict.reason))
        else:
            messages.success(request, _("Seated."))
            return HttpResponseRedirect(address("elected_seats", language, **words))
    context = {"body": election.body, "election": election, "elected": chosen, "waiting": waiting}
    return form_page(request, _TEMPLATE, context, form=form, name="elected_seats", words=words)


VIEWS: Views = {"elected_seats": elected_seats}
