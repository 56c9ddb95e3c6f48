"""Addresses of every type of page in a running demo, found by following its own links."""

import re
from collections.abc import Iterator
from urllib.request import urlopen

from raitti.site.addresses import PATHS, address
from tests.browser.conftest import DemoSite

_THINGS = {
    *("organisation", "organisation_embed", "service", "location", "municipality", "topic", "suggest", "report"),
    *("election", "election_ballots", "election_receipt"),
    *(
        "body",
        "seats_of_body",
        "body_meetings_public",
        "body_meeting",
        "programme",
        "project",
        "notice",
        "where_it_went",
        "lives_on",
        "campaign",
    ),
}
# Feeds and files of pages that are seen, and pages with a journey of their own.
_UNSEEN = {"feed", "empty_paper_file", "project_clock", "grants_file"} | {
    *("body_feed", "body_calendar", "calls_feed", "statements_feed", "statement_file", "election_json"),
    *("election_csv", "body_meeting_file", "body_meeting_paper"),
}


def read(site: DemoSite, path: str) -> str:
    with urlopen(site.url(path), timeout=30) as answer:
        body: bytes = answer.read()
    return body.decode()


def page_paths(site: DemoSite, language: str) -> dict[str, str]:
    """Page name to a path that shows it."""
    paths = {name: address(name, language) for name in PATHS if name not in _THINGS | _UNSEEN}
    paths["search"] += "?q=vertaistuki"
    paths["portal"] = f"{address('portals', language)}lappi/"
    organisation = _first(site, "organisations", "organisation", language)
    paths["organisation"] = organisation
    paths["organisation_embed"] = (
        organisation + PATHS["organisation_embed"][["fi", "sv", "en"].index(language)].split("/")[-2] + "/"
    )
    paths["service"] = _first(site, "latest", "service", language)
    paths["topic"] = _first(site, "topics", "topic", language)
    paths["municipality"] = _first(site, "municipalities", "municipality", language)
    paths["location"] = _location(site, language)
    paths["body"] = _board(site, language)
    paths["election"] = next(_elections(site, language))
    for name in ("election_ballots", "election_receipt"):
        paths[name] = _links(read(site, paths["election"]), name, language)[0]
    paths["seats_of_body"] = _links(read(site, paths["body"]), "seats_of_body", language)[0]
    paths["body_meeting"] = _links(read(site, paths["body"]), "body_meeting", language)[0]
    paths["call"] = _first(site, "calls", "call", language)
    paths["statement"] = _links(read(site, paths["body"]), "statement", language)[0]
    paths["statements"] = re.sub(r"\d+/$", "", paths["statement"])
    paths["body_meetings_public"] = re.sub(r"\d+/\d+/$", "", paths["body_meeting"])
    paths["programme"] = _first(site, "programmes", "programme", language)
    projects = _links(read(site, paths["programme"]), "project", language)
    paths["project"] = projects[0]
    paths["notice"] = _links(read(site, paths["project"]), "notice", language)[0]
    campaigns = (link for project in projects for link in _links(read(site, project), "campaign", language))
    paths["campaign"] = next(campaigns)
    paths["where_it_went"] = _links(read(site, paths["project"]), "where_it_went", language)[0]
    for name in ("suggest", "report"):
        paths[name] = _links(read(site, organisation), name, language)[0]
    return paths


def _first(site: DemoSite, listing: str, name: str, language: str) -> str:
    body = read(site, address(listing, language))
    return _links(body, name, language)[0]


def _board(site: DemoSite, language: str) -> str:
    """The body that has the demo's meetings."""
    found = _links(read(site, address("bodies", language)), "body", language)
    return next(path for path in found if _links(read(site, path), "body_meeting", language))


def _elections(site: DemoSite, language: str) -> Iterator[str]:
    """Elections whose result is out."""
    for body in _links(read(site, address("bodies", language)), "body", language):
        for path in _links(read(site, body), "election", language):
            if _links(read(site, path), "election_ballots", language):
                yield path


def _location(site: DemoSite, language: str) -> str:
    body = read(site, address("latest", language))
    for path in _links(body, "service", language):
        found = _links(read(site, path), "location", language)
        if found:
            return found[0]
    raise AssertionError("no service of the demo has a place")


def _links(body: str, name: str, language: str) -> list[str]:
    lead, _slug, rest = address(name, language, slug="0slug", number=1, year=2026).partition("0slug")
    after = re.escape(rest).replace("2026", r"\d+")
    if "<int:number>" in PATHS[name][0]:
        after = after.replace("/1/", r"/\d+/")
    main = body.partition("<main")[2]
    return re.findall(rf'href="({re.escape(lead)}[a-z0-9-]+{after})"', main)
