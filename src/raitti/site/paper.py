"""The empty form on paper, for everyone: associations whose people do not use a computer join with it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from raitti.core.kept import kept
from raitti.core.shelf import shelved
from raitti.directory.paper import paper_file, paper_page
from raitti.render.pdf import NoWriter
from raitti.site.addresses import Links


@require_safe
@shelved()
def empty_paper(request: HttpRequest, language: str) -> HttpResponse:
    """The form as a page to print."""
    return HttpResponse(_page(request, language))


@require_safe
def empty_paper_file(request: HttpRequest, language: str) -> HttpResponse:
    """The form as a tagged PDF, drawn once; where it cannot be made, the page to print, with the reason."""
    try:
        data = kept(f"empty paper {language}", lambda: paper_file(None, language))
    except NoWriter as lacking:
        return HttpResponse(_page(request, language, lacking))
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="raitti.pdf"'
    return response


def _page(request: HttpRequest, language: str, lacking: NoWriter | None = None) -> str:
    links = Links(request, language)
    addresses = {"file_address": links.to("empty_paper_file"), "back_address": links.to("organisations")}
    return paper_page(None, language, **addresses, lacking=lacking)
