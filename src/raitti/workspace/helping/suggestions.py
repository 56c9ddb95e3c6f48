"""A suggested change, seen beside the present text and decided whole or in part."""

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
from raitti.directory.actions.behalf import acting_for
from raitti.directory.actions.suggestions import MESSAGE, content_suggested, decide_suggestion, parts_of
from raitti.directory.differences import LABELS, Difference, differences
from raitti.directory.models import Suggestion, Thing
from raitti.directory.queries.things import thing_by_uid
from raitti.directory.rules import may_decide_suggestion, may_see_history, may_see_queue
from raitti.directory.snapshots import facts_of, to_json
from raitti.workspace.asking import words_asked
from raitti.workspace.rendering import desk_page


class DecisionForm(forms.Form):
    accepted = forms.MultipleChoiceField(required=False)
    reason = words_asked(
        _("A word to whoever suggested it"), help_text=_("Needed if you do not accept everything."), rows=3
    )

    def __init__(self, parts: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accepted"].choices = [(part, part) for part in parts]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def suggestion(request: HttpRequest, language: str, uid: UUID) -> HttpResponse:
    """Decide a suggestion; one that is decided shows how."""
    now = timezone.now()
    found = get_object_or_404(Suggestion.objects.select_related("organisation"), uid=uid)
    if found.organisation is not None and found.state != Suggestion.State.OPEN and request.method != "POST":
        require(may_see_history(request.user, found.organisation, now=now))
    else:
        require(may_decide_suggestion(request.user, found, now=now))
    thing = thing_by_uid(found.thing_kind, found.thing_uid)
    behalf = acting_for(request.user, found.organisation, timezone.localdate(now))
    parts = parts_of(found)
    form = DecisionForm(parts, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        accepted = parts if "all" in request.POST else [] if "none" in request.POST else form.cleaned_data["accepted"]
        try:
            decide_suggestion(
                found,
                accepted=accepted,
                reason=form.cleaned_data["reason"],
                actor=request.user,
                now=now,
                on_behalf_of=behalf,
            )
        except Refused as refused:
            form.add_error("reason" if refused.verdict.details.get("field") == "reason" else None, _words(refused))
        else:
            messages.success(request, gettext("Decided. Whoever suggested it gets a letter if they left an address."))
            return HttpResponseRedirect(_next(request, found, language))
    ticked = form["accepted"].value() if form.is_bound else parts
    context: dict[str, Any] = {
        "suggestion": found,
        "thing": thing,
        "parts": _beside(found, thing),
        "ticked": ticked or [],
        "message_part": MESSAGE,
        "form": form,
        "on_behalf_of": behalf if found.state == Suggestion.State.OPEN else None,
        "sees_queue": bool(may_see_queue(request.user, now=now)),
    }
    status = 422 if form.errors else 200
    return desk_page(
        request,
        "workspace/helping/suggestion.html",
        context,
        name="suggestion",
        words={"uid": str(uid)},
        status=status,
    )


def _beside(found: Suggestion, thing: Thing | None) -> list[tuple[str, Any, list[Difference]]]:
    """Each suggested field with how it differs from what is there now; nothing, when it is so already.

    Of a decided suggestion, or where the entry is gone, what was suggested stands alone.
    """
    if thing is None or found.state != Suggestion.State.OPEN:
        return [(field, LABELS[field], differences({}, found.proposed, fields=[field])) for field in found.proposed]
    present = to_json(facts_of(thing))
    wanted = present | content_suggested(found, thing, list(found.proposed))
    return [(field, LABELS[field], differences(present, wanted, fields=[field])) for field in found.proposed]


def _words(refused: Refused) -> str:
    field = str(refused.verdict.details.get("field") or "")
    return f"{LABELS[field]}: {refused.verdict.reason}" if field in LABELS else str(refused.verdict.reason)


def _next(request: HttpRequest, found: Suggestion, language: str) -> str:
    if may_see_queue(request.user, now=timezone.now()):
        return address("queue", language)
    return address("history", language, uid=str(found.thing_uid))


VIEWS: Views = {"suggestion": suggestion}
