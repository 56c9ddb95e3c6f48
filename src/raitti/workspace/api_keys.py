"""One's keys for programs that read often: made, shown once, ended."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from raitti.accounts.api_keys import LIFETIMES, end_key, make_key
from raitti.accounts.models import Person
from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.directory.rules import may_see_own_pages
from raitti.workspace.asking import form_page, has_turn, place_refusal

_LASTS = dict(zip(LIFETIMES, (_("three months"), _("a year"), _("two years")), strict=True))


class KeyForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("A name by which you know it again, such as “our own site”."),
        error_messages={"required": _("Give the key a name.")},
    )
    days = forms.TypedChoiceField(
        label=_("How long does it work?"), choices=list(_LASTS.items()), coerce=int, initial=365
    )


def _owner(request: HttpRequest) -> Person:
    require(may_see_own_pages(request.user, now=timezone.now()))
    return request.user  # type: ignore[return-value]


@require_http_methods(["GET", "HEAD", "POST"])
def api_keys(request: HttpRequest, language: str) -> HttpResponse:
    """All one's keys; a new one is seen on the page that answers its making, and never again."""
    person, now = _owner(request), timezone.now()
    form, key = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid() and has_turn(request, form, now=now):
        try:
            _made, key = make_key(person, **form.cleaned_data, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            form = KeyForm()
    context = {"keys": person.api_keys.all(), "new_key": key, "now": now}
    return form_page(request, "workspace/api_keys.html", context, form=form, name="api_keys")


@require_POST
def end_api_key(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    """End a key."""
    person = _owner(request)
    end_key(get_object_or_404(person.api_keys, pk=pk), actor=person, now=timezone.now())
    messages.success(request, gettext("The key has been ended."))
    return HttpResponseRedirect(address("api_keys", language))


VIEWS: Views = {"api_keys": api_keys, "end_api_key": end_api_key}
