"""Is this still right? Answered by the link of a letter without signing in, or by those who look after the entry."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.core.addresses import Views, address
from raitti.core.models import MailAddress
from raitti.core.texts import pick
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions.behalf import acting_for
from raitti.directory.actions.check_rounds import ask_now, round_of_token
from raitti.directory.actions.freshness import ByLink, answer_check, close_organisation, confirm
from raitti.directory.actions.leaving import leave_page
from raitti.directory.forms.checking import CheckForm, CloseForm, LeaveForm
from raitti.directory.models import Organisation, OrganisationStatus, Publication, Service
from raitti.directory.queries.addressees import dead_addresses, everyone_reached
from raitti.directory.queries.confirmers import BY_LINK, confirmer, confirmer_words
from raitti.directory.queries.freshness import LETTERS, policy_of, running_services
from raitti.directory.queries.hiding import hiding_of
from raitti.directory.queries.leaving import leaving_of
from raitti.directory.queries.mandates import roles_over
from raitti.directory.queries.waiting import matter_about
from raitti.directory.rules import (
    may_answer_check,
    may_close,
    may_confirm,
    may_edit,
    may_follow_check_link,
    may_see,
    may_see_queue,
)
from raitti.directory.snapshots import organisation_facts
from raitti.workspace.asking import has_turn, status_with
from raitti.workspace.helping.hiding import why_hidden
from raitti.workspace.rendering import desk_page

# From this many services on they are folded together.
_MANY = 8


@dataclass(frozen=True)
class _Door:
    """By which way someone came to answer: as whom, for whom, what they may do, and where they go afterwards."""

    actor: Any
    by: str
    name: str
    words: dict[str, Any]
    done: str
    on_behalf_of: Organisation | None
    may_change: Verdict
    may_close: Verdict
    # Where the letter went whose link this is.
    known: MailAddress | None = None


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Answer by the link of a letter. Opening it changes nothing: programs that look for viruses open links too."""
    now = timezone.now()
    found, known = round_of_token(token)
    verdict = may_answer_check(found, known, on=timezone.localdate(now))
    done = address("check_thanks", language, token=token)
    if verdict.code == "answered" and request.method != "POST":
        # Links are opened twice; the second time is no fault.
        return HttpResponseRedirect(done)
    require(verdict)
    leave = None
    if known is not None:
        leave = LeaveForm(request.POST if request.POST.get("answer") == "leave" else None)
        if leave.is_valid() and has_turn(request, leave, now=now):
            leave_page(found.organisation, known, words=leave.cleaned_data["words"], now=now)  # type: ignore[union-attr]
            return HttpResponseRedirect(address("check_left", language, token=token))
    door = _Door(ByLink(known), BY_LINK, "check", {"token": token}, done, None, verdict, verdict, known)
    return _with_care(_ask(request, found.organisation, door, leave=leave))  # type: ignore[union-attr]


@require_safe
def check_thanks(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """What came of the answer, and where to go from here."""
    found, _known = round_of_token(token)
    require(may_follow_check_link(found))
    if found is None or found.answered is None:
        return HttpResponseRedirect(address("check", language, token=token))
    require(may_see(AnonymousUser(), found.organisation, now=timezone.now()))
    return _with_care(
        desk_page(
            request,
            "workspace/check_thanks.html",
            {"organisation": found.organisation, "answer": found.answer},
            name="check_thanks",
            words={"token": token},
        )
    )


@require_safe
def check_left(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """What came of saying that the page is no longer one's own; a last owner can hand it over themselves."""
    found, known = round_of_token(token)
    require(may_follow_check_link(found))
    if found is None or known is None:
        raise Http404
    leaving = leaving_of(found.organisation, known.address, now=timezone.now())
    return _with_care(
        desk_page(
            request, "workspace/check_left.html", {"stays": leaving.stays}, name="check_left", words={"token": token}
        )
    )


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_entry(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """The same for those who have signed in: for their own association, or for one that they have just called."""
    now = timezone.now()
    organisation = _organisation(uid)
    require(may_confirm(request.user, organisation, now=now))
    today = timezone.localdate(now)
    on_behalf_of = acting_for(request.user, organisation, today)
    door = _Door(
        actor=request.user,
        by=confirmer(roles_over(request.user, organisation, on=today)),  # type: ignore[arg-type]
        name="confirm",
        words={"uid": uid},
        done=address(_back_to(request, organisation, on_behalf_of), language),
        on_behalf_of=on_behalf_of,
        may_change=may_edit(request.user, organisation, now=now),
        may_close=may_close(request.user, organisation, now=now),
    )
    return _ask(request, organisation, door)


def _back_to(request: HttpRequest, organisation: Organisation, on_behalf_of: Organisation | None) -> str:
    """Where whoever signed in goes on from: those who help, to the queue when that is where this waited."""
    if on_behalf_of is None:
        return "freshness"
    waits = matter_about(organisation) is not None and may_see_queue(request.user, now=timezone.now())
    return "queue" if waits else "overview"


@require_POST
def ask_again(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """Have a letter sent that asks whether the entry is still right."""
    now = timezone.now()
    organisation = _organisation(uid)
    require(may_confirm(request.user, organisation, now=now))
    name = pick(organisation.name, language).value
    try:
        ask_now(organisation, actor=request.user, now=now)
    except Refused as refused:
        messages.warning(request, f"{name}: {refused.verdict.reason}")
    else:
        messages.success(request, _("A letter is on its way to %(name)s.") % {"name": name})
    return HttpResponseRedirect(address("confirm", language, uid=uid))


def _organisation(uid: UUID) -> Organisation:
    found = Organisation.objects.select_related("home_municipality").filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def _with_care(response: HttpResponse) -> HttpResponse:
    """The address of the page is a key: no other site is told where its reader came from."""
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _ask(
    request: HttpRequest, organisation: Organisation, door: _Door, *, leave: LeaveForm | None = None
) -> HttpResponse:
    """The page that asks, and each of its three answers."""
    now, language = timezone.now(), str(request.LANGUAGE_CODE)
    today = timezone.localdate(now)
    services = list(running_services(organisation).prefetch_related("channels__schedules", "channels__location"))
    what = request.POST.get("answer", "") if request.method == "POST" else ""
    change = CheckForm(
        request.POST if what == "change" else None,
        base=organisation_facts(organisation),
        services=services,
        language=language,
        today=today,
    )
    close = CloseForm(request.POST if what == "close" else None, today=today)
    acting: dict[str, Any] = {"actor": door.actor, "now": now, "on_behalf_of": door.on_behalf_of}
    answers: dict[str, Callable[[], Organisation]] = {
        "confirm": lambda: confirm(organisation, by=door.by, **acting),
        "change": lambda: answer_check(organisation, change.answer(), by=door.by, language=language, **acting),
        "close": lambda: close_organisation(
            organisation,
            close.cleaned_data["status"],
            since=close.cleaned_data["since"],
            reason={language: close.cleaned_data["reason"]},
            **acting,
        ),
    }
    allowed = {"confirm": True, "change": door.may_change, "close": door.may_close}
    if what in answers:
        require(Verdict() if allowed[what] is True else allowed[what])  # type: ignore[arg-type]
        form = {"change": change, "close": close}.get(what)
        if form is None or form.is_valid():
            try:
                answered = answers[what]()
            except Refused as refused:
                if form is not change:
                    raise
                change.refuse(refused.verdict)
            else:
                messages.success(request, _said(what, answered, language, was=organisation.publication))
                if what == "change" and (unread := _unread(change, services, language)):
                    messages.warning(request, unread)
                return HttpResponseRedirect(door.done)
    context = {
        "organisation": organisation,
        "change": change,
        "touched": change.changed_fields(),
        **why_hidden(request, hiding_of(organisation), language, now=now),
        "close": close,
        "leave": leave,
        "leaving": leaving_of(organisation, door.known.address, now=now) if door.known is not None else None,
        "letter_address": door.known.address if door.known is not None else "",
        "many": len(services) > _MANY,
        "what": what,
        "by_link": door.name == "check",
        "may_write": door.name != "check" and bool(everyone_reached(organisation, now=now, kind=LETTERS)),
        "may_change": door.may_change,
        "may_close": door.may_close,
        "on_behalf_of": door.on_behalf_of,
        "confirmer": confirmer_words(organisation),
        "help": policy_of(organisation),
        "dead_mail": [] if door.name == "check" else dead_addresses(organisation, on=today),
        "may_try_mail": door.name != "check",
        "resting": organisation.status != OrganisationStatus.ACTIVE,
    }
    status = 422 if what in answers else status_with(leave) if leave is not None else 200
    return desk_page(request, "workspace/check.html", context, name=door.name, words=door.words, status=status)


def _unread(change: CheckForm, services: list[Service], language: str) -> str:
    """That times were written which only a person understands, so that nobody takes them to be on the page."""
    waiting = change.answer().times
    names = [pick(each.name, language).value for each in services if waiting.get(each.uid, "").strip()]
    if not names:
        return ""
    return _(
        "We could not read these times by ourselves: %(names)s. Someone looks at what you wrote;"
        " until then the page shows the times that were there."
    ) % {"names": ", ".join(names)}


def _said(what: str, organisation: Organisation, language: str, *, was: str) -> str:
    name = pick(organisation.name, language).value
    words = {
        "confirm": _("Thank you! The page of %(name)s is confirmed."),
        "change": _("Thank you! What you wrote is on the page of %(name)s, and the rest is confirmed."),
        "close": _("Thank you for telling. The page of %(name)s says so now."),
    }
    is_back = organisation.publication == Publication.PUBLISHED != was
    return " ".join([words[what] % {"name": name}, *([_("Everyone can see it again.")] if is_back else [])])


VIEWS: Views = {
    "check": check,
    "check_thanks": check_thanks,
    "check_left": check_left,
    "confirm": confirm_entry,
    "ask_again": ask_again,
}
