"""The founding path of a body: its steps, their days, and what has been done."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from raitti.bodies.actions import founding as acts
from raitti.bodies.forms.seats import FoundingDaysForm, FoundingStepForm
from raitti.bodies.models import FoundingStep
from raitti.bodies.queries.founding import founding_path
from raitti.bodies.rules import may_found_body, may_see_body
from raitti.core.addresses import Views, address
from raitti.core.verdicts import require
from raitti.workspace.asking import form_page
from raitti.workspace.bodies.asking import ask, taken_in
from raitti.workspace.bodies.body import body_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def body_founding(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """How far the founding has come, and by when each step is to be taken."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_body(request.user, found, now=now))
    founds = may_found_body(request.user, found, now=now)
    path = founding_path(found, on=timezone.localdate(now))
    form = FoundingDaysForm(request.POST or None, steps=[line.step for line in path.lines])
    if request.method == "POST":
        require(founds)
    act = lambda: acts.set_founding_days(found, form.days(), actor=request.user, now=now)  # noqa: E731
    if taken_in(request, form, act, language=language):
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(address("body_founding", language, body=body))
    context = {"body": found, "path": path, "may_found": bool(founds)}
    page, words = "workspace/bodies/seats/founding.html", {"body": body}
    return form_page(request, page, context, form=form, name="body_founding", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def body_founding_step(request: HttpRequest, language: str, body: UUID, step: str) -> HttpResponse:
    """Write down that a step was taken."""
    now, found = timezone.now(), body_or_404(body)
    require(may_found_body(request.user, found, now=now))
    if step not in FoundingStep.Step.values:
        raise Http404
    form = FoundingStepForm(request.POST or None, initial={"on": timezone.localdate(now)})

    def act() -> None:
        given = form.cleaned_data
        note = {language: given["note"]} if given["note"] else {}
        acts.take_founding_step(found, step, on=given["on"], note=note, actor=request.user, now=now)

    if taken_in(request, form, act, language=language):
        messages.success(request, _("Written down."))
        is_last = step == FoundingStep.Step.FIRST_MEETING
        return HttpResponseRedirect(address("own_body" if is_last else "body_founding", language, body=body))
    label = str(FoundingStep.Step(step).label)
    back = _("Back to the founding"), address("body_founding", language, body=body)
    words = {"body": body, "step": step}
    title = label[:1].upper() + label[1:]
    button = _("Write it down")
    return ask(request, form, found, title=title, button=button, back=back, name="body_founding_step", words=words)


@require_POST
def body_founding_back(request: HttpRequest, language: str, body: UUID, step: str) -> HttpResponse:
    """Take back a step written down by mistake."""
    now, found = timezone.now(), body_or_404(body)
    require(may_found_body(request.user, found, now=now))
    acts.take_back_founding_step(found, step, actor=request.user, now=now)
    messages.success(request, _("The step has been taken back."))
    return HttpResponseRedirect(address("body_founding", language, body=body))


VIEWS: Views = {
    "body_founding": body_founding,
    "body_founding_step": body_founding_step,
    "body_founding_back": body_founding_back,
}
