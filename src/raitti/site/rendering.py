"""What every public page gets: its links and its other languages."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from raitti.core.kept import kept
from raitti.core.languages import INTERFACE_LANGUAGES
from raitti.core.models import Slug
from raitti.core.rates import is_signed_in
from raitti.core.slugs import find_by_slug
from raitti.directory.models import Portal
from raitti.site.addresses import Links, address


def portal_of(request: HttpRequest) -> Portal | None:
    return getattr(request, "portal", None)


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    name: str,
    thing: Any = "",
    words: Mapping[str, Any] = MappingProxyType({}),
    status: int = 200,
) -> HttpResponse:
    """Render a public page with the parts all pages share.

    `name`, `thing` and further `words` say which address this is, in `raitti.site.addresses`, so that the page can
    point to itself and to its other languages.
    """
    language = request.LANGUAGE_CODE
    links = Links(request, language)
    portal = portal_of(request)
    alternates = [
        (
            code,
            label,
            links.to(name, thing, language=code, **words),
            _kept_address(links, portal, name, thing, code, words),
        )
        for code, label in INTERFACE_LANGUAGES
    ]
    shared = {
        "language": language,
        "links": links,
        "portal": portal,
        "page_name": name,
        "alternates": alternates,
        "canonical": _kept_address(links, portal, name, thing, language, words),
        "signed_in": is_signed_in(request),
        "sign_in_host": f"{links.scheme}://{settings.RAITTI_HOST}",
        "demo": settings.DEMO,
    }
    return render(request, template, {**shared, **context}, status=status)


def _kept_address(
    links: Links, portal: Portal | None, name: str, thing: Any, language: str, words: Mapping[str, Any]
) -> str:
    """A thing has one kept address on the common host; a portal's own pages are kept on its host."""
    if portal is not None and not thing:
        return f"{links.scheme}://{portal.hostname}{address(name, language)}"
    return links.canonical(name, thing, language=language, **words)


def drawn_part(request: HttpRequest, name: str, template: str, read: Callable[[], dict[str, Any]]) -> SafeString:
    """A long part of a page, drawn once until public content changes; `read` gives what its template shows.

    `name` tells it from other parts; it is the same for all readers of a language and a portal.
    """
    language, portal = request.LANGUAGE_CODE, portal_of(request)
    links = Links(request, language)

    def draw() -> SafeString:
        context = {**read(), "links": links, "language": language, "portal": portal}
        return SafeString(render_to_string(template, context))

    return kept(f"{name} {portal.key if portal else ''} {links.prefix} {language}", draw)


def at_address(
    request: HttpRequest, kind: str, page_name: str, slug: str, **words: Any
) -> int | HttpResponsePermanentRedirect | None:
    """The id of what lives at the address, a redirect when it has moved, or `None`.

    A slug of another language leads to the right one, so that changing `/fi/` to `/sv/` by hand works. `words` are
    what else the address has.
    """
    language = request.LANGUAGE_CODE
    for code in (language, *(c for c, _ in INTERFACE_LANGUAGES if c != language)):
        found = find_by_slug(kind, code, slug)
        if found is None:
            continue
        key, current = found
        if code == language and current:
            return key
        word = current_slug(kind, key, language)
        if word and word != slug:
            return HttpResponsePermanentRedirect(Links(request, language).to(page_name, word, **words))
        return key
    return None


def current_slug(kind: str, key: int, language: str) -> str:
    """The current address word of a thing in a language, empty when it has none."""
    return (
        Slug.objects.filter(kind=kind, object_id=key, language=language, current=True)
        .values_list("slug", flat=True)
        .first()
        or ""
    )
