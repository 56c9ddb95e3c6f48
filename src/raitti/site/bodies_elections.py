"""An election as everyone sees it: who stands, until when one votes, and the result with its count and its ballots."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from raitti import voting
from raitti.bodies.ballot_papers import read_receipt
from raitti.bodies.election_telling import how_in_words, tell
from raitti.bodies.models import Election
from raitti.bodies.queries.elections import (
    candidates_of,
    elected,
    outcome_of,
    papers_of,
    problem_of,
    public_election,
    turnout,
)
from raitti.core.kept import kept
from raitti.core.shelf import shelved
from raitti.site.rendering import at_address, page

_PAGE = 100


def _election(request: HttpRequest, name: str, slug: str, number: int) -> Election | HttpResponse:
    key = at_address(request, "body", name, slug, number=number)
    if isinstance(key, HttpResponse):
        return key
    found = public_election(key, number) if key else None
    if found is None or not found.body.is_public:
        raise Http404
    return found


def _published(request: HttpRequest, name: str, slug: str, number: int) -> Election | HttpResponse:
    found = _election(request, name, slug, number)
    if isinstance(found, Election) and found.state != Election.State.PUBLISHED:
        raise Http404
    return found


@require_safe
@shelved()
def election(request: HttpRequest, language: str, slug: str, number: int) -> HttpResponse:
    """What is decided and who stands; after publishing the result, explained."""
    found = _election(request, "election", slug, number)
    if isinstance(found, HttpResponse):
        return found
    candidates = candidates_of(found)
    context = {
        "election": found,
        "body": found.body,
        "candidates": candidates,
        "quotas": list(found.quotas.prefetch_related("candidates")),
        "how": how_in_words(found),
    }
    if found.state == Election.State.PUBLISHED:
        voted, on_roll = turnout(found)
        told = kept(f"election {found.pk} {language}", lambda: tell(outcome_of(found), candidates))
        context |= {"elected": elected(found), "told": told, "voted": voted, "on_roll": on_roll}
    words = {"number": number}
    return page(request, "site/bodies/election.html", context, name="election", thing=found.body, words=words)


@require_safe
@shelved("page")
def election_ballots(request: HttpRequest, language: str, slug: str, number: int) -> HttpResponse:
    """All ballots with their receipts, in the order of these."""
    found = _published(request, "election_ballots", slug, number)
    if isinstance(found, HttpResponse):
        return found
    ballots = Paginator(found.ballots.order_by("receipt"), _PAGE).get_page(request.GET.get("page"))
    context = {"election": found, "body": found.body, "page": ballots}
    words, template = {"number": number}, "site/bodies/election_ballots.html"
    return page(request, template, context, name="election_ballots", thing=found.body, words=words)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def election_receipt(request: HttpRequest, language: str, slug: str, number: int) -> HttpResponse:
    """Whether a ballot counts. The code is sent in the body of a form, so that no log of addresses holds it."""
    found = _election(request, "election_receipt", slug, number)
    if isinstance(found, HttpResponse):
        return found
    asked = read_receipt(request.POST.get("receipt", "")[:100])
    ballot, is_published = None, found.state == Election.State.PUBLISHED
    if request.method == "POST" and is_published:
        ballot = found.ballots.filter(receipt=asked).first()
    chosen = []
    if ballot is not None:
        by_number = {one.number: one for one in candidates_of(found)}
        chosen = [by_number[number] for number in ballot.choices]
    context = {
        "election": found,
        "body": found.body,
        "asked": asked,
        "typed": request.POST.get("receipt", "")[:100],
        "was_asked": request.method == "POST",
        "is_published": is_published,
        "ballot": ballot,
        "chosen": chosen,
    }
    words, template = {"number": number}, "site/bodies/election_receipt.html"
    return page(request, template, context, name="election_receipt", thing=found.body, words=words)


@require_safe
@shelved()
def election_json(request: HttpRequest, language: str, slug: str, number: int) -> HttpResponse:
    """The election and its ballots for counting again: `python -m raitti.voting FILE`."""
    found = _published(request, "election_json", slug, number)
    if isinstance(found, HttpResponse):
        return found
    problem = problem_of(found)
    text = voting.write_json(problem, papers_of(found, problem))
    return _file(text.encode(), "application/json", f"{_('ballots')}-{number}.json")


@require_safe
@shelved()
def election_csv(request: HttpRequest, language: str, slug: str, number: int) -> HttpResponse:
    """The same as a table."""
    found = _published(request, "election_csv", slug, number)
    if isinstance(found, HttpResponse):
        return found
    problem = problem_of(found)
    content = voting.write_csv(problem, papers_of(found, problem))
    return _file(content, "text/csv; charset=utf-8", f"{_('ballots')}-{number}.csv")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
