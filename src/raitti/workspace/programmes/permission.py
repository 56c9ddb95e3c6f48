"""The funder's permission for an accepted plan: whether it is needed, the application, and the answer."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.directory.forms.fields import DayField
from raitti.programmes.actions.permission import begin, move_on, write_text
from raitti.programmes.models import ChangeApplication, PlanVersion
from raitti.programmes.permission import Ground, together
from raitti.programmes.permission_wording import CHANGED, KINDS, draft_application, ground_in_words
from raitti.programmes.queries.permission import Check, check_of
from raitti.programmes.rules import may_ask_permission, may_see_plans
from raitti.programmes.rules.plans import permitted
from raitti.workspace.asking import form_page, place_refusal, words_asked
from raitti.workspace.programmes.project import project_or_404

State = ChangeApplication.State


class BeginForm(forms.Form):
    changed = forms.MultipleChoiceField(
        label=gettext_lazy("What changes?"),
        choices=tuple(CHANGED.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    explanation = words_asked(gettext_lazy("How does it change?"), most=5000)


class TextForm(forms.Form):
    text = words_asked(gettext_lazy("Text of the application"), rows=18, most=20_000)
    on = DayField(label=gettext_lazy("Sent on"), required=False)


class AnswerForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("The funder’s answer"),
        choices=((State.APPROVED, gettext_lazy("approved")), (State.REFUSED, gettext_lazy("refused"))),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what the answer was.")},
    )
    on = DayField(label=gettext_lazy("Answered on"))
    answer = words_asked(gettext_lazy("What the answer says"), most=5000)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_permission(request: HttpRequest, language: str, project: UUID, number: int) -> HttpResponse:
    """Whether a plan needs permission, and the application from its draft to the answer."""
    now, found = timezone.now(), project_or_404(project)
    require(may_see_plans(request.user, found, now=now))
    version = get_object_or_404(PlanVersion.objects.select_related("project__host"), project=found, number=number)
    application = version.change_applications.select_related("grant", "version__project__host").first()
    check = check_of(version)
    may_ask = may_ask_permission(request.user, version, now=now)
    form = _form(request, application, check, version)
    words = {"project": project, "number": number}
    if request.method == "POST":
        require(may_ask)
        if "back" in request.POST and application is not None:
            before = State.DRAFT if application.state == State.SENT else State.SENT
            move_on(application, before, on=None, actor=request.user, now=now)
            return HttpResponseRedirect(address("plan_permission", language, **words))
        if form.is_valid():
            try:
                with transaction.atomic():
                    _act(form, version, application, actor=request.user, now=now)
            except Refused as refused:
                place_refusal(form, refused)
            else:
                messages.success(request, _("Saved."))
                return HttpResponseRedirect(address("plan_permission", language, **words))
    context = {
        "project": found,
        "version": version,
        "application": application,
        "check": check,
        "grounds": [ground_in_words(each) for each in _grounds(application, check)],
        "costs": _costs(check),
        "verdict": permitted(version),
        "may_ask": bool(may_ask),
    }
    page = "workspace/programmes/permission.html"
    return form_page(request, page, context, form=form, name="plan_permission", words=words)


def _form(
    request: HttpRequest, application: ChangeApplication | None, check: Check, version: PlanVersion
) -> forms.Form:
    """What can be done next: begin, write and send, or enter the answer."""
    data = request.POST or None
    if application is None:
        return BeginForm(data)
    if application.state == State.SENT:
        return AnswerForm(data)
    language = request.GET.get("draft", "")
    text = application.text
    if language in {"fi", "sv"}:
        text = draft_application(
            application.grant,
            version,
            check,
            grounds=_grounds(application, check),
            language=language,
        )
    return TextForm(data, initial={"text": text})


def _act(
    form: forms.Form, version: PlanVersion, application: ChangeApplication | None, *, actor: Any, now: Any
) -> None:
    said = form.cleaned_data
    if application is None:
        begin(version, **said, actor=actor, now=now)
    elif isinstance(form, TextForm):
        write_text(application, said["text"], actor=actor, now=now)
        if "sent" in form.data:
            move_on(application, State.SENT, on=said["on"], actor=actor, now=now)
    else:
        move_on(application, said["state"], on=said["on"], answer=said["answer"], actor=actor, now=now)


def _grounds(application: ChangeApplication | None, check: Check) -> list[Ground]:
    return [Ground.of_row(row) for row in application.grounds] if application is not None else list(check.grounds)


def _costs(check: Check) -> list[tuple[Any, ...]]:
    """Each kind of costs before and after; nothing where there is nothing to compare with."""
    old, new = check.old, check.new
    if old is None:
        return []
    rows = [(KINDS[kind], old[kind], new[kind], new[kind] - old[kind]) for kind in new]
    before, after = together(old), together(new)
    return [*rows, (_("Together"), before, after, after - before)]


VIEWS: Views = {"plan_permission": plan_permission}
