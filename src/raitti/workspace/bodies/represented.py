"""Who represents an association: a page from its own pages."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from raitti.bodies.queries.representing import voices_of
from raitti.core.addresses import Views
from raitti.core.verdicts import require
from raitti.directory.models import Organisation
from raitti.directory.queries.things import thing_by_uid
from raitti.directory.rules import may_see_mandates
from raitti.workspace.rendering import desk_page


@require_safe
def represented(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """Every body where an association's theme, area or kind has a voice, who speaks there, and where to write."""
    now, found = timezone.now(), thing_by_uid("organisation", organisation)
    if not isinstance(found, Organisation):
        raise Http404
    require(may_see_mandates(request.user, found, now=now))
    context = {"organisation": found, "voices": voices_of(found, on=timezone.localdate(now))}
    words = {"organisation": organisation}
    return desk_page(request, "workspace/bodies/seats/represented.html", context, name="represented", words=words)


VIEWS: Views = {"represented": represented}
