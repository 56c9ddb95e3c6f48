"""An organisation's own page of having a say: drafts to comment on and sign, statements asked for, initiatives."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raitti.bodies.actions.initiatives import send_initiative
from raitti.bodies.actions.statements import ask_for_statement
from raitti.bodies.forms.representation import InitiativeForm
from raitti.bodies.forms.statements import RequestForm
from raitti.bodies.models import Initiative
from raitti.bodies.queries.statements import bodies_to_address, concerns_of
from raitti.bodies.rules import may_ask_for_statement, may_see_own_words, may_send_initiative
from raitti.core.addresses import Views, address
from raitti.core.verdicts import require
from raitti.directory.actions.behalf import acting_for
from raitti.directory.models import Organisation
from raitti.workspace.bodies.statements.shared import ask
from raitti.workspace.rendering import desk_page


@require_safe
def own_words(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """What bodies ask of an organisation, and what it has asked of them."""
    now, found = timezone.now(), get_object_or_404(Organisation, uid=organisation)
    require(may_see_own_words(request.user, found, now=now))
    context = {
        "organisation": found,
        "asked": concerns_of(found, now=now),
        "may_ask": bool(may_ask_for_statement(request.user, found, now=now)),
        "on_behalf_of": acting_for(request.user, found, timezone.localdate(now)),
    }
    template = "workspace/bodies/statements/own_words.html"
    return desk_page(request, template, context, name="own_words", words={"organisation": organisation})


@require_http_methods(["GET", "HEAD", "POST"])
def statement_ask(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """Ask a body for a statement."""
    now, found = timezone.now(), get_object_or_404(Organisation, uid=organisation)
    require(may_ask_for_statement(request.user, found, now=now))
    form = RequestForm(request.POST or None, language=language, bodies=bodies_to_address())
    back = address("own_words", language, organisation=organisation)
    return ask(
        request,
        language,
        form,
        lambda: ask_for_statement(form.body, form.facts(), organisation=found, actor=request.user, now=now),
        name="statement_ask",
        words={"organisation": organisation},
        done=_("Asked. Those who look after the body have been written to."),
        leads_to=back,
        sends_letters=True,
        context={
            "organisation": found,
            "title": _("Ask for a statement"),
            "button": _("Ask for it"),
            "back": back,
            "on_behalf_of": acting_for(request.user, found, timezone.localdate(now)),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def initiative_new(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """Send a body an initiative."""
    now, found = timezone.now(), get_object_or_404(Organisation, uid=organisation)
    require(may_send_initiative(request.user, found, now=now))
    form = InitiativeForm(request.POST or None, language=language, bodies=bodies_to_address())
    made: list[Initiative] = []

    def act() -> None:
        made.append(send_initiative(form.body, form.facts(), organisation=found, actor=request.user, now=now))

    return ask(
        request,
        language,
        form,
        act,
        name="initiative_new",
        words={"organisation": organisation},
        done=_("Sent. You get a receipt by mail."),
        leads_to=lambda: address("own_initiative", language, initiative=made[0].uid),
        sends_letters=True,
        context={
            "organisation": found,
            "title": _("Send an initiative"),
            "lead": _("The body takes it up or answers you with its reasons. It is public only if the body shows it."),
            "button": _("Send it"),
            "back": address("own_words", language, organisation=organisation),
            "on_behalf_of": acting_for(request.user, found, timezone.localdate(now)),
        },
    )


VIEWS: Views = {"own_words": own_words, "statement_ask": statement_ask, "initiative_new": initiative_new}
