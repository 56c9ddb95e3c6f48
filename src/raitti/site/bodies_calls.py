"""Calls for nominations as everyone sees them: a list with its feed, and a page for each. Nothing of candidates."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from raitti.bodies.models import Body, Call
from raitti.bodies.queries.calls import appointed_in, call_page, calls_told_of, days_left, newest_calls, public_part
from raitti.core.texts import pick
from raitti.site.addresses import Links
from raitti.site.atom import FeedEntry, atom
from raitti.site.rendering import at_address, page

_MOST = 200


@never_cache
@require_safe
def calls(request: HttpRequest, language: str) -> HttpResponse:
    """The calls that are open, the one that closes first before the others, and those that open later."""
    now = timezone.now()
    found = [(call, call.stage(now), days_left(call, now=now)) for call in calls_told_of(now=now)[:_MOST]]
    context = {
        "open_calls": [each for each in found if each[1] == Call.Stage.OPEN],
        "coming_calls": [each for each in found if each[1] == Call.Stage.COMING],
    }
    return page(request, "site/bodies/calls.html", context, name="calls")


@never_cache
@require_safe
def calls_feed(request: HttpRequest, language: str) -> HttpResponse:
    """What has been called for of late, as an Atom feed."""
    links = Links(request, language)
    entries = [
        FeedEntry(
            uid=call.uid,
            title=call.name_in(language),
            address=links.full("call", call.body, number=call.number),
            published=call.published or call.changed,
            updated=call.changed,
            by=pick(call.body.setter.name, language).value,
            summary=pick(call.text, language),
        )
        for call in newest_calls()
    ]
    own, told = links.full("calls_feed"), links.full("calls")
    title = f"Raitti: {_('Calls for nominations')}"
    return atom(entries, title=title, own=own, page=told, author="Raitti", language=language)


@never_cache
@require_safe
def call(request: HttpRequest, language: str, slug: str, number: int) -> HttpResponse:
    """One call: what is asked for, until when, and how to nominate; afterwards who was appointed."""
    key = at_address(request, "body", "call", slug, number=number)
    if isinstance(key, HttpResponse):
        return key
    now, found = timezone.now(), call_page(key, number) if key else None
    if found is None:
        raise Http404
    context = {
        "call": found,
        "body": found.body,
        "stage": found.stage(now),
        "days_left": days_left(found, now=now),
        "seats": list(found.seats.all()),
        "appointed": appointed_in(found),
    }
    return page(request, "site/bodies/call.html", context, name="call", thing=found.body, words={"number": number})


def calls_part(body: Body, language: str) -> dict[str, Any]:
    return public_part(body, language, now=timezone.now())
