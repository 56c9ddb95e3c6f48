"""Public pages of a body's meetings: the agenda once the call has gone out, the minutes once they are published."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from raitti.bodies.meeting_exporting import MINUTES, NOTICE, meeting_pdf
from raitti.bodies.meeting_telling import tell_meeting
from raitti.bodies.models import Body, Meeting, Paper
from raitti.bodies.queries.meetings import public_meeting, public_meetings
from raitti.core.kept import kept
from raitti.core.shelf import shelved
from raitti.core.verdicts import Refused, Verdict
from raitti.render.pdf import NoWriter
from raitti.site.rendering import at_address, page


@require_safe
@shelved()
def body_meetings_public(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """All public meetings of a body, the latest first."""
    key = at_address(request, "body", "body_meetings_public", slug)
    if isinstance(key, HttpResponse):
        return key
    body = Body.objects.public().filter(pk=key).first() if key else None
    if body is None:
        raise Http404
    context = {"body": body, "meetings": kept(f"meetings of body {key}", lambda: public_meetings(body))}
    return page(request, "site/bodies/meetings.html", context, name="body_meetings_public", thing=body)


def _meeting(
    request: HttpRequest, name: str, slug: str, year: int, number: int, **more: object
) -> Meeting | HttpResponse:
    """The meeting at an address, or where it has moved to; not found where it is not everyone's to see."""
    key = at_address(request, "body", name, slug, year=year, number=number, **more)
    if isinstance(key, HttpResponse):
        return key
    found = public_meeting(key, year, number) if key else None
    if found is None:
        raise Http404
    return found


@require_safe
@shelved()
def body_meeting(request: HttpRequest, language: str, slug: str, year: int, number: int) -> HttpResponse:
    """One meeting: when, where, its agenda and, once they are published, its minutes."""
    found = _meeting(request, "body_meeting", slug, year, number)
    if isinstance(found, HttpResponse):
        return found
    told = tell_meeting(found, language, is_public=True)
    if told is None:
        raise Http404
    context = {"body": found.body, "meeting": told.meeting, "told": told}
    words = {"year": year, "number": number}
    return page(request, "site/bodies/meeting.html", context, name="body_meeting", thing=found.body, words=words)


@require_safe
def body_meeting_file(
    request: HttpRequest, language: str, slug: str, year: int, number: int, what: str
) -> HttpResponse:
    """The public part of the notice or of published minutes as PDF; drawn once until something changes."""
    found = _meeting(request, "body_meeting_file", slug, year, number, what=what)
    if isinstance(found, HttpResponse):
        return found
    if what not in (NOTICE, MINUTES):
        raise Http404
    try:
        name = f"{what} of meeting {found.pk} {language}"
        data = kept(name, lambda: meeting_pdf(found, what, language, is_public=True))
    except Refused as nothing:
        raise Http404 from nothing
    except NoWriter as lacking:
        raise Refused(Verdict("no_writer", lacking.package)) from lacking
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slug}-{year}-{number}-{what}-{language}.pdf"'
    return response


@require_safe
def body_meeting_paper(
    request: HttpRequest, language: str, slug: str, year: int, number: int, paper: UUID
) -> HttpResponse:
    """A file of a public matter; a browser keeps it and does not open it as a page of ours."""
    found = _meeting(request, "body_meeting_paper", slug, year, number, paper=paper)
    if isinstance(found, HttpResponse):
        return found
    public = {"is_confidential": False, "item__is_confidential": False, "item__meeting": found.pk}
    kept_file = get_object_or_404(Paper, uid=paper, **public)
    try:
        with kept_file.file.open("rb") as opened:
            response = HttpResponse(opened.read(), content_type=kept_file.media_type)
    except FileNotFoundError as missing:
        raise Http404 from missing
    disposition = content_disposition_header(as_attachment=True, filename=kept_file.name)
    response.headers["Content-Disposition"] = disposition or ""
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
