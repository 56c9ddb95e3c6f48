"""Initiatives as the body deals with them, and the page on which the association sees what becomes of its own."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.bodies.actions import initiatives as acts
from raitti.bodies.forms.representation import AgendaForm, InitiativeAnswerForm
from raitti.bodies.models import Initiative
from raitti.bodies.rules import (
    may_answer_initiative,
    may_see_initiative,
    may_see_initiatives,
    may_send_initiative,
    may_show_initiative,
    may_take_up_initiative,
)
from raitti.core.addresses import Views, address
from raitti.core.verdicts import require
from raitti.workspace.bodies.body import body_or_404
from raitti.workspace.bodies.statements.shared import ask
from raitti.workspace.rendering import desk_page

_PER_PAGE = 50


def _initiative_or_404(uid: UUID) -> Initiative:
    known = Initiative.objects.select_related("body__steward", "body__setter", "organisation")
    return get_object_or_404(known, uid=uid)


def _to(initiative: Initiative, language: str) -> str:
    return address("own_initiative", language, initiative=initiative.uid)


@require_safe
def initiatives(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """All initiatives sent to a body, the newest first."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_initiatives(request.user, found, now=now))
    listed = found.initiatives.select_related("organisation")
    page = Paginator(listed, _PER_PAGE).get_page(request.GET.get("page"))
    context = {"body": found, "page": page}
    template = "workspace/bodies/statements/initiatives.html"
    return desk_page(request, template, context, name="initiatives", words={"body": body})


@require_safe
def own_initiative(request: HttpRequest, language: str, initiative: UUID) -> HttpResponse:
    """An initiative, where it stands, and what the body can do with it."""
    now, found = timezone.now(), _initiative_or_404(initiative)
    require(may_see_initiative(request.user, found, now=now))
    context = {
        "initiative": found,
        "body": found.body,
        "inside": bool(may_see_initiatives(request.user, found.body, now=now)),
        "sender": bool(may_send_initiative(request.user, found.organisation, now=now)),
        "may_take_up": bool(may_take_up_initiative(request.user, found, now=now)),
        "may_answer": bool(may_answer_initiative(request.user, found, now=now)),
        "may_show": bool(may_show_initiative(request.user, found, now=now)),
    }
    template = "workspace/bodies/statements/initiative.html"
    return desk_page(request, template, context, name="own_initiative", words={"initiative": initiative})


@require_POST
def initiative_act(request: HttpRequest, language: str, initiative: UUID, act: str) -> HttpResponse:
    """Take an initiative up, or let everyone read it or no longer."""
    now, found = timezone.now(), _initiative_or_404(initiative)
    require(may_show_initiative(request.user, found, now=now))
    if act == "take":
        acts.take_up_initiative(found, actor=request.user, now=now)
        messages.success(request, _("Taken up. It waits for a meeting, and the association has been told."))
    elif act in {"show", "hide"}:
        acts.show_initiative(found, show=act == "show", actor=request.user, now=now)
        messages.success(request, _("Everyone can read it now.") if act == "show" else _("No longer shown."))
    else:
        raise Http404
    return HttpResponseRedirect(_to(found, language))


@require_http_methods(["GET", "HEAD", "POST"])
def initiative_agenda(request: HttpRequest, language: str, initiative: UUID) -> HttpResponse:
    """Say which meeting deals with it."""
    now, found = timezone.now(), _initiative_or_404(initiative)
    require(may_take_up_initiative(request.user, found, now=now))
    form = AgendaForm(request.POST or None, initial={"meeting": found.agenda})
    return ask(
        request,
        language,
        form,
        lambda: acts.put_on_agenda(found, meeting=form.cleaned_data["meeting"], actor=request.user, now=now),
        name="initiative_agenda",
        words={"initiative": initiative},
        done=_("Saved. The association has been told."),
        leads_to=_to(found, language),
        context={
            "body": found.body,
            "title": _("On the agenda of a meeting"),
            "button": _("Save"),
            "back": _to(found, language),
            "crumb": found.title,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def initiative_answer(request: HttpRequest, language: str, initiative: UUID) -> HttpResponse:
    """Answer the association, with the reasons."""
    now, found = timezone.now(), _initiative_or_404(initiative)
    require(may_answer_initiative(request.user, found, now=now))
    form = InitiativeAnswerForm(request.POST or None)
    return ask(
        request,
        language,
        form,
        lambda: acts.answer_initiative(found, answer=form.cleaned_data["answer"], actor=request.user, now=now),
        name="initiative_answer",
        words={"initiative": initiative},
        done=_("Answered. The association has been written to."),
        leads_to=_to(found, language),
        context={
            "body": found.body,
            "title": _("Answer the initiative"),
            "quote": found.text,
            "quote_language": found.language,
            "button": _("Send the answer"),
            "back": _to(found, language),
            "crumb": found.title,
        },
    )


VIEWS: Views = {
    "initiatives": initiatives,
    "own_initiative": own_initiative,
    "initiative_act": initiative_act,
    "initiative_agenda": initiative_agenda,
    "initiative_answer": initiative_answer,
}
