"""Signing in by other services: going there, coming back, and which of them open one's account."""

from importlib import import_module

from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.utils import get_request_param
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from raitti.accounts.actions import unlink_sign_in
from raitti.accounts.adapter import OtherSignInAdapter
from raitti.accounts.models import Person
from raitti.accounts.queries import links_of, service_name
from raitti.accounts.rules import may_add_way_in
from raitti.core.addresses import Views, address
from raitti.core.languages import INTERFACE_CODES
from raitti.core.uids import read_number
from raitti.core.verdicts import Refused, require
from raitti.directory.rules import may_see_own_pages
from raitti.workspace.rendering import desk_page

_LANGUAGE = "raitti_language_before"


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(enabled=lambda request: request.user.is_authenticated)
def linked(request: HttpRequest, language: str) -> HttpResponse:
    """The services by which one signs in; another is linked, or one no longer lets in."""
    require(may_see_own_pages(request.user, now=timezone.now()))
    person: Person = request.user  # type: ignore[assignment]
    if request.method == "POST":
        link = get_object_or_404(SocialAccount, user=person, pk=read_number(request.POST.get("link", "")))
        try:
            unlink_sign_in(person, link, now=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused.verdict.reason))
        else:
            sentence = _("You no longer sign in by %(service)s.") % {"service": service_name(link)}
            messages.success(request, sentence)
        return HttpResponseRedirect(address("linked", language))
    links = links_of(person)
    known = {link.provider for link in links}
    context = {
        "title": _("Signing in by other services"),
        "linked": [(link, service_name(link), link.extra_data.get("userinfo", {}).get("email", "")) for link in links],
        "services": [row for row in settings.OPENID_PROVIDERS if row["provider_id"] not in known],
        "may_add": may_add_way_in(person),
        "here": address("linked", language),
    }
    return desk_page(request, "workspace/account/linked.html", context, name="linked")


@never_cache
@require_POST
def go(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Lead to the other service, to sign in or to link it."""
    if get_request_param(request, "process") == AuthProcess.CONNECT:
        require(may_see_own_pages(request.user, now=timezone.now()))
        require(may_add_way_in(request.user))  # type: ignore[arg-type]
    # Its answer comes to an address that is in no language.
    wanted = request.POST.get("language", "")
    language = wanted if wanted in INTERFACE_CODES else translation.get_language()
    request.session[_LANGUAGE] = language
    return _ask(request, provider_id, step="login", language=language)


@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take in what the other service answers."""
    language = request.session.get(_LANGUAGE) or translation.get_language()
    return _ask(request, provider_id, step="callback", language=language)


def _ask(request: HttpRequest, provider_id: str, *, step: str, language: str) -> HttpResponseBase:
    """Let allauth do a step; lead back to the sign-in page when the other service does not answer."""
    # Taken in when someone first goes there: it brings an HTTP library along.
    views = import_module("allauth.socialaccount.providers.openid_connect.views")
    from requests import RequestException

    with translation.override(language):
        try:
            response: HttpResponseBase = getattr(views, step)(request, provider_id)
        except RequestException:
            return OtherSignInAdapter(request).back_to_sign_in(request)
    return response


VIEWS: Views = {"linked": linked}


def patterns() -> list[URLPattern]:
    """The addresses in no language: those that other services are told send people back here."""
    return [
        path("oidc/<slug:provider_id>/login/", go, name="openid_connect_login"),
        path("oidc/<slug:provider_id>/login/callback/", come_back, name="openid_connect_callback"),
    ]
