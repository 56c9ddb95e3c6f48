"""What the pages of statements share: finding a statement, and asking something in a form of its own page."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import Promise

from raitti.bodies.models import Statement
from raitti.bodies.queries.statements import with_its_own
from raitti.core.addresses import address
from raitti.core.verdicts import Refused
from raitti.workspace.asking import form_page, has_turn, place_refusal

ASKING = "workspace/bodies/statements/ask.html"


def statement_or_404(uid: UUID) -> Statement:
    """The statement, with what every page and rule asks of it."""
    return get_object_or_404(with_its_own(Statement.objects.all()), uid=uid)


def to_statement(statement: Statement, language: str) -> str:
    return address("own_statement", language, statement=statement.uid)


def ask(
    request: HttpRequest,
    language: str,
    form: forms.BaseForm,
    act: Callable[[], object],
    *,
    name: str,
    words: dict[str, Any],
    done: str | Promise,
    leads_to: str | Callable[[], str],
    context: Mapping[str, Any] = MappingProxyType({}),
    template: str = ASKING,
    sends_letters: bool = False,
) -> HttpResponse:
    """Ask something in a form and do it; what is refused stands in the form, with every word that was typed.

    `leads_to` is where one comes to afterwards. What `sends_letters` is done only so often a minute.
    The context names the `title`, the `button` and the way `back`.
    """
    is_sound = request.method == "POST" and form.is_valid()
    if is_sound and (not sends_letters or has_turn(request, form, now=timezone.now())):
        try:
            act()
        except Refused as refused:
            if refused.verdict.details.get("field") is None and refused.verdict.code not in _KEEPS_WORDS:
                raise
            _place(form, refused, language=language)
        else:
            messages.success(request, str(done))
            return HttpResponseRedirect(leads_to if isinstance(leads_to, str) else leads_to())
    return form_page(request, template, dict(context), form=form, name=name, words=words)


# Refusals of what has happened meanwhile: the words one had written are shown with them, and nothing is lost.
_KEEPS_WORDS = frozenset({"closed", "sent", "finished", "dropped", "order", "ended", "answered"})


def _place(form: forms.BaseForm, refused: Refused, *, language: str) -> None:
    if refused.verdict.details.get("field") is None:
        form.add_error(None, str(refused.verdict.reason))
    else:
        place_refusal(form, refused, language=language)
