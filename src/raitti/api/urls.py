"""Addresses for programs: our own API under `api/`, the HSDS service under `hsds/`."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from raitti.api.frame import frame_all, open_to_all
from raitti.api.hsds import api as hsds
from raitti.api.problems import problem
from raitti.api.v1 import api

_SEARCHES = frozenset({"search", "complete"})


def nothing_here(request: HttpRequest, path: str = "") -> HttpResponse:
    """A program that has lost its way gets a problem, not a page."""
    return problem(404)


def _framed(name: str) -> tuple[list[URLPattern], str, str]:
    patterns, app, namespace = (api if name == "api" else hsds).urls
    return frame_all([one for one in patterns if isinstance(one, URLPattern)], slower=_SEARCHES), app, namespace


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include(_framed("api")[:2], namespace="api")),
    path("hsds", RedirectView.as_view(url="/hsds/", permanent=True)),
    path("hsds/", include(_framed("hsds")[:2], namespace="hsds")),
    re_path(r"^(?:api|hsds)/(?P<path>.*)$", open_to_all(nothing_here)),
]
