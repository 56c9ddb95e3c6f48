"""Where a body's elections are prepared, opened, closed and published."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from raitti.bodies.actions import closing, election_letters
from raitti.bodies.actions import elections as acts
from raitti.bodies.actions.election_nominees import take_candidates
from raitti.bodies.forms.elections import CandidateForm, ElectionForm, QuotaForm
from raitti.bodies.models import Election, ElectionCandidate, ElectionQuota, Voter
from raitti.bodies.queries.elections import calls_to_take, candidates_of, elected, elections_of, preview_roll, turnout
from raitti.bodies.rules import (
    may_cancel_election,
    may_close_election,
    may_count_election,
    may_edit_election,
    may_make_election,
    may_mend_roll,
    may_publish_election,
    may_seat_elected,
    may_see_elections,
    may_see_roll,
    may_withdraw_candidate,
)
from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.directory.forms.texts import TextsForm
from raitti.workspace.asking import form_page, place_refusal, words_asked
from raitti.workspace.bodies.body import body_or_404
from raitti.workspace.rendering import desk_page

_PAGE = 100


def election_or_404(body: UUID, number: int) -> Election:
    known = Election.objects.select_related("body__steward", "body__setter", "body__parent")
    return get_object_or_404(known, body__uid=body, number=number)


def _to(election: Election, language: str, page: str = "own_election") -> HttpResponse:
    return HttpResponseRedirect(address(page, language, body=election.body.uid, number=election.number))


@require_safe
def own_elections(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """All elections of a body, the newest first."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_elections(request.user, found, now=now))
    page = Paginator(elections_of(found), _PAGE).get_page(request.GET.get("page"))
    context = {"body": found, "page": page, "may_make": bool(may_make_election(request.user, found, now=now))}
    template = "workspace/bodies/elections/list.html"
    return desk_page(request, template, context, name="own_elections", words={"body": body})


@require_http_methods(["GET", "HEAD", "POST"])
def election_new(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """Prepare an election."""
    now, found = timezone.now(), body_or_404(body)
    require(may_make_election(request.user, found, now=now))
    form = ElectionForm(request.POST or None, body=found, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.save_election(found, form.facts(), actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("Saved. Now put up the candidates."))
            return _to(made, language)
    context = {"body": found, "title": _("Prepare an election")}
    return form_page(request, _FORM, context, form=form, name="election_new", words={"body": body})


_FORM = "workspace/bodies/elections/form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def election_edit(request: HttpRequest, language: str, body: UUID, number: int) -> HttpResponse:
    """Change an election that is being prepared."""
    now, found = timezone.now(), election_or_404(body, number)
    require(may_edit_election(request.user, found, now=now))
    form = ElectionForm(request.POST or None, body=found.body, language=language, election=found)

    def save() -> None:
        acts.save_election(found.body, form.facts(), actor=request.user, now=now, election=found)

    return _saved(request, found, form, save, title=_("Change the election"), name="election_edit")


def _saved(
    request: HttpRequest, election: Election, form: Any, save: Any, *, title: str, name: str, **words: Any
) -> HttpResponse:
    """A form of an election: saved, and back to its page; or shown again with what was typed."""
    language = str(request.LANGUAGE_CODE)
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("Saved."))
            return _to(election, language)
    context = {
        "body": election.body,
        "election": election,
        "title": title,
        "removes": bool(words.pop("removes", False)),
    }
    where = {"body": election.body.uid, "number": election.number, **words}
    return form_page(request, _FORM, context, form=form, name=name, words=where)


@require_http_methods(["GET", "HEAD", "POST"])
def own_election(request: HttpRequest, language: str, body: UUID, number: int) -> HttpResponse:
    """Where an election stands, and the one thing to do next."""
    now, found = timezone.now(), election_or_404(body, number)
    require(may_see_elections(request.user, found.body, now=now))
    trouble = ""
    if request.method == "POST":
        try:
            _do(request, found)
        except Refused as refused:
            if refused.verdict.code in {"not_allowed", "sign_in", "second_factor"}:
                raise
            trouble = str(refused.verdict.reason)
            found = election_or_404(body, number)
        else:
            return _to(found, language)
    context = _standing(request, found) | {"trouble": trouble}
    words = {"body": body, "number": number}
    template, status = "workspace/bodies/elections/election.html", 409 if trouble else 200
    return desk_page(request, template, context, name="own_election", words=words, status=status)


def _do(request: HttpRequest, election: Election) -> None:
    """What a button of the page asks for."""
    now, asked = timezone.now(), request.POST.get("do", "")
    if asked == "open":
        acts.open_election(election, actor=request.user, now=now)
        messages.success(request, _("The vote is open. The links go out to the voters."))
    elif asked == "close":
        closing.close_election(election, actor=request.user, now=now)
        messages.success(request, _("The vote is closed. All ballots have been opened and shuffled."))
    elif asked == "count":
        closing.count_election(election, actor=request.user, now=now)
        messages.success(request, _("The ballots have been counted."))
    elif asked == "publish":
        closing.publish_election(election, actor=request.user, now=now)
        messages.success(request, _("Published."))
    elif asked == "remind":
        sent = election_letters.remind_voters(election, actor=request.user, now=now)
        said = ngettext("A letter goes to %d voter.", "Letters go to %d voters.", sent)
        messages.success(request, said % sent)
    elif asked == "take":
        _take(request, election)
    elif asked == "withdraw":
        candidate = get_object_or_404(election.candidates, number=_whole(request.POST.get("candidate", "")))
        acts.withdraw_candidate(candidate, actor=request.user, now=now)
        messages.success(request, _("The candidate has been struck."))
    else:
        require(may_see_roll(request.user, election, now=now))


def _take(request: HttpRequest, election: Election) -> None:
    call = get_object_or_404(election.body.calls, number=_whole(request.POST.get("call", "")))
    taken = take_candidates(election, call, actor=request.user, now=timezone.now())
    said = ngettext("%d candidate was put up.", "%d candidates were put up.", taken.put_up) % taken.put_up
    if taken.left_out:
        left = ngettext(
            "%d was left out: they have not said yes to standing under their name.",
            "%d were left out: they have not said yes to standing under their name.",
            taken.left_out,
        )
        said = f"{said} {left % taken.left_out}"
    messages.success(request, said)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _standing(request: HttpRequest, election: Election) -> dict[str, Any]:
    now, actor = timezone.now(), request.user
    sees_roll = bool(may_see_roll(actor, election, now=now))
    may_edit = bool(may_edit_election(actor, election, now=now))
    voted, on_roll = turnout(election) if sees_roll and election.opened else (0, 0)
    return {
        "body": election.body,
        "election": election,
        "candidates": candidates_of(election),
        "quotas": list(election.quotas.prefetch_related("candidates")),
        "elected": elected(election),
        "sees_roll": sees_roll,
        "preview": preview_roll(election, now=now) if may_edit else None,
        "calls": calls_to_take(election, now=now) if may_edit else [],
        "may_seat": bool(may_seat_elected(actor, election, now=now)),
        "voted": voted,
        "on_roll": on_roll,
        "is_over": election.closes is not None and now >= election.closes,
        "may_edit": may_edit,
        "may_mend": bool(may_mend_roll(actor, election, now=now)),
        "may_withdraw": bool(may_withdraw_candidate(actor, election, now=now)),
        "may_close": bool(may_close_election(actor, election, now=now)),
        "may_count": bool(may_count_election(actor, election, now=now)),
        "may_publish": bool(may_publish_election(actor, election, now=now)),
        "may_cancel": bool(may_cancel_election(actor, election, now=now)),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def candidate_new(request: HttpRequest, language: str, body: UUID, number: int) -> HttpResponse:
    """Put somebody up."""
    now, found = timezone.now(), election_or_404(body, number)
    require(may_edit_election(request.user, found, now=now))
    form = CandidateForm(request.POST or None, language=language)

    def save() -> None:
        acts.save_candidate(found, form.facts(), actor=request.user, now=now)

    return _saved(request, found, form, save, title=_("Put up a candidate"), name="candidate_new")


@require_http_methods(["GET", "HEAD", "POST"])
def candidate_edit(request: HttpRequest, language: str, body: UUID, number: int, candidate: int) -> HttpResponse:
    """Change what is said of a candidate, or take them off."""
    now, found = timezone.now(), election_or_404(body, number)
    require(may_edit_election(request.user, found, now=now))
    one: ElectionCandidate = get_object_or_404(found.candidates.select_related("organisation", "holder"), pk=candidate)
    if request.method == "POST" and "remove" in request.POST:
        acts.remove_candidate(one, actor=request.user, now=now)
        messages.success(request, _("Removed."))
        return _to(found, language)
    form = CandidateForm(request.POST or None, language=language, candidate=one)

    def save() -> None:
        acts.save_candidate(found, form.facts(), actor=request.user, now=now, candidate=one)

    title, words = _("Change the candidate"), {"candidate": candidate, "removes": True}
    return _saved(request, found, form, save, title=title, name="candidate_edit", **words)


@require_http_methods(["GET", "HEAD", "POST"])
def quota_new(request: HttpRequest, language: str, body: UUID, number: int) -> HttpResponse:
    """Keep places for a theme or an area."""
    now, found = timezone.now(), election_or_404(body, number)
    require(may_edit_election(request.user, found, now=now))
    form = QuotaForm(request.POST or None, candidates=candidates_of(found), language=language)

    def save() -> None:
        acts.save_quota(found, form.facts(), actor=request.user, now=now)

    return _saved(request, found, form, save, title=_("Set a quota"), name="quota_new")


@require_http_methods(["GET", "HEAD", "POST"])
def quota_edit(request: HttpRequest, language: str, body: UUID, number: int, quota: int) -> HttpResponse:
    """Change a quota, or do without it."""
    now, found = timezone.now(), election_or_404(body, number)
    require(may_edit_election(request.user, found, now=now))
    one: ElectionQuota = get_object_or_404(found.quotas, pk=quota)
    if request.method == "POST" and "remove" in request.POST:
        acts.remove_quota(one, actor=request.user, now=now)
        messages.success(request, _("Removed."))
        return _to(found, language)
    form = QuotaForm(request.POST or None, candidates=candidates_of(found), language=language, quota=one)

    def save() -> None:
        acts.save_quota(found, form.facts(), actor=request.user, now=now, quota=one)

    title, words = _("Change the quota"), {"quota": quota, "removes": True}
    return _saved(request, found, form, save, title=title, name="quota_edit", **words)


@require_safe
def election_roll(request: HttpRequest, language: str, body: UUID, number: int) -> HttpResponse:
    """Who is on the roll. Who has voted is not said."""
    now, found = timezone.now(), election_or_404(body, number)
    require(may_see_roll(request.user, found, now=now))
    page = Paginator(found.voters.defer("voted"), _PAGE).get_page(request.GET.get("page"))
    may_mend = bool(may_mend_roll(request.user, found, now=now))
    context = {"body": found.body, "election": found, "page": page, "may_mend": may_mend}
    template, words = "workspace/bodies/elections/roll.html", {"body": body, "number": number}
    return desk_page(request, template, context, name="election_roll", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def voter_remove(request: HttpRequest, language: str, body: UUID, number: int, voter: UUID) -> HttpResponse:
    """Take somebody off the roll."""
    now, found = timezone.now(), election_or_404(body, number)
    require(may_mend_roll(request.user, found, now=now))
    one: Voter = get_object_or_404(found.voters, uid=voter)
    form = _reason_form(request)

    def save() -> None:
        acts.remove_voter(one, reason=form.cleaned_data["reason"], actor=request.user, now=now)

    title = _("Take off the roll: %s") % one.name
    return _saved(request, found, form, save, title=title, name="voter_remove", voter=voter)


@require_http_methods(["GET", "HEAD", "POST"])
def election_cancel(request: HttpRequest, language: str, body: UUID, number: int) -> HttpResponse:
    """Call the election off."""
    now, found = timezone.now(), election_or_404(body, number)
    require(may_cancel_election(request.user, found, now=now))
    form = _reason_form(request)

    def save() -> None:
        reason = {language: form.cleaned_data["reason"]}
        acts.cancel_election(found, reason=reason, actor=request.user, now=now)

    title = _("Cancel the election; all its ballots are destroyed")
    return _saved(request, found, form, save, title=title, name="election_cancel")


def _reason_form(request: HttpRequest) -> Any:
    return _ReasonForm(request.POST or None)


class _ReasonForm(TextsForm):
    reason = words_asked(gettext_lazy("Why? Those it concerns can read it."), rows=3, most=500)


VIEWS: Views = {
    "own_elections": own_elections,
    "election_new": election_new,
    "own_election": own_election,
    "election_edit": election_edit,
    "candidate_new": candidate_new,
    "candidate_edit": candidate_edit,
    "quota_new": quota_new,
    "quota_edit": quota_edit,
    "election_roll": election_roll,
    "voter_remove": voter_remove,
    "election_cancel": election_cancel,
}
