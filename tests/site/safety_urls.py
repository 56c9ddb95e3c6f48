"""A few small pages to try the middleware on, whatever the site itself looks like."""

import os
from itertools import count

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from raitti.core.shelf import shelved
from raitti.core.verdicts import Verdict, require
from raitti.directory.models import Organisation
from raitti.places.models import Area


class Say(forms.Form):
    text = forms.CharField(max_length=500)


def seen(request: HttpRequest) -> dict[str, str]:
    portal = request.portal
    return {
        "portal": portal.key if portal else "",
        "prefix": request.portal_prefix,
        "path": request.path,
        "path_info": request.path_info,
        "language": request.LANGUAGE_CODE,
    }


@require_safe
@shelved("q", "page")
def page(request: HttpRequest, language: str = "fi") -> HttpResponse:
    query = request.GET.get("q", "")
    found = Organisation.objects.filter(source_id=query).count()
    return HttpResponse(f"<h1>{language} {request.path} {found}</h1>" + "Sivu " * 1000)


drawings = count(1)


@require_safe
@shelved()
def diary(request: HttpRequest) -> HttpResponse:
    """Which process drew this page, its how manyeth it was, and what the database held."""
    return HttpResponse(f"{os.getpid()} {next(drawings)} {Area.objects.count()}")


@require_safe
def tell(request: HttpRequest, **_: str) -> HttpResponse:
    return JsonResponse(seen(request))


@shelved()
def form(request: HttpRequest, **_: str) -> HttpResponse:
    if request.method == "POST":
        said = Say(request.POST)
        return HttpResponse("ok" if said.is_valid() else str(said.errors), status=200 if said.is_valid() else 422)
    return HttpResponse(f"<form method=post><input name=csrfmiddlewaretoken value={get_token(request)}></form>")


@require_POST
def refuse(request: HttpRequest, code: str) -> HttpResponse:
    require(Verdict(code, "The last place was just taken.", {"retry_after": 7}))
    return HttpResponse("never")


def crash(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("as things do")


urlpatterns = [
    path("fi/", page),
    path("sv/", page, {"language": "sv"}),
    path("en/", page, {"language": "en"}),
    path("fi/paivakirja/", diary),
    path("fi/haku/", tell),
    path("sv/sok/", tell),
    path("api/v1/search", tell),
    path("fi/palaute/", form),
    path("fi/kiellot/<slug:code>/", refuse),
    path("fi/rikki/", crash),
]

handler400 = "raitti.site.errors.bad_request"
handler403 = "raitti.site.errors.permission_denied"
handler404 = "raitti.site.errors.page_not_found"
handler500 = "raitti.site.errors.server_error"
