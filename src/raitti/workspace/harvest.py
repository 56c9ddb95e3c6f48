"""Sources a region's entries are fetched from: added, watched, paused and removed by its steward."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.directory.models import Portal
from raitti.directory.rules import may_keep_harvest, may_see_own_pages
from raitti.exchange.actions import harvest as acts
from raitti.exchange.forms import HarvestForm
from raitti.exchange.models import HarvestSource
from raitti.workspace.asking import form_page, has_turn, not_too_often, place_refusal


@require_http_methods(["GET", "HEAD", "POST"])
def harvest(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """The sources of a region, how their last fetching went, and a form for one more."""
    now, portal = timezone.now(), get_object_or_404(Portal, key=key)
    require(may_keep_harvest(request.user, portal, now=now))
    form = HarvestForm(request.POST or None, initial={"language": language, "every_hours": 24})
    if request.method == "POST" and form.is_valid() and has_turn(request, form, now=now):
        try:
            acts.add_source(portal, **form.cleaned_data, actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("The source is fetched for the first time in a moment."))
            return HttpResponseRedirect(address("harvest", language, key=key))
    sources = [(each, each.entries.exclude(vanished=None).count()) for each in portal.harvest_sources.all()]
    context = {"portal": portal, "sources": sources}
    return form_page(request, "workspace/harvest.html", context, form=form, name="harvest", words={"key": key})


@require_POST
def harvest_source(request: HttpRequest, language: str, uid: UUID, act: str) -> HttpResponse:
    """Fetch now, pause, go on with, or remove a source."""
    now = timezone.now()
    require(may_see_own_pages(request.user, now=now))
    source = get_object_or_404(HarvestSource.objects.select_related("portal__steward"), uid=uid)
    require(may_keep_harvest(request.user, source.portal, now=now))
    given: dict[str, Any] = {"actor": request.user, "now": now}
    if act == "now":
        not_too_often(request, now=now)
        acts.harvest_now(source, **given)
        said = _("The source is fetched in a moment.")
    elif act in {"pause", "resume"}:
        acts.change_source(source, paused=act == "pause", **given)
        said = _("The source rests.") if act == "pause" else _("The source is fetched in a moment.")
    elif act == "remove":
        acts.remove_source(source, **given)
        said = _("The source has been removed. Its entries stay.")
    else:
        return HttpResponse(status=404)
    messages.success(request, said)
    return HttpResponseRedirect(address("harvest", language, key=source.portal.key))


VIEWS: Views = {"harvest": harvest, "harvest_source": harvest_source}
