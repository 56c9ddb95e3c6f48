"""A new organisation, seen as everyone would see it, and let in or sent back with a reason."""

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
from raitti.directory.actions.first_looks import accept_first_look, send_back
from raitti.directory.actions.publishing import as_if_shown
from raitti.directory.models import ACCESSIBILITY_FACTS, FirstLook, Organisation
from raitti.directory.queries.duplicates import likely_twins
from raitti.directory.rules import may_decide_first_look, may_edit
from raitti.directory.snapshots import organisation_facts
from raitti.workspace.asking import decision_asked, form_page, place_refusal, words_asked
from raitti.workspace.entries.preview import shown

_MOST_TWINS = 5


class LookForm(forms.Form):
    """What was decided, why, and which entry is here already."""

    decision = decision_asked(
        accept=_("Everyone may see the page"),
        send_back=_("The page goes back to whoever made it"),
    )
    reason = words_asked(
        _("Why it goes back"),
        help_text=_("Whoever made the page gets this by letter, and can mend it and send it again."),
        rows=3,
    )
    instead = forms.UUIDField(required=False)

    def __init__(self, twins: list[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.twins = {each.uid: each for each in twins}

    def chosen(self) -> Organisation | None:
        return self.twins.get(self.cleaned_data["instead"])


@require_http_methods(["GET", "HEAD", "POST"])
def first_look(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """Look at a new organisation with what is here already and looks like it; let it in, or say why not yet."""
    now = timezone.now()
    look = get_object_or_404(FirstLook.objects.select_related("organisation", "sent_by"), uid=uid)
    require(may_decide_first_look(request.user, look, now=now))
    organisation = look.organisation
    places = organisation.locations.exclude(street="").values_list("street", "postal_code")
    twins = likely_twins(organisation_facts(organisation), addresses=places)[:_MOST_TWINS]
    form = LookForm([twin for twin, _reasons in twins], request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            _carry_out(request, look, form)
            return HttpResponseRedirect(address("queue", language))
        except Refused as refused:
            place_refusal(form, refused)
    context: dict[str, Any] = {
        "look": look,
        "twins": twins,
        "earlier": organisation.first_looks.filter(state=FirstLook.State.REFUSED),
        "edit": may_edit(request.user, organisation, now=now),
        "frame": "workspace/helping/first_look.html",
        "structured": {},
        "today": timezone.localdate(now),
        "accessibility_labels": ACCESSIBILITY_FACTS,
    }
    with as_if_shown(organisation):
        context |= shown(organisation, timezone.localdate(now))
        return form_page(request, "site/organisation.html", context, form=form, name="first_look", words={"uid": uid})


def _carry_out(request: HttpRequest, look: FirstLook, form: LookForm) -> None:
    now = timezone.now()
    if form.cleaned_data["decision"] == "accept":
        accept_first_look(look, actor=request.user, now=now)
        messages.success(request, gettext("Everyone can see the page now. Those who keep it get a letter."))
    else:
        send_back(look, form.cleaned_data["reason"], actor=request.user, now=now, instead=form.chosen())
        messages.success(request, gettext("Sent back. Those who keep the page get your answer by letter."))


VIEWS: Views = {"first_look": first_look}
