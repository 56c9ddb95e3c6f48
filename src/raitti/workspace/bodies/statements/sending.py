"""A statement on its way: signed for organisations, sent, answered, corrected where something was wrong."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raitti.bodies.actions.sending import (
    correct_statement,
    note_answer,
    note_effect,
    send_statement,
    sign,
    withdraw_signature,
)
from raitti.bodies.forms.statements import AnswerForm, OneTextForm, SendForm
from raitti.bodies.queries.statements import signatures_of
from raitti.bodies.rules import (
    may_correct_statement,
    may_note_answer,
    may_note_effect,
    may_read_draft,
    may_send_statement,
    may_sign,
    may_withdraw_signature,
)
from raitti.core.addresses import Views
from raitti.core.verdicts import require
from raitti.directory.actions.behalf import acting_for
from raitti.directory.models import Organisation
from raitti.workspace.bodies.statements.shared import ask, statement_or_404, to_statement
from raitti.workspace.rendering import desk_page


@require_http_methods(["GET", "HEAD", "POST"])
def statement_sign(request: HttpRequest, language: str, statement: UUID, organisation: UUID) -> HttpResponse:
    """Sign for an organisation, or take the signature back."""
    now, found = timezone.now(), statement_or_404(statement)
    signer = get_object_or_404(Organisation, uid=organisation)
    require(may_read_draft(request.user, found, now=now))
    signature = found.signatures.filter(organisation=signer, withdrawn=None).select_related("organisation").first()
    if signature is not None:
        signature.statement = found
        require(may_withdraw_signature(request.user, signature, now=now))
    else:
        require(may_sign(request.user, found, signer, now=now))
    if request.method == "POST" and "withdraw" in request.POST:
        if signature is not None:
            withdraw_signature(signature, actor=request.user, now=now)
        messages.success(request, _("The signature has been taken back."))
        return HttpResponseRedirect(to_statement(found, language))
    if request.method == "POST":
        sign(found, signer, actor=request.user, now=now)
        messages.success(request, _("Signed. You can take this back until the statement is sent."))
        return HttpResponseRedirect(to_statement(found, language))
    context = {
        "statement": found,
        "body": found.body,
        "organisation": signer,
        "signature": signature,
        "on_behalf_of": acting_for(request.user, signer, timezone.localdate(now)),
    }
    words = {"statement": statement, "organisation": organisation}
    return desk_page(request, "workspace/bodies/statements/sign.html", context, name="statement_sign", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def statement_send(request: HttpRequest, language: str, statement: UUID) -> HttpResponse:
    """Say where it goes, and send it: once."""
    now, found = timezone.now(), statement_or_404(statement)
    require(may_send_statement(request.user, found, now=now))
    form = SendForm(request.POST or None, statement=found, language=language)
    return ask(
        request,
        language,
        form,
        lambda: send_statement(found, form.facts(), actor=request.user, now=now),
        name="statement_send",
        words={"statement": statement},
        done=_("Sent. Everyone can read it now."),
        leads_to=to_statement(found, language),
        context={
            "body": found.body,
            "statement": found,
            "inside": True,
            "title": _("Send the statement"),
            "lead": _(
                "It goes out as a letter with a file, and everyone can read it. After that the text cannot be "
                "changed and nobody can sign any more."
            ),
            "signatures": signatures_of(found),
            "button": _("Send it"),
            "back": to_statement(found, language),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def statement_answer(request: HttpRequest, language: str, statement: UUID) -> HttpResponse:
    """Write down what was answered."""
    now, found = timezone.now(), statement_or_404(statement)
    require(may_note_answer(request.user, found, now=now))
    form = AnswerForm(request.POST or None, statement=found, language=language)
    return ask(
        request,
        language,
        form,
        lambda: note_answer(found, form.facts(), actor=request.user, now=now),
        name="statement_answer",
        words={"statement": statement},
        done=_("The answer stands on the public page."),
        leads_to=to_statement(found, language),
        context={
            "body": found.body,
            "statement": found,
            "inside": True,
            "title": _("Write down the answer"),
            "lead": _("Everyone can read this beside the statement."),
            "button": _("Save the answer"),
            "back": to_statement(found, language),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def statement_effect(request: HttpRequest, language: str, statement: UUID) -> HttpResponse:
    """Write down what came of it."""
    now, found = timezone.now(), statement_or_404(statement)
    require(may_note_effect(request.user, found, now=now))
    form = OneTextForm(
        request.POST or None,
        name="effect",
        label=_("What came of it"),
        missing=_("Write what came of it, also when it was nothing."),
        before=found.effect,
        language=language,
    )
    return ask(
        request,
        language,
        form,
        lambda: note_effect(found, effect=form.written(), actor=request.user, now=now),
        name="statement_effect",
        words={"statement": statement},
        done=_("Saved. It stands on the public page."),
        leads_to=to_statement(found, language),
        context={
            "body": found.body,
            "statement": found,
            "inside": True,
            "title": _("What came of it"),
            "lead": _("Everyone can read this beside the statement."),
            "button": _("Save"),
            "back": to_statement(found, language),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def statement_correct(request: HttpRequest, language: str, statement: UUID) -> HttpResponse:
    """Correct a statement that has been sent, so that readers see it."""
    now, found = timezone.now(), statement_or_404(statement)
    require(may_correct_statement(request.user, found, now=now))
    form = OneTextForm(
        request.POST or None,
        name="text",
        label=_("Correction"),
        missing=_("Write what is corrected."),
        language=language,
    )
    return ask(
        request,
        language,
        form,
        lambda: correct_statement(found, text=form.written(), actor=request.user, now=now),
        name="statement_correct",
        words={"statement": statement},
        done=_("The correction stands beside the text."),
        leads_to=to_statement(found, language),
        context={
            "body": found.body,
            "statement": found,
            "inside": True,
            "title": _("Correct the statement"),
            "lead": _("The text stays as it was sent. The correction stands above it, with its day."),
            "button": _("Add the correction"),
            "back": to_statement(found, language),
        },
    )


VIEWS: Views = {
    "statement_sign": statement_sign,
    "statement_send": statement_send,
    "statement_answer": statement_answer,
    "statement_effect": statement_effect,
    "statement_correct": statement_correct,
}
