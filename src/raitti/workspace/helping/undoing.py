"""Undoing by a letter's link what someone did on the association's behalf; no signing in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from raitti.core.addresses import Views, address
from raitti.core.verdicts import require
from raitti.directory.actions.behalf import undo_changes
from raitti.directory.actions.moderation import holder_of
from raitti.directory.actions.telling import read_undo_token, told
from raitti.directory.rules import may_undo
from raitti.workspace.asking import not_too_often
from raitti.workspace.rendering import desk_page


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """See what was done, tick what should be undone, and say a word about it."""
    now = timezone.now()
    said = read_undo_token(token)
    if said is None or not said[0]:
        words = {"token": token}
        return desk_page(request, "workspace/helping/old_link.html", {}, name="undo", words=words, status=410)
    found, by = said
    holder = holder_of(by)
    verdicts = {one.pk: may_undo(holder, one, now=now) for one in found}
    error = ""
    if request.method == "POST":
        not_too_often(request, now=now)
        wanted = [one for one in found if str(one.pk) in request.POST.getlist("change")]
        for one in wanted:
            require(verdicts[one.pk])
        if wanted:
            undone = undo_changes(wanted, word=request.POST.get("word", "")[:2000], actor=holder, now=now)
            _say(request, undone, by_people=any(one.actor_id for one in wanted))
            return HttpResponseRedirect(address("undo", language, token=token))
        error = gettext("Tick what should be undone.")
    context: dict[str, Any] = {
        "organisation": found[0].organisation,
        "changes": [(told(one, language), verdicts[one.pk]) for one in found],
        "any_left": any(verdicts.values()),
        "word": request.POST.get("word", ""),
        "error": error,
    }
    return desk_page(
        request,
        "workspace/helping/undo.html",
        context,
        name="undo",
        words={"token": token},
        status=422 if error else 200,
    )


def _say(request: HttpRequest, undone: list[Any], *, by_people: bool) -> None:
    count = sum(one.changed for one in undone)
    if count:
        sentence = ngettext("%(count)d change was undone.", "%(count)d changes were undone.", count)
        letter = " " + gettext("Whoever did it gets a letter.") if by_people else ""
        messages.success(request, sentence % {"count": count} + letter)
    if any(one.stays for one in undone):
        messages.info(request, gettext("What has been changed again since then stays as it is now."))


VIEWS: Views = {"undo": undo}
