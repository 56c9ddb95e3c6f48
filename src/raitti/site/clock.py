"""A project's year clock for calendars: its days, and nothing that is not public."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raitti.core.shelf import shelved
from raitti.core.texts import pick
from raitti.programmes.clock_wording import due_in_words
from raitti.programmes.queries.clock import clock_changed, clock_of
from raitti.programmes.queries.published import projects
from raitti.render.ical import DayNote, calendar
from raitti.site.addresses import Links
from raitti.site.rendering import at_address


@require_safe
@shelved()
def project_clock(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """What is due when, as an iCalendar feed. Whether it has been done is not told."""
    key = at_address(request, "project", "project_clock", slug)
    if isinstance(key, HttpResponse):
        return key
    found = projects().filter(pk=key).select_related("programme__rules").first() if key else None
    if found is None:
        raise Http404
    page = Links(request, language).canonical("project", found)
    name = pick(found.name, language).value
    notes = [
        DayNote(f"{due.key}@{found.uid}", due.due, due_in_words(due), text=name, url=page) for due in clock_of(found)
    ]
    body = calendar(
        notes,
        uid=str(found.uid),
        name=_("%(project)s: year clock") % {"project": name},
        language=language,
        url=page,
        stamp=clock_changed(found),
    )
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
