"""Representatives: the list with their reports, naming, confirming, ending, and the answer by a letter’s link."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raitti.bodies.actions.representation import (
    answer_naming,
    confirm_representation,
    end_representation,
    name_representative,
    report_back,
    representative_of,
)
from raitti.bodies.forms.representation import EndForm, NamingForm, ReportForm, RepresentationForm
from raitti.bodies.models import Representation
from raitti.bodies.queries.representation import holders_of, representations_of, seats_elsewhere, with_its_own
from raitti.bodies.rules import (
    may_answer_naming,
    may_confirm_representation,
    may_end_representation,
    may_name_representative,
    may_report_back,
    may_see_representation,
)
from raitti.core.addresses import Views, address
from raitti.core.verdicts import require
from raitti.workspace.bodies.body import body_or_404
from raitti.workspace.bodies.statements.shared import ask
from raitti.workspace.rendering import desk_page

_PER_PAGE = 30


def _representation_or_404(uid: UUID) -> Representation:
    return get_object_or_404(with_its_own(Representation.objects.all()), uid=uid)


@require_safe
def representations(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """Where the body is represented and by whom, and what they brought back."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_representation(request.user, found, now=now))
    today = timezone.localdate(now)
    keeps = bool(may_name_representative(request.user, found, now=now))
    page = Paginator(representations_of(found), _PER_PAGE).get_page(request.GET.get("page"))
    own = {
        one.representation_id
        for each in page.object_list
        for one in each.representatives.all()
        if one.accepted and one.holder.person_id == request.user.pk
    }
    context = {"body": found, "page": page, "today": today, "may_name": keeps, "own": own}
    template = "workspace/bodies/statements/representations.html"
    return desk_page(request, template, context, name="representations", words={"body": body})


@require_http_methods(["GET", "HEAD", "POST"])
def representation_new(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """Name a representative with a deputy; both are asked by letter."""
    now, found = timezone.now(), body_or_404(body)
    require(may_name_representative(request.user, found, now=now))
    today = timezone.localdate(now)
    form = RepresentationForm(
        request.POST or None,
        language=language,
        seats=seats_elsewhere(found),
        holders=holders_of(found, on=today),
        today=today,
    )
    return ask(
        request,
        language,
        form,
        lambda: name_representative(found, form.facts(), actor=request.user, now=now),
        name="representation_new",
        words={"body": body},
        done=_("Named. They have been asked by letter."),
        sends_letters=True,
        leads_to=address("representations", language, body=body),
        context={
            "body": found,
            "title": _("Name a representative"),
            "lead": _("Whoever is named gets a letter and says yes or no. Their name is shown only if they agree."),
            "button": _("Name and ask"),
            "back": address("representations", language, body=body),
            "crumb": _("Representatives"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def representation_confirm(request: HttpRequest, language: str, representation: UUID) -> HttpResponse:
    """Those who appoint the other body take the representative in."""
    now, found = timezone.now(), _representation_or_404(representation)
    require(may_confirm_representation(request.user, found, now=now))
    if request.method == "POST":
        confirm_representation(found, actor=request.user, now=now)
        messages.success(request, _("Confirmed. They sit there once they have said yes."))
        assert found.seat is not None  # noqa: S101 - the rule has seen to it
        return HttpResponseRedirect(address("own_body", language, body=found.seat.body.uid))
    named = found.representatives.filter(declined=None, ended_on=None).select_related("holder")
    context = {"representation": found, "body": found.seat and found.seat.body, "named": list(named)}
    words = {"representation": representation}
    template = "workspace/bodies/statements/confirm.html"
    return desk_page(request, template, context, name="representation_confirm", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def representation_end(request: HttpRequest, language: str, representation: UUID) -> HttpResponse:
    """Say which day is the last one."""
    now, found = timezone.now(), _representation_or_404(representation)
    require(may_end_representation(request.user, found, now=now))
    form = EndForm(request.POST or None, today=timezone.localdate(now))

    def act() -> None:
        said = form.cleaned_data
        end_representation(found, on=said["on"], reason=said["reason"], actor=request.user, now=now)

    return ask(
        request,
        language,
        form,
        act,
        name="representation_end",
        words={"representation": representation},
        done=_("Ended."),
        leads_to=address("representations", language, body=found.body.uid),
        context={
            "body": found.body,
            "title": _("End the representation"),
            "button": _("End the representation"),
            "back": address("representations", language, body=found.body.uid),
            "crumb": _("Representatives"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def representation_report(request: HttpRequest, language: str, representation: UUID) -> HttpResponse:
    """Tell the body what happened in the other place."""
    now, found = timezone.now(), _representation_or_404(representation)
    require(may_report_back(request.user, found, now=now))
    form = ReportForm(request.POST or None, today=timezone.localdate(now))
    sees_all = bool(may_see_representation(request.user, found.body, now=now))
    back = address("representations", language, body=found.body.uid) if sees_all else address("desk", language)

    def act() -> None:
        said = form.cleaned_data
        report_back(found, on=said["on"], text=said["text"], actor=request.user, now=now)

    return ask(
        request,
        language,
        form,
        act,
        name="representation_report",
        words={"representation": representation},
        done=_("Written down. Those who sit in the body can read it."),
        leads_to=back,
        context={
            "body": found.body,
            "title": _("Report back"),
            "lead": _("Those who look after the body and those who sit in it read this."),
            "button": _("Save"),
            "back": back,
            "crumb": _("Representatives") if sees_all else "",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def representation_answer(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Say yes or no by the link of the letter, without signing in."""
    found = representative_of(token)
    require(may_answer_naming(found))
    assert found is not None  # noqa: S101 - the rule has said so
    form = NamingForm(request.POST or None)
    person = request.user if request.user.is_authenticated else None

    def act() -> None:
        said = form.cleaned_data
        accepts, name_public = said["accepts"] == "yes", said["name_public"]
        answer_naming(found, accepts=accepts, name_public=name_public, person=person, now=timezone.now())

    return ask(
        request,
        language,
        form,
        act,
        name="representation_answer",
        words={"token": token},
        done=_("Thank you. Your answer has been saved."),
        leads_to=address("representation_answer", language, token=token),
        context={"named": found, "representation": found.representation},
        template="workspace/bodies/statements/answer_naming.html",
    )


VIEWS: Views = {
    "representations": representations,
    "representation_new": representation_new,
    "representation_confirm": representation_confirm,
    "representation_end": representation_end,
    "representation_report": representation_report,
    "representation_answer": representation_answer,
}
