"""What waits in one's own area, and what is done about it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.directory.actions.matters import add_note, assign_matter, finish_matter, is_waiting
from raitti.directory.actions.queue_letters import note_queue_opened
from raitti.directory.models import Matter, MatterKind
from raitti.directory.queries.addressees import dead_addresses
from raitti.directory.queries.queue import counts_of, queue_of, settled_of
from raitti.directory.queries.waiting import Silence
from raitti.directory.rules import may_confirm, may_see_duplicates, may_see_history, may_see_queue, may_work_on
from raitti.workspace.asking import place_refusal, words_asked
from raitti.workspace.rendering import desk_page

_PER_PAGE = 30
WHOSE = {"": _("All"), "mine": _("Mine"), "nobodys": _("Nobody’s yet"), "others": _("Others’")}
# The page on which a matter of each kind is decided, by the uid of what it is about.
_DECIDED_AT = {
    MatterKind.NEW: "first_look",
    MatterKind.CLAIM: "claim",
    MatterKind.SUGGESTION: "suggestion",
    MatterKind.DUPLICATE: "duplicate",
    MatterKind.REPORT: "reported",
    MatterKind.APPEAL: "appealed",
}


class NoteForm(forms.Form):
    text = words_asked(
        _("A note for the others who look after this"),
        help_text=_("Such as: called on Monday, they answer next week. No health or other private matters."),
        rows=3,
        most=5000,
    )


class OutcomeForm(forms.Form):
    outcome = forms.CharField(label=_("How did it go?"), required=False, max_length=1000)


@require_safe
def queue(request: HttpRequest, language: str) -> HttpResponse:
    """What waits, oldest first, by kind and by who has taken it."""
    now = timezone.now()
    require(may_see_queue(request.user, now=now))
    person: Any = request.user
    everything = queue_of(person, now=now)
    assert everything is not None  # noqa: S101 - the rule has said so
    note_queue_opened(person, now=now)
    counts = counts_of(everything, person)
    kind, whose = request.GET.get("kind", ""), request.GET.get("whose", "")
    is_settled = whose == "done"
    found = settled_of(person, now=now) if is_settled else everything
    found = found.filter(kind=kind) if kind in MatterKind.values else found
    if whose == "mine":
        found = found.filter(assigned_to=person)
    elif whose == "nobodys":
        found = found.filter(assigned_to=None)
    elif whose == "others":
        found = found.exclude(assigned_to=None).exclude(assigned_to=person)
    rows = found.select_related("organisation", "municipality", "assigned_to").prefetch_related("notes")
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "matters": [(matter, decided_at(matter, language), why_here(matter)) for matter in page],
        "counts": counts,
        "waiting_for_me": counts.all,
        "kinds": [(key, label, counts.by_kind[key]) for key, label in MatterKind.choices if counts.by_kind.get(key)],
        "whose_choices": [
            (key, label, number)
            for (key, label), number in zip(
                WHOSE.items(), (counts.all, counts.mine, counts.nobodys, counts.others), strict=True
            )
        ],
        "sees_duplicates": bool(may_see_duplicates(person, now=now)),
        "kind": kind,
        "whose": whose if whose in WHOSE or is_settled else "",
        "is_settled": is_settled,
        "filters": urlencode({key: value for key, value in (("kind", kind), ("whose", whose)) if value}),
        "today": timezone.localdate(now),
    }
    return desk_page(request, "workspace/helping/queue.html", context, name="queue")


def why_here(matter: Matter) -> str:
    """Why nobody answered whether a page is still right, or what an import found; empty for other kinds."""
    if source := matter.details.get("vanished_from"):
        return gettext("no longer in the source %(source)s") % {"source": source}
    why = matter.details.get("why", "")
    return str(Silence(why).label) if matter.kind == MatterKind.STALE and why in Silence.values else ""


def decided_at(matter: Matter, language: str) -> str:
    """The address at which a matter is decided; empty when there is no such page."""
    if matter.kind == MatterKind.STALE and matter.organisation is not None:
        return address("confirm", language, uid=str(matter.organisation.uid))
    name = _DECIDED_AT.get(MatterKind(matter.kind), "")
    return address(name, language, uid=str(matter.about_uid)) if name else ""


@require_http_methods(["GET", "HEAD", "POST"])
def matter(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """One matter: what it is about, who has it, what has been written beside it."""
    now = timezone.now()
    found = get_object_or_404(Matter.objects.select_related("organisation", "municipality", "assigned_to"), uid=uid)
    require(may_work_on(request.user, found, now=now))
    posted = request.POST if request.method == "POST" else None
    note, outcome = NoteForm(posted), OutcomeForm(posted)
    if posted is not None and (answer := _carry_out(request, found, note, outcome, language)) is not None:
        return answer
    context: dict[str, Any] = {
        "matter": found,
        "decided_at": decided_at(found, language),
        "by_hand": found.done is None and not is_waiting(found),
        "notes": found.notes.all(),
        "note": note,
        "outcome": outcome,
        "today": timezone.localdate(now),
        "why_here": why_here(found),
        "organisation": found.organisation,
        "sees_history": bool(found.organisation and may_see_history(request.user, found.organisation, now=now)),
        "dead_mail": dead_addresses(found.organisation, on=timezone.localdate(now)) if found.organisation else [],
        "may_try_mail": bool(found.organisation and may_confirm(request.user, found.organisation, now=now)),
    }
    status = 422 if posted is not None else 200
    return desk_page(
        request, "workspace/helping/matter.html", context, name="matter", words={"uid": str(uid)}, status=status
    )


def _carry_out(
    request: HttpRequest, found: Matter, note: NoteForm, outcome: OutcomeForm, language: str
) -> HttpResponse | None:
    """Do what was asked of a matter; `None` when it could not be, and the forms say why."""
    now, person = timezone.now(), request.user
    act = request.POST.get("act", "")
    form: forms.Form = outcome if act == "finish" else note
    if not form.is_valid():
        return None
    try:
        if act == "take":
            assign_matter(found, person, actor=person, now=now)  # type: ignore[arg-type]
            messages.success(request, gettext("This is yours now."))
        elif act == "leave":
            assign_matter(found, None, actor=person, now=now)
            messages.success(request, gettext("This is everyone’s again."))
        elif act == "finish":
            finish_matter(found, outcome=outcome.cleaned_data["outcome"], actor=person, now=now)
            messages.success(request, gettext("Done. It has left the queue."))
            return HttpResponseRedirect(address("queue", language))
        else:
            add_note(found, note.cleaned_data["text"], actor=person, now=now)
            messages.success(request, gettext("Your note is kept."))
    except Refused as refused:
        place_refusal(form, refused)
        return None
    if request.POST.get("back") == "queue":
        filters = request.POST.get("filters", "")
        return HttpResponseRedirect(address("queue", language) + (f"?{filters}" if filters else ""))
    return HttpResponseRedirect(address("matter", language, uid=str(found.uid)))


VIEWS: Views = {"queue": queue, "matter": matter}
