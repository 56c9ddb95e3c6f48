"""Pages of organisations, services, places and topics."""

from typing import Any
from urllib.parse import quote

from csp.decorators import csp_replace
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt

from raitti.bodies.queries.shown import in_bodies
from raitti.core.kept import kept
from raitti.core.shelf import shelved
from raitti.core.texts import pick, sort_key
from raitti.directory import queries
from raitti.directory.models import ACCESSIBILITY_FACTS, Location, Portal, Topic
from raitti.directory.wording import coming_times
from raitti.exchange.queries import origin_of
from raitti.programmes.queries.published import projects_of_organisation
from raitti.site import jsonld
from raitti.site.addresses import Links
from raitti.site.numbers import page_number
from raitti.site.rendering import at_address, drawn_part, page, portal_of

_PER_PAGE = 60
_MOST_OF_A_KIND = 8
_MOST_ABOUT = 40
_LETTERS = {
    "fi": "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ",
    "sv": "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ",
    "en": "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ",
}


@shelved("alku", "sivu")
def organisations(request: HttpRequest, language: str) -> HttpResponse:
    """All organisations from A to Ö, a page at a time or by first letter."""
    portal = portal_of(request)
    order = f"sort_{language}"
    found = queries.organisations(portal).exclude(kind="municipality").order_by(order, "pk")
    letter = request.GET.get("alku", "")[:1].upper()
    if letter and letter in _LETTERS[language]:
        found = found.filter(**{f"{order}__startswith": sort_key(letter)})
    else:
        letter = ""
    about = f"organisations {portal.key if portal else ''} {letter} {language}"
    paginator = Paginator(range(kept(f"how many {about}", found.count)), _PER_PAGE)
    number = page_number(request, paginator.num_pages)
    first = (number - 1) * _PER_PAGE
    lines = drawn_part(
        request,
        f"organisations {letter} {number}",
        "site/parts/organisation_list.html",
        lambda: {"organisations": queries.organisation_lines(found[first : first + _PER_PAGE])},
    )
    return page(
        request,
        "site/organisations.html",
        {
            "list": paginator.get_page(number),
            "organisations": lines,
            "letters": _LETTERS[language],
            "letter": letter,
            "letter_query": f"alku={quote(letter)}&" if letter else "",
        },
        name="organisations",
    )


@shelved()
def organisation(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One organisation: who it is, what it does, how to reach it, how fresh this is."""
    return _organisation(request, slug, "organisation", "site/organisation.html")


@shelved()  # type: ignore[arg-type]
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def organisation_embed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """The organisation's activities as a small page for its own site's frame."""
    return _organisation(request, slug, "organisation_embed", "site/embed.html")


def _organisation(request: HttpRequest, slug: str, name: str, template: str) -> HttpResponse:
    key = at_address(request, "organisation", name, slug)
    if isinstance(key, HttpResponse):
        return key
    found = kept(f"organisation {key}", lambda: queries.organisation_page(key)) if key else None
    if found is None:
        raise Http404
    links, today = Links(request, request.LANGUAGE_CODE), timezone.localdate()
    elsewhere, set_up = kept(f"bodies of {found.pk} {today}", lambda: in_bodies(found, on=today))
    return page(
        request,
        template,
        {
            "organisation": found,
            "origin": kept(f"origin {found.uid}", lambda: origin_of(found.uid)),
            "services": list(found.services.all()),
            "projects": kept(f"projects of {found.pk}", lambda: projects_of_organisation(found)),
            "elsewhere": elsewhere,
            "set_up": set_up,
            "structured": jsonld.organisation(found, links),
            "embed_address": links.canonical("organisation_embed", found),
            "today": today,
        },
        name=name,
        thing=found,
    )


@shelved()
def services(request: HttpRequest, language: str) -> HttpResponse:
    """What is done, by kind: a way in for those who do not know what to search for."""
    portal = portal_of(request)
    by_kind = drawn_part(
        request,
        "services",
        "site/parts/services_by_kind.html",
        lambda: {"groups": queries.services_by_kind(portal, language=language, most=_MOST_OF_A_KIND)},
    )
    return page(request, "site/services.html", {"by_kind": by_kind}, name="services")


@shelved()
def service(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One activity or service: what, for whom, when, where, what it costs, how to get in."""
    key = at_address(request, "service", "service", slug)
    if isinstance(key, HttpResponse):
        return key
    found = kept(f"service {key}", lambda: queries.service_page(key)) if key else None
    if found is None:
        raise Http404
    links = Links(request, language)
    channels = list(found.channels.all())
    schedules = [schedule for channel in channels for schedule in channel.schedules.all()]
    return page(
        request,
        "site/service.html",
        {
            "origin": kept(f"origin {found.uid}", lambda: origin_of(found.uid)),
            "service": found,
            "channels": channels,
            "times": coming_times(schedules, today=timezone.localdate()),
            "structured": jsonld.service(found, channels, links),
            "accessibility_labels": ACCESSIBILITY_FACTS,
        },
        name="service",
        thing=found,
    )


@shelved()
def location(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One place: where it is, how one gets in, what happens there."""
    key = at_address(request, "location", "location", slug)
    if isinstance(key, HttpResponse):
        return key
    found: Location | None = queries.location_page(key) if key else None
    if found is None:
        raise Http404
    return page(
        request,
        "site/location.html",
        {
            "location": found,
            "channels": list(found.channels.all()),
            "structured": jsonld.location(found, Links(request, language)),
            "accessibility_labels": ACCESSIBILITY_FACTS,
        },
        name="location",
        thing=found,
    )


@shelved()
def topics(request: HttpRequest, language: str) -> HttpResponse:
    """The topics people browse by."""
    portal = portal_of(request)
    groups = drawn_part(
        request, "topics", "site/parts/topic_groups.html", lambda: {"groups": queries.topics_with_counts(portal)}
    )
    return page(request, "site/topics.html", {"groups": groups}, name="topics")


@shelved()
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """What is done about one topic, and who does it."""
    key = at_address(request, "topic", "topic", slug)
    if isinstance(key, HttpResponse):
        return key
    found = kept(f"topic {key}", lambda: queries.topic_page(key)) if key else None
    if found is None:
        raise Http404
    portal = portal_of(request)
    about = drawn_part(
        request, f"about {found.pk}", "site/parts/about_topic.html", lambda: _who_and_what(found, portal, language)
    )
    context = {"topic": found, "title_text": pick(found.name, language).value, "who_and_what": about}
    return page(request, "site/topic.html", context, name="topic", thing=found)


def _who_and_what(topic: Topic, portal: Portal | None, language: str) -> dict[str, Any]:
    """What is done about a topic and who does it, in alphabetical order."""
    order = f"sort_{language}"
    done, doers = queries.services_about(topic, portal), queries.organisations_about(topic, portal)
    return {
        "topic": topic,
        "services": queries.service_lines(done.order_by(order)[:_MOST_ABOUT]),
        "organisations": queries.organisation_lines(doers.order_by(order)[:_MOST_ABOUT]),
    }
