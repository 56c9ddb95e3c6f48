"""What is new: a page, an Atom feed, the sitemap and robots.txt."""

from xml.etree.ElementTree import Element, SubElement

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raitti.bodies.queries.published import bodies_in
from raitti.core.languages import INTERFACE_CODES
from raitti.core.shelf import shelved
from raitti.core.texts import pick
from raitti.directory import queries
from raitti.directory.models import Location, Portal, Topic
from raitti.programmes.queries import published
from raitti.site.addresses import Links
from raitti.site.atom import FeedEntry, as_xml, atom
from raitti.site.rendering import page, portal_of

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_ENTRIES = 50
_PER_SITEMAP = 5000


@require_safe
@shelved()
def latest(request: HttpRequest, language: str) -> HttpResponse:
    """What has been added or changed last."""
    newest = _newest(portal_of(request))
    return page(request, "site/latest.html", {"newest": newest}, name="latest")


@require_safe
@shelved()
def feed(request: HttpRequest, language: str) -> HttpResponse:
    """The same as an Atom feed (RFC 4287)."""
    links, portal = Links(request, language), portal_of(request)
    newest = _newest(portal)
    region = f" {pick(portal.name, language)}" if portal else ""
    entries = (
        FeedEntry(
            uid=news.uid,
            title=pick(news.name, language),
            address=links.full(news.page, news.slugs, number=news.number),
            published=news.created,
            updated=news.changed,
            by=pick(news.by or news.name, language).value,
            summary=pick(news.summary, language),
        )
        for news in newest
    )
    return atom(
        entries,
        title=f"Raitti{region}: {_('New and changed')}",
        own=links.full("feed"),
        page=links.full("latest"),
        author=f"Raitti{region}",
        language=language,
    )


def _newest(portal: Portal | None) -> list[queries.News]:
    """What was added, changed or told last, the latest first."""
    told = [
        queries.News(
            page="notice",
            uid=notice.uid,
            name=notice.title,
            slugs=notice.project.slugs,
            summary=notice.lead,
            created=notice.published or notice.edited,
            changed=notice.published or notice.edited,
            municipality=None,
            by=notice.project.host.name,
            number=notice.number,
        )
        for notice in published.newest_notices(portal, limit=_ENTRIES)
    ]
    found = [*told, *queries.newest(portal, limit=_ENTRIES)]
    return sorted(found, key=lambda news: news.changed, reverse=True)[:_ENTRIES]


_PAGES = (
    "front",
    "organisations",
    "services",
    "municipalities",
    "topics",
    "bodies",
    "programmes",
    "about",
    "open_data",
)
_SECTIONS = (
    "pages",
    "organisations",
    "services",
    "locations",
    "municipalities",
    "topics",
    "programmes",
    "projects",
    "bodies",
)


@require_safe
@shelved()
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The list of sitemaps, each of at most 5 000 things."""
    base = f"{'https' if settings.RAITTI_HTTPS else 'http'}://{request.get_host()}"
    root = Element("sitemapindex", xmlns=_SITEMAP)
    for section in _SECTIONS:
        pages = 1 if section == "pages" else max(1, -(-_rows(request, section).count() // _PER_SITEMAP))
        for number in range(1, pages + 1):
            SubElement(SubElement(root, "sitemap"), "loc").text = f"{base}/sitemap-{section}-{number}.xml"
    return as_xml(root, "application/xml")


@require_safe
@shelved()
def sitemap(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """One sitemap: every address in each language, with its counterparts."""
    if section not in _SECTIONS or not 1 <= number < 10_000:
        raise Http404
    root = Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    links = Links(request, "fi")
    if section == "pages":
        for name in _PAGES:
            _add_address(root, links, name, "")
        return as_xml(root, "application/xml")
    name = {"municipalities": "municipality", "bodies": "body"}.get(section, section.removesuffix("s"))
    start = (number - 1) * _PER_SITEMAP
    rows = _rows(request, section).order_by("pk").values_list("slugs", flat=True)[start : start + _PER_SITEMAP]
    for slugs in rows:
        _add_address(root, links, name, slugs)
    return as_xml(root, "application/xml")


def _rows(request: HttpRequest, section: str):  # type: ignore[no-untyped-def]
    portal = portal_of(request)
    return {
        "organisations": lambda: queries.organisations(portal),
        "services": lambda: queries.services(portal),
        "locations": lambda: Location.objects.visible_to(None),
        "municipalities": lambda: queries.areas_of(portal),
        "topics": lambda: Topic.objects.own(),
        "programmes": published.programmes,
        "projects": lambda: published.projects_in(portal),
        "bodies": lambda: bodies_in(portal),
    }[section]()


def _add_address(root: Element, links: Links, name: str, slugs: dict[str, str] | str) -> None:
    for code in INTERFACE_CODES:
        url = SubElement(root, "url")
        SubElement(url, "loc").text = links.full(name, slugs, language=code)
        for other in INTERFACE_CODES:
            href = links.full(name, slugs, language=other)
            SubElement(url, "xhtml:link", rel="alternate", hreflang=other, href=href)


@require_safe
@shelved()
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read; the demo keeps them out, for its associations are invented."""
    base = f"{'https' if settings.RAITTI_HTTPS else 'http'}://{request.get_host()}"
    rules = "Disallow: /" if settings.DEMO else "Disallow: /fi/haku/\nDisallow: /sv/sok/\nDisallow: /en/search/"
    return HttpResponse(
        f"User-agent: *\n{rules}\nSitemap: {base}/sitemap.xml\n", content_type="text/plain; charset=utf-8"
    )
