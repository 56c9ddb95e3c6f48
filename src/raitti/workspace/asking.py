"""Forms on signed-in pages: shown again with what was typed, refused where it belongs, and not sent too often."""

import time
from collections.abc import Callable, Collection
from datetime import datetime
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.core.rates import TOO_MANY, allow_sending
from raitti.core.verdicts import Refused, require
from raitti.workspace.rendering import desk_page

# Seconds; several times what the slower of two ways needs.
_TAKES = 0.3


def as_slow_for_all(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer what is sent after the same time: that more is done for an address we know would tell that we do."""

    @wraps(view)
    def ask(request: HttpRequest, **words: Any) -> HttpResponseBase:
        began = time.monotonic()
        response = view(request, **words)
        if request.method == "POST":
            time.sleep(max(0.0, began + _TAKES - time.monotonic()))
        return response

    return ask


def decision_asked(**choices: Promise) -> forms.ChoiceField:
    """What a steward decides of a page, by the words of each choice; none is chosen beforehand."""
    return forms.ChoiceField(
        label=_("What is done"),
        choices=tuple(choices.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is done with the page.")},
    )


def words_asked(label: Any, *, help_text: Any = "", rows: int = 4, most: int = 2000) -> forms.CharField:
    """An answer in one's own words; where it may not stay empty, the action says why."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": _("This is too long: at most %(limit_value)d characters fit.")},
    )


def form_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    form: forms.BaseForm,
    name: str,
    words: dict[str, Any] | None = None,
) -> HttpResponse:
    """A page with a form; what could not be taken in stays in it."""
    return desk_page(request, template, {**context, "form": form}, name=name, words=words, status=status_with(form))


def status_with(form: forms.BaseForm) -> int:
    """The status of a page with a form: 422 when what was sent could not be taken in, 429 when it came too soon."""
    if form.has_error(NON_FIELD_ERRORS, TOO_MANY):
        return 429
    return 422 if form.errors else 200


def place_refusal(form: forms.BaseForm, refused: Refused, *, language: str = "") -> None:
    """Show a refusal at the field it is about; one that is about no field goes on its way.

    One about a text that has a field for each language stands at that of the reader's `language`.
    """
    field = refused.verdict.details.get("field")
    if field is None:
        raise refused
    known = (name for name in (field, f"{field}_{language}") if name in form.fields)
    form.add_error(next(known, None), str(refused.verdict.reason))


def keep_typed(form: forms.BaseForm, refused: Refused, field: str, *, codes: Collection[str]) -> None:
    """Show a refusal at what was typed where things have changed while it was: a time has passed, something ended."""
    if refused.verdict.code in codes:
        form.add_error(field, str(refused.verdict.reason))
    else:
        place_refusal(form, refused)


def not_too_often(request: HttpRequest, *, now: datetime) -> None:
    """Let one person, or one connection, send only so many letters a minute, where nothing was typed."""
    require(allow_sending(request, "letters", now=now))


def has_turn(request: HttpRequest, form: forms.BaseForm, *, now: datetime) -> bool:
    """The same for a form: one that comes too soon says so and keeps every word."""
    verdict = allow_sending(request, "letters", now=now)
    if not verdict:
        form.add_error(None, ValidationError(str(verdict.reason), code=verdict.code))
    return bool(verdict)
