"""Forms on signed-in pages: shown again with what was typed, refused where it belongs, and not sent too often."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from raitti.core.rates import allow_sending
from raitti.core.verdicts import Refused, require
from raitti.workspace.rendering import desk_page

# What a steward decides of a page is never chosen beforehand.
CHOOSE = {"required": _("Choose what is done with the page.")}


def form_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    form: forms.BaseForm,
    name: str,
    words: dict[str, Any] | None = None,
) -> HttpResponse:
    """A page with a form; with status 422 when what was sent could not be taken in."""
    return desk_page(
        request, template, {**context, "form": form}, name=name, words=words, status=422 if form.errors else 200
    )


def place_refusal(form: forms.BaseForm, refused: Refused) -> None:
    """Show a refusal at the field it is about; one that is about no field goes on its way."""
    field = refused.verdict.details.get("field")
    if field is None:
        raise refused
    form.add_error(field if field in form.fields else None, str(refused.verdict.reason))


def not_too_often(request: HttpRequest, *, now: datetime) -> None:
    """Let one person, or one connection, send only so many letters a minute."""
    require(allow_sending(request, "letters", now=now))
