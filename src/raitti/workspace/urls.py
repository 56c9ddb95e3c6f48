"""The signed-in pages: never cached, always on the one host where people sign in."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern
from django.views.decorators.cache import never_cache

from raitti.core.addresses import Paths, patterns_for, scheme
from raitti.core.once import reading_once
from raitti.directory.lookup import UID, known_by_former
from raitti.workspace import (
    account,
    api_keys,
    claims,
    confirm,
    dashboards,
    desk,
    duplicates,
    elsewhere,
    entries,
    grid,
    harvest,
    helping,
    letters,
    lookups,
    mandates,
    own_account,
    paper,
    pictures,
    postbox,
    privacy,
    region,
    sharing,
)
from raitti.workspace import addresses as where
from raitti.workspace.bodies import (
    agenda,
    ballots,
    body,
    calls,
    candidate,
    choosing,
    elected,
    founding,
    groups,
    meetings,
    minutes,
    nominating,
    offices,
    opening,
    represented,
    seating,
    seats,
    sitting,
    statements,
    terms,
)
from raitti.workspace.bodies import elections as elections_of_bodies
from raitti.workspace.programmes import (
    campaigns,
    clock,
    handover,
    money,
    notices,
    permission,
    plans,
    programme,
    programme_plans,
    project,
    shapes,
    structures,
    work,
)

View = Callable[..., HttpResponseBase]


def _at_home(view: View) -> View:
    """Send whoever comes by a portal's host to the common one, where the session is."""

    @never_cache
    @wraps(view)
    def ask(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return view(request, *args, **kwargs)
        if request.get_host() != settings.RAITTI_HOST:
            return HttpResponseRedirect(f"{scheme()}://{settings.RAITTI_HOST}{request.get_full_path()}")
        with reading_once():
            try:
                return view(request, *args, **kwargs)
            except Http404:
                if (now_at := _where_merged(request, kwargs)) is None:
                    raise
                return HttpResponseRedirect(now_at)

    return ask


def _where_merged(request: HttpRequest, words: Mapping[str, Any]) -> str | None:
    """The same page of the organisation that the one in an old address has become part of."""
    for named in (words.get("organisation"), words.get("uid")):
        if named is not None and (kept := known_by_former("", f"{UID}{named}")) is not None:
            return request.get_full_path().replace(str(named), str(kept.uid))
    return None


def _pages(paths: Paths, views: Mapping[str, View]) -> list[URLPattern]:
    return patterns_for(paths, {name: _at_home(view) for name, view in views.items()})


# One line for each module: its paths and its views by name.
urlpatterns = [
    *_pages(where.ACCOUNT, account.VIEWS),
    *_pages(where.OWN_ACCOUNT, {**account.SAFETY_VIEWS, **own_account.VIEWS, **elsewhere.VIEWS}),
    *account.patterns_for_allauth(),
    *elsewhere.patterns(),
    *_pages(where.DESK, desk.VIEWS),
    *_pages(where.MANDATES, mandates.VIEWS),
    *_pages(where.CLAIMS, claims.VIEWS),
    *_pages(where.ENTRIES, entries.VIEWS),
    *_pages(where.API_KEYS, api_keys.VIEWS),
    *_pages(where.LETTERS, letters.VIEWS),
    *_pages(where.POSTBOX, postbox.VIEWS),
    *_pages(where.SHARING, sharing.VIEWS),
    *_pages(where.HARVEST, harvest.VIEWS),
    *_pages(where.REGION, region.VIEWS),
    *_pages(where.CHECKS, confirm.VIEWS),
    *_pages(where.DASHBOARDS, dashboards.VIEWS),
    *_pages(where.HELPING, helping.VIEWS),
    *_pages(where.DUPLICATES, duplicates.VIEWS),
    *_pages(where.PRIVACY, privacy.VIEWS),
    *_pages(where.PICTURES, pictures.VIEWS),
    *_pages(where.LOOKUPS, lookups.VIEWS),
    *_pages(where.GRID, grid.VIEWS),
    *_pages(where.PAPER, paper.VIEWS),
    *_pages(where.BODIES, {**body.VIEWS, **opening.EDITING}),
    *_pages(
        where.SEATS_OF_BODIES,
        {
            **opening.VIEWS,
            **seats.VIEWS,
            **seating.VIEWS,
            **terms.VIEWS,
            **offices.VIEWS,
            **founding.VIEWS,
            **represented.VIEWS,
        },
    ),
    *_pages(where.CALLS_OF_BODIES, {**calls.VIEWS, **choosing.VIEWS, **nominating.VIEWS, **candidate.VIEWS}),
    *_pages(where.MEETINGS_OF_BODIES, {**meetings.VIEWS, **agenda.VIEWS, **sitting.VIEWS, **minutes.VIEWS}),
    *_pages(where.ELECTIONS_OF_BODIES, {**elections_of_bodies.VIEWS, **elected.VIEWS, **ballots.VIEWS}),
    *_pages(where.STATEMENTS_OF_BODIES, statements.VIEWS),
    *_pages(where.GROUPS_OF_BODIES, groups.VIEWS),
    *_pages(where.PROJECTS, {**project.VIEWS, **work.VIEWS, **programme.EDITING}),
    *_pages(where.PROGRAMMES, {**programme.VIEWS, **programme_plans.VIEWS}),
    *_pages(where.PLANS, {**plans.VIEWS, **permission.VIEWS}),
    *_pages(where.SHAPES, shapes.VIEWS),
    *_pages(where.STRUCTURES, {**structures.VIEWS, **handover.VIEWS}),
    *_pages(where.NOTICES, notices.VIEWS),
    *_pages(where.CAMPAIGNS, campaigns.VIEWS),
    *_pages(where.MONEY, {**money.VIEWS, **clock.VIEWS}),
]
