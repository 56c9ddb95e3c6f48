"""The search page: what was found, why, and how to narrow it down."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from raitti.bodies.models import BodyKind, Joining, Stage
from raitti.core.kept import kept
from raitti.core.shelf import shelved
from raitti.core.templatetags.words import short_date
from raitti.core.texts import pick
from raitti.directory.languages import LANGUAGE_NAMES
from raitti.directory.models import (
    ACCESSIBILITY_FACTS,
    OrganisationKind,
    OrganisationStatus,
    ServiceKind,
    ServiceStatus,
    Topic,
)
from raitti.directory.queries.freshness import is_overdue
from raitti.places.models import Area
from raitti.places.queries import find_place
from raitti.search.answers import Answer, Hit
from raitti.search.queries import Query, find
from raitti.site.addresses import Links
from raitti.site.numbers import asked_number, page_number
from raitti.site.rendering import page, portal_of

_PER_PAGE = 20
# Kilometres to choose from around a place, and what is meant when nothing is chosen.
_DISTANCES = (5, 10, 25, 50, 100)
_NEAR_KM = 50
_LONGEST_QUERY = 200
_SHOWN_CHOICES = 12
_UNFOLDED = 6
_SHOWN_ACCESS = 3
_KINDS: dict[str, Promise] = {
    "service": _("Activities and services"),
    "organisation": _("Associations and groups"),
    "location": _("Places"),
    "municipality": _("Municipalities"),
    "topic": _("Topics"),
    "project": _("Projects"),
    "programme": _("Programmes"),
    "meeting": _("Minutes of meetings"),
    "body": _("Boards and groups"),
}
# Filter's name in the address: the facet's name in the index, the heading readers see.
_FILTERS: dict[str, tuple[str, Promise]] = {
    "kind": ("kind", _("What")),
    "activity": ("activity", _("Kind of activity")),
    "municipality": ("municipality", _("Where")),
    "region": ("region", _("Region")),
    "topic": ("topic", _("Topic")),
    "for": ("target_group", _("For whom")),
    "access": ("accessibility", _("How I get in")),
    "remote": ("remote", _("From a distance")),
    "language": ("language", _("Language")),
}
_SERVICE_KINDS = dict(ServiceKind.choices)
_ORGANISATION_KINDS = dict(OrganisationKind.choices)
_BODY_KINDS = dict(BodyKind.choices)
# How one gets into a group, and how far a body has come; what sits as boards do needs no word.
_BODY_TAGS: dict[str, tuple[str, Promise]] = {
    Joining.OPEN: ("", Joining.OPEN.label),
    Joining.ON_APPROVAL: ("", Joining.ON_APPROVAL.label),
    Stage.FOUNDING: ("cool", Stage.FOUNDING.label),
    Stage.ENDED: ("warm", Stage.ENDED.label),
}
# What a hit is, in a word, where its own kind does not say it more exactly.
_KIND_WORDS: dict[str, Promise] = {
    "service": _("service"),
    "organisation": _("association"),
    "location": _("place"),
    "municipality": _("municipality"),
    "topic": _("topic"),
    "project": _("project"),
    "programme": _("programme"),
    "meeting": _("minutes"),
    "body": _("body"),
}
# How things are with organisations and services; what runs needs no word.
_STATES = dict([*OrganisationStatus.choices, *ServiceStatus.choices])
PARAMETERS = ("q", "near", "within", "sivu", "order", *_FILTERS)


@dataclass(frozen=True)
class Choice:
    """One value of a filter as a reader sees it; `count` is `None` when it is not known."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Filter:
    name: str
    label: Promise
    choices: list[Choice]

    @property
    def first(self) -> list[Choice]:
        return self.choices[:_UNFOLDED]

    @property
    def more(self) -> list[Choice]:
        """The choices that are folded away."""
        return self.choices[_UNFOLDED:]

    @property
    def is_long_chosen(self) -> bool:
        """Whether something is chosen among the values that are folded away."""
        return any(choice.chosen for choice in self.more)


@require_safe
@shelved(*PARAMETERS)
def search(request: HttpRequest, language: str) -> HttpResponse:
    """Find anything in the reader's own words."""
    asked = request.GET
    text = asked.get("q", "").strip()[:_LONGEST_QUERY]
    near_text = asked.get("near", "").strip()[:60]
    place = find_place(near_text, language) if near_text else None
    portal = portal_of(request)
    chosen = {name: [value[:64] for value in asked.getlist(name)[:20] if value] for name in _FILTERS}
    within = _kilometres(asked)
    answer = find(
        Query(
            text=text,
            language=language,
            kinds=chosen["kind"],
            activities=chosen["activity"],
            municipalities=chosen["municipality"],
            regions=chosen["region"],
            topics=chosen["topic"],
            target_groups=chosen["for"],
            accessibility=chosen["access"],
            remote=bool(chosen["remote"]),
            languages=chosen["language"],
            portals=[portal.key] if portal else (),
            near=(place.latitude, place.longitude) if place else None,
            within_km=within if place else None,
            order=asked.get("order", ""),
            page=asked_number(request),
            per_page=_PER_PAGE,
        )
    )
    last = max(1, -(-answer.total // _PER_PAGE))
    links = Links(request, language)
    context = {
        "query_text": text,
        "near_text": near_text,
        "near_unknown": bool(near_text and place is None),
        "distances": [(str(km), km == within) for km in _DISTANCES],
        "is_anywhere": within is None,
        "by_distance": asked.get("order") == "distance",
        "place": place,
        "answer": answer,
        "results": [_result(hit, links) for hit in answer.hits],
        "filters": _filters(answer, chosen, language),
        "chosen_count": sum(len(values) for values in chosen.values()),
        "clear_address": f"{links.to('search')}?{_query(asked, 'sivu', *_FILTERS).rstrip('&')}",
        "number": page_number(request, last),
        "last_number": last,
        "query_for_pages": _query(asked, "sivu"),
        "query_for_languages": f"?{urlencode({'q': text})}" if text else "",
    }
    return page(request, "site/search.html", context, name="search")


def _kilometres(asked: QueryDict) -> float | None:
    """How far around the place: the reader's choice, `None` for anywhere."""
    text = asked.get("within", "")
    if text == "any":
        return None
    return float(text) if text in {str(km) for km in _DISTANCES} else float(_NEAR_KM)


def _query(asked: QueryDict, *without: str) -> str:
    """The known parts of the address again, ready for one more to follow; empty or `a=b&`."""
    pairs = [(name, value) for name in PARAMETERS if name not in without for value in asked.getlist(name) if value]
    return f"{urlencode(pairs)}&" if pairs else ""


def _result(hit: Hit, links: Links) -> dict[str, Any]:
    """One hit ready to be drawn; `language` is empty where it is the page's own."""
    data = hit.data
    own_kinds = {"service": _SERVICE_KINDS, "organisation": _ORGANISATION_KINDS, "body": _BODY_KINDS}.get(hit.kind, {})
    kind = own_kinds.get(data.get("kind_of", "")) or _KIND_WORDS[hit.kind]
    facts = [str(word) for word in (kind, data.get("organisation"), data.get("municipality")) if word]
    return {
        "title": hit.title,
        "snippet": hit.snippet,
        "language": "" if hit.language == links.language else hit.language,
        "distance_km": hit.distance_km,
        "is_rough": data.get("is_rough"),
        "href": links.to(hit.kind, dict(hit.slugs)),
        # Marked words speak for themselves; only another way here needs words.
        "led_here": () if any(is_match for _text, is_match in (*hit.title, *hit.snippet)) else hit.why,
        "facts": capfirst(" · ".join(facts)),
        "tags": list(_tags(data)),
    }


def _tags(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a reader may choose by at a glance: the class and the words of each tag."""
    if data.get("status", "active") != "active":
        yield "warm", str(_STATES.get(data["status"], ""))
    for state in (data.get("stage", ""), data.get("joining", "")):
        if state in _BODY_TAGS:
            tag, words = _BODY_TAGS[state]
            yield tag, str(words)
    if data.get("fee") == "free":
        yield "", gettext("free of charge")
    if data.get("remote"):
        yield "plain", gettext("also from a distance")
    known = (ACCESSIBILITY_FACTS[fact] for fact in data.get("accessibility", ()) if fact in ACCESSIBILITY_FACTS)
    yield from (("plain", str(words)) for words in islice(known, _SHOWN_ACCESS))
    checked = SimpleNamespace(
        verified_on=_day(data.get("verified_on")), next_check_due=_day(data.get("next_check_due"))
    )
    day = {"day": short_date(checked.verified_on)}
    if checked.verified_on and is_overdue(checked, timezone.localdate()):
        yield "warm", gettext("not confirmed since %(day)s") % day
    elif checked.verified_on:
        yield "cool", gettext("confirmed %(day)s") % day
    if data.get("is_example"):
        yield "plain", gettext("invented example")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _filters(answer: Answer, chosen: dict[str, list[str]], language: str) -> list[Filter]:
    """The filters that would change anything, each with its most common values and all chosen ones."""
    labels = kept(f"search labels {language}", lambda: _labels(language))
    found = []
    for name, (facet, heading) in _FILTERS.items():
        counts = dict(answer.facets.get(facet, ()))
        is_exact = facet not in answer.inexact_facets
        values = [value for value in [*chosen[name], *counts] if (name, value) in labels]
        shown = list(dict.fromkeys(values))[:_SHOWN_CHOICES]
        choices = [Choice(v, labels[name, v], counts.get(v) if is_exact else None, v in chosen[name]) for v in shown]
        if len(choices) > 1 or any(choice.chosen for choice in choices) or (name == "remote" and choices):
            found.append(Filter(name, heading, sorted(choices, key=lambda c: (not c.chosen, -(c.count or 0)))))
    return found


def _labels(language: str) -> dict[tuple[str, str], str]:
    """The words for every value of every filter that may be shown; of topics and target groups our own."""
    labels = {("kind", kind): str(word) for kind, word in _KINDS.items()}
    labels |= {("activity", kind): str(word) for kind, word in ServiceKind.choices}
    labels |= {("access", fact): str(word) for fact, word in ACCESSIBILITY_FACTS.items()}
    labels |= {("language", code): str(word) for code, word in LANGUAGE_NAMES.items()}
    labels["remote", "yes"] = str(_("Online or by phone"))
    areas = Area.objects.filter(kind__in=("municipality", "region")).order_by("valid_until")
    for kind, code, name in areas.values_list("kind", "code", "name"):
        labels.setdefault((kind, code), pick(name, language).value)
    topics = Topic.objects.filter(vocabulary__key__startswith="raitti").values_list("notation", "name")
    for notation, name in topics:
        labels["topic", notation] = labels["for", notation] = pick(name, language).value
    return labels
