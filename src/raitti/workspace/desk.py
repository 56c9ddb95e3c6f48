"""One's own desk: what one looks after, and what waits."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from raitti.accounts.models import Person
from raitti.bodies.queries.elections import votes_to_cast
from raitti.bodies.queries.standing import bodies_of, waiting_for
from raitti.core.addressees import bounce_of
from raitti.core.addresses import Views, address
from raitti.core.verdicts import require
from raitti.directory.models import FirstLook
from raitti.directory.queries import desk as lying
from raitti.directory.queries.queue import queue_of
from raitti.directory.rules import may_see_dashboard, may_see_own_pages, may_see_queue
from raitti.directory.rules.mandates import keeps_page
from raitti.programmes.models import Project
from raitti.programmes.queries.money import grants_by_project
from raitti.programmes.queries.standing import concerns_of, programmes_of, projects_of
from raitti.programmes.queries.steps import Step, ways_of
from raitti.programmes.queries.structures import offered_to, received_by
from raitti.workspace.rendering import desk_page


@require_safe
def desk(request: HttpRequest, language: str) -> HttpResponse:
    """What waits first, then the pages one looks after, then what one has asked for."""
    now = timezone.now()
    require(may_see_own_pages(request.user, now=now))
    person: Person = request.user  # type: ignore[assignment]
    queue = queue_of(person, now=now)
    pages = lying.pages_kept_by(person, now=now)
    near = concerns_of(person, now=now)
    context: dict[str, Any] = {
        "pages": pages,
        "kept": {page.organisation.pk for page in pages if keeps_page(person, page.organisation, now=now)},
        "sent_back": [page for page in pages if page.look and page.look.state == FirstLook.State.REFUSED],
        "invitations": lying.invitations_waiting(person, now=now),
        "renewals": lying.mandates_to_renew(person, now=now),
        "drafts": [(open_draft, _where(open_draft, language)) for open_draft in lying.drafts_of(person)],
        "claims": lying.claims_in_sight(person, now=now),
        "claims_waiting": lying.claims_waiting(person, now=now),
        "may_see_queue": bool(may_see_queue(person, now=now)),
        "waiting_for_me": queue.count() if queue is not None else None,
        "may_see_overview": bool(may_see_dashboard(person, None, now=now)),
        "projects": _with_next_steps(projects_of(person, now=now)) if near.projects else [],
        "offered": offered_to(person, now=now) if near.structures else [],
        "received": received_by(person, now=now) if near.structures else [],
        "programmes": programmes_of(person, now=now) if near.programmes else [],
        "votes": votes_to_cast(person, now=now),
        "today": timezone.localdate(now),
        "own_mail": bounce_of(person.email),
    }
    bodies = [body for body in bodies_of(person, now=now) if body.ended_on is None]
    waits = waiting_for(person, bodies, now=now)
    context["bodies"] = [(body, waits.get(body.pk, 0)) for body in bodies]
    waiting = ("sent_back", "invitations", "offered", "renewals", "drafts", "claims_waiting", "votes", "waiting_for_me")
    context["waits"] = any(context[name] for name in waiting)
    return desk_page(request, "workspace/desk.html", context, name="desk")


def _with_next_steps(projects: list[Project]) -> list[tuple[Project, Step | None]]:
    """Each project with what comes next in it."""
    ways = ways_of(projects, grants=grants_by_project(projects))
    return [(project, None if project.closed_on else ways[project.pk].next) for project in projects]


def _where(open_draft: lying.OpenDraft, language: str) -> str:
    """The address where a draft goes on."""
    draft = open_draft.draft
    organisation = draft.organisation.uid if draft.organisation else draft.thing_uid
    return address(f"edit_{draft.thing_kind}", language, organisation=organisation, part=draft.thing_uid)


VIEWS: Views = {"desk": desk}
