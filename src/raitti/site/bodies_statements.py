"""Statements everyone may read: a body's list with its feed, each statement's page and its file."""

from xml.etree.ElementTree import Element, SubElement

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raitti.bodies.models import Body, Statement
from raitti.bodies.paper import statement_pdf
from raitti.bodies.queries import published
from raitti.bodies.queries.statements import public_statement, public_statements
from raitti.core.kept import kept
from raitti.core.shelf import shelved
from raitti.core.texts import pick
from raitti.render.pdf import NoWriter
from raitti.site.addresses import Links
from raitti.site.feeds import ATOM, moment, xml_answer
from raitti.site.rendering import at_address, page

_PER_PAGE = 30
_ENTRIES = 50


def _body_at(request: HttpRequest, page_name: str, slug: str, **words: int) -> Body | HttpResponse:
    """The public body at an address, or where it has moved to."""
    key = at_address(request, "body", page_name, slug, **words)
    if isinstance(key, HttpResponse):
        return key
    found = kept(f"body {key}", lambda: published.body_page(key)) if key else None
    if found is None:
        raise Http404
    return found


@require_safe
@shelved("sivu")
def statements(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """What a body has said, the newest first."""
    body = _body_at(request, "statements", slug)
    if isinstance(body, HttpResponse):
        return body
    listed = Paginator(public_statements(body), _PER_PAGE).get_page(request.GET.get("sivu"))
    context = {"body": body, "list": listed}
    return page(request, "site/bodies/statements.html", context, name="statements", thing=body)


@require_safe
@shelved()
def statement(request: HttpRequest, language: str, slug: str, number: int) -> HttpResponse:
    """One statement with who signed it, the answer and what came of it."""
    found = _found(request, "statement", slug, number)
    if isinstance(found, HttpResponse):
        return found
    context = {"body": found.body, "statement": found}
    words = {"number": number}
    return page(request, "site/bodies/statement.html", context, name="statement", thing=found.body, words=words)


@require_safe
def statement_file(request: HttpRequest, language: str, slug: str, number: int) -> HttpResponse:
    """The statement as a tagged PDF, drawn once; its page where this machine cannot draw it."""
    found = _found(request, "statement_file", slug, number)
    if isinstance(found, HttpResponse):
        return found
    try:
        data = kept(f"statement {found.pk} {language}", lambda: statement_pdf(found, language))
    except NoWriter:
        return HttpResponseRedirect(Links(request, language).to("statement", found.body, number=number))
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slug}-{number}.pdf"'
    return response


def _found(request: HttpRequest, page_name: str, slug: str, number: int) -> Statement | HttpResponse:
    body = _body_at(request, page_name, slug, number=number)
    if isinstance(body, HttpResponse):
        return body
    found = public_statement(body.pk, number)
    if found is None:
        raise Http404
    return found


@require_safe
@shelved()
def statements_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A body's statements as an Atom feed (RFC 4287)."""
    body = _body_at(request, "statements_feed", slug)
    if isinstance(body, HttpResponse):
        return body
    links, listed = Links(request, language), list(public_statements(body)[:_ENTRIES])
    root = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    name = pick(body.name, language).value
    SubElement(root, "title").text = f"{name}: {_('Statements')}"
    SubElement(root, "id").text = links.full("statements_feed", body)
    SubElement(root, "link", rel="self", type="application/atom+xml", href=links.full("statements_feed", body))
    SubElement(root, "link", rel="alternate", type="text/html", href=links.full("statements", body))
    SubElement(root, "updated").text = moment(max((one.changed for one in listed), default=body.changed))
    SubElement(SubElement(root, "author"), "name").text = name
    for one in listed:
        entry = SubElement(root, "entry")
        title = pick(one.title, language)
        SubElement(entry, "title", {"xml:lang": title.language}).text = title.value
        SubElement(entry, "id").text = f"urn:uuid:{one.uid}"
        href = links.full("statement", body, number=one.number)
        SubElement(entry, "link", rel="alternate", type="text/html", href=href)
        SubElement(entry, "published").text = moment(one.sent or one.changed)
        SubElement(entry, "updated").text = moment(one.changed)
        text = pick(one.text, language)
        SubElement(entry, "content", {"type": "text", "xml:lang": text.language}).text = text.value
    return xml_answer(root, "application/atom+xml")
