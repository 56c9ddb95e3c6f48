"""Finding one's association, claiming its page, and deciding on claims."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.core.access import note_access
from raitti.core.addressees import is_bounced
from raitti.core.addresses import Views, address
from raitti.core.audit import record
from raitti.core.uploads import takes_files
from raitti.core.verdicts import Refused, require
from raitti.directory.actions.claims import (
    accept_claim,
    claim_organisation,
    deny_claim,
    prove_claim,
    refuse_claim,
    withdraw_claim,
)
from raitti.directory.forms.claims import ClaimForm, RefuseForm
from raitti.directory.models import Claim, Organisation
from raitti.directory.proofs import CONTENT_TYPES
from raitti.directory.queries.claims import agents_for, claims_of, find_by_name
from raitti.directory.queries.invitations import claim_by
from raitti.directory.queries.mandates import organisations_in_care_of
from raitti.directory.queries.queue import QUEUE_ROLES
from raitti.directory.rules import (
    may_answer_claim_link,
    may_claim,
    may_decide_claim,
    may_prove_claim,
    may_see_claim,
    may_see_claims,
    may_see_own_pages,
    may_see_proof,
    may_see_queue,
    may_withdraw_claim,
)
from raitti.directory.rules.claims import asks_owners_until
from raitti.workspace.asking import form_page, has_turn, place_refusal
from raitti.workspace.rendering import ASK_AGAIN, desk_page, old_link

_LONGEST_NAME = 100


@require_safe
def find(request: HttpRequest, language: str) -> HttpResponse:
    """Look for one's association by name: it may be here already."""
    now = timezone.now()
    require(may_see_own_pages(request.user, now=now))
    words = request.GET.get("q", "")[:_LONGEST_NAME].strip()
    named = find_by_name(words) if words else []
    found = [(each, may_claim(request.user, each, now=now)) for each in named]
    context = {
        "words": words,
        "found": found,
        "in_care": _in_care(request, named, now=now),
        "helps": bool(may_see_queue(request.user, now=now)),
    }
    return desk_page(request, "workspace/claims/find.html", context, name="find")


def _in_care(request: HttpRequest, named: list[Organisation], *, now: datetime) -> set[int]:
    """Which of some organisations somebody may help, since they look after the area."""
    person: Any = request.user
    found = organisations_in_care_of(person, on=timezone.localdate(now), roles=QUEUE_ROLES)
    return set(found.filter(pk__in=[each.pk for each in named]).values_list("pk", flat=True)) if named else set()


@takes_files(megabytes=11)
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """Ask for an existing entry as one's own association's."""
    now, entry = timezone.now(), get_object_or_404(Organisation, uid=organisation)
    require(may_claim(request.user, entry, now=now))
    form = ClaimForm(request.POST or None, request.FILES or None, ways=_ways(entry, now=now), auto_id="%s")
    if request.method == "POST" and form.is_valid() and has_turn(request, form, now=now):
        try:
            made = claim_organisation(entry, actor=request.user, now=now, **form.cleaned_data)  # type: ignore[arg-type]
        except Refused as refused:
            place_refusal(form, refused)
        else:
            return HttpResponseRedirect(address("claim", language, uid=made.uid))
    context = {"organisation": entry, "form": form}
    return form_page(
        request,
        "workspace/claims/new.html",
        context,
        form=form,
        name="claim_organisation",
        words={"organisation": organisation},
    )


def _ways(organisation: Organisation, *, now: Any) -> list[tuple[str, Any]]:
    """The ways that lead somewhere for this entry, each in the words of whoever chooses."""
    ways: list[tuple[str, Any]] = []
    if organisation.email and not is_bounced(organisation.email):
        name, _at, host = organisation.email.partition("@")
        told = gettext_lazy("By a link to the page’s own address %s. This is the quickest way.")
        ways.append((Claim.Way.ADDRESS.value, told % f"{name[:2]}…@{host}"))
    ways.append((Claim.Way.REGISTER.value, gettext_lazy("By an extract from the Register of Associations")))
    if agents_for(organisation, on=timezone.localdate(now)).exists():
        ways.append((Claim.Way.AGENT.value, gettext_lazy("An association agent of the municipality knows me")))
    return ways


@require_safe
def one_claim(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """How one's own claim stands; for those who decide, the claim and what to answer."""
    now, found = timezone.now(), _claim(uid)
    require(may_see_claim(request.user, found, now=now))
    return _claim_page(request, found, RefuseForm(auto_id="%s"), now=now)


def _claim_page(request: HttpRequest, found: Claim, form: RefuseForm, *, now: Any) -> HttpResponse:
    context = {
        "claim": found,
        "organisation": found.organisation,
        "is_own": found.person_id == request.user.pk,
        "owners_until": asks_owners_until(found, now=now),
        "may_decide": may_decide_claim(request.user, found, now=now),
        "may_see_proof": bool(may_see_proof(request.user, found, now=now)),
        "may_withdraw": bool(may_withdraw_claim(request.user, found, now=now)),
    }
    return form_page(request, "workspace/claims/claim.html", context, form=form, name="claim", words={"uid": found.uid})


@require_safe
def claims(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """All who ask for one entry, side by side."""
    now, entry = timezone.now(), get_object_or_404(Organisation, uid=organisation)
    require(may_see_claims(request.user, entry, now=now))
    rows = [
        {
            "claim": each,
            "owners_until": asks_owners_until(each, now=now),
            "may_decide": may_decide_claim(request.user, each, now=now),
            "may_see_proof": bool(may_see_proof(request.user, each, now=now)),
        }
        for each in claims_of(entry)
    ]
    context = {"organisation": entry, "rows": rows}
    return desk_page(
        request, "workspace/claims/claims.html", context, name="claims", words={"organisation": organisation}
    )


@require_safe
def proof(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """The file sent as proof, for those who decide; it is never shown inside our pages."""
    now, found = timezone.now(), _claim(uid)
    require(may_see_proof(request.user, found, now=now))
    record(request.user, "looked at proof", found.organisation, now=now)
    note_access(request.user, "claim proof", found.organisation, now=now)
    kind = str(found.proof.name).rpartition(".")[2]
    try:
        with found.proof.open("rb") as file:
            response = HttpResponse(file.read(), content_type=CONTENT_TYPES[kind])
    except FileNotFoundError as missing:
        raise Http404 from missing
    response["Content-Disposition"] = f'attachment; filename="proof-{found.created:%Y-%m-%d}.{kind}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_POST
def accept(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """Make whoever asked an owner of the page."""
    done = accept_claim(_claim(uid), actor=request.user, now=timezone.now())
    messages.success(request, _("The claim has been accepted, and the new owner is told."))
    return _after_deciding(request, done, language)


@require_POST
def refuse(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """Say no, with a reason."""
    now, found, form = timezone.now(), _claim(uid), RefuseForm(request.POST, auto_id="%s")
    require(may_decide_claim(request.user, found, now=now))
    if not form.is_valid():
        return _claim_page(request, found, form, now=now)
    done = refuse_claim(found, form.cleaned_data["reason"], actor=request.user, now=now)
    messages.success(request, _("The claim has been refused, and whoever asked is told why."))
    return _after_deciding(request, done, language)


def _after_deciding(request: HttpRequest, done: Claim, language: str) -> HttpResponse:
    """To the others who ask for the page, else to where one came from."""
    now = timezone.now()
    if may_see_claims(request.user, done.organisation, now=now) and claims_of(done.organisation).exists():
        return HttpResponseRedirect(address("claims", language, organisation=done.organisation.uid))
    return HttpResponseRedirect(address("queue" if may_see_queue(request.user, now=now) else "desk", language))


@require_POST
def withdraw(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """Take one's own claim back."""
    withdraw_claim(_claim(uid), actor=request.user, now=timezone.now())
    messages.success(request, _("You have taken your request back."))
    return HttpResponseRedirect(address("desk", language))


@require_http_methods(["GET", "HEAD", "POST"])
def claim_link(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Where the letter to the entry's own address leads: take the page, or say that it is not right."""
    now, found = timezone.now(), claim_by(token)
    if found is None:
        return old_link(request, name="claim_link", token=token, instead=ASK_AGAIN)
    require(may_answer_claim_link(request.user, found, now=now))
    context: dict[str, Any] = {"claim": found, "organisation": found.organisation}
    if request.method == "POST" and request.POST.get("answer") == "no":
        deny_claim(found, now=now)
        return desk_page(request, "workspace/claims/denied.html", context, name="claim_link", words={"token": token})
    if request.method == "POST":
        prove_claim(found, actor=request.user, now=now)  # type: ignore[arg-type]
        messages.success(request, _("The page is now yours to look after."))
        return HttpResponseRedirect(address("desk", language))
    context |= {
        "verdict": may_prove_claim(request.user, found, now=now),
        "next": address("claim_link", language, token=token),
    }
    return desk_page(request, "workspace/claims/link.html", context, name="claim_link", words={"token": token})


def _claim(uid: UUID) -> Claim:
    return get_object_or_404(Claim.objects.select_related("organisation", "person"), uid=uid)


VIEWS: Views = {
    "find": find,
    "claim_organisation": claim,
    "claims": claims,
    "claim": one_claim,
    "claim_proof": proof,
    "accept_claim": accept,
    "refuse_claim": refuse,
    "withdraw_claim": withdraw,
    "claim_link": claim_link,
}
