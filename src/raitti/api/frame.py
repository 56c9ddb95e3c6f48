"""What is around every answer to a program: who may read (anyone), how often, in which language, how long it holds."""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _

from raitti.accounts.api_keys import key_by
from raitti.api.problems import problem
from raitti.core.languages import INTERFACE_CODES
from raitti.core.models import AuditEntry
from raitti.core.rates import allow, client_address

View = Callable[..., HttpResponseBase]
_METHODS = ("GET", "HEAD", "OPTIONS")
_LONGEST_QUERY = 4096
# A program that asks again within this many seconds may use what it has.
_FRESH_SECONDS = 60
_HEADERS = "Accept, Accept-Language, Authorization, If-None-Match, If-Modified-Since"
_PREFLIGHT_SECONDS = 86_400
# How many times as often a program with a key may ask.
KEY_TIMES = 10


def language_of(request: HttpRequest) -> str:
    """The reader's language: `?lang=`, else what the program accepts, else Finnish."""
    asked = request.GET.get("lang", "")
    return asked if asked in INTERFACE_CODES else get_language_from_request(request)


def open_to_all(view: View, *, limit: str = "RAITTI_RATE_API") -> View:
    """Serve a reading view to any program on any site.

    Adds CORS, the rate limit named by the setting `limit`, the reader's language, ETag and Last-Modified
    with their 304, and turns whatever is wrong with the request itself into a problem.
    """

    @wraps(view)
    def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            with override(language_of(request)):
                response = _turn_away(request, limit) or _answer(view, request, args, kwargs)
                if response.status_code == 405:
                    response = problem(405, headers={"Allow": ", ".join(_METHODS)})
        except SuspiciousOperation:
            response = problem(400)
        except Http404:
            response = problem(404)
        if response.status_code == 200 and isinstance(response, HttpResponse):
            response = _conditional(request, response)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After, Link"
        patch_vary_headers(response, ["Accept-Language"])
        if request.method == "HEAD" and isinstance(response, HttpResponse):
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    framed.csrf_exempt = True  # type: ignore[attr-defined]
    return framed


def _turn_away(request: HttpRequest, limit: str) -> HttpResponse | None:
    if request.method == "OPTIONS":
        return HttpResponse(
            status=204,
            headers={
                "Allow": ", ".join(_METHODS),
                "Access-Control-Allow-Methods": ", ".join(_METHODS),
                "Access-Control-Allow-Headers": _HEADERS,
                "Access-Control-Max-Age": str(_PREFLIGHT_SECONDS),
            },
        )
    if request.method not in _METHODS:
        return problem(405, headers={"Allow": ", ".join(_METHODS)})
    if len(request.META.get("QUERY_STRING", "")) > _LONGEST_QUERY:
        return problem(414)
    # PostgreSQL takes no null character in any text.
    if any("\x00" in text for pair in request.GET.lists() for text in (pair[0], *pair[1])) or "\x00" in request.path:
        return problem(400, _("There is a null character in the address."))
    return _too_often(request, limit)


def _too_often(request: HttpRequest, limit: str) -> HttpResponse | None:
    """The answer to whoever asks too often, or shows a key that does not work; a key that works lets ask more often."""
    if settings.DEMO and _is_this_machine(request) and "Authorization" not in request.headers:
        return None
    now, most, who = timezone.now(), getattr(settings, limit), client_address(request)
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    key = key_by(text.strip(), now=now) if scheme.casefold() == "bearer" else None
    if key is not None:
        who, most = f"key {key.pk}", most * KEY_TIMES
    verdict = allow(f"{limit}:{who}", most, now=now)
    if not verdict:
        return problem(429, verdict.reason, headers={"Retry-After": str(verdict.details["retry_after"])})
    if scheme and key is None:
        reason = _("This key does not work. Reading needs none: leave it out, or make a new one.")
        return problem(401, reason, headers={"WWW-Authenticate": "Bearer"})
    return None


def _is_this_machine(request: HttpRequest) -> bool:
    if settings.RAITTI_BEHIND_PROXY:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _answer(view: View, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponseBase:
    if request.method != "HEAD":
        return view(request, *args, **kwargs)
    # A HEAD is a GET whose body is not sent; the views know only GET.
    request.method = "GET"
    try:
        return view(request, *args, **kwargs)
    finally:
        request.method = "HEAD"


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Add what lets a program ask again cheaply, and answer 304 when it has this already."""
    etag = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={_FRESH_SECONDS}"
    changed = AuditEntry.objects.order_by("-at").values_list("at", flat=True).first()
    # Whatever changes leaves an audit entry, so nothing in the answer is newer than the newest.
    seconds = int(changed.timestamp()) if changed else None
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    found = get_conditional_response(request, etag=etag, last_modified=seconds, response=response)
    return found or response


def frame_all(patterns: list[URLPattern], *, slower: frozenset[str] = frozenset()) -> list[URLPattern]:
    """Frame every view of an API; those named in `slower` have the limit of searching."""
    for pattern in patterns:
        limit = "RAITTI_RATE_SEARCH" if pattern.name in slower else "RAITTI_RATE_API"
        pattern.callback = open_to_all(pattern.callback, limit=limit)
    return patterns
