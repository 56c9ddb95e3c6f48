"""Undoing by a letter's link what someone did on the association's behalf; no signing in."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from raitti.core.addresses import Views, address
from raitti.core.verdicts import require
from raitti.directory.actions.behalf import undo_changes
from raitti.directory.actions.moderation import holder_of
from raitti.directory.actions.telling import read_undo_token, told
from raitti.directory.rules import may_undo
from raitti.workspace.asking import form_page, has_turn, words_asked
from raitti.workspace.rendering import old_link


class UndoForm(forms.Form):
    """Which changes are undone, and what is said of it."""

    change = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": _("Tick what should be undone.")})
    word = words_asked(_("A word to whoever did it, if you like"), rows=3)

    def __init__(self, changes: list[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["change"].choices = [(pk, pk) for pk in changes]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """See what was done, tick what should be undone, and say a word about it."""
    now = timezone.now()
    said = read_undo_token(token)
    if said is None or not said[0]:
        return old_link(request, name="undo", token=token)
    found, by = said
    holder = holder_of(by)
    verdicts = {one.pk: may_undo(holder, one, now=now) for one in found}
    form = UndoForm([one.pk for one in found], request.POST if request.method == "POST" else None)
    if form.is_valid():
        wanted = [one for one in found if one.pk in form.cleaned_data["change"]]
        for one in wanted:
            require(verdicts[one.pk])
        if has_turn(request, form, now=now):
            undone = undo_changes(wanted, word=form.cleaned_data["word"], actor=holder, now=now)
            _say(request, undone, by_people=any(one.actor_id for one in wanted))
            return HttpResponseRedirect(address("undo", language, token=token))
    context: dict[str, Any] = {
        "organisation": found[0].organisation,
        "changes": [(told(one, language), verdicts[one.pk]) for one in found],
        "any_left": any(verdicts.values()),
        "ticked": form["change"].value() if form.is_bound else [str(one.pk) for one in found],
    }
    return form_page(request, "workspace/helping/undo.html", context, form=form, name="undo", words={"token": token})


def _say(request: HttpRequest, undone: list[Any], *, by_people: bool) -> None:
    count = sum(one.changed for one in undone)
    if count:
        sentence = ngettext("%(count)d change was undone.", "%(count)d changes were undone.", count)
        letter = " " + gettext("Whoever did it gets a letter.") if by_people else ""
        messages.success(request, sentence % {"count": count} + letter)
    if any(one.stays for one in undone):
        messages.info(request, gettext("What has been changed again since then stays as it is now."))


VIEWS: Views = {"undo": undo}
