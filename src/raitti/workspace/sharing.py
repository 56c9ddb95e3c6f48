"""One entry shown everywhere: on one's own site, as a file, and told to other programs when it changes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.core.addresses import Views, address, full_address, slug_of
from raitti.core.verdicts import Refused, require
from raitti.directory.models import Organisation, Portal, Publication
from raitti.directory.rules import may_edit, may_keep_harvest, may_keep_webhooks
from raitti.exchange.actions import webhooks as acts
from raitti.exchange.forms import WebhookForm
from raitti.exchange.giving import FORMATS, file_of
from raitti.exchange.models import Webhook
from raitti.workspace.asking import form_page, not_too_often, place_refusal

Owner = Organisation | Portal
_MOST_DELIVERIES = 20


def _may_keep(request: HttpRequest, owner: Owner, *, now: datetime) -> None:
    if isinstance(owner, Organisation):
        require(may_keep_webhooks(request.user, owner, now=now))
    else:
        require(may_keep_harvest(request.user, owner, now=now))


def _page(owner: Owner) -> tuple[str, dict[str, Any]]:
    if isinstance(owner, Organisation):
        return "sharing", {"organisation": owner.uid}
    return "portal_sharing", {"key": owner.key}


@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """The snippet for one's own site, files to take, and the programs that are told of changes."""
    now, entry = timezone.now(), get_object_or_404(Organisation, uid=organisation)
    require(may_edit(request.user, entry, now=now))
    return _sharing(request, language, entry, now=now)


@require_http_methods(["GET", "HEAD", "POST"])
def portal_sharing(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """The programs that are told of changes of a whole region's entries."""
    now, portal = timezone.now(), get_object_or_404(Portal, key=key)
    require(may_keep_harvest(request.user, portal, now=now))
    return _sharing(request, language, portal, now=now)


def _sharing(request: HttpRequest, language: str, owner: Owner, *, now: datetime) -> HttpResponse:
    name, words = _page(owner)
    form = WebhookForm(request.POST or None)
    if request.method == "POST":
        _may_keep(request, owner, now=now)
        if form.is_valid():
            email = getattr(request.user, "email", "")
            given: dict[str, Any] = {"email": email, "language": language, "actor": request.user, "now": now}
            try:
                acts.add_webhook(owner, form.cleaned_data["url"], **given)
            except Refused as refused:
                place_refusal(form, refused)
            else:
                messages.success(request, _("The program is told of changes from now on."))
                return HttpResponseRedirect(address(name, language, **words))
    organisation = owner if isinstance(owner, Organisation) else None
    context = {
        "owner": owner,
        "organisation": organisation,
        "is_public": organisation is not None and organisation.publication == Publication.PUBLISHED,
        "embed_address": full_address("organisation_embed", language, slug=slug_of(owner, language)),
        "formats": FORMATS if organisation else {},
        "may_keep": organisation is None or bool(may_keep_webhooks(request.user, organisation, now=now)),
        "portals": _portals(request, organisation, now=now),
        "webhooks": [(each, each.deliveries.all()[:_MOST_DELIVERIES]) for each in owner.webhooks.all()],
    }
    return form_page(request, "workspace/sharing.html", context, form=form, name=name, words=words)


def _portals(request: HttpRequest, organisation: Organisation | None, *, now: datetime) -> list[Portal]:
    """The regions an organisation is the steward of, for those who may connect them with other services."""
    held = organisation.portals.select_related("steward") if organisation is not None else []
    return [portal for portal in held if may_keep_harvest(request.user, portal, now=now)]


@require_safe
def own_file(request: HttpRequest, language: str, organisation: UUID, form: str) -> HttpResponse:
    """The organisation's published entries as a file."""
    now, entry = timezone.now(), get_object_or_404(Organisation, uid=organisation)
    require(may_edit(request.user, entry, now=now))
    if entry.publication != Publication.PUBLISHED or form not in FORMATS:
        return HttpResponse(status=404)
    made = file_of(Organisation.objects.filter(pk=entry.pk), form, now=now)
    name = f"{slug_of(entry, language) or 'raitti'}.{FORMATS[form].ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(made, content_type=FORMATS[form].media_type, headers=headers)


@require_POST
def webhook(request: HttpRequest, language: str, uid: UUID, act: str) -> HttpResponse:
    """Test, switch on, remove a webhook, or give it a new secret."""
    found = get_object_or_404(Webhook.objects.select_related("organisation", "portal__steward"), uid=uid)
    now, owner = timezone.now(), found.organisation or found.portal
    assert owner is not None  # noqa: S101 - a constraint of the table
    _may_keep(request, owner, now=now)
    given: dict[str, Any] = {"actor": request.user, "now": now}
    if act == "test":
        not_too_often(request, now=now)
        acts.send_test(found, **given)
        messages.success(request, _("A test event is on its way. Look at this page again in a moment."))
    elif act == "secret":
        acts.renew_secret(found, **given)
        messages.success(request, _("There is a new secret. Give it to the program."))
    elif act == "on":
        acts.switch_on(found, **given)
        messages.success(request, _("The program is told of changes from now on."))
    elif act == "remove":
        acts.remove_webhook(found, **given)
        messages.success(request, _("The program is not told of changes any more."))
    else:
        return HttpResponse(status=404)
    name, words = _page(owner)
    return HttpResponseRedirect(address(name, language, **words))


VIEWS: Views = {
    "sharing": sharing,
    "portal_sharing": portal_sharing,
    "own_file": own_file,
    "webhook": webhook,
}
