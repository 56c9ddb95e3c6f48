"""What of a project lives on: the list, each structure's page, and seeing it to its receiver."""

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

from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.directory.forms.documents import FileForm
from raitti.directory.models import Organisation, Portal
from raitti.directory.queries.claims import find_by_name
from raitti.programmes.actions import structures as acts
from raitti.programmes.forms.structures import OfferForm, ReasonsForm, StepForm, StructureForm
from raitti.programmes.models import HandoverStep, Structure
from raitti.programmes.queries.structures import (
    ORGANISATION,
    PORTAL,
    portal_uid,
    steps_of,
    structures_of,
    thing_of,
    things_to_give,
    with_its_own,
)
from raitti.programmes.rules import (
    may_add_structure,
    may_answer_structure,
    may_change_structure,
    may_close_project,
    may_end_structure,
    may_hand_over_structure,
    may_offer_structure,
    may_see_archive,
    may_see_structure,
    may_see_structures,
)
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.programmes.project import project_or_404
from raitti.workspace.rendering import desk_page

_LONGEST_NAME = 100


def structure_or_404(uid: UUID) -> Structure:
    """The structure, with what every page and rule asks of it."""
    return get_object_or_404(with_its_own(Structure.objects.all()), uid=uid)


def to_structure(structure: Structure, language: str) -> HttpResponse:
    return HttpResponseRedirect(address("structure", language, structure=structure.uid))


def context_of(request: HttpRequest, structure: Structure, *, now: datetime) -> dict[str, Any]:
    """What every page of a structure shows: whose it is, and whether the way leads back to its project."""
    project = structure.project
    return {
        "structure": structure,
        "project": project,
        "sees_project": project is not None and bool(may_see_structures(request.user, project, now=now)),
    }


@require_safe
def structures(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """Everything that lives on: what is unsettled first."""
    now, found = timezone.now(), project_or_404(project)
    require(may_see_structures(request.user, found, now=now))
    listed = structures_of(found, on=timezone.localdate(now))
    context = {
        "project": found,
        "unsettled": [each for each in listed if each.structure.is_unsettled],
        "settled": [each for each in listed if not each.structure.is_unsettled],
        "may_add": bool(may_add_structure(request.user, found, now=now)),
        "may_close": bool(may_close_project(request.user, found, now=now)),
        "archive": getattr(found, "archive", None) if may_see_archive(request.user, found, now=now) else None,
    }
    words = {"project": project}
    return desk_page(request, "workspace/programmes/structures.html", context, name="structures", words=words)


@require_safe
def structure(request: HttpRequest, language: str, structure: UUID) -> HttpResponse:
    """One structure: what it is, how far its handover has come, its files, and the one thing to do next."""
    now, found = timezone.now(), structure_or_404(structure)
    require(may_see_structure(request.user, found, now=now))
    return structure_page(request, found, now=now)


def structure_page(
    request: HttpRequest, found: Structure, *, now: datetime, form: FileForm | None = None, status: int = 200
) -> HttpResponse:
    """A structure's page; `form` holds a file that could not be taken."""
    today = timezone.localdate(now)
    changes = bool(may_change_structure(request.user, found, now=now))
    context = context_of(request, found, now=now) | {
        "steps": steps_of(found),
        "givers_steps": [str(step) for step in acts.GIVERS_STEPS],
        "last_taken": next((line.key for line in reversed(steps_of(found)) if line.taken), ""),
        "is_late": found.is_leaving and found.due is not None and found.due < today,
        "thing": thing_of(found),
        "attachments": list(found.attachments.all()),
        "form": form or (FileForm() if changes else None),
        "may_change": changes,
        "may_hand_over": bool(may_hand_over_structure(request.user, found, now=now)),
        "may_offer": bool(may_offer_structure(request.user, found, now=now)),
        "may_answer": bool(may_answer_structure(request.user, found, now=now)),
        "may_end": bool(may_end_structure(request.user, found, now=now)),
    }
    words = {"structure": found.uid}
    page = "workspace/programmes/structure.html"
    return desk_page(request, page, context, name="structure", words=words, status=status)


def _things(request: HttpRequest, steward: Organisation, language: str, *, now: datetime) -> list[tuple[str, str]]:
    person: Any = request.user
    return [
        (f"{PORTAL}:{portal_uid(each)}", _("Region’s pages: %s") % each.name_in(language))
        if isinstance(each, Portal)
        else (f"{ORGANISATION}:{each.uid}", _("Page: %s") % each.name_in(language))
        for each in things_to_give(person, steward, now=now)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def structure_new(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """Name something that is to live on."""
    now, found = timezone.now(), project_or_404(project)
    require(may_add_structure(request.user, found, now=now))
    things = _things(request, found.host, language, now=now)
    form = StructureForm(request.POST or None, structure=None, things=things, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.add_structure(found, form.facts(), actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("Saved. Next, name who is to have it."))
            return to_structure(made, language)
    context = {"project": found, "sees_project": True, "structure": None}
    page, words = "workspace/programmes/structure_form.html", {"project": project}
    return form_page(request, page, context, form=form, name="structure_new", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def structure_edit(request: HttpRequest, language: str, structure: UUID) -> HttpResponse:
    """Change what is said of a structure."""
    now, found = timezone.now(), structure_or_404(structure)
    require(may_change_structure(request.user, found, now=now))
    things = _things(request, found.steward, language, now=now)
    form = StructureForm(request.POST or None, structure=found, things=things, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_structure(found, form.facts(), actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("Saved."))
            return to_structure(found, language)
    context = context_of(request, found, now=now)
    page, words = "workspace/programmes/structure_form.html", {"structure": structure}
    return form_page(request, page, context, form=form, name="structure_edit", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def structure_receiver(request: HttpRequest, language: str, structure: UUID) -> HttpResponse:
    """Look for the organisation that is to have a structure, and name it."""
    now, found = timezone.now(), structure_or_404(structure)
    require(may_hand_over_structure(request.user, found, now=now))
    if request.method == "POST":
        try:
            chosen = Organisation.objects.filter(uid=UUID(request.POST.get("receiver", ""))).first()
        except ValueError:
            chosen = None
        if chosen is None:
            raise Http404
        acts.name_receiver(found, chosen, actor=request.user, now=now)
        messages.success(request, _("The receiver is named: %s. Next, offer it to them.") % chosen.name_in(language))
        return to_structure(found, language)
    words = request.GET.get("q", "")[:_LONGEST_NAME].strip()
    named = [each for each in find_by_name(words) if each != found.steward] if words else []
    context = context_of(request, found, now=now) | {"words": words, "found": named}
    page = "workspace/programmes/structure_receiver.html"
    return desk_page(request, page, context, name="structure_receiver", words={"structure": structure})


@require_http_methods(["GET", "HEAD", "POST"])
def structure_step(request: HttpRequest, language: str, structure: UUID, step: str) -> HttpResponse:
    """Write down that the next step was taken."""
    now, found = timezone.now(), structure_or_404(structure)
    require(may_hand_over_structure(request.user, found, now=now))
    if step not in acts.GIVERS_STEPS:
        raise Http404
    form = StepForm(request.POST or None, initial={"on": timezone.localdate(now)})
    if request.method == "POST" and form.is_valid():
        try:
            acts.take_step(found, step, form.given(language), actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Written down."))
            return to_structure(found, language)
    context = context_of(request, found, now=now) | {"title": HandoverStep.Step(step).label}
    context["button"] = _("Write it down")
    page, words = "workspace/programmes/structure_ask.html", {"structure": structure, "step": step}
    return form_page(request, page, context, form=form, name="structure_step", words=words)


@require_POST
def structure_act(request: HttpRequest, language: str, structure: UUID, act: str) -> HttpResponse:
    """Take an offer back, or a step that was written down by mistake; or keep what was to be handed on."""
    now, found = timezone.now(), structure_or_404(structure)
    require(may_hand_over_structure(request.user, found, now=now))
    if act == "withdraw":
        acts.withdraw_offer(found, actor=request.user, now=now)
        messages.success(request, _("The offer has been taken back."))
    elif act == "keep":
        acts.keep_structure(found, actor=request.user, now=now)
        messages.success(request, _("It stays where it is."))
    elif act in acts.GIVERS_STEPS:
        acts.take_back_step(found, act, actor=request.user, now=now)
        messages.success(request, _("The step has been taken back."))
    else:
        raise Http404
    return to_structure(found, language)


@require_http_methods(["GET", "HEAD", "POST"])
def structure_offer(request: HttpRequest, language: str, structure: UUID) -> HttpResponse:
    """Ask the receiver to accept."""
    now, found = timezone.now(), structure_or_404(structure)
    require(may_offer_structure(request.user, found, now=now))
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        acts.offer(found, message=form.cleaned_data["message"], actor=request.user, now=now)
        assert found.successor is not None  # noqa: S101 - the rule has seen to it
        messages.success(request, _("Offered. %s gets a letter.") % found.successor.name_in(language))
        return to_structure(found, language)
    context = context_of(request, found, now=now) | {
        "title": _("Offer it to the receiver"),
        "button": _("Send the offer"),
        "lead": gettext_lazy(
            "Its people get a letter and find the offer on their desks. When they accept, it is theirs at once."
        ),
    }
    page, words = "workspace/programmes/structure_ask.html", {"structure": structure}
    return form_page(request, page, context, form=form, name="structure_offer", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def structure_end(request: HttpRequest, language: str, structure: UUID) -> HttpResponse:
    """Decide that it does not live on."""
    now, found = timezone.now(), structure_or_404(structure)
    require(may_end_structure(request.user, found, now=now))
    help_text = _("Those who used it read this on the project’s page. What can they use instead?")
    label = _("Why it ends")
    form = ReasonsForm(request.POST or None, field="reason", label=label, language=language, help_text=help_text)
    if request.method == "POST" and form.is_valid():
        try:
            acts.end_structure(found, reason=form.written(), actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("The decision has been recorded."))
            return to_structure(found, language)
    context = context_of(request, found, now=now) | {
        "title": _("Decide that this ends"),
        "button": _("It ends"),
        "lead": gettext_lazy("This cannot be undone. If someone could still take it over, name a receiver instead."),
    }
    page, words = "workspace/programmes/structure_ask.html", {"structure": structure}
    return form_page(request, page, context, form=form, name="structure_end", words=words)


VIEWS: Views = {
    "structures": structures,
    "structure_new": structure_new,
    "structure": structure,
    "structure_edit": structure_edit,
    "structure_receiver": structure_receiver,
    "structure_step": structure_step,
    "structure_act": structure_act,
    "structure_offer": structure_offer,
    "structure_end": structure_end,
}
