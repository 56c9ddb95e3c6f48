"""What a reader sees when something cannot be done, in the reader's language and without losing anything."""

import logging
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header

from raitti.core.addresses import address
from raitti.core.languages import INTERFACE_CODES, language_of_path
from raitti.core.rates import is_signed_in
from raitti.core.verdicts import SECOND_FACTOR, SIGN_IN, Verdict, status_of

logger = logging.getLogger(__name__)
# Pages that help, by their names, each with the words that lead there.
Ways = tuple[tuple[str, Promise], ...]

# Status: what happened, and what to do next.
_WORDS: dict[int, tuple[Promise, Promise]] = {
    400: (
        _("We could not read this"),
        _("The address or what was sent with it is broken. Check the address, or go back and try again."),
    ),
    401: (_("Sign in first"), _("Your session has ended. What you wrote is below: sign in and send it anew.")),
    403: (_("This is not open to you"), _("If you think it should be, go back or write to us.")),
    404: (_("There is no such page"), _("It may have moved, or the address may have a slip. Try the search.")),
    405: (_("This does not work that way"), _("Go back to the page you came from and try from there.")),
    409: (_("This cannot be done now"), _("Things have changed since you opened the page. Load it again to see how.")),
    413: (
        _("That is too big to send"),
        _("Nothing was saved. Shorten the text or choose a smaller file and try again."),
    ),
    414: (_("The address is too long"), _("Try with fewer words or fewer choices.")),
    429: (_("Please wait a moment"), _("Many requests came from your connection in a short time. Try again soon.")),
    500: (
        _("Something broke at our end"),
        _("It was not your fault, and it has been written down. Please try again in a moment."),
    ),
}
_FORM_EXPIRED = _(
    "The form had been open for so long, or your browser so strict with cookies, that we could not be sure "
    "it was you who sent it. Nothing was lost: what you wrote is below. Go back, load the page again and send it anew."
)
# Refusals that the reader can do something about, and the page where that is done.
_WAYS_ON: dict[str, Ways] = {
    SIGN_IN: (("sign_in", _("Sign in")),),
    SECOND_FACTOR: (("second_factor", _("Set up the second step")),),
}
# Where others go on who are refused: whoever has signed in, and everybody.
_WAYS_OF_ONES_OWN: Ways = (("desk", _("My desk")), ("find", _("Find your association")))
_WAYS_FOR_ALL: Ways = (("feedback", _("Write to us")),)
# Faces for programs, which read JSON.
_MACHINE_PATHS = ("/api/", "/hsds/", "/oparl/")
_NOT_KEPT = ("csrfmiddlewaretoken", "password")
# Fields and values that a form sends by itself: keys, moments, ticks, which button.
_OF_THE_FORM = frozenset({"action", "act", "answer", "begun", "stamp", "seen", "language", "back", "filters"})
_MADE_BY_FORM = re.compile(r"on|new\d+|urn:\S+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12}|\d{4}-\d\d-\d\dT\S+")
_LONGEST_KEPT = 20_000


def reader_language(request: HttpRequest) -> str:
    """The language of the address, else the one the browser asks for, else Finnish."""
    if language := language_of_path(request.path_info):
        return language
    for wished, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if (language := wished.partition("-")[0]) in INTERFACE_CODES:
            return language
    return INTERFACE_CODES[0]


def error_page(
    request: HttpRequest,
    status: int,
    *,
    reason: str | Promise = "",
    kept: tuple[tuple[str, str], ...] = (),
    headers: Mapping[str, str] | None = None,
    template: str = "",
    ways: Ways = (),
) -> HttpResponse:
    """An answer that says what went wrong: `site/errors/<status>.html`, or problem+json for programs.

    The template gets `status`, `title`, `sentence` (the `reason`, if there is one), `language`,
    `is_fragment` (asked for by htmx), in `kept` the (field, text) pairs of a form that could not be taken in, and in
    `ways` the (words, address) pairs of the pages that help. Where the template itself cannot be drawn, as without a
    database, a plain page says the same.
    """
    language = reader_language(request)
    with override(language):
        title, sentence = (str(words) for words in _WORDS[status])
        sentence = str(reason) or sentence
        if request.path_info.startswith(_MACHINE_PATHS):
            problem = {"type": "about:blank", "title": title, "status": status, "detail": sentence}
            response: HttpResponse = JsonResponse(problem, status=status, content_type="application/problem+json")
        else:
            context = {
                "status": status,
                "title": title,
                "sentence": sentence,
                "language": language,
                "is_fragment": "HX-Request" in request.headers,
                "kept": kept,
                "ways": [(words, address(page, language) + _and_back(request, page)) for page, words in ways],
            }
            response = HttpResponse(_draw(request, template or f"site/errors/{status}.html", context), status=status)
    response["Content-Language"] = language
    response["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def refusal_page(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    """A rule's no with its reason, as `site/refused.html`."""
    wait = verdict.details.get("retry_after")
    return error_page(
        request,
        status_of(verdict),
        # Who is only not signed in is told what to do with what they wrote.
        reason="" if verdict.code == SIGN_IN else verdict.reason,
        kept=_what_was_written(request) if verdict.code == SIGN_IN else (),
        headers={"Retry-After": str(wait)} if wait else None,
        template="site/refused.html",
        ways=_WAYS_ON.get(verdict.code) or (*(_WAYS_OF_ONES_OWN if is_signed_in(request) else ()), *_WAYS_FOR_ALL),
    )


def _what_was_written(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """The (field, text) pairs of a form that could not be taken in, without secrets and what nobody wrote."""
    return tuple(
        (name, value[:_LONGEST_KEPT])
        for name, values in request.POST.lists()
        if name not in _OF_THE_FORM and not any(secret in name for secret in _NOT_KEPT)
        for value in dict.fromkeys(values)
        if value.strip() and not _MADE_BY_FORM.fullmatch(value)
    )


def _and_back(request: HttpRequest, page: str) -> str:
    """To sign in and come back to where the form stood: the page one came from, where it is one of ours."""
    if page != "sign_in" or request.method == "GET":
        return ""
    came_from = urlsplit(request.headers.get("Referer", ""))
    is_ours = came_from.netloc == request.headers.get("Host") and came_from.path.startswith("/")
    return "?" + urlencode({"next": came_from.path}) if is_ours else ""


def _draw(request: HttpRequest, template: str, context: dict[str, Any]) -> str:
    # After a fault of ours nothing that reads the database may take part.
    known = None if context["status"] == 500 else request
    try:
        return render_to_string(template, context, request=known)
    except Exception:
        # The last page standing may not fail, whatever is broken.
        logger.exception("The page %s could not be drawn.", template)
        return _plain(context)


def _plain(context: dict[str, Any]) -> str:
    kept = format_html_join("", "<h2>{}</h2><pre>{}</pre>", context["kept"])
    return format_html(
        '<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>{title}</title>'
        '<main><h1>{title}</h1><p>{sentence}</p>{shown}<p><a href="/{language}/">{home}</a></p></main></html>',
        **{**context, "kept": "", "shown": kept, "home": _("To the front page")},
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return error_page(request, 429, kept=_what_was_written(request))


def server_error(request: HttpRequest) -> HttpResponse:
    return error_page(request, 500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form whose CSRF token does not fit: says why and gives back what was written."""
    kept = _what_was_written(request)
    return error_page(request, 403, reason=_FORM_EXPIRED, kept=kept)
