"""What is new: a page, an Atom feed, the sitemap and robots.txt."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raitti.core.languages import INTERFACE_CODES
from raitti.core.shelf import shelved
from raitti.core.texts import pick
from raitti.directory import queries
from raitti.directory.models import Location, Portal, Topic
from raitti.programmes.queries import published
from raitti.site.addresses import Links
from raitti.site.rendering import page, portal_of

_ATOM = "http://www.w3.org/2005/Atom"
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
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": language})
    region = f" {pick(portal.name, language)}" if portal else ""
    SubElement(root, "title").text = f"Raitti{region}: {_('New and changed')}"
    SubElement(root, "id").text = links.full("feed")
    SubElement(root, "link", rel="self", type="application/atom+xml", href=links.full("feed"))
    SubElement(root, "link", rel="alternate", type="text/html", href=links.full("latest"))
    SubElement(root, "updated").text = _moment(newest[0].changed if newest else datetime(2026, 1, 1, tzinfo=UTC))
    SubElement(SubElement(root, "author"), "name").text = f"Raitti{region}"
    SubElement(root, "rights").text = "CC BY 4.0"
    for news in newest:
        entry = SubElement(root, "entry")
        title = pick(news.name, language)
        SubElement(entry, "title", {"xml:lang": title.language}).text = title.value
        SubElement(entry, "id").text = f"urn:uuid:{news.uid}"
        SubElement(
            entry, "link", rel="alternate", type="text/html", href=links.full(news.page, news.slugs, number=news.number)
        )
        SubElement(entry, "published").text = _moment(news.created)
        SubElement(entry, "updated").text = _moment(news.changed)
        SubElement(SubElement(entry, "author"), "name").text = pick(news.by or news.name, language).value
        summary = pick(news.summary, language)
        if summary:
            SubElement(entry, "summary", {"xml:lang": summary.language}).text = summary.value
    return _xml(root, "application/atom+xml")


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


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _xml(root: Element, kind: str) -> HttpResponse:
    return HttpResponse(
        b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8"),
        content_type=f"{kind}; charset=utf-8",
    )


_PAGES = ("front", "organisations", "services", "municipalities", "topics", "programmes", "about", "open_data")
_SECTIONS = ("pages", "organisations", "services", "locations", "municipalities", "topics", "programmes", "projects")


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
    return _xml(root, "application/xml")


@require_safe
@shelved()
def sitemap(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """One sitemap: every address in each language, with its counterparts."""
    if section not in _SECTIONS or not 1 <= number < 10_000:
        raise Http404
    root = Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    links = Links(request, "fi")
    if section == "pages":
        for name in (
            "front",
            "organisations",
            "services",
            "municipalities",
            "topics",
            "programmes",
            "about",
            "open_data",
        ):
            _add_address(root, links, name, "")
        return _xml(root, "application/xml")
    name = {"municipalities": "municipality"}.get(section, section.removesuffix("s"))
    start = (number - 1) * _PER_SITEMAP
    rows = _rows(request, section).order_by("pk").values_list("slugs", flat=True)[start : start + _PER_SITEMAP]
    for slugs in rows:
        _add_address(root, links, name, slugs)
    return _xml(root, "application/xml")


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
