"""Pages of bodies: what they are for, who sits in them for whom, what they decide, and how to get in."""

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raitti.bodies.models import Body, BodyKind
from raitti.bodies.queries import elections, meeting_days, published, statements
from raitti.bodies.queries.days import calendar_of
from raitti.bodies.queries.news import news_of
from raitti.bodies.queries.shown import Sitting, days_of_change, sitting
from raitti.core.kept import kept
from raitti.core.shelf import shelved
from raitti.core.texts import Text, pick
from raitti.site import jsonld
from raitti.site.addresses import Links
from raitti.site.atom import FeedEntry, atom
from raitti.site.bodies_calls import calls_part
from raitti.site.bodies_groups import groups_part
from raitti.site.numbers import page_number
from raitti.site.rendering import at_address, page, portal_of

_PER_PAGE = 40
# What the other parts of the room show on a body's page: each is asked for its context, and has a file of its own
# among `templates/site/bodies/parts/`.
PARTS: tuple[Callable[[Body, str], dict[str, Any]], ...] = (
    calls_part,
    elections.public_part,
    meeting_days.public_part,
    statements.public_part,
    groups_part,
)


@require_safe
@shelved("laji", "sivu")
def bodies(request: HttpRequest, language: str) -> HttpResponse:
    """All bodies of the region or the country: those at work, those being founded, open groups, what has ended."""
    portal, today = portal_of(request), timezone.localdate()
    found = published.bodies_in(portal)
    about = f"bodies {portal.key if portal else ''} {language} {today}"
    kinds = kept(f"kinds of {about}", lambda: published.kinds_among(found))
    kind = request.GET.get("laji", "")
    kind = kind if kind in BodyKind.values else ""
    shown = published.lines(found.filter(kind=kind) if kind else found, on=today, language=language)
    counts = {value: number for value, _words, number in kinds}
    paginator = Paginator(range(counts.get(kind, 0) if kind else sum(counts.values())), _PER_PAGE)
    number = page_number(request, paginator.num_pages)
    first = (number - 1) * _PER_PAGE
    rows = kept(f"{kind} {number} of {about}", lambda: list(shown[first : first + _PER_PAGE]))
    context = {
        "parts": [(part, list(group)) for part, group in groupby(rows, key=lambda body: getattr(body, "part", 0))],
        "kinds": kinds,
        "kind": kind,
        "kind_query": f"{urlencode({'laji': kind})}&" if kind else "",
        "list": paginator.get_page(number),
    }
    return page(request, "site/bodies/bodies.html", context, name="bodies")


@require_safe
@shelved()
def body(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One body: what it is for, who sits in it for whom, and how to get in."""
    found = _found(request, "body", slug)
    if isinstance(found, HttpResponse):
        return found
    today = timezone.localdate()
    parts, behind = kept(f"parts of body {found.pk}", lambda: published.belonging_to(found))
    now = kept(f"body {found.pk} on {today}", lambda: sitting(found, on=today, groups=behind))
    context = {
        "body": found,
        "sitting": now,
        "parts": parts,
        "term": _term_on(found, today),
        "behind": found.behind if found.behind and found.behind.body.is_public else None,
        "parent": found.parent if found.parent and found.parent.is_public else None,
        "today": today,
        "structured": jsonld.body(found, now, parts, Links(request, language)),
    }
    for number, part in enumerate(PARTS):
        context |= kept(f"part {number} of body {found.pk} {language} {today}", partial(part, found, language))
    return page(request, "site/bodies/body.html", context, name="body", thing=found)


def _found(request: HttpRequest, name: str, slug: str) -> Body | HttpResponse:
    """The body at an address, or where it has moved to."""
    key = at_address(request, "body", name, slug)
    if isinstance(key, HttpResponse):
        return key
    found = kept(f"body {key}", lambda: published.body_page(key)) if key else None
    if found is None:
        raise Http404
    return found


def _term_on(found: Body, day: date) -> Any:
    """The term a day lies in, else the one that comes next."""
    terms = list(found.terms.all())
    inside = [term for term in terms if term.starts <= day and (term.ends is None or day <= term.ends)]
    coming = [term for term in terms if term.starts > day]
    return next(iter(inside or coming), None)


# Only today's is put on the shelf: there are more days than room.
@require_safe
@shelved()
def seats_of_body(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Who held which seat on a day, and the days on which that changed."""
    found = _found(request, "seats_of_body", slug)
    if isinstance(found, HttpResponse):
        return found
    today = timezone.localdate()
    asked = request.GET.get("on", "").strip()
    day, trouble = _day(asked, today)
    context = {
        "body": found,
        "sitting": _sitting(found, day, today),
        "term": _term_on(found, day),
        "asked": asked[:20] if trouble else day.isoformat(),
        "trouble": trouble,
        "today": today,
        "days": kept(f"days of body {found.pk} {today}", lambda: days_of_change(found, until=today)),
        "query_for_languages": f"?{urlencode({'on': day.isoformat()})}" if day != today else "",
    }
    return page(request, "site/bodies/seats.html", context, name="seats_of_body", thing=found)


def _sitting(found: Body, day: date, today: date) -> Sitting:
    if day != today:
        return sitting(found, on=day)
    return kept(f"body {found.pk} alone on {today}", lambda: sitting(found, on=day))


def _day(asked: str, today: date) -> tuple[date, str]:
    """The day meant, and what is wrong with how it was asked for: then it is today."""
    if not asked:
        return today, ""
    try:
        return date.fromisoformat(asked[:20]), ""
    except ValueError:
        return today, _("We could not read the day. Write it like 2025-01-31. Below is how things are today.")


@require_safe
@shelved()
def body_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """What is new in a body as an Atom feed."""
    found = _found(request, "body_feed", slug)
    if isinstance(found, HttpResponse):
        return found
    links = Links(request, language)
    name = pick(found.name, language).value
    entries = [
        FeedEntry(
            uid=news.uid,
            title=Text(news.title, language),
            address=links.full(news.page, found, **news.words),
            published=news.at,
            updated=news.at,
            by=name,
            summary=Text(news.summary, language) if news.summary else None,
        )
        for news in news_of(found, language, on=timezone.localdate())
    ]
    return atom(
        entries,
        title=f"{name}: {_('New and changed')}",
        own=links.full("body_feed", found),
        page=links.full("body", found),
        author=name,
        language=language,
        identity=f"urn:uuid:{found.uid}",
    )


@require_safe
@shelved()
def body_calendar(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A body's meetings for calendars, those that are public alone."""
    found = _found(request, "body_calendar", slug)
    if isinstance(found, HttpResponse):
        return found
    made = calendar_of(
        found,
        language=language,
        name=_("%(body)s: meetings") % {"body": pick(found.name, language).value},
        url=Links(request, language).canonical("body", found),
        now=timezone.now(),
    )
    return HttpResponse(made, content_type="text/calendar; charset=utf-8")
