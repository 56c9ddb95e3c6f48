"""Reports of content, for the steward's decision."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.directory.actions.moderation import answer_report, current_hiding
from raitti.directory.models import Matter, MatterKind, Report
from raitti.directory.queries.things import thing_by_uid
from raitti.directory.rules import may_work_on
from raitti.workspace.asking import decision_asked, form_page, place_refusal, words_asked


class AnswerForm(forms.Form):
    """What was decided, and why the page is hidden where it is."""

    decision = decision_asked(
        keep=_("The page stays as it is, or has been mended"),
        hide=_("The page is hidden from everyone"),
    )
    hide_because = words_asked(
        _("Why it is hidden"),
        help_text=_("Those who keep the page get this by letter, with the way to appeal. Only needed if you hide it."),
        rows=3,
    )
    answer = words_asked(_("Answer to whoever reported it"), rows=3)

    def __init__(self, data: Any = None, *, is_hidden: bool, has_address: bool) -> None:
        super().__init__(data)
        decision = self.fields["decision"]
        if is_hidden:
            decision.choices = decision.choices[:1]  # type: ignore[attr-defined]
            decision.help_text = _("The page is hidden already.")
            del self.fields["hide_because"]
        by_letter, kept = _("They get this by letter."), _("They left no address; your answer is kept here.")
        self.fields["answer"].help_text = by_letter if has_address else kept


@require_http_methods(["GET", "HEAD", "POST"])
def reported(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """Read what someone says is wrong; hide the page for a reason, or leave it, and answer."""
    now = timezone.now()
    report = get_object_or_404(Report.objects.select_related("organisation"), uid=uid)
    matter = get_object_or_404(Matter, kind=MatterKind.REPORT, about_uid=uid)
    require(may_work_on(request.user, matter, now=now))
    thing = thing_by_uid(report.thing_kind, report.thing_uid)
    hiding = current_hiding(thing) if thing is not None else None
    sent = request.POST if request.method == "POST" else None
    form = AnswerForm(sent, is_hidden=hiding is not None, has_address=bool(report.email))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            because = said["hide_because"] if said["decision"] == "hide" else None
            answer_report(report, answer=said["answer"], hide_because=because, actor=request.user, now=now)
            messages.success(request, gettext("Settled. Whoever reported it gets a letter if they left an address."))
            return HttpResponseRedirect(address("queue", language))
        except Refused as refused:
            place_refusal(form, refused)
    context = {
        "report": report,
        "thing": thing,
    }
    return form_page(
        request, "workspace/helping/report.html", context, form=form, name="reported", words={"uid": str(uid)}
    )


VIEWS: Views = {"reported": reported}
