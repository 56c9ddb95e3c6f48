"""Which letters come to an address: chosen by whoever has one of them, without signing in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from raitti.core.addressees import KINDS, chooser, refuse_kinds
from raitti.core.addresses import Views, address
from raitti.core.verdicts import require
from raitti.directory.rules import may_choose_letters
from raitti.workspace.rendering import desk_page

_ONE_CLICK = ("List-Unsubscribe", "One-Click")


# Mail programs post here for their readers (RFC 8058) and have no cookie; the link itself is the proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """See and choose the kinds of letters that come to an address."""
    known, kind = chooser(token) or (None, "")
    require(may_choose_letters(known))
    assert known is not None  # noqa: S101 - the rule has said so
    if request.method == "POST" and request.POST.get(_ONE_CLICK[0]) == _ONE_CLICK[1]:
        refuse_kinds(known, {*known.refused_kinds, kind})
        return HttpResponse(_("These letters do not come any more."), content_type="text/plain; charset=utf-8")
    if request.method == "POST":
        refuse_kinds(known, set(KINDS) - set(request.POST.getlist("wanted")))
        messages.success(request, _("Your choice has been saved."))
        return HttpResponseRedirect(address("letters", language, token=token))
    kinds = [(key, name, key not in known.refused_kinds) for key, name in KINDS.items()]
    context = {"known": known, "kinds": kinds}
    return desk_page(request, "workspace/letters.html", context, name="letters", words={"token": token})


VIEWS: Views = {"letters": letters}
