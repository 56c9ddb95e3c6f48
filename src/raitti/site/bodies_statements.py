"""Statements everyone may read: a body's list with its feed, each statement's page and its file."""

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
from raitti.site.atom import FeedEntry, atom
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
    name = pick(body.name, language).value
    entries = [
        FeedEntry(
            uid=one.uid,
            title=pick(one.title, language),
            address=links.full("statement", body, number=one.number),
            published=one.sent or one.changed,
            updated=one.changed,
            by=name,
            summary=pick(one.text, language),
        )
        for one in listed
    ]
    return atom(
        entries,
        title=f"{name}: {_('Statements')}",
        own=links.full("statements_feed", body),
        page=links.full("statements", body),
        author=name,
        language=language,
    )
