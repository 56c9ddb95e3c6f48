"""A candidate's own answer, by the link of a letter and without an account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raitti.bodies.actions.consenting import answer_as_candidate, candidate_of_token
from raitti.bodies.forms.nominating import CandidateForm
from raitti.bodies.rules.calls import may_answer_as_candidate
from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused
from raitti.workspace.asking import form_page, has_turn, place_refusal
from raitti.workspace.rendering import desk_page, old_link


@require_http_methods(["GET", "HEAD", "POST"])
def candidate(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Yes or no. Opening the page changes nothing: programs that look for viruses open links too."""
    now, found = timezone.now(), candidate_of_token(token)
    verdict = may_answer_as_candidate(found)
    if found is None:
        return _private(old_link(request, name="candidate", token=token))
    words = {"token": token}
    if not verdict:
        context = {"candidate": found, "call": found.nomination.call, "body": found.nomination.call.body}
        page = "workspace/bodies/calls/candidate_over.html"
        answer = desk_page(request, page, {**context, "reason": verdict.reason}, name="candidate", words=words)
        return _private(answer)
    form = CandidateForm(request.POST if request.method == "POST" else None, candidate=found)
    if request.method == "POST" and form.is_valid() and has_turn(request, form, now=now):
        said = form.cleaned_data
        try:
            answer_as_candidate(
                found,
                is_willing=said["answer"] == "yes",
                name_is_public=said["name_is_public"],
                gender=said["gender"],
                now=now,
            )
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Thank you, your answer has been kept. You can change it by the same link."))
            return _private(HttpResponseRedirect(address("candidate", language, **words)))
    context = {
        "candidate": found,
        "nomination": found.nomination,
        "call": found.nomination.call,
        "body": found.nomination.call.body,
    }
    page = "workspace/bodies/calls/candidate.html"
    return _private(form_page(request, page, context, form=form, name="candidate", words=words))


def _private(response: HttpResponse) -> HttpResponse:
    """The address of the page is a key: no other site is told where its reader came from."""
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


VIEWS: Views = {"candidate": candidate}
