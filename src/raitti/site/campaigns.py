"""A campaign's page: what is being decided, who supports the work, and one's own organisation's word for it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from raitti.core.rates import allow_sending
from raitti.core.verdicts import Refused
from raitti.programmes.actions.campaigns import give_support
from raitti.programmes.forms.campaigns import SupportForm
from raitti.programmes.models import Campaign
from raitti.programmes.queries.campaigns import campaign_page
from raitti.programmes.rules import may_support
from raitti.site.addresses import Links
from raitti.site.rendering import at_address, page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def campaign(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """The campaign; while it is open, a statement can be given, which the project's people look at first."""
    now, key = timezone.now(), at_address(request, "campaign", "campaign", slug)
    if isinstance(key, HttpResponse):
        return key
    found = campaign_page(key) if key else None
    if found is None:
        raise Http404
    verdict = may_support(request.user, found.campaign, now=now)
    form = SupportForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        patience = allow_sending(request, "support", now=now)
        for no in (each for each in (verdict, patience) if not each):
            form.add_error(None, str(no.reason))
        if form.is_valid() and (form.cleaned_data["nickname"] or _taken(request, found.campaign, form, language)):
            return HttpResponseRedirect(f"{Links(request, language).to('campaign', found.campaign)}?sent=1#sent")
        status = 422 if patience else 429
    context = {
        "campaign": found.campaign,
        "supports": found.supports,
        "pleas": found.pleas,
        "form": form,
        "may_support": bool(verdict),
        "begins": not verdict and verdict.code == "early",
        "sent": "sent" in request.GET,
    }
    return page(request, "site/campaign.html", context, name="campaign", thing=found.campaign, status=status)


def _taken(request: HttpRequest, campaign: Campaign, form: SupportForm, language: str) -> bool:
    """Whether the statement was taken in; if not, the form says why and keeps every word."""
    try:
        give_support(campaign, form.facts(language), actor=request.user, now=timezone.now())
    except Refused as refused:
        field = str(refused.verdict.details.get("field", ""))
        form.add_error(field if field in form.fields else None, str(refused.verdict.reason))
        return False
    return True
