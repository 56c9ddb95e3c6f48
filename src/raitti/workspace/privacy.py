"""For people who are named as contacts, and for those who want to know who has seen what is not everyone's."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from raitti.core.access import accesses_to
from raitti.core.addresses import Views, address
from raitti.core.audit import System
from raitti.core.deeds import in_words
from raitti.core.verdicts import require
from raitti.directory.actions.contacts import (
    contact_by_link,
    forget_contact,
    keep_contact,
    send_own_listings,
    thing_of,
)
from raitti.directory.models import Organisation
from raitti.directory.people import CONSENT_TEXT, CONSENT_TEXTS
from raitti.directory.rules import may_ask_for_own_contacts, may_decide_own_contact, may_see_accesses
from raitti.workspace.asking import as_slow_for_all, form_page, has_turn
from raitti.workspace.rendering import desk_page

_PER_PAGE = 50


class AddressForm(forms.Form):
    email = forms.EmailField(
        max_length=254,
        label=_("Your e-mail address"),
        help_text=_("We send a letter to it with a link for each page it is on. Nobody else learns of it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write the address that is shown."),
            "invalid": _("This is not an e-mail address."),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def why_listed(request: HttpRequest, language: str) -> HttpResponse:
    """Where is my address a contact? The answer goes to the address; the page says the same to everyone."""
    require(may_ask_for_own_contacts())
    now = timezone.now()
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and has_turn(request, form, now=now):
        send_own_listings(form.cleaned_data["email"], language=language, now=now)
        messages.success(
            request,
            gettext("If the address is a contact here, a letter with links for removing it is on its way to it."),
        )
        return HttpResponseRedirect(address("why_listed", language))
    return form_page(request, "workspace/privacy/why_listed.html", {}, form=form, name="why_listed")


@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Where and why a person is named, with the choice to stay or to be removed; by the link in a letter."""
    contact = contact_by_link(token)
    require(may_decide_own_contact(contact))
    assert contact is not None  # noqa: S101 - the rule has said so
    now = timezone.now()
    if request.method == "POST":
        by = System("contact person")
        if request.POST.get("act") == "remove":
            forget_contact(contact, actor=by, now=now)
            messages.success(
                request, gettext("Your contact details have been removed, from the page and from its history.")
            )
            return HttpResponseRedirect(address("why_listed", language))
        kept = keep_contact(contact, actor=by, now=now)
        until = kept.keep_until.strftime("%-d.%-m.%Y") if kept.keep_until else ""
        messages.success(request, gettext("Thank you. Your details stay until %s.") % until)
        return HttpResponseRedirect(address("listed", language, token=token))
    context = {"contact": contact, "thing": thing_of(contact), "consent": CONSENT_TEXTS[CONSENT_TEXT]}
    return desk_page(request, "workspace/privacy/listed.html", context, name="listed", words={"token": token})


@require_safe
def accesses(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """Who has seen what of an organisation is not everyone's."""
    entry = get_object_or_404(Organisation, uid=organisation)
    require(may_see_accesses(request.user, entry, now=timezone.now()))
    page = Paginator(accesses_to(entry), _PER_PAGE).get_page(request.GET.get("page"))
    rows = [(each, in_words(each.what), in_words(each.why)) for each in page]
    context = {"organisation": entry, "page": page, "rows": rows}
    return desk_page(
        request, "workspace/privacy/accesses.html", context, name="accesses", words={"organisation": organisation}
    )


VIEWS: Views = {"why_listed": as_slow_for_all(why_listed), "listed": listed, "accesses": accesses}
