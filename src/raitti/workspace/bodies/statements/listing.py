"""A body's statements, beginning one, and a statement's own page with the one thing to do next."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.bodies.actions.commenting import close_comments
from raitti.bodies.actions.statements import drop_statement, finish_statement, record_statement, reopen_statement
from raitti.bodies.forms.statements import OneTextForm, StatementForm
from raitti.bodies.models import Statement
from raitti.bodies.queries.commenting import Voices, voices_of
from raitti.bodies.queries.lines import with_comments
from raitti.bodies.queries.statements import comments_on, signatures_of, statements_of
from raitti.bodies.rules import (
    may_close_comments,
    may_correct_statement,
    may_drop_statement,
    may_finish_statement,
    may_note_effect,
    may_open_comments,
    may_read_draft,
    may_record_statement,
    may_reopen_statement,
    may_see_statements,
    may_send_statement,
    may_write_statement,
)
from raitti.bodies.rules.standing import keeper
from raitti.core.addresses import Views, address
from raitti.core.languages import INTERFACE_LANGUAGES
from raitti.core.texts import versions
from raitti.core.verdicts import require
from raitti.workspace.bodies.body import body_or_404
from raitti.workspace.bodies.statements.shared import ask, statement_or_404, to_statement
from raitti.workspace.rendering import desk_page

_PER_PAGE = 50


@require_safe
def own_statements(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """All statements of a body, the newest first, drafts too."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_statements(request.user, found, now=now))
    context = {
        "body": found,
        "page": Paginator(statements_of(found), _PER_PAGE).get_page(request.GET.get("page")),
        "today": timezone.localdate(now),
        "may_record": bool(may_record_statement(request.user, found, now=now)),
    }
    page = "workspace/bodies/statements/list.html"
    return desk_page(request, page, context, name="own_statements", words={"body": body})


@require_http_methods(["GET", "HEAD", "POST"])
def statement_new(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """Write down that a statement was asked for, or begin one unasked."""
    now, found = timezone.now(), body_or_404(body)
    require(may_record_statement(request.user, found, now=now))
    form = StatementForm(request.POST or None, language=language)
    made: list[Statement] = []
    return ask(
        request,
        language,
        form,
        lambda: made.append(record_statement(found, form.facts(), actor=request.user, now=now)),
        name="statement_new",
        words={"body": body},
        done=_("Written down. Now the text can be written."),
        leads_to=lambda: to_statement(made[0], language),
        context={
            "body": found,
            "title": _("A new statement"),
            "button": _("Begin the statement"),
            "back": address("own_statements", language, body=body),
            "crumb": _("Statements"),
        },
    )


@require_safe
def own_statement(request: HttpRequest, language: str, statement: UUID) -> HttpResponse:
    """A statement line by line with its comments, who has signed, and what can be done next."""
    now, found = timezone.now(), statement_or_404(statement)
    require(may_read_draft(request.user, found, now=now))
    today = timezone.localdate(now)
    inside = bool(may_see_statements(request.user, found.body, now=now))
    voices = voices_of(request.user, found, now=now) if request.user.is_authenticated else Voices()
    written = versions(found.text)
    tongue = request.GET.get("text", "")
    if tongue not in written:
        tongue = language if language in written else next(iter(written), language)
    lines, lost = with_comments(written.get(tongue, ""), comments_on(found, tongue))
    names = dict(INTERFACE_LANGUAGES)
    signatures = signatures_of(found)
    signed = {one.organisation_id for one in signatures}
    context: dict[str, Any] = {
        "statement": found,
        "body": found.body,
        "inside": inside,
        "tongue": tongue,
        "tongues": [(code, names.get(code, code)) for code in written],
        "lines": lines,
        "lost": lost,
        "may_comment": found.is_open_for_comments(today) and (inside or bool(voices)),
        "signatures": signatures,
        "own_signatures": [one for one in signatures if one.organisation in voices.organisations],
        "to_sign": [each for each in voices.organisations if each.pk not in signed]
        if found.state == Statement.State.FINISHED
        else [],
        "corrections": list(found.corrections.all()),
        "versions": list(found.versions.defer("text").select_related("person")[:_PER_PAGE]) if inside else [],
        "is_late": found.is_awaiting_answer(today),
        "today": today,
        **_doors(request, found),
    }
    page = "workspace/bodies/statements/statement.html"
    return desk_page(request, page, context, name="own_statement", words={"statement": statement})


def _doors(request: HttpRequest, statement: Statement) -> dict[str, bool]:
    """What whoever looks may do now."""
    now = timezone.now()
    if not keeper(request.user, statement.body, now=now):
        return {"may_write": bool(may_write_statement(request.user, statement, now=now))}
    asked = {
        "may_write": may_write_statement,
        "may_open": may_open_comments,
        "may_close": may_close_comments,
        "may_finish": may_finish_statement,
        "may_reopen": may_reopen_statement,
        "may_send": may_send_statement,
        "may_answer": may_correct_statement,
        "may_note_effect": may_note_effect,
        "may_drop": may_drop_statement,
    }
    return {"keeps": True} | {name: bool(rule(request.user, statement, now=now)) for name, rule in asked.items()}


_ACTS = {
    "close": (close_comments, gettext_lazy("The comment round has been closed. Answer what came.")),
    "finish": (finish_statement, gettext_lazy("Finished. Organisations can sign it now.")),
    "reopen": (reopen_statement, gettext_lazy("Open again. Whoever had signed is told.")),
}


@require_POST
def statement_act(request: HttpRequest, language: str, statement: UUID, act: str) -> HttpResponse:
    """Close the comment round, finish the text, or open it again."""
    now, found = timezone.now(), statement_or_404(statement)
    require(may_read_draft(request.user, found, now=now))
    if act not in _ACTS:
        raise Http404
    do, done = _ACTS[act]
    do(found, actor=request.user, now=now)
    messages.success(request, str(done))
    return HttpResponseRedirect(to_statement(found, language))


@require_http_methods(["GET", "HEAD", "POST"])
def statement_drop(request: HttpRequest, language: str, statement: UUID) -> HttpResponse:
    """Give a statement up, with the reason."""
    now, found = timezone.now(), statement_or_404(statement)
    require(may_drop_statement(request.user, found, now=now))
    form = OneTextForm(
        request.POST or None,
        name="reason",
        label=_("Why no statement is given"),
        missing=_("Say why: whoever asked for it will read this."),
        language=language,
    )
    return ask(
        request,
        language,
        form,
        lambda: drop_statement(found, reason=form.written(), actor=request.user, now=now),
        name="statement_drop",
        words={"statement": statement},
        done=_("Dropped."),
        leads_to=to_statement(found, language),
        context={
            "body": found.body,
            "statement": found,
            "inside": True,
            "title": _("Drop the statement"),
            "lead": _("What was written stays with the body, and is not published."),
            "button": _("Drop it"),
            "back": to_statement(found, language),
        },
    )


VIEWS: Views = {
    "own_statements": own_statements,
    "statement_new": statement_new,
    "own_statement": own_statement,
    "statement_act": statement_act,
    "statement_drop": statement_drop,
}
