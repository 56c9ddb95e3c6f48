"""Every change of an entry, before and after, and bringing back what was."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.directory.actions.behalf import acting_for, undo_changes
from raitti.directory.actions.moderation import current_hiding
from raitti.directory.actions.restoring import restore_revision
from raitti.directory.differences import LABELS, differences
from raitti.directory.models import Organisation, Suggestion, Thing
from raitti.directory.queries.finding import entry_of
from raitti.directory.queries.history import after_of, afters_of, history_of, keeper_of
from raitti.directory.rules import may_hide, may_restore, may_see_contacts, may_see_history, may_undo
from raitti.workspace.helping.hiding import why_hidden
from raitti.workspace.noting import note_contacts
from raitti.workspace.rendering import desk_page

_PER_PAGE = 20


@require_safe
def history(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """The changes of an entry, newest first: what, when, by whom and on whose behalf."""
    now = timezone.now()
    thing, organisation = _kept(uid)
    require(may_see_history(request.user, organisation, now=now))
    contacts = bool(may_see_contacts(request.user, organisation, now=now))
    if contacts:
        note_contacts(request, thing, now=now, why="history")
    page = Paginator(history_of(thing), _PER_PAGE).get_page(request.GET.get("page"))
    revisions = list(page)
    afters = afters_of(thing, revisions)
    context = {
        "thing": thing,
        "organisation": organisation,
        "page": page,
        "changes": [
            (
                one,
                _fields(one.before, afters[one.pk], contacts=contacts),
                bool(one.undo_until) and bool(may_undo(request.user, one, now=now)),
            )
            for one in revisions
        ],
        "suggestions": Suggestion.objects.filter(thing_uid=uid, state=Suggestion.State.OPEN).order_by("created"),
        "others": [] if not isinstance(thing, Organisation) else [*thing.services.all(), *thing.locations.all()],
        **why_hidden(request, current_hiding(thing), language, now=now),
        "may_hide": bool(may_hide(request.user, organisation, now=now)),
    }
    return desk_page(request, "workspace/helping/history.html", context, name="history", words={"uid": str(uid)})


def _fields(before: dict[str, Any], after: dict[str, Any], *, contacts: bool) -> list[Any]:
    """The labels of what changed, without naming what the reader may not see."""
    if not before:
        return []
    changed = [field for field in LABELS if before.get(field) != after.get(field)]
    if "contacts" in changed and not contacts:
        changed = list(dict.fromkeys(one.field for one in differences(before, after)))
    return [LABELS[field] for field in changed]


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, language: str, uid: UUID, number: int) -> HttpResponse:
    """One change, word by word; any field or the whole can be brought back."""
    now = timezone.now()
    thing, organisation = _kept(uid)
    require(may_see_history(request.user, organisation, now=now))
    revision = get_object_or_404(history_of(thing), pk=number)
    undoable = bool(revision.undo_until) and bool(may_undo(request.user, revision, now=now))
    behalf = acting_for(request.user, organisation, timezone.localdate(now))
    error = ""
    if request.method == "POST":
        try:
            if "undo" in request.POST:
                require(may_undo(request.user, revision, now=now))
                undo_changes([revision], word=request.POST.get("word", "")[:2000], actor=request.user, now=now)
                messages.success(request, gettext("Undone. Whoever did it gets a letter."))
                return HttpResponseRedirect(address("history", language, uid=str(uid)))
            require(may_restore(request.user, organisation, now=now))
            fields = None if "whole" in request.POST else request.POST.getlist("field")
            if fields is not None and not fields:
                error = gettext("Tick what should be brought back.")
            else:
                saved = restore_revision(revision, fields, actor=request.user, now=now, on_behalf_of=behalf)
                _say(request, saved.outcome, saved.notes)
                return HttpResponseRedirect(address("history", language, uid=str(uid)))
        except Refused as refused:
            if "field" not in refused.verdict.details:
                raise
            field = str(refused.verdict.details["field"])
            error = f"{LABELS.get(field, field)}: {refused.verdict.reason}"
    contacts = bool(may_see_contacts(request.user, organisation, now=now))
    if contacts:
        note_contacts(request, thing, now=now, why="history")
    context = {
        "thing": thing,
        "organisation": organisation,
        "revision": revision,
        "differences": differences(revision.before, after_of(revision), contacts=contacts) if revision.before else [],
        "undoable": undoable,
        "may_restore": bool(may_restore(request.user, organisation, now=now)) and bool(revision.before),
        "ticked": request.POST.getlist("field"),
        "word": request.POST.get("word", ""),
        "error": error,
        "on_behalf_of": behalf,
    }
    words = {"uid": str(uid), "number": number}
    status = 422 if error else 200
    return desk_page(request, "workspace/helping/change.html", context, name="change", words=words, status=status)


def _say(request: HttpRequest, outcome: str, notes: Any) -> None:
    if outcome == "unchanged":
        messages.info(request, gettext("It is so already; nothing had to be brought back."))
    else:
        messages.success(request, gettext("Brought back. This too is in the history, and can be brought back."))
    for note in notes:
        messages.warning(request, str(note))


def _kept(uid: UUID) -> tuple[Thing, Organisation]:
    """An entry and who answers for it; one that nobody answers for has no history to show."""
    thing = entry_of(uid)
    organisation = keeper_of(thing) if thing is not None else None
    if thing is None or organisation is None:
        raise Http404
    return thing, organisation


VIEWS: Views = {"history": history, "change": change}
