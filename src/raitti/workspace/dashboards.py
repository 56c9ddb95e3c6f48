"""How fresh the pages are: one's own, a municipality's, a region's; with what is there and what is not."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raitti.accounts.models import Person
from raitti.core.addresses import Views
from raitti.core.texts import pick
from raitti.core.verdicts import require
from raitti.directory.actions.behalf import acting_for
from raitti.directory.advice import advice
from raitti.directory.models import Organisation, OrganisationStatus, Portal, Publication, Role
from raitti.directory.queries import portals
from raitti.directory.queries.confirmers import confirmer_words
from raitti.directory.queries.coverage import (
    OLDEST_FIRST,
    FreshLine,
    by_municipality,
    by_state,
    by_topic,
    fresh_lines,
    kept_in,
    percent,
)
from raitti.directory.queries.freshness import is_overdue
from raitti.directory.queries.mandates import municipalities_in_care, organisations_kept_by
from raitti.directory.rules import may_see_dashboard, may_see_own_pages, may_set_region
from raitti.directory.rules.entries import CONFIRMERS
from raitti.directory.rules.mandates import keeps_page
from raitti.directory.snapshots import FACTS_FROM, organisation_facts
from raitti.exchange.spreadsheet.tables import Sheet, as_csv
from raitti.places.models import Area
from raitti.places.queries import current_municipalities
from raitti.render.charts import Bar, bars
from raitti.workspace.rendering import desk_page

# The list on the page holds this many; the file for a spreadsheet all.
_SHOWN = 50
# A coordinator confirms where no region has a steward.
_CONFIRM = CONFIRMERS | {Role.COORDINATOR}
_TONES = {"confirmed": "good", "asked": "plain", "due": "plain", "unanswered": "warm", "hidden": "bad"}


@require_safe
def freshness(request: HttpRequest, language: str) -> HttpResponse:
    """One's own pages, the longest unconfirmed first: when that is due again, and what would be worth adding."""
    now = timezone.now()
    today = timezone.localdate(now)
    require(may_see_own_pages(request.user, now=now))
    person: Person = request.user  # type: ignore[assignment]
    held = organisations_kept_by(person, on=today)
    own = [each.pk for each in held if keeps_page(person, each, now=now)]
    kept = Organisation.objects.filter(pk__in=own).select_related("home_municipality")
    asked_about = kept.filter(status=OrganisationStatus.ACTIVE).exclude(publication=Publication.DRAFT)
    lines = fresh_lines(asked_about, today=today)
    rows = [
        {
            "organisation": each,
            "by": confirmer_words(each),
            "overdue": is_overdue(each, today),
            "advice": advice(organisation_facts(each)),
            "on_behalf": acting_for(person, each, today) is not None,
        }
        for each in kept.select_related("home_municipality")
        .prefetch_related(*FACTS_FROM)
        .order_by(OLDEST_FIRST, f"sort_{language}")
    ]
    context = {"rows": rows, "total": len(lines), "confirmed": _share_confirmed(lines)}
    return desk_page(request, "workspace/freshness.html", context, name="freshness")


def _share_confirmed(lines: list[FreshLine]) -> int:
    return percent(sum(line.state == "confirmed" for line in lines), len(lines))


@require_safe
def overview(request: HttpRequest, language: str) -> HttpResponse:
    """The municipalities and regions whose figures one may see."""
    now = timezone.now()
    require(may_see_dashboard(request.user, None, now=now))
    all_portals = portals()
    own_portals = [portal for portal in all_portals if may_see_dashboard(request.user, portal, now=now)]
    in_care = municipalities_in_care(request.user, on=timezone.localdate(now))  # type: ignore[arg-type]
    areas = current_municipalities().filter(pk__in=in_care).order_by(f"sort_{language}")
    if own_portals and not in_care:
        areas = current_municipalities().order_by(f"sort_{language}")
    return desk_page(request, "workspace/overview.html", {"portals": own_portals, "areas": areas}, name="overview")


def _area(request: HttpRequest, code: str) -> Area:
    found = current_municipalities().filter(code=code).first()
    if found is None:
        raise Http404
    require(may_see_dashboard(request.user, found, now=timezone.now()))
    return found


def _portal(request: HttpRequest, key: str) -> Portal:
    found = portals().filter(key=key).first()
    if found is None:
        raise Http404
    require(may_see_dashboard(request.user, found, now=timezone.now()))
    return found


@require_safe
def overview_area(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """One municipality's pages: how many are confirmed, which wait longest, and what is there by topic."""
    return _dashboard(request, _area(request, code), name="overview_area", words={"code": code})


@require_safe
def overview_portal(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """A region's pages: the same, and its municipalities side by side."""
    return _dashboard(request, _portal(request, key), name="overview_portal", words={"key": key})


@require_safe
def overview_area_list(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """The whole list of a municipality as a file for a spreadsheet."""
    return _list_file(_area(request, code), code, language)


@require_safe
def overview_portal_list(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """The whole list of a region as a file for a spreadsheet."""
    return _list_file(_portal(request, key), key, language)


def _dashboard(request: HttpRequest, scope: Area | Portal, *, name: str, words: dict[str, Any]) -> HttpResponse:
    language, today = str(request.LANGUAGE_CODE), timezone.localdate()
    found = kept_in(scope)
    lines = fresh_lines(found, today=today)
    states = by_state(lines)
    themes = by_topic(found)
    waiting = [line for line in lines if line.state != "confirmed"]
    in_hand = municipalities_in_care(request.user, on=today, roles=_CONFIRM)  # type: ignore[arg-type]
    context: dict[str, Any] = {
        "scope": scope,
        "total": len(lines),
        "confirmed": _share_confirmed(lines),
        "services": sum(line.services for line in lines),
        "waiting": [(line, line.municipality in in_hand) for line in waiting[:_SHOWN]],
        "waiting_count": len(waiting),
        "states": states,
        "states_chart": bars(
            [Bar(each.capitalize(), count, str(count), _TONES[state]) for state, each, count in states],
            title=_("Pages by state"),
            key="states",
        ),
        "themes": themes,
        "themes_chart": bars(
            [Bar(pick(each.topic.name, language).value, each.services, str(each.services)) for each in themes],
            title=_("Activities by topic"),
            key="themes",
        ),
        "is_portal": isinstance(scope, Portal),
        "may_set": isinstance(scope, Portal) and bool(may_set_region(request.user, scope, now=timezone.now())),
        "list_page": f"{name}_list",
        "list_words": words,
    }
    if isinstance(scope, Portal):
        places = by_municipality(scope, lines, language=language)
        context["places"] = places
        context["places_chart"] = bars(
            [
                Bar(
                    pick(place.area.name, language).value,
                    place.share,
                    f"{place.share} % ({place.confirmed}/{place.organisations})" if place.organisations else "–",
                    "good",
                )
                for place in places
            ],
            title=_("Share of confirmed pages by municipality"),
            key="places",
            highest=100,
        )
    return desk_page(request, "workspace/dashboard.html", context, name=name, words=words)


def _list_file(scope: Area | Portal, word: str, language: str) -> HttpResponse:
    lines = fresh_lines(kept_in(scope), today=timezone.localdate())
    columns = [_("Association"), _("Municipality"), _("State"), _("Confirmed"), _("Due"), _("E-mail"), _("Phone")]
    rows = [dict(zip(columns, _cells(line, language), strict=True)) for line in lines]
    response = HttpResponse(as_csv(Sheet(_("Pages"), tuple(columns), rows)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="raitti-{word}-{timezone.localdate()}.csv"'
    return response


def _cells(line: FreshLine, language: str) -> list[str]:
    days = [day.isoformat() if day else "" for day in (line.verified_on, line.next_check_due)]
    place = pick(line.municipality_name, language).value
    return [pick(line.name, language).value, place, line.state_words, *days, line.email, line.phone]


VIEWS: Views = {
    "freshness": freshness,
    "overview": overview,
    "overview_area": overview_area,
    "overview_portal": overview_portal,
    "overview_area_list": overview_area_list,
    "overview_portal_list": overview_portal_list,
}
