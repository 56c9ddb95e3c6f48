"""Forms on the pages of bodies: sent, taken in, or shown again with what was typed and the reason beside it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from raitti.bodies.models import Body
from raitti.core.verdicts import NOT_ALLOWED, SECOND_FACTOR, SIGN_IN, Refused
from raitti.workspace.asking import form_page, place_refusal

_OF_WHO_ASKS = frozenset({NOT_ALLOWED, SIGN_IN, SECOND_FACTOR})


def taken_in(request: HttpRequest, form: forms.Form, act: Callable[[], Any], *, language: str) -> bool:
    """Whether a form was sent and what it says was done; what stands in the way is said in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        if refused.verdict.code in _OF_WHO_ASKS:
            raise
        if refused.verdict.details.get("field") is None:
            form.add_error(None, str(refused.verdict.reason))
        else:
            place_refusal(form, refused, language=language)
        return False
    return True


def ask(
    request: HttpRequest,
    form: forms.Form,
    body: Body,
    *,
    title: str,
    button: str,
    name: str,
    words: dict[str, Any],
    lead: str = "",
    back: tuple[str, str] | None = None,
    **more: Any,
) -> HttpResponse:
    """The page of one form about a body; `back` is the text and address of the way out."""
    context = {"body": body, "title": title, "button": button, "lead": lead, "back": back, **more}
    return form_page(request, "workspace/bodies/seats/form.html", context, form=form, name=name, words=words)
