"""One's own desk: what one looks after, and what waits."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from raitti.core.verdicts import require
from raitti.directory.queries.mandates import mandates_of
from raitti.directory.rules import may_see_own_pages
from raitti.workspace.rendering import desk_page


@require_safe
def desk(request: HttpRequest, language: str) -> HttpResponse:
    """The organisations one has a mandate of, and in which role."""
    now = timezone.now()
    require(may_see_own_pages(request.user, now=now))
    mandates = mandates_of(request.user, on=timezone.localdate(now))  # type: ignore[arg-type]
    return desk_page(request, "workspace/desk.html", {"mandates": mandates}, name="desk")


VIEWS = {"desk": desk}
