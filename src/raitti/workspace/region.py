"""How a region's pages are looked after: decided by its steward."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raitti.core.addresses import Views, address
from raitti.core.verdicts import require
from raitti.directory.actions.portals import set_region
from raitti.directory.forms.regions import RegionForm
from raitti.directory.models import Portal
from raitti.directory.rules import may_set_region
from raitti.workspace.asking import form_page


@require_http_methods(["GET", "HEAD", "POST"])
def region_settings(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """Whether new pages are looked at first, how often all are confirmed, and when the unconfirmed are hidden."""
    now, portal = timezone.now(), get_object_or_404(Portal.objects.select_related("steward"), key=key)
    require(may_set_region(request.user, portal, now=now))
    form = RegionForm(portal, request.POST if request.method == "POST" else None, auto_id="%s")
    if form.is_bound and form.is_valid():
        set_region(portal, **form.cleaned_data, actor=request.user, now=now)
        messages.success(request, _("Saved. The region’s pages follow this from now on."))
        return HttpResponseRedirect(address("overview_portal", language, key=key))
    return form_page(
        request, "workspace/region.html", {"portal": portal}, form=form, name="region_settings", words={"key": key}
    )


VIEWS: Views = {"region_settings": region_settings}
