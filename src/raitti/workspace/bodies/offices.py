"""Who has which office in a body."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raitti.bodies.actions import offices as acts
from raitti.bodies.forms.seats import DayForm, OfficeForm
from raitti.bodies.models import Office
from raitti.bodies.queries.seating import holders_known_in
from raitti.bodies.rules import may_seat, may_see_body
from raitti.core.addresses import Views, address
from raitti.core.verdicts import require
from raitti.workspace.asking import form_page
from raitti.workspace.bodies.asking import ask, taken_in
from raitti.workspace.bodies.body import body_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def body_offices(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """The offices there are and were, and a form to give one."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_body(request.user, found, now=now))
    gives, today = may_seat(request.user, found, now=now), timezone.localdate(now)
    form = OfficeForm(request.POST or None, holders=holders_known_in(found), language=language, today=today)
    if request.method == "POST":
        require(gives)

    def act() -> None:
        given = form.cleaned_data
        span = {"since": given["since"], "until": given["until"]}
        acts.give_office(found, given["task"], form.who(), **span, actor=request.user, now=now)

    if taken_in(request, form, act, language=language):
        messages.success(request, _("Written down."))
        return HttpResponseRedirect(address("body_offices", language, body=body))
    offices = list(found.offices.select_related("holder").order_by("-since", "-pk"))
    in_rank = list(Office.Task.values).index
    context = {
        "body": found,
        "present": sorted(
            (each for each in offices if each.until is None or each.until >= today),
            key=lambda each: in_rank(each.task),
        ),
        "before": [each for each in offices if each.until is not None and each.until < today],
        "may_give": bool(gives),
    }
    page, words = "workspace/bodies/seats/offices.html", {"body": body}
    return form_page(request, page, context, form=form, name="body_offices", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def body_office_end(request: HttpRequest, language: str, body: UUID, office: int) -> HttpResponse:
    """Write down that somebody leaves an office."""
    now, found = timezone.now(), body_or_404(body)
    require(may_seat(request.user, found, now=now))
    held = get_object_or_404(Office.objects.select_related("holder"), pk=office, body=found)
    form = DayForm(request.POST or None, initial={"on": timezone.localdate(now)})
    act = lambda: acts.end_office(held, on=form.cleaned_data["on"], actor=request.user, now=now)  # noqa: E731
    if taken_in(request, form, act, language=language):
        messages.success(request, _("Written down."))
        return HttpResponseRedirect(address("body_offices", language, body=body))
    title = _("%(who)s leaves the office: %(task)s") % {"who": held.holder, "task": held.get_task_display()}
    return ask(
        request,
        form,
        found,
        title=title,
        button=_("Write it down"),
        back=(_("Back to the offices"), address("body_offices", language, body=body)),
        name="body_office_end",
        words={"body": body, "office": office},
    )


VIEWS: Views = {"body_offices": body_offices, "body_office_end": body_office_end}
