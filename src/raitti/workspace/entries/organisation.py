"""An organisation's own page for those who keep it: what there is, what state it is in, what to do next."""

from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.accounts.models import Person
from raitti.bodies.queries.elections import votes_to_cast
from raitti.bodies.rules import may_see_open_calls, may_see_own_words
from raitti.core.addresses import Views, address
from raitti.core.uids import read_uid
from raitti.core.verdicts import require
from raitti.directory.actions import set_publication
from raitti.directory.actions.behalf import acting_for
from raitti.directory.actions.freshness import close_organisation
from raitti.directory.advice import advice
from raitti.directory.forms.checking import StateForm
from raitti.directory.models import THINGS, Organisation, Publication
from raitti.directory.queries.addressees import dead_addresses
from raitti.directory.queries.editing import drafts_of, parts_of
from raitti.directory.queries.first_looks import look_at, looked_at_by
from raitti.directory.queries.hiding import hiding_of
from raitti.directory.queries.mandates import roles_over
from raitti.directory.queries.things import thing_by_uid
from raitti.directory.rules import (
    may_close,
    may_confirm,
    may_edit,
    may_publish,
    may_see_accesses,
    may_see_history,
    may_see_mandates,
)
from raitti.directory.snapshots import FACTS_FROM, organisation_facts
from raitti.workspace.helping.hiding import why_hidden
from raitti.workspace.rendering import desk_page


def _kept(request: HttpRequest, uid: UUID) -> Organisation:
    found = thing_by_uid("organisation", uid)
    if not isinstance(found, Organisation):
        raise Http404
    require(may_see_mandates(request.user, found, now=timezone.now()))
    return found


@require_safe
def organisation_desk(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """The entry, its activities and places, and what one has begun of them."""
    now = timezone.now()
    kept = _kept(request, organisation)
    prefetch_related_objects([kept], *FACTS_FROM)
    services, locations = parts_of(kept)
    person = cast("Person", request.user)
    drafts = {draft.thing_uid: draft for draft in drafts_of(person) if _belongs(draft, kept)}
    here = {kept.uid, *(service.uid for service in services), *(location.uid for location in locations)}
    today = timezone.localdate(now)
    look = look_at(kept)
    context = {
        "organisation": kept,
        "services": services,
        "locations": locations,
        "drafts": drafts,
        "look": look,
        "look_by": looked_at_by(look) if look is not None else None,
        "begun": [draft for uid, draft in drafts.items() if uid not in here],
        **why_hidden(request, hiding_of(kept), language, now=now),
        "advice": advice(organisation_facts(kept)),
        "edit": may_edit(request.user, kept, now=now),
        "has_a_say": may_see_own_words(request.user, kept, now=now),
        "sees_calls": may_see_open_calls(request.user, kept, now=now),
        "publish": may_publish(request.user, kept, now=now),
        "close": may_close(request.user, kept, now=now),
        "history": may_see_history(request.user, kept, now=now),
        "accesses": may_see_accesses(request.user, kept, now=now),
        "roles": [role.label for role in sorted(roles_over(person, kept, on=today))],
        "on_behalf_of": acting_for(request.user, kept, today),
        "dead_mail": dead_addresses(kept, on=today),
        "may_try_mail": bool(may_confirm(request.user, kept, now=now)),
        "published": request.GET.get("published", ""),
        "votes": votes_to_cast(person, now=now, organisation=kept),
        "shown": uuid4(),
    }
    template = "workspace/entries/organisation.html"
    return desk_page(request, template, context, name="organisation_desk", words={"organisation": kept.uid})


def _belongs(draft: Any, organisation: Organisation) -> bool:
    return draft.organisation_id == organisation.pk or draft.thing_uid == organisation.uid


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """Say that an association rests or has ended, or goes on again."""
    now = timezone.now()
    kept = _kept(request, organisation)
    require(may_close(request.user, kept, now=now))
    today = timezone.localdate(now)
    form = StateForm(request.POST or None, organisation=kept, today=today)
    if request.method == "POST" and form.is_valid():
        reason = {language: form.cleaned_data["reason"]} if form.cleaned_data["reason"] else {}
        close_organisation(
            kept,
            form.cleaned_data["status"],
            since=form.cleaned_data["since"] or (today if form.cleaned_data["status"] != kept.status else None),
            reason=reason,
            actor=request.user,
            now=now,
            on_behalf_of=acting_for(request.user, kept, today),
        )
        messages.success(request, _("The page now says how things are."))
        return HttpResponseRedirect(address("organisation_desk", language, organisation=kept.uid))
    context = {"organisation": kept, "form": form, "on_behalf_of": acting_for(request.user, kept, today)}
    return desk_page(
        request,
        "workspace/entries/close.html",
        context,
        name="close_organisation",
        words={"organisation": kept.uid},
        status=422 if form.errors else 200,
    )


@require_POST
def withdraw(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """Take a page out of everyone's sight, or one of its parts, or show it again as it is."""
    now = timezone.now()
    kept = _kept(request, organisation)
    require(may_publish(request.user, kept, now=now))
    kind, _dash, written = request.POST.get("thing", "").partition(" ")
    uid = read_uid(written)
    thing = thing_by_uid(kind, uid) if kind in THINGS and uid else None
    if thing is None or (thing != kept and thing.organisation != kept):  # type: ignore[union-attr]
        raise Http404
    shown = request.POST.get("show") == "yes"
    set_publication(
        thing,
        Publication.PUBLISHED if shown else Publication.DRAFT,
        actor=request.user,
        now=now,
        on_behalf_of=acting_for(request.user, kept, timezone.localdate(now)),
    )
    messages.success(
        request, _("Everyone can see it again.") if shown else _("It is out of sight now. You can show it again here.")
    )
    return HttpResponseRedirect(address("organisation_desk", language, organisation=kept.uid))


VIEWS: Views = {"organisation_desk": organisation_desk, "close_organisation": close, "withdraw": withdraw}
