"""The form on paper with an entry's present details, for whoever keeps it or fills it in for others."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from raitti.core.addresses import Views, address
from raitti.core.verdicts import require
from raitti.directory.models import Organisation
from raitti.directory.paper import paper_file, paper_page
from raitti.directory.queries.things import thing_by_uid
from raitti.directory.rules import may_edit
from raitti.render.pdf import NoWriter


@require_safe
def paper(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """The form as a page to print."""
    return HttpResponse(_page(_own(request, organisation), language))


@require_safe
def paper_as_file(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """The form as a tagged PDF; where it cannot be made, the page to print, with the reason."""
    found = _own(request, organisation)
    try:
        data = paper_file(found, language)
    except NoWriter as lacking:
        return HttpResponse(_page(found, language, lacking))
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.slug_in(language) or "raitti"}.pdf"'
    return response


def _own(request: HttpRequest, uid: UUID) -> Organisation:
    found = thing_by_uid("organisation", uid)
    if not isinstance(found, Organisation):
        raise Http404
    require(may_edit(request.user, found, now=timezone.now()))
    return found


def _page(organisation: Organisation, language: str, lacking: NoWriter | None = None) -> str:
    return paper_page(
        organisation,
        language,
        file_address=address("paper_file", language, organisation=organisation.uid),
        back_address=address("organisation_desk", language, organisation=organisation.uid),
        lacking=lacking,
    )


VIEWS: Views = {"paper": paper, "paper_file": paper_as_file}
