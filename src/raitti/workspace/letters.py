"""Which letters come to an address: chosen by whoever has one of them, without signing in; and trying a dead one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from raitti.core.addressees import KINDS, chooser, refuse_kinds
from raitti.core.addresses import Views, address
from raitti.core.models import MailAddress
from raitti.core.uids import read_number
from raitti.core.verdicts import require
from raitti.directory.actions.mail_again import let_mail_go_again, let_own_mail_go_again
from raitti.directory.models import Organisation
from raitti.directory.rules import may_choose_letters, may_confirm, may_see_own_pages
from raitti.workspace.rendering import desk_page

_TRIED = gettext_lazy("Letters go there again. If one comes back, it is said here.")
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


@require_POST
def mail_again(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """Have letters go again to an address around an organisation that they came back from."""
    now = timezone.now()
    entry = get_object_or_404(Organisation, uid=organisation)
    require(may_confirm(request.user, entry, now=now))
    known = get_object_or_404(MailAddress, pk=read_number(request.POST.get("known", "")))
    let_mail_go_again(entry, known, actor=request.user, now=now)
    messages.success(request, _TRIED)
    page = "keys" if request.POST.get("back") == "keys" else "organisation_desk"
    return HttpResponseRedirect(address(page, language, organisation=organisation))


@require_POST
def own_mail_again(request: HttpRequest, language: str) -> HttpResponse:
    """Have letters go again to one's own address."""
    now = timezone.now()
    require(may_see_own_pages(request.user, now=now))
    let_own_mail_go_again(request.user, now=now)  # type: ignore[arg-type]
    messages.success(request, _TRIED)
    return HttpResponseRedirect(address("desk", language))


VIEWS: Views = {"letters": letters, "mail_again": mail_again, "own_mail_again": own_mail_again}
