"""Opening a body, changing what is said of it, who appoints it, and its end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from raitti.bodies.actions import bodies as acts
from raitti.bodies.boards import boards
from raitti.bodies.forms.bodies import BodyForm, EndBodyForm, NewBodyForm, SetterForm
from raitti.bodies.models import Body
from raitti.bodies.queries.standing import stewards_for
from raitti.bodies.rules import may_edit_body, may_end_body, may_name_setter, may_open_body, may_see_own_bodies
from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, Verdict, require
from raitti.workspace.asking import form_page
from raitti.workspace.bodies.asking import ask, taken_in
from raitti.workspace.bodies.body import body_or_404


def to_body(body: Body, language: str) -> HttpResponse:
    return HttpResponseRedirect(address("own_body", language, body=body.uid))


def back_to_body(body: Body, language: str) -> tuple[str, str]:
    """The way out of a page of a body's."""
    return _("Back to the body"), address("own_body", language, body=body.uid)


@require_http_methods(["GET", "HEAD", "POST"])
def body_new(request: HttpRequest, language: str) -> HttpResponse:
    """Open a body, from a model or plain."""
    now = timezone.now()
    require(may_see_own_bodies(request.user, now=now))
    person: Any = request.user
    stewards = stewards_for(person, now=now)
    if not stewards:
        raise Refused(Verdict("not_allowed", _("You do not answer for any organisation that could look after a body.")))
    require(may_open_body(request.user, stewards[0], now=now))
    form = NewBodyForm(request.POST or None, stewards=stewards, language=language)
    made: list[Body] = []

    def act() -> None:
        given = form.cleaned_data
        model, facts = given["model"], form.facts()
        made.append(acts.open_body(facts, steward=form.steward(), model=model, actor=request.user, now=now))

    if taken_in(request, form, act, language=language):
        messages.success(request, _("The body is open. Next, look through its seats."))
        return to_body(made[0], language)
    context = {"boards": boards()}
    return form_page(request, "workspace/bodies/seats/new.html", context, form=form, name="body_new")


@require_http_methods(["GET", "HEAD", "POST"])
def body_edit(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """Change what is said of a body, and its rules."""
    now, found = timezone.now(), body_or_404(body)
    require(may_edit_body(request.user, found, now=now))
    form = BodyForm(request.POST or None, body=found, language=language)
    act = lambda: acts.change_body(found, form.facts(), actor=request.user, now=now)  # noqa: E731
    if taken_in(request, form, act, language=language):
        messages.success(request, _("Saved."))
        return to_body(found, language)
    title, button, back = _("Change what is said of it"), _("Save"), back_to_body(found, language)
    return ask(request, form, found, title=title, button=button, back=back, name="body_edit", words={"body": body})


@require_http_methods(["GET", "HEAD", "POST"])
def body_setter(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """Say who appoints a body from now on."""
    now, found = timezone.now(), body_or_404(body)
    require(may_name_setter(request.user, found, now=now))
    form = SetterForm(request.POST or None)
    act = lambda: acts.name_setter(found, form.cleaned_data["setter"], actor=request.user, now=now)  # noqa: E731
    if taken_in(request, form, act, language=language):
        messages.success(request, _("Saved. Whoever appoints it now gets a letter."))
        return to_body(found, language)
    lead = _("Now: %s.") % found.setter.name_in(language).value
    title, button, back = _("Who appoints it"), _("Save"), back_to_body(found, language)
    words = {"body": body}
    return ask(request, form, found, title=title, lead=lead, button=button, back=back, name="body_setter", words=words)


@require_POST
def body_take_over(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """Look after a body as who appoints it: whoever did has been closed."""
    now, found = timezone.now(), body_or_404(body)
    acts.take_over_body(found, actor=request.user, now=now)
    messages.success(request, _("You look after the body now."))
    return to_body(found, language)


@require_http_methods(["GET", "HEAD", "POST"])
def body_end(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """Say that a body is no more, and why."""
    now, found = timezone.now(), body_or_404(body)
    require(may_end_body(request.user, found, now=now))
    form = EndBodyForm(request.POST or None, language=language, initial={"on": timezone.localdate(now)})

    def act() -> None:
        acts.end_body(found, reason=form.texts("reason"), on=form.cleaned_data["on"], actor=request.user, now=now)

    if taken_in(request, form, act, language=language):
        messages.success(request, _("The body has ended. Its papers and its history stay."))
        return to_body(found, language)
    lead = _("This cannot be undone. If somebody could still look after it, hand it over instead.")
    title, button, back = _("End the body"), _("End the body"), back_to_body(found, language)
    return ask(
        request, form, found, title=title, lead=lead, button=button, back=back, name="body_end", words={"body": body}
    )


EDITING: Views = {"body_edit": body_edit}
VIEWS: Views = {
    "body_new": body_new,
    "body_setter": body_setter,
    "body_take_over": body_take_over,
    "body_end": body_end,
}
