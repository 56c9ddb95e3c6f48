"""Pages of plain text: about the service, open data, accessibility, privacy; and the list of regions."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from raitti.core.shelf import shelved
from raitti.directory import queries
from raitti.directory.models import Portal
from raitti.site.rendering import page, portal_of

# A portal may set colours and sizes, nothing that could reach outside its own rule.
_TOKEN = re.compile(r"--[a-z0-9-]{1,40}")
_VALUE = re.compile(r"[#a-zA-Z0-9.,%() -]{1,60}")
_TITLES = {
    "about": _("About the service"),
    "open_data": _("Open data"),
    "accessibility": _("Accessibility statement"),
    "privacy": _("Privacy"),
}


def _text(request: HttpRequest, name: str, language: str) -> HttpResponse:
    portal = portal_of(request)
    return page(
        request,
        "site/text_page.html",
        {
            "title_text": _TITLES[name],
            "text_template": f"site/texts/{name}.{language}.html",
            "portal_text": portal.about if portal and name == "about" else None,
        },
        name=name,
    )


@require_safe
@shelved()
def about(request: HttpRequest, language: str) -> HttpResponse:
    """What the service is and who is behind it."""
    return _text(request, "about", language)


@require_safe
@shelved()
def open_data(request: HttpRequest, language: str) -> HttpResponse:
    """How to use the data elsewhere, and where the facts come from."""
    return _text(request, "open_data", language)


@require_safe
@shelved()
def accessibility(request: HttpRequest, language: str) -> HttpResponse:
    """The accessibility statement the Act on the Provision of Digital Services asks for."""
    return _text(request, "accessibility", language)


@require_safe
@shelved()
def privacy(request: HttpRequest, language: str) -> HttpResponse:
    """What is known about readers, and for how long."""
    return _text(request, "privacy", language)


@require_safe
@shelved()
def portals(request: HttpRequest, language: str) -> HttpResponse:
    """All regions that have a portal."""
    return page(request, "site/portals.html", {"regions": queries.portals_shown()}, name="portals")


@require_safe
def theme(request: HttpRequest, key: str) -> HttpResponse:
    """A portal's own colours, as a style sheet."""
    portal = Portal.objects.filter(key=key).first()
    if portal is None:
        raise Http404
    rules = "".join(f"{n}:{v};" for n, v in portal.theme.items() if _TOKEN.fullmatch(n) and _VALUE.fullmatch(v))
    response = HttpResponse(f":root{{{rules}}}\n", content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response
