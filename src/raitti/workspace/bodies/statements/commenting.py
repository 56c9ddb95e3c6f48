"""Comment rounds: opened, commented on line by line, each comment answered."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raitti.bodies.actions.commenting import answer_comment, comment, open_comments
from raitti.bodies.facts.statements import CommentFacts
from raitti.bodies.forms.statements import AnswerCommentForm, CommentForm, OpenCommentsForm
from raitti.bodies.models import Body, LineComment, Statement
from raitti.bodies.queries.commenting import Voices, voices_of
from raitti.bodies.queries.lines import lines_of, text_read
from raitti.bodies.rules import may_answer_comment, may_open_comments, may_read_draft, may_see_statements
from raitti.core.addresses import Views
from raitti.core.texts import pick
from raitti.core.uids import read_number
from raitti.core.verdicts import require
from raitti.directory.models import Organisation
from raitti.workspace.bodies.statements.shared import ask, statement_or_404, to_statement


@require_http_methods(["GET", "HEAD", "POST"])
def statement_open(request: HttpRequest, language: str, statement: UUID) -> HttpResponse:
    """Ask for comments until a day, or for longer."""
    now, found = timezone.now(), statement_or_404(statement)
    require(may_open_comments(request.user, found, now=now))
    form = OpenCommentsForm(request.POST or None, statement=found)

    def act() -> None:
        said = form.cleaned_data
        open_comments(found, until=said["until"], invited=said["invited"], actor=request.user, now=now)

    return ask(
        request,
        language,
        form,
        act,
        name="statement_open",
        words={"statement": statement},
        done=_("The comment round is open. The organisations have been written to."),
        leads_to=to_statement(found, language),
        context={
            "body": found.body,
            "statement": found,
            "inside": True,
            "title": _("Ask for comments"),
            "button": _("Open the comment round"),
            "back": to_statement(found, language),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def statement_comment(request: HttpRequest, language: str, statement: UUID, tongue: str, line: int) -> HttpResponse:
    """Comment on one line, in one's own name, an organisation's or a group's."""
    now, found = timezone.now(), statement_or_404(statement)
    readable = may_read_draft(request.user, found, now=now)
    inside = bool(may_see_statements(request.user, found.body, now=now))
    voices = voices_of(request.user, found, now=now) if request.user.is_authenticated else Voices()
    # Whoever wrote while the round was being closed keeps their words, though the text is no longer theirs to read.
    if not (request.method == "POST" and voices and found.shown_from):
        require(readable)
    version = read_number(request.POST.get("version", "")) or found.version
    quote = _quote(found, version, tongue, line) if readable else ""
    if quote is None:
        raise Http404
    form = CommentForm(request.POST or None, voices=_choices(voices, language, inside=inside), version=found.version)

    def act() -> None:
        said = form.cleaned_data
        facts = CommentFacts(language=tongue, line=line, quote=quote or "", version=said["version"], text=said["text"])
        voice = _voice(voices, said["voice"], inside=inside)
        comment(found, facts, voice=voice, actor=request.user, now=now)

    return ask(
        request,
        language,
        form,
        act,
        name="statement_comment",
        words={"statement": statement, "tongue": tongue, "line": line},
        done=_("Your comment has been added. Those who look after the body answer it."),
        leads_to=f"{to_statement(found, language)}?text={tongue}#line-{line}",
        context={
            "body": found.body,
            "statement": found,
            "title": _("Comment on line %d") % line,
            "quote": quote,
            "quote_language": tongue,
            "button": _("Add the comment"),
            "back": f"{to_statement(found, language)}?text={tongue}#line-{line}",
        },
    )


def _quote(statement: Statement, version: int, tongue: str, line: int) -> str | None:
    """The line in the text its reader had before them."""
    text = text_read(statement, version).get(tongue, "")
    return next((each.words for each in lines_of(text) if each.number == line), None)


def _choices(voices: Voices, language: str, *, inside: bool) -> list[tuple[str, str]]:
    own = [("", _("myself, as one who sits in the body"))] if inside else []
    named = [(f"o{each.pk}", pick(each.name, language).value) for each in voices.organisations]
    return [*own, *named, *((f"g{each.pk}", pick(each.name, language).value) for each in voices.groups)]


def _voice(voices: Voices, chosen: str, *, inside: bool) -> Organisation | Body | None:
    """In whose name; where nothing was chosen and one does not sit in the body, the first one may speak for."""
    by_key: dict[str, Organisation | Body] = {f"o{each.pk}": each for each in voices.organisations}
    by_key |= {f"g{each.pk}": each for each in voices.groups}
    return by_key.get(chosen) or (None if inside else next(iter(by_key.values()), None))


@require_http_methods(["GET", "HEAD", "POST"])
def statement_comment_answer(request: HttpRequest, language: str, statement: UUID, comment: UUID) -> HttpResponse:
    """Say whether a comment is taken into account, and why."""
    now, found = timezone.now(), statement_or_404(statement)
    given = get_object_or_404(LineComment.objects.select_related("organisation", "group"), statement=found, uid=comment)
    given.statement = found
    require(may_answer_comment(request.user, given, now=now))
    initial = {"taken": "" if given.state == "open" else "yes" if given.state == "taken" else "no"}
    form = AnswerCommentForm(request.POST or None, initial=initial | {"reason": given.reason})

    def act() -> None:
        said = form.cleaned_data
        answer_comment(given, taken=said["taken"] == "yes", reason=said["reason"], actor=request.user, now=now)

    return ask(
        request,
        language,
        form,
        act,
        name="statement_comment_answer",
        words={"statement": statement, "comment": comment},
        done=_("Answered."),
        leads_to=f"{to_statement(found, language)}?text={given.language}#comment-{given.pk}",
        context={
            "body": found.body,
            "statement": found,
            "inside": True,
            "title": _("Answer the comment"),
            "quote": given.quote,
            "quote_language": given.language,
            "given": given,
            "button": _("Save the answer"),
            "back": f"{to_statement(found, language)}?text={given.language}#comment-{given.pk}",
        },
    )


VIEWS: Views = {
    "statement_open": statement_open,
    "statement_comment": statement_comment,
    "statement_comment_answer": statement_comment_answer,
}
