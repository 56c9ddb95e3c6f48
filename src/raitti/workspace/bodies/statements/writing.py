"""Writing a statement: two writers are told of each other and see both texts, and every saved text can be read."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raitti.bodies.actions.statements import write_statement
from raitti.bodies.forms.statements import TextForm
from raitti.bodies.models import DraftVersion, Statement
from raitti.bodies.rules import may_see_statements, may_write_statement
from raitti.core.addresses import Views
from raitti.core.languages import INTERFACE_LANGUAGES
from raitti.core.texts import pick, versions
from raitti.core.verdicts import Refused, require
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.bodies.statements.shared import statement_or_404, to_statement
from raitti.workspace.rendering import desk_page


@require_http_methods(["GET", "HEAD", "POST"])
def statement_write(request: HttpRequest, language: str, statement: UUID) -> HttpResponse:
    """Write the text. Who saved second sees the other's text beside their own and makes one of them."""
    now, found = timezone.now(), statement_or_404(statement)
    verdict = may_write_statement(request.user, found, now=now)
    if request.method != "POST" or not may_see_statements(request.user, found.body, now=now):
        require(verdict)
    form = TextForm(request.POST or None, statement=found, language=language)
    theirs: Statement | None = None
    if request.method == "POST" and form.is_valid():
        try:
            written = write_statement(found, form.facts(), actor=request.user, now=now)
        except Refused as refused:
            # Finished or sent while one was writing: the words stay in the form, to be copied.
            if refused.verdict.details.get("field") is None:
                form.add_error(None, str(refused.verdict.reason))
            else:
                place_refusal(form, refused, language=language)
        else:
            if written.aside is None:
                messages.success(request, _("Saved. Earlier texts are kept too."))
                return HttpResponseRedirect(to_statement(found, language))
            theirs = written.statement
            form = _once_more(request, form, theirs, language)
    context = {"statement": found, "body": found.body, "theirs": theirs, "tongues": _tongues(theirs)}
    words = {"statement": statement}
    page = "workspace/bodies/statements/write.html"
    if theirs is not None:
        return desk_page(request, page, context | {"form": form}, name="statement_write", words=words, status=409)
    return form_page(request, page, context, form=form, name="statement_write", words=words)


def _once_more(request: HttpRequest, form: TextForm, theirs: Statement, language: str) -> TextForm:
    """The form with one's own words, to be saved on top of what somebody else saved meanwhile."""
    said = request.POST.copy()
    said["based_on"] = str(theirs.version)
    return TextForm(said, statement=theirs, language=language)


def _tongues(statement: Statement | DraftVersion | None) -> list[tuple[str, str, str, str]]:
    """Language, its name, title and text of what somebody saved."""
    if statement is None:
        return []
    names, titles = dict(INTERFACE_LANGUAGES), statement.title
    return [
        (code, names.get(code, code), pick(titles, code).value, text) for code, text in versions(statement.text).items()
    ]


@require_safe
def statement_version(request: HttpRequest, language: str, statement: UUID, number: int) -> HttpResponse:
    """A text as it was saved once."""
    now, found = timezone.now(), statement_or_404(statement)
    require(may_see_statements(request.user, found.body, now=now))
    version = get_object_or_404(found.versions.select_related("person"), number=number)
    context = {"statement": found, "body": found.body, "version": version, "tongues": _tongues(version)}
    words = {"statement": statement, "number": number}
    page = "workspace/bodies/statements/version.html"
    return desk_page(request, page, context, name="statement_version", words=words)


VIEWS: Views = {"statement_write": statement_write, "statement_version": statement_version}
