"""Reports of content, for the steward's decision."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.directory.actions.moderation import answer_report, current_hiding
from raitti.directory.models import Matter, MatterKind, Report
from raitti.directory.queries.things import thing_by_uid
from raitti.directory.rules import may_work_on
from raitti.workspace.asking import CHOOSE, form_page, place_refusal


class AnswerForm(forms.Form):
    """What was decided, and why the page is hidden where it is."""

    decision = forms.ChoiceField(choices=[("keep", ""), ("hide", "")], error_messages=CHOOSE)
    hide_because = forms.CharField(required=False, max_length=2000)
    answer = forms.CharField(required=False, max_length=2000)


@require_http_methods(["GET", "HEAD", "POST"])
def reported(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """Read what someone says is wrong; hide the page for a reason, or leave it, and answer."""
    now = timezone.now()
    report = get_object_or_404(Report.objects.select_related("organisation"), uid=uid)
    matter = get_object_or_404(Matter, kind=MatterKind.REPORT, about_uid=uid)
    require(may_work_on(request.user, matter, now=now))
    thing = thing_by_uid(report.thing_kind, report.thing_uid)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            if said["decision"] == "hide" and not said["hide_because"].strip():
                form.add_error("hide_because", gettext("Say why: those who keep the page will read it."))
            else:
                because = said["hide_because"] if said["decision"] == "hide" else ""
                answer_report(report, answer=said["answer"], hide_because=because, actor=request.user, now=now)
                messages.success(
                    request, gettext("Settled. Whoever reported it gets a letter if they left an address.")
                )
                return HttpResponseRedirect(address("queue", language))
        except Refused as refused:
            place_refusal(form, refused)
    context = {
        "report": report,
        "thing": thing,
        "hiding": current_hiding(thing) if thing is not None else None,
    }
    return form_page(
        request, "workspace/helping/report.html", context, form=form, name="reported", words={"uid": str(uid)}
    )


VIEWS: Views = {"reported": reported}
