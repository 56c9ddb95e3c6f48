"""Where every public page lives: one word a language, so that an address reads like its page."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from raitti.core.languages import INTERFACE_CODES

# Page name: the path in each language after `/fi/`, `/sv/` or `/en/`.
PATHS: dict[str, tuple[str, str, str]] = {
    "front": ("", "", ""),
    "search": ("haku/", "sok/", "search/"),
    "organisations": ("jarjestot/", "organisationer/", "organisations/"),
    "organisation": ("jarjestot/<slug:slug>/", "organisationer/<slug:slug>/", "organisations/<slug:slug>/"),
    "organisation_embed": (
        "jarjestot/<slug:slug>/upote/",
        "organisationer/<slug:slug>/inbaddning/",
        "organisations/<slug:slug>/embed/",
    ),
    "services": ("palvelut/", "tjanster/", "services/"),
    "service": ("palvelut/<slug:slug>/", "tjanster/<slug:slug>/", "services/<slug:slug>/"),
    "location": ("paikat/<slug:slug>/", "platser/<slug:slug>/", "places/<slug:slug>/"),
    "municipalities": ("kunnat/", "kommuner/", "municipalities/"),
    "municipality": ("kunnat/<slug:slug>/", "kommuner/<slug:slug>/", "municipalities/<slug:slug>/"),
    "topics": ("aiheet/", "amnen/", "topics/"),
    "topic": ("aiheet/<slug:slug>/", "amnen/<slug:slug>/", "topics/<slug:slug>/"),
    "portals": ("alueet/", "regioner/", "regions/"),
    "latest": ("uutta/", "nytt/", "latest/"),
    "feed": ("uutta/atom.xml", "nytt/atom.xml", "latest/atom.xml"),
    "about": ("tietoa/", "om/", "about/"),
    "open_data": ("avoin-data/", "oppna-data/", "open-data/"),
    "accessibility": ("saavutettavuus/", "tillganglighet/", "accessibility/"),
    "privacy": ("tietosuoja/", "dataskydd/", "privacy/"),
    "feedback": ("palaute/", "respons/", "feedback/"),
    "feedback_thanks": ("palaute/kiitos/", "respons/tack/", "feedback/thanks/"),
    "sign_in": ("kirjaudu/", "logga-in/", "sign-in/"),
    "sign_out": ("kirjaudu/ulos/", "logga-in/ut/", "sign-in/out/"),
}
# The word before a portal's key on the common host: `/fi/alueet/lappi/`.
PORTAL_WORDS = dict(zip(INTERFACE_CODES, (PATHS["portals"][i].rstrip("/") for i in range(3)), strict=True))
_INDEX = {code: index for index, code in enumerate(INTERFACE_CODES)}


def address(page: str, language: str, *, slug: str = "", prefix: str = "") -> str:
    """The path of a page: `address("organisation", "fi", slug="oulun-syke-ry")`.

    `prefix` is a portal's key when the page is seen through it on the common host.
    """
    tail = PATHS[page][_INDEX[language]].replace("<slug:slug>", slug)
    lead = f"{PORTAL_WORDS[language]}/{prefix}/" if prefix else ""
    return f"/{language}/{lead}{tail}"


def patterns_for(views: dict[str, Callable[..., HttpResponseBase]]) -> list[URLPattern]:
    """One pattern for each page and language; a view gets the language and, where there is one, the slug."""
    return [
        path(f"{code}/{PATHS[name][_INDEX[code]]}", view, {"language": code}, name=f"{name}_{code}")
        for name, view in views.items()
        for code in INTERFACE_CODES
    ]


class Links:
    """The addresses of one request's pages: its language, and its portal when that shows in the path.

    In templates: `{% link "organisation" organisation %}`.
    """

    def __init__(self, request: HttpRequest, language: str) -> None:
        self.language = language
        self.prefix: str = getattr(request, "portal_prefix", "") or ""
        self.scheme = "https" if settings.RAITTI_HTTPS else "http"
        self.host = request.get_host()

    def to(self, page: str, thing: Any = "", *, language: str = "") -> str:
        """The path of a page; `thing` is a slug, a `Named` row, or the `slugs` of one."""
        language = language or self.language
        return address(page, language, slug=slug_of(thing, language), prefix=self.prefix)

    def full(self, page: str, thing: Any = "", *, language: str = "") -> str:
        """The whole address on the host being read."""
        return f"{self.scheme}://{self.host}{self.to(page, thing, language=language)}"

    def canonical(self, page: str, thing: Any = "", *, language: str = "") -> str:
        """The one address search engines should keep: on the common host, outside any portal."""
        language = language or self.language
        return f"{self.scheme}://{settings.RAITTI_HOST}{address(page, language, slug=slug_of(thing, language))}"


def slug_of(thing: Any, language: str) -> str:
    """The address word of a row, of its `slugs`, or the word itself."""
    if isinstance(thing, str):
        return thing
    slugs: dict[str, str] = thing if isinstance(thing, dict) else thing.slugs
    return slugs.get(language) or next((slugs[code] for code in INTERFACE_CODES if slugs.get(code)), "")


def address_of_hit(kind: str, slugs: Mapping[str, str], language: str) -> str:
    """The path of something the search found."""
    return address(kind, language, slug=slug_of(dict(slugs), language)) if kind in PATHS else ""
