"""Pages of programmes and projects: who works where with what money, what the plan is, and what was told."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from raitti.core.kept import kept
from raitti.core.shelf import shelved
from raitti.exchange.threesixty import package
from raitti.programmes.drawing import activities_chart
from raitti.programmes.models import Project
from raitti.programmes.queries import published
from raitti.programmes.queries.campaigns import campaigns_of
from raitti.programmes.telling import tell
from raitti.site.addresses import Links
from raitti.site.maps import project_map
from raitti.site.rendering import at_address, page


@require_safe
@shelved()
def programmes(request: HttpRequest, language: str) -> HttpResponse:
    """All programmes."""
    context = {"programmes": kept("programmes", published.programmes_with_counts)}
    return page(request, "site/programmes.html", context, name="programmes")


@require_safe
@shelved()
def programme(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One programme: what it is for, and its projects on the map and in a list."""
    key = at_address(request, "programme", "programme", slug)
    if isinstance(key, HttpResponse):
        return key
    found = kept(f"programme {key}", lambda: published.programme_page(key)) if key else None
    if found is None:
        raise Http404
    shown = found.projects.all()
    money = kept(f"grants of programme {key}", lambda: published.public_grants(shown))
    projects = [(project, money.get(project.pk, [])) for project in shown]
    links = Links(request, language)
    about = f"projects of {key} {links.prefix} {language}"
    grants = [grant for _, own in projects for grant in own]
    context = {
        "programme": found,
        "projects": projects,
        "years": [
            (year, *(published.total(getattr(grant, stage) for grant in own) for stage in _STAGES))
            for year, own in published.by_year(grants).items()
        ],
        "campaigns": kept(f"campaigns of programme {key}", lambda: campaigns_of(found)),
        "undecided": sum(1 for _, own in projects if own and own[0].decided is None),
        "map": kept(about, lambda: project_map(list(shown), links)),
    }
    return page(request, "site/programme.html", context, name="programme", thing=found)


_STAGES = ("applied", "proposed", "decided")


@require_safe
@shelved()
def project(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One project: who, where, until when, with what money, by what plan, and what becomes of what it made."""
    key = at_address(request, "project", "project", slug)
    if isinstance(key, HttpResponse):
        return key
    found = kept(f"project {key}", lambda: published.project_page(key)) if key else None
    if found is None:
        raise Http404
    has_campaigns: bool = getattr(found, "has_campaigns", True)
    grants = kept(f"grants of {key}", lambda: published.public_grants([found])).get(found.pk, [])
    context = {
        "project": found,
        "grants": grants,
        "newest": grants[0] if grants else None,
        "focuses": _by_year(found),
        "campaigns": kept(f"campaigns of {key}", lambda: campaigns_of(found)) if has_campaigns else [],
        **kept(f"plan of {found.pk} {language}", lambda: _plan(found, language)),
    }
    return page(request, "site/project.html", context, name="project", thing=found)


def _by_year(found: Project) -> list[tuple[int, list[Any]]]:
    years: dict[int, list[Any]] = {}
    for focus in found.focuses.all():
        years.setdefault(focus.year, []).append(focus.text)
    return sorted(years.items(), reverse=True)


def _plan(found: Project, language: str) -> dict[str, Any]:
    """The published plan in force, drawn and told; nothing while there is none."""
    version = published.published_plan(found)
    if version is None:
        return {}
    told = tell(version, language)
    return {"version": version, "told": told, "activities_chart": activities_chart(told)}


@require_safe
@shelved()
def notice(request: HttpRequest, language: str, slug: str, number: int) -> HttpResponse:
    """What a project told the public."""
    key = at_address(request, "project", "notice", slug, number=number)
    if isinstance(key, HttpResponse):
        return key
    found = published.notice_page(key, number) if key else None
    if found is None:
        raise Http404
    context = {"notice": found, "project": found.project}
    words = {"number": number}
    return page(request, "site/notice.html", context, name="notice", thing=found.project, words=words)


@require_safe
@shelved()
def grants_file(request: HttpRequest, language: str) -> HttpResponse:
    """The decided grants of published projects as open data, in the words of 360Giving."""
    made = package(language=language, now=timezone.now())
    response = JsonResponse(made, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Access-Control-Allow-Origin"] = "*"
    return response
