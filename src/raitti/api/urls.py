"""Addresses for programs: our own API under `api/`, the HSDS service under `hsds/`, OParl under `oparl/`."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from ninja import NinjaAPI

from raitti.api.frame import frame_all, open_to_all
from raitti.api.hsds import api as hsds
from raitti.api.oparl.service import api as oparl
from raitti.api.problems import problem
from raitti.api.v1 import api

_SEARCHES = frozenset({"search", "complete"})


def nothing_here(request: HttpRequest, path: str = "") -> HttpResponse:
    """A program that has lost its way gets a problem, not a page."""
    return problem(404)


def _framed(service: NinjaAPI) -> tuple[list[URLPattern], str]:
    patterns, app, _namespace = service.urls
    return frame_all([one for one in patterns if isinstance(one, URLPattern)], slower=_SEARCHES), app


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include(_framed(api), namespace="api")),
    path("hsds", RedirectView.as_view(url="/hsds/", permanent=True)),
    path("hsds/", include(_framed(hsds), namespace="hsds")),
    path("oparl", RedirectView.as_view(url="/oparl/v1/", permanent=True)),
    path("oparl/v1/", include(_framed(oparl), namespace="oparl")),
    re_path(r"^(?:api|hsds|oparl)/(?P<path>.*)$", open_to_all(nothing_here)),
]
