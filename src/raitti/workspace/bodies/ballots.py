"""Voting: looked at before it is sent, by whoever has signed in or by the link of a letter.

What somebody chooses goes from page to page in the page itself; nothing of it is kept before it is sealed, in no
session, message or log.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from raitti.bodies.actions.ballots import cast_ballot, look_at
from raitti.bodies.ballot_papers import give_in_hand, read_ballot_link, read_in_hand
from raitti.bodies.forms.elections import BallotForm
from raitti.bodies.models import Voter
from raitti.bodies.queries.elections import candidates_of, votes_of
from raitti.bodies.rules import may_cast, may_see_own_votes, may_vote
from raitti.core.addresses import Views
from raitti.core.audit import LinkHolder
from raitti.core.uids import read_uid
from raitti.core.verdicts import NOT_ALLOWED, SECOND_FACTOR, SIGN_IN, Refused, Verdict, require
from raitti.workspace.rendering import desk_page, old_link

_NOT_THEIRS = {NOT_ALLOWED, SECOND_FACTOR, SIGN_IN}
_BALLOT = "workspace/bodies/elections/ballot.html"


@require_safe
def own_votes(request: HttpRequest, language: str) -> HttpResponse:
    """The ballots one can cast now."""
    now = timezone.now()
    require(may_see_own_votes(request.user, now=now))
    person: Any = request.user
    context = {"votes": votes_of(person, now=now)}
    return desk_page(request, "workspace/bodies/elections/votes.html", context, name="own_votes")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, language: str, voter: UUID) -> HttpResponse:
    """The ballot of somebody who has signed in."""
    found = get_object_or_404(_voters(), uid=voter)
    now, taken = timezone.now(), read_in_hand(found, request.POST.get("in_hand", ""))
    verdict = may_vote(request.user, found, now=now, in_hand=taken.given if taken else None)
    if verdict.code in _NOT_THEIRS:
        require(verdict)
    return _vote(request, found, verdict, actor=request.user, name="ballot", words={"voter": voter})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_link(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """The ballot of somebody who came by the link of their letter. Opening it changes nothing."""
    uid = read_uid(read_ballot_link(token))
    found = _voters().filter(uid=uid).first() if uid else None
    if found is None:
        return old_link(request, name="ballot_link", token=token)
    now, taken = timezone.now(), read_in_hand(found, request.POST.get("in_hand", ""))
    verdict = may_cast(found, now=now, in_hand=taken.given if taken else None)
    actor = LinkHolder("a voter")
    response = _vote(request, found, verdict, actor=actor, name="ballot_link", words={"token": token})
    response["Referrer-Policy"] = "no-referrer"
    # Else what is refused would be logged with its address, and whoever reads the log could vote by it.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _voters() -> Any:
    return Voter.objects.select_related("election__body", "organisation", "holder")


@sensitive_variables()
def _vote(
    request: HttpRequest, voter: Voter, verdict: Verdict, *, actor: Any, name: str, words: dict[str, Any]
) -> HttpResponse:
    """Choose, look at it, send it; whatever is refused, what was chosen stays on the page."""
    election = voter.election
    candidates = candidates_of(election)
    form = BallotForm(
        request.POST if request.method == "POST" else None, candidates=candidates, is_ranked=election.is_ranked
    )
    context: dict[str, Any] = {"voter": voter, "election": election, "body": election.body, "form": form}
    show = _shower(request, name=name, words=words)
    if not verdict:
        by_number = {one.number: one for one in candidates}
        numbers = form.choices() if form.is_bound and form.is_valid() else ()
        context |= {"refused": verdict.reason, "code": verdict.code, "chosen": [by_number[n] for n in numbers]}
        return show("workspace/bodies/elections/no_ballot.html", context, 409 if request.method == "POST" else 200)
    if not form.is_bound or not form.is_valid():
        return show(_BALLOT, context, 422 if form.is_bound else 200)
    if "change" in request.POST:
        return show(_BALLOT, context, 200)
    now, numbers = timezone.now(), form.choices()
    try:
        if "send" in request.POST:
            in_hand = request.POST.get("in_hand", "")
            context["receipt"] = cast_ballot(voter, numbers, in_hand=in_hand, actor=actor, now=now)
            return show("workspace/bodies/elections/cast.html", context, 200)
        look_at(election, numbers)
    except Refused as refused:
        # Somebody was quicker, the candidate withdrew, the vote has been closed: it is said, and nothing is lost.
        form.add_error(None, str(refused.verdict.reason))
        return show(_BALLOT, context, 409)
    token = give_in_hand(voter, now=now)
    taken = read_in_hand(voter, token)
    by_number = {one.number: one for one in candidates}
    chosen = [by_number[number] for number in numbers]
    context |= {"chosen": chosen, "in_hand": token, "receipt": taken.receipt if taken else ""}
    return show("workspace/bodies/elections/look.html", context, 200)


def _shower(
    request: HttpRequest, *, name: str, words: dict[str, Any]
) -> Callable[[str, dict[str, Any], int], HttpResponse]:
    def show(template: str, context: dict[str, Any], status: int) -> HttpResponse:
        return desk_page(request, template, context, name=name, words=words, status=status)

    return show


VIEWS: Views = {"own_votes": own_votes, "ballot": ballot, "ballot_link": ballot_link}
