"""Where every public page lives: one word a language, so that an address reads like its page."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from raitti.core import addresses
from raitti.core.addresses import path_of, register_paths, scheme, slug_of
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
    "bodies": ("toimielimet/", "organ/", "bodies/"),
    "body": ("toimielimet/<slug:slug>/", "organ/<slug:slug>/", "bodies/<slug:slug>/"),
    "body_meetings_public": (
        "toimielimet/<slug:slug>/kokoukset/",
        "organ/<slug:slug>/moten/",
        "bodies/<slug:slug>/meetings/",
    ),
    "body_meeting": (
        "toimielimet/<slug:slug>/kokoukset/<int:year>/<int:number>/",
        "organ/<slug:slug>/moten/<int:year>/<int:number>/",
        "bodies/<slug:slug>/meetings/<int:year>/<int:number>/",
    ),
    "body_meeting_file": (
        "toimielimet/<slug:slug>/kokoukset/<int:year>/<int:number>/<slug:what>.pdf",
        "organ/<slug:slug>/moten/<int:year>/<int:number>/<slug:what>.pdf",
        "bodies/<slug:slug>/meetings/<int:year>/<int:number>/<slug:what>.pdf",
    ),
    "body_meeting_paper": (
        "toimielimet/<slug:slug>/kokoukset/<int:year>/<int:number>/<uuid:paper>/",
        "organ/<slug:slug>/moten/<int:year>/<int:number>/<uuid:paper>/",
        "bodies/<slug:slug>/meetings/<int:year>/<int:number>/<uuid:paper>/",
    ),
    "body_seats": ("toimielimet/<slug:slug>/paikat/", "organ/<slug:slug>/platser/", "bodies/<slug:slug>/seats/"),
    "body_feed": (
        "toimielimet/<slug:slug>/atom.xml",
        "organ/<slug:slug>/atom.xml",
        "bodies/<slug:slug>/atom.xml",
    ),
    "body_calendar": (
        "toimielimet/<slug:slug>/kokoukset.ics",
        "organ/<slug:slug>/moten.ics",
        "bodies/<slug:slug>/meetings.ics",
    ),
    "programmes": ("ohjelmat/", "program/", "programmes/"),
    "programme": ("ohjelmat/<slug:slug>/", "program/<slug:slug>/", "programmes/<slug:slug>/"),
    "project": ("hankkeet/<slug:slug>/", "projekt/<slug:slug>/", "projects/<slug:slug>/"),
    "campaign": ("kampanjat/<slug:slug>/", "kampanjer/<slug:slug>/", "campaigns/<slug:slug>/"),
    "project_clock": (
        "hankkeet/<slug:slug>/vuosikello.ics",
        "projekt/<slug:slug>/arsklocka.ics",
        "projects/<slug:slug>/year-clock.ics",
    ),
    "notice": (
        "hankkeet/<slug:slug>/tiedotteet/<int:number>/",
        "projekt/<slug:slug>/meddelanden/<int:number>/",
        "projects/<slug:slug>/notices/<int:number>/",
    ),
    "where_it_went": (
        "hankkeet/<slug:slug>/minne-paatyi/",
        "projekt/<slug:slug>/vart-det-tog-vagen/",
        "projects/<slug:slug>/where-it-went/",
    ),
    "lives_on": ("rakenteet/<slug:slug>/", "strukturer/<slug:slug>/", "structures/<slug:slug>/"),
    "portals": ("alueet/", "regioner/", "regions/"),
    "latest": ("uutta/", "nytt/", "latest/"),
    "feed": ("uutta/atom.xml", "nytt/atom.xml", "latest/atom.xml"),
    "about": ("tietoa/", "om/", "about/"),
    "open_data": ("avoin-data/", "oppna-data/", "open-data/"),
    "grants_file": ("avoin-data/avustukset.json", "oppna-data/understod.json", "open-data/grants.json"),
    "accessibility": ("saavutettavuus/", "tillganglighet/", "accessibility/"),
    "privacy": ("tietosuoja/", "dataskydd/", "privacy/"),
    "empty_paper": ("liity/paperilla/", "ga-med/pa-papper/", "join/on-paper/"),
    "empty_paper_file": ("liity/paperilla/lomake.pdf", "ga-med/pa-papper/blankett.pdf", "join/on-paper/form.pdf"),
    "feedback": ("palaute/", "respons/", "feedback/"),
    "suggest": ("ehdota-muutosta/<slug:slug>/", "foresla-andring/<slug:slug>/", "suggest-a-change/<slug:slug>/"),
    "report": ("ilmoita-virheesta/<slug:slug>/", "anmal-fel/<slug:slug>/", "report-a-fault/<slug:slug>/"),
    "feedback_thanks": ("palaute/kiitos/", "respons/tack/", "feedback/thanks/"),
}
register_paths(PATHS)
# The word before a portal's key on the common host: `/fi/alueet/lappi/`.
PORTAL_WORDS = {code: path_of("portals", code).rstrip("/") for code in INTERFACE_CODES}


def address(page: str, language: str, *, prefix: str = "", **words: Any) -> str:
    """The path of a page: `address("organisation", "fi", slug="oulun-syke-ry")`.

    `prefix` is a portal's key when the page is seen through it on the common host.
    """
    lead = f"{PORTAL_WORDS[language]}/{prefix}/" if prefix and page in PATHS else ""
    return f"/{language}/{lead}{path_of(page, language, **words)}"


class Links(addresses.Links):
    """The addresses of one request's pages: its language, and its portal when that shows in the path."""

    def __init__(self, request: HttpRequest, language: str) -> None:
        super().__init__(language)
        self.prefix: str = getattr(request, "portal_prefix", "") or ""
        self.scheme = scheme()
        self.host = request.get_host()

    def to(self, page: str, thing: Any = "", *, language: str = "", **words: Any) -> str:
        """The path of a page; `thing` is a slug, a `Named` row, or the `slugs` of one."""
        language = language or self.language
        return address(page, language, prefix=self.prefix, **{"slug": slug_of(thing, language), **words})

    def full(self, page: str, thing: Any = "", *, language: str = "", **words: Any) -> str:
        """The whole address on the host being read."""
        return f"{self.scheme}://{self.host}{self.to(page, thing, language=language, **words)}"

    def canonical(self, page: str, thing: Any = "", *, language: str = "", **words: Any) -> str:
        """The one address search engines should keep: on the common host, outside any portal."""
        language = language or self.language
        return (
            f"{self.scheme}://{settings.RAITTI_HOST}{address(page, language, slug=slug_of(thing, language), **words)}"
        )


def address_of_hit(kind: str, slugs: Mapping[str, str], language: str) -> str:
    """The path of something the search found. A meeting is known by its body, year and number."""
    if kind == "meeting":
        slug, year, number = slug_of(dict(slugs), language).split("/")
        return address("body_meeting", language, slug=slug, year=year, number=number)
    return address(kind, language, slug=slug_of(dict(slugs), language)) if kind in PATHS else ""
