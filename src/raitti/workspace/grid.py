"""An organisation's activities as one table: on the page, or as a workbook out and in again."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.core import links
from raitti.core.addresses import Views, address
from raitti.core.uids import read_number, read_uid
from raitti.core.uploads import takes_files
from raitti.core.verdicts import require
from raitti.directory.actions.behalf import acting_for
from raitti.directory.actions.rows import copy_service, save_rows
from raitti.directory.actions.saving import Saved
from raitti.directory.models import Organisation, Service
from raitti.directory.queries.things import thing_by_uid
from raitti.directory.rules import may_add_activities, may_edit
from raitti.directory.table import CHOICES, COLUMNS, KEYS, MOST_ROWS, Planned, Rows
from raitti.exchange.rows import Unreadable
from raitti.render.tables import Column, Table
from raitti.workspace.rendering import desk_page
from raitti.workspace.workbook_rows import ROW, key_headings, read_rows

_EMPTY_ROWS = 3
# With these, rows added beside them and every field of each, a page stays well within what one form may send.
_PER_PAGE = 50
_PURPOSE = "workbook rows"
_TO_SAVE = ("new", "changed")
_OUTCOMES = (*_TO_SAVE, "same", "wrong", "stale")
_STAYS_GOOD = timedelta(hours=12)
_WIDTHS = {"name": 36, "times": 44, "place": 36, "fee_text": 28}


class RowForm(forms.Form):
    """One row as fields; what it means is the business of `directory.table`."""

    use_required_attribute = False

    def __init__(self, number: int, cells: Mapping[str, str], errors: Mapping[str, str], rows: Rows) -> None:
        super().__init__(prefix=f"row-{number}", initial=dict(cells), auto_id="%s")
        self.number, self.row_errors, self.is_new = number, errors, not cells.get("version")
        # A further way of an activity tells its times and place, and whose it is.
        self.is_further = bool(cells.get("way")) and not cells.get("kind")
        self.name_said = cells.get("name", "")
        for name in KEYS:
            self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput)
        for name, label in COLUMNS.items():
            self.fields[name] = self._field(name, rows, cells.get(name, ""))
            attrs = {"aria-label": f"{label}, {_('row %(number)d') % {'number': number}}"}
            if name in errors:
                attrs |= {"aria-invalid": "true", "aria-describedby": f"row-{number}-{name}_error"}
            self.fields[name].widget.attrs.update(attrs)
            self.fields[name].label = str(label)
            if self.is_further and name not in {"times", "place"}:
                self.fields[name].widget = forms.HiddenInput()

    def _field(self, name: str, rows: Rows, value: str) -> forms.Field:
        if name == "place":
            choices = [("", "–"), *rows.places.items()]
            if value and value not in rows.places:
                choices.append((value, rows.in_words("place", value)))
        elif name in CHOICES:
            choices = list(CHOICES[name])
        else:
            widget = forms.Textarea(attrs={"rows": 2}) if name in {"times", "name"} else forms.TextInput()
            return forms.CharField(required=False, widget=widget)
        if value and value not in dict(choices):
            choices.append((value, value))
        return forms.ChoiceField(choices=choices, required=False)

    def cells(self) -> list[tuple[Any, str]]:
        """The fields people see, each with what is wrong with it."""
        return [(self[name], self.row_errors.get(name, "")) for name in COLUMNS]

    @property
    def whole_error(self) -> str:
        return "; ".join(reason for name, reason in self.row_errors.items() if name not in COLUMNS)


@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """All activities side by side, changed and added together: all of it is saved, or nothing."""
    now = timezone.now()
    owner = _organisation(organisation)
    require(may_edit(request.user, owner, now=now))
    rows = Rows(owner, language=language, today=timezone.localdate(now))
    if request.method != "POST":
        page = Paginator(rows.shown(), _PER_PAGE).get_page(request.GET.get("page"))
        return _grid_page(request, rows, list(page), page=page)
    sent = _sent_rows(request)
    planned, saved = _save(request, rows.plan(sent), owner, now=now)
    if not _are_held_back(planned):
        _tell_saved(request, len(saved))
        return HttpResponseRedirect(request.get_full_path())
    errors = {number: row.errors for number, row in enumerate(planned, 1) if row.errors}
    return _grid_page(request, rows, [row.cells for row in planned], errors, status=422)


def _organisation(uid: UUID) -> Organisation:
    found = thing_by_uid("organisation", uid)
    if not isinstance(found, Organisation):
        raise Http404
    return found


def _sent_rows(request: HttpRequest) -> list[dict[str, str]]:
    numbers = {read_number(part[1]) for name in request.POST if len(part := name.split("-")) == 3}
    names = (*KEYS, *COLUMNS)
    return [
        {name: request.POST[key] for name in names if (key := f"row-{number}-{name}") in request.POST}
        for number in sorted(numbers - {0})
    ]


def _save(
    request: HttpRequest, planned: list[Planned], organisation: Organisation, *, now: datetime
) -> tuple[list[Planned], list[Saved]]:
    """Save the rows unless one of them is held back: the rows as they ended, and what was saved."""
    planned = _if_they_may_be_added(request, planned, organisation, now=now)
    if _are_held_back(planned):
        return planned, []
    behalf = acting_for(request.user, organisation, timezone.localdate(now))
    return save_rows(planned, actor=request.user, now=now, on_behalf_of=behalf)


def _are_held_back(planned: list[Planned]) -> bool:
    """Whether nothing is saved, for one of the rows cannot be or would undo what someone else has changed."""
    return any(row.outcome in {"wrong", "stale"} for row in planned)


def _if_they_may_be_added(
    request: HttpRequest, planned: list[Planned], organisation: Organisation, *, now: datetime
) -> list[Planned]:
    """The rows, each new one with the reason where nothing may be added now: what was typed is shown beside it."""
    if all(row.outcome != "new" for row in planned) or (
        verdict := may_add_activities(request.user, organisation, now=now)
    ):
        return planned
    return [row.wrong("", str(verdict.reason)) if row.outcome == "new" else row for row in planned]


def _grid_page(
    request: HttpRequest,
    rows: Rows,
    cells: Sequence[Mapping[str, str]],
    errors: Mapping[int, Mapping[str, str]] = MappingProxyType({}),
    *,
    page: Page[Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Rows with empty ones after them; the way to other pages only while nothing typed would be lost by it."""
    empty = [rows.blank() for _n in range(_EMPTY_ROWS)]
    shown = [RowForm(number, one, errors.get(number, {}), rows) for number, one in enumerate([*cells, *empty], 1)]
    problems = [
        (f"row-{number}-{name}" if name in COLUMNS else f"row-{number}-name", number, COLUMNS.get(name, ""), reason)
        for number, found in errors.items()
        for name, reason in found.items()
    ]
    context = {
        "rows": shown,
        "page": page,
        "problems": problems,
        "columns": COLUMNS.values(),
        **_common(request, rows.organisation),
    }
    words = {"organisation": rows.organisation.uid}
    return desk_page(request, "workspace/grid/grid.html", context, name="grid", words=words, status=status)


def _common(request: HttpRequest, organisation: Organisation) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "on_behalf_of": acting_for(request.user, organisation, timezone.localdate()),
    }


def _tell_saved(request: HttpRequest, count: int) -> None:
    if count:
        sentence = ngettext("%(count)d activity is saved.", "%(count)d activities are saved.", count)
        messages.success(request, sentence % {"count": count})
    else:
        messages.info(request, _("All of it is saved already."))


@require_safe
def workbook_out(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """The table as a workbook, to be edited and brought in again."""
    from raitti.render.xlsx import workbook

    now = timezone.now()
    owner = _organisation(organisation)
    require(may_edit(request.user, owner, now=now))
    rows = Rows(owner, language=language, today=timezone.localdate(now))
    lists = {name: [str(label) for _code, label in choices] for name, choices in CHOICES.items()}
    lists["place"] = list(rows.places.values())
    columns = [Column(str(label), _WIDTHS.get(name, 20), lists.get(name, ())) for name, label in COLUMNS.items()]
    columns += [Column(heading, 20, is_quiet=True) for heading in key_headings().values()]
    table = Table(
        name=_("Activities"),
        notes_name=_("How to"),
        columns=columns,
        rows=[
            [*(rows.in_words(name, cells[name]) for name in COLUMNS), *(cells[key] for key in KEYS)]
            for cells in rows.shown()
        ],
        notes=[
            _("Change what you like and bring the file back on the same page. You see first what would be saved."),
            _("Leave the grey columns as they are. A new activity goes on a row of its own, with them empty."),
            _("An activity with several times or places has a row for each; the further rows tell only those."),
            _("Write times as on a notice board: every other Tuesday 5–7 pm, not in July"),
            _("A row you take away from the file stays as it is in the service."),
        ],
    )
    response = HttpResponse(
        workbook(table, properties={"title": str(owner)}),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f'attachment; filename="{owner.slug_in(language) or "raitti"}.xlsx"'
    return response


@takes_files(megabytes=6)
@require_http_methods(["GET", "HEAD", "POST"])
def workbook_in(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """Bring a workbook in: first what would change is shown, then the same rows are saved."""
    now = timezone.now()
    owner = _organisation(organisation)
    require(may_edit(request.user, owner, now=now))
    rows = Rows(owner, language=language, today=timezone.localdate(now))
    if request.method != "POST":
        return _workbook_page(request, rows)
    if "rows" in request.POST:
        return _save_workbook(request, rows, now=now)
    try:
        sent = read_rows(request.FILES.get("file"), rows)
    except Unreadable as unreadable:
        return _workbook_page(request, rows, problem=unreadable.reason)
    planned = rows.plan(sent.rows, unread=sent.unread)
    if sum(row.outcome in _TO_SAVE for row in planned) > MOST_ROWS:
        too_many = _("At most %(most)d rows are saved at once. Bring in a part of the file first, then the rest.")
        return _workbook_page(request, rows, problem=too_many % {"most": MOST_ROWS})
    return _workbook_page(request, rows, planned, remarks=sent.remarks)


def _workbook_page(
    request: HttpRequest,
    rows: Rows,
    planned: Sequence[Planned] | None = None,
    *,
    problem: str = "",
    remarks: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The page to choose a file on; with `planned`, what the rows of the file would do."""
    owner = rows.organisation
    context: dict[str, Any] = {"problem": problem, "has_file": planned is not None, **_common(request, owner)}
    if planned is not None:
        to_save = [row.cells for row in planned if row.outcome in _TO_SAVE]
        context |= {
            "planned": planned,
            "remarks": [remark for remark in remarks if remark],
            "token": links.sign(_PURPOSE, {"organisation": str(owner.uid), "rows": to_save}),
            "counts": {name: sum(row.outcome == name for row in planned) for name in _OUTCOMES},
            "to_save": sum(row.facts is not None for row in planned),
            "told": [(row, row.cells.get(ROW, ""), _errors_in_words(row)) for row in planned if row.outcome != "same"],
        }
    words = {"organisation": owner.uid}
    status = 422 if problem else status
    return desk_page(request, "workspace/grid/workbook.html", context, name="workbook_in", words=words, status=status)


def _errors_in_words(row: Planned) -> list[str]:
    return [f"{COLUMNS[name]}: {reason}" if name in COLUMNS else reason for name, reason in row.errors.items()]


def _save_workbook(request: HttpRequest, rows: Rows, *, now: datetime) -> HttpResponse:
    kept = links.read(_PURPOSE, request.POST["rows"], max_age=_STAYS_GOOD)
    owner = rows.organisation
    if not kept or kept["organisation"] != str(owner.uid):
        messages.error(request, _("Too much time has passed. Choose the file once more."))
        return HttpResponseRedirect(address("workbook_in", rows.language, organisation=owner.uid))
    planned, saved = _save(request, rows.plan(kept["rows"]), owner, now=now)
    if _are_held_back(planned):
        return _workbook_page(request, rows, planned, status=422)
    _tell_saved(request, len(saved))
    return HttpResponseRedirect(address("grid", rows.language, organisation=owner.uid))


@require_POST
def copy(request: HttpRequest, language: str, organisation: UUID, part: UUID) -> HttpResponse:
    """Begin a new activity from one there was, as a draft with times moved on."""
    now = timezone.now()
    owner = _organisation(organisation)
    require(may_edit(request.user, owner, now=now))
    service = thing_by_uid("service", part)
    if not isinstance(service, Service) or service.organisation != owner:
        raise Http404
    today = timezone.localdate(now)
    behalf = acting_for(request.user, owner, today)
    # The page the button is on names the copy, so that pressing it twice does not make two.
    shown = read_uid(request.POST.get("page", ""))
    uid = uuid5(shown, str(service.uid)) if shown else None
    saved = copy_service(service, uid=uid, actor=request.user, now=now, today=today, on_behalf_of=behalf)
    messages.success(request, _("Here is a copy. Only you and those who keep the page see it until it is published."))
    return HttpResponseRedirect(address("edit_service", language, organisation=organisation, part=saved.thing.uid))


VIEWS: Views = {"grid": grid, "workbook": workbook_out, "workbook_in": workbook_in, "copy_service": copy}
