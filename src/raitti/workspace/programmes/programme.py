"""A programme from above: all its projects side by side, as a table, a chart and a file; and what it says of itself."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raitti.core.addresses import Views, address, slug_of
from raitti.core.texts import pick
from raitti.core.verdicts import Refused, require
from raitti.exchange.spreadsheet.tables import Sheet, as_csv
from raitti.programmes.actions.programmes import change_programme, change_project
from raitti.programmes.forms.projects import ProgrammeForm, ProjectForm
from raitti.programmes.models import Programme
from raitti.programmes.queries.roll_up import DECISIONS, Line, RollUp, roll_up
from raitti.programmes.rules import may_edit_programme, may_edit_project, may_see_programme, may_see_project
from raitti.programmes.wording import counted_decision, decision_in_words
from raitti.render.charts import Bar, named_bars
from raitti.render.tables import Column, Table
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.programmes.project import project_or_404
from raitti.workspace.rendering import desk_page

_MONEY = ("applied", "proposed", "decided")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def programme_or_404(uid: UUID) -> Programme:
    """The programme, with what every page and rule asks of it."""
    return get_object_or_404(Programme.objects.select_related("funder", "coordinator"), uid=uid)


@require_safe
def own_programme(request: HttpRequest, language: str, programme: UUID) -> HttpResponse:
    """All projects of a programme: amounts, months, activities, structures, what is next."""
    now, found = timezone.now(), programme_or_404(programme)
    require(may_see_programme(request.user, found, now=now))
    person = request.user
    is_coordinator = bool(may_edit_programme(person, found, now=now))
    whole = roll_up(found, on=timezone.localdate(now), is_public=not is_coordinator)
    context = {
        "programme": found,
        "whole": whole,
        "lines": [
            (line, _by_decision(line), bool(may_see_project(person, line.project, now=now))) for line in whole.lines
        ],
        "decisions": [(key, decision_in_words(key), whole.activities[key]) for key in DECISIONS],
        "may_edit": is_coordinator,
        "chart": _chart(whole, language),
    }
    words = {"programme": programme}
    return desk_page(request, "workspace/programmes/programme.html", context, name="own_programme", words=words)


def _by_decision(line: Line) -> list[str]:
    """How many activities there are of each status, those that are."""
    return [counted_decision(key, count) for key in DECISIONS if (count := line.activities[key])]


def _chart(whole: RollUp, language: str) -> SafeString:
    """How much of what each project applied for was decided, or so far proposed."""
    rows = []
    for line in whole.lines:
        given = line.decided if line.decided is not None else line.proposed
        if not line.applied or given is None:
            continue
        share, name = 100 * given / line.applied, pick(line.project.name, language).value
        tone = "good" if line.decided is not None else "warm"
        rows.append(Bar(name, float(share), f"{share:.0f} %", tone))
    return named_bars(rows, title=_("Of what was applied for"), key="given", highest=100) if rows else SafeString("")


@require_safe
def programme_file(request: HttpRequest, language: str, programme: UUID, form: str) -> HttpResponse:
    """The same table as a workbook or as CSV."""
    now, found = timezone.now(), programme_or_404(programme)
    require(may_see_programme(request.user, found, now=now))
    is_coordinator = bool(may_edit_programme(request.user, found, now=now))
    whole = roll_up(found, on=timezone.localdate(now), is_public=not is_coordinator)
    columns, rows = _columns(whole), [_row(line, whole, language) for line in whole.lines]
    if form == "xlsx":
        from raitti.render.xlsx import workbook

        table = Table(
            _("Projects"), [Column(words, 40 if place == 0 else 18) for place, words in enumerate(columns)], rows
        )
        response = HttpResponse(workbook(table), content_type=_XLSX)
    elif form == "csv":
        written = [dict(zip(columns, map(str, row), strict=True)) for row in rows]
        sheet = Sheet(_("Projects"), tuple(columns), written)
        response = HttpResponse(as_csv(sheet), content_type="text/csv; charset=utf-8")
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{slug_of(found, language)}.{form}"'
    return response


def _columns(whole: RollUp) -> list[str]:
    own = [] if whole.is_public else [_("Carried over"), _("May be used today"), _("Next")]
    return [
        _("Project"),
        _("Host"),
        _("Year"),
        _("Applied for"),
        _("Proposed"),
        _("Decided"),
        _("Months of money"),
        _("Plan"),
        _("Last month"),
        *(decision_in_words(key) for key in DECISIONS),
        _("Structures"),
        _("Settled"),
        *own,
    ]


def _row(line: Line, whole: RollUp, language: str) -> list[str | Decimal]:
    def number(value: Decimal | int | None) -> str | Decimal:
        return "" if value is None else Decimal(value)

    own: list[str | Decimal] = []
    if not whole.is_public:
        own = [number(line.carried_over), number(line.usable), "" if line.next is None else line.next.label]
    return [
        pick(line.project.name, language).value,
        pick(line.project.host.name, language).value,
        "" if line.year is None else str(line.year),
        *(number(getattr(line, name)) for name in _MONEY),
        number(line.months),
        "" if line.plan is None else str(line.plan.number),
        line.ends,
        *(Decimal(line.activities[key]) for key in DECISIONS),
        Decimal(line.structures),
        Decimal(line.settled),
        *own,
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def programme_edit(request: HttpRequest, language: str, programme: UUID) -> HttpResponse:
    """What a programme says of itself."""
    now, found = timezone.now(), programme_or_404(programme)
    require(may_edit_programme(request.user, found, now=now))
    form = ProgrammeForm(found, request.POST or None, language=language)
    words = {"programme": programme}
    if request.method == "POST" and form.is_valid():
        try:
            change_programme(found, form.facts(), actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(address("own_programme", language, **words))
    page = "workspace/programmes/programme_edit.html"
    return form_page(request, page, {"programme": found}, form=form, name="programme_edit", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def project_edit(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """What a project says of itself."""
    now, found = timezone.now(), project_or_404(project)
    require(may_edit_project(request.user, found, now=now))
    form = ProjectForm(found, request.POST or None, language=language)
    words = {"project": project}
    if request.method == "POST" and form.is_valid():
        try:
            change_project(found, form.facts(), actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(address("own_project", language, **words))
    page = "workspace/programmes/project_edit.html"
    return form_page(request, page, {"project": found}, form=form, name="project_edit", words=words)


VIEWS: Views = {"own_programme": own_programme, "programme_file": programme_file, "programme_edit": programme_edit}
EDITING: Views = {"project_edit": project_edit}
