"""One's own desk: what one looks after, and what waits."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from raitti.accounts.models import Person
from raitti.core.addresses import Views, address, is_page
from raitti.core.verdicts import require
from raitti.directory.queries import desk as lying
from raitti.directory.queries.queue import queue_of
from raitti.directory.rules import may_see_dashboard, may_see_own_pages, may_see_queue
from raitti.workspace.rendering import desk_page


@require_safe
def desk(request: HttpRequest, language: str) -> HttpResponse:
    """What waits first, then the pages one looks after, then what one has asked for."""
    now = timezone.now()
    require(may_see_own_pages(request.user, now=now))
    person: Person = request.user  # type: ignore[assignment]
    context: dict[str, Any] = {
        "pages": lying.pages_kept_by(person, now=now),
        "invitations": lying.invitations_waiting(person, now=now),
        "renewals": lying.mandates_to_renew(person, now=now),
        "drafts": [(open_draft, _where(open_draft, language)) for open_draft in lying.drafts_of(person)],
        "claims": lying.claims_in_sight(person, now=now),
        "claims_waiting": lying.claims_waiting(person, now=now),
        "may_see_queue": bool(may_see_queue(person, now=now)) and is_page("queue"),
        "matters": queue_of(person, now=now).count(),
        "may_see_overview": bool(may_see_dashboard(person, None, now=now)) and is_page("overview"),
        "has_entries": is_page("organisation_desk"),
        "today": timezone.localdate(now),
    }
    context["waits"] = any(context[name] for name in ("invitations", "renewals", "drafts", "claims_waiting", "matters"))
    return desk_page(request, "workspace/desk.html", context, name="desk")


def _where(open_draft: lying.OpenDraft, language: str) -> str:
    """The address where a draft goes on; empty while there is no such page."""
    draft = open_draft.draft
    page = f"edit_{draft.thing_kind}"
    if not is_page(page):
        return ""
    organisation = draft.organisation.uid if draft.organisation else draft.thing_uid
    return address(page, language, organisation=organisation, part=draft.thing_uid)


VIEWS: Views = {"desk": desk}
