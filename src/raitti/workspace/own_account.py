"""One's own account: what one is called, where one is signed in, what is held about one, and the way out."""

import re
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raitti.accounts.actions import change_person, end_sessions, erase_person, hand_out_data
from raitti.accounts.forms import EraseForm, PersonForm
from raitti.accounts.models import Person
from raitti.accounts.queries import (
    has_second_factor,
    lacks_needed_second_factor,
    links_of,
    service_name,
    sessions_of,
)
from raitti.core.addresses import Views, address
from raitti.core.verdicts import require
from raitti.directory.rules import may_see_own_pages
from raitti.workspace.rendering import desk_page

_KEPT = "raitti_kept_after_erasing"
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def _owner(request: HttpRequest) -> Person:
    require(may_see_own_pages(request.user, now=timezone.now()))
    return request.user  # type: ignore[return-value]


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, language: str) -> HttpResponse:
    """Name and language to change at once, and the way to everything else about the account."""
    person = _owner(request)
    known = {"name": person.name, "language": person.language}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        change_person(person, **form.cleaned_data, now=timezone.now())
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(address("account", language))
    links = links_of(person)
    context = {
        "title": _("My account"),
        "form": form,
        "person": Person.objects.get(pk=person.pk),
        "addresses": EmailAddress.objects.filter(user=person).order_by("-primary", "email"),
        "second_factor": has_second_factor(person),
        "needs_second_factor": lacks_needed_second_factor(person),
        "session_count": len(sessions_of(person)),
        "others": bool(settings.OPENID_PROVIDERS or links),
        "linked": [service_name(link) for link in links],
    }
    status = 422 if form.errors else 200
    return desk_page(request, "workspace/account/account.html", context, name="account", status=status)


class Device(NamedTuple):
    """A session as its owner knows it: by what they held in their hands."""

    session: UserSession
    name: str
    here: bool


@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest, language: str) -> HttpResponse:
    """Where one is signed in; any of it, or everything but this, can be ended."""
    person = _owner(request)
    devices = [
        Device(session, _device(session.user_agent), session.session_key == request.session.session_key)
        for session in sessions_of(person)
    ]
    if request.method == "POST":
        wanted = request.POST.get("session", "")
        keys = [device.session.pk for device in devices if not device.here]
        if wanted != "others":
            keys = [key for key in keys if str(key) == wanted]
        if end_sessions(person, keys=keys, now=timezone.now()):
            messages.success(request, _("Signed out there."))
        return HttpResponseRedirect(address("sessions", language))
    context = {"title": _("Where you are signed in"), "devices": devices, "others": len(devices) > 1}
    return desk_page(request, "workspace/account/sessions.html", context, name="sessions")


def _device(user_agent: str) -> str:
    """“Firefox, Windows” of what a browser says of itself."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS if re.search(sign, user_agent)), "")
    return ", ".join(part for part in (browser, system) if part) or _("An unknown device")


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(enabled=lambda request: request.user.is_authenticated)
def own_data(request: HttpRequest, language: str) -> HttpResponse:
    """Everything held about oneself, as one file."""
    person = _owner(request)
    if request.method != "POST":
        return desk_page(request, "workspace/account/own_data.html", {"title": _("Your own data")}, name="own_data")
    given = hand_out_data(person, now=timezone.now())
    return JsonResponse(
        given,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": 'attachment; filename="raitti.json"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(enabled=lambda request: request.user.is_authenticated)
def erase_account(request: HttpRequest, language: str) -> HttpResponse:
    """Erase one's account, after saying what goes and what stays."""
    person = _owner(request)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kept = [str(sentence) for sentence in erase_person(person, now=timezone.now())]
        get_adapter().logout(request)
        request.session.flush()
        request.session[_KEPT] = kept
        return HttpResponseRedirect(address("account_erased", language))
    context = {"title": _("Erase your account"), "form": form}
    status = 422 if form.errors else 200
    return desk_page(request, "workspace/account/erase.html", context, name="erase_account", status=status)


@require_safe
def account_erased(request: HttpRequest, language: str) -> HttpResponse:
    """That the account is gone, and what the law keeps."""
    context = {"title": _("Your account has been erased"), "kept": request.session.get(_KEPT, [])}
    return desk_page(request, "workspace/account/erased.html", context, name="account_erased")


VIEWS: Views = {
    "account": account,
    "sessions": sessions,
    "own_data": own_data,
    "erase_account": erase_account,
    "account_erased": account_erased,
}
