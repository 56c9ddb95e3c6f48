"""Hiding a page with a reason, giving it back, appealing and answering the appeal."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.directory.actions import moderation
from raitti.directory.models import Hiding, Thing
from raitti.directory.queries.addressees import Addressee
from raitti.directory.queries.finding import entry_of
from raitti.directory.queries.history import keeper_of
from raitti.directory.queries.things import thing_by_uid
from raitti.directory.rules import may_appeal, may_hide
from raitti.workspace.asking import decision_asked, form_page, has_turn, place_refusal, words_asked
from raitti.workspace.rendering import old_link


class HideForm(forms.Form):
    hide_because = words_asked(
        _("Why"),
        help_text=_("Those who keep the page get this by letter, with the way to appeal. Nothing is deleted."),
    )


class AppealForm(forms.Form):
    text = words_asked(
        _("Why should the page be seen again?"),
        help_text=_("Tell if you have mended something, or why the page is right as it is."),
        rows=6,
        most=5000,
    )


class AppealAnswerForm(forms.Form):
    decision = decision_asked(
        give_back=_("The page is shown to everyone again"),
        stay=_("The page stays hidden"),
    )
    answer = words_asked(_("Why"), help_text=_("Those who keep the page get this by letter."))


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """Take a page from public view for a reason, or give it back."""
    now = timezone.now()
    thing = _entry(uid)
    organisation = keeper_of(thing)
    if organisation is None:
        raise Http404
    require(may_hide(request.user, organisation, now=now))
    hiding = moderation.current_hiding(thing)
    form = HideForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            if hiding is not None:
                moderation.end_hiding(hiding, actor=request.user, now=now)
                messages.success(request, gettext("The page is shown as before."))
            else:
                because = form.cleaned_data["hide_because"]
                moderation.hide(thing, reason=because, actor=request.user, now=now)
                messages.success(request, gettext("Hidden. Those who keep the page get your reason by letter."))
            return HttpResponseRedirect(address("history", language, uid=str(uid)))
        except Refused as refused:
            place_refusal(form, refused)
    context = {"thing": thing, "organisation": organisation, "hiding": hiding}
    return form_page(request, "workspace/helping/hide.html", context, form=form, name="hide", words={"uid": str(uid)})


def why_hidden(request: HttpRequest, hiding: Hiding | None, language: str, *, now: datetime) -> dict[str, Any]:
    """What `workspace/parts/hiding.html` draws: why a thing is hidden, and where the reader asks for another look."""
    appealing = ""
    if hiding is not None and may_appeal(request.user, hiding, now=now):
        person: Any = request.user
        appealing = moderation.appeal_address(hiding, Addressee(person.email, language, person))
    return {"hiding": hiding, "appealing": appealing}


@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Ask for another look at a hidden page, by the link of the letter."""
    now = timezone.now()
    said = moderation.read_appeal_token(token)
    if said is None:
        return old_link(request, name="appeal", token=token)
    hiding, holder = said
    form = AppealForm(request.POST if request.method == "POST" else None)
    verdict = may_appeal(holder, hiding, now=now)
    if form.is_bound:
        require(verdict)
        try:
            if form.is_valid() and has_turn(request, form, now=now):
                moderation.appeal(hiding, form.cleaned_data["text"], actor=holder, now=now)
                messages.success(request, gettext("Your words are on their way. You get the answer by letter."))
                return HttpResponseRedirect(address("appeal", language, token=token))
        except Refused as refused:
            place_refusal(form, refused)
    context = {"hiding": hiding, "thing": thing_by_uid(hiding.thing_kind, hiding.thing_uid), "may": verdict}
    return form_page(
        request, "workspace/helping/appeal.html", context, form=form, name="appeal", words={"token": token}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def appealed(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """Look again at a hidden page: give it back, or say why it stays hidden."""
    now = timezone.now()
    hiding = get_object_or_404(Hiding.objects.select_related("organisation"), uid=uid)
    if hiding.organisation is None:
        raise Http404
    require(may_hide(request.user, hiding.organisation, now=now))
    form = AppealAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            moderation.answer_appeal(
                hiding,
                give_back=said["decision"] == "give_back",
                answer=said["answer"],
                actor=request.user,
                now=now,
            )
            messages.success(request, gettext("Settled. Those who keep the page get your answer by letter."))
            return HttpResponseRedirect(address("queue", language))
        except Refused as refused:
            place_refusal(form, refused)
    context = {"hiding": hiding, "thing": thing_by_uid(hiding.thing_kind, hiding.thing_uid)}
    return form_page(
        request, "workspace/helping/appealed.html", context, form=form, name="appealed", words={"uid": str(uid)}
    )


def _entry(uid: UUID) -> Thing:
    thing = entry_of(uid)
    if thing is None:
        raise Http404
    return thing


VIEWS: Views = {"hide": hide, "appeal": appeal, "appealed": appealed}
