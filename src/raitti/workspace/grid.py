"""An organisation's activities as one table: on the page, or as a workbook out and in again."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.core import links
from raitti.core.addresses import Views, address
from raitti.core.languages import INTERFACE_CODES
from raitti.core.uids import read_number
from raitti.core.uploads import MEGABYTE, takes_files
from raitti.core.verdicts import require
from raitti.directory.actions.behalf import acting_for
from raitti.directory.actions.rows import copy_service, save_rows
from raitti.directory.models import Organisation, Service
from raitti.directory.queries.things import thing_by_uid
from raitti.directory.rules import may_edit, may_publish
from raitti.directory.table import CHOICES, COLUMNS, KEYS, MOST_ROWS, Planned, Rows
from raitti.exchange.reading import read_table
from raitti.exchange.rows import Unreadable, Wrong
from raitti.exchange.values import text_of
from raitti.render.tables import Column, Table
from raitti.workspace.rendering import desk_page

_EMPTY_ROWS = 3
_MOST_BYTES = 5 * MEGABYTE
_PURPOSE = "workbook rows"
_STAYS_GOOD = timedelta(hours=12)
_WIDTHS = {"name": 36, "times": 44, "place": 36, "fee_text": 28}


class RowForm(forms.Form):
    """One row as fields; what it means is the business of `directory.table`."""

    use_required_attribute = False

    def __init__(self, number: int, cells: Mapping[str, str], errors: Mapping[str, str], rows: Rows) -> None:
        super().__init__(prefix=f"row-{number}", initial=dict(cells), auto_id="%s")
        self.number, self.row_errors, self.is_new = number, errors, not cells.get("uid")
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
        return _grid_page(request, rows, [*rows.shown(), *[rows.blank() for _n in range(_EMPTY_ROWS)]], {})
    sent = _sent_rows(request)
    planned = rows.plan(sent)
    if all(row.outcome not in {"wrong", "stale"} for row in planned):
        if any(row.outcome == "new" for row in planned):
            require(may_publish(request.user, owner, now=now))
        behalf = acting_for(request.user, owner, timezone.localdate(now))
        planned, saved = save_rows(planned, actor=request.user, now=now, on_behalf_of=behalf)
        if all(row.outcome != "wrong" for row in planned):
            _tell_saved(request, len(saved))
            return HttpResponseRedirect(address("grid", language, organisation=organisation))
    cells = [{**row.cells} for row in planned]
    errors = {number: row.errors for number, row in enumerate(planned, 1) if row.errors}
    return _grid_page(request, rows, [*cells, *[rows.blank() for _n in range(_EMPTY_ROWS)]], errors, status=422)


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
        for number in sorted(numbers - {0})[:MOST_ROWS]
    ]


def _grid_page(
    request: HttpRequest,
    rows: Rows,
    cells: Sequence[Mapping[str, str]],
    errors: Mapping[int, Mapping[str, str]],
    *,
    status: int = 200,
) -> HttpResponse:
    shown = [RowForm(number, one, errors.get(number, {}), rows) for number, one in enumerate(cells, 1)]
    problems = [
        (f"row-{number}-{name}" if name in COLUMNS else f"row-{number}-name", number, COLUMNS.get(name, ""), reason)
        for number, found in errors.items()
        for name, reason in found.items()
    ]
    context = {"rows": shown, "problems": problems, "columns": COLUMNS.values(), **_common(request, rows.organisation)}
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
        messages.success(request, sentence % {"count": count}, extra_tags="good")
    else:
        messages.info(request, _("Nothing had changed."))


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
    columns += [Column(heading, 20, is_quiet=True) for heading in _key_headings().values()]
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


def _key_headings() -> dict[str, str]:
    return {
        "uid": _("Id (leave as it is)"),
        "way": _("Id of the time and place (leave as it is)"),
        "version": _("Version (leave as it is)"),
    }


@takes_files(megabytes=6)
@require_http_methods(["GET", "HEAD", "POST"])
def workbook_in(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """Bring a workbook in: first what would change is shown, then the same rows are saved."""
    now = timezone.now()
    owner = _organisation(organisation)
    require(may_edit(request.user, owner, now=now))
    rows = Rows(owner, language=language, today=timezone.localdate(now))
    if request.method == "POST" and "rows" in request.POST:
        return _save_workbook(request, rows, now=now)
    problem, planned, token = "", [], ""
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            sent = _read_workbook(file, rows)
        except (Unreadable, Wrong) as unreadable:
            problem = unreadable.reason
        else:
            planned = rows.plan(cells for _number, cells in sent)
            token = links.sign(_PURPOSE, {"organisation": str(owner.uid), "rows": [cells for _number, cells in sent]})
    context: dict[str, Any] = {"problem": problem, "token": token, "planned": planned, "has_file": bool(token)}
    context["counts"] = {
        name: sum(row.outcome == name for row in planned) for name in ("new", "changed", "same", "wrong", "stale")
    }
    context["to_save"] = sum(row.facts is not None for row in planned)
    context["told"] = [(row, _errors_in_words(row)) for row in planned if row.outcome != "same"]
    status = 422 if problem else 200
    words = {"organisation": owner.uid}
    context |= _common(request, owner)
    return desk_page(request, "workspace/grid/workbook.html", context, name="workbook_in", words=words, status=status)


def _errors_in_words(row: Planned) -> list[str]:
    return [f"{COLUMNS[name]}: {reason}" if name in COLUMNS else reason for name, reason in row.errors.items()]


def _save_workbook(request: HttpRequest, rows: Rows, *, now: datetime) -> HttpResponse:
    kept = links.read(_PURPOSE, request.POST["rows"], max_age=_STAYS_GOOD)
    owner = rows.organisation
    if not kept or kept["organisation"] != str(owner.uid):
        messages.error(request, _("Too much time has passed. Choose the file once more."))
        return HttpResponseRedirect(address("workbook_in", rows.language, organisation=owner.uid))
    planned = [row for row in rows.plan(kept["rows"]) if row.facts is not None and row.outcome in {"new", "changed"}]
    if any(row.outcome == "new" for row in planned):
        require(may_publish(request.user, owner, now=now))
    behalf = acting_for(request.user, owner, timezone.localdate(now))
    outcome, saved = save_rows(planned, actor=request.user, now=now, on_behalf_of=behalf)
    wrong = [_errors_in_words(row) for row in outcome if row.outcome == "wrong"]
    if wrong:
        for reasons in wrong:
            messages.error(request, "; ".join(reasons))
        return HttpResponseRedirect(address("workbook_in", rows.language, organisation=owner.uid))
    _tell_saved(request, len(saved))
    return HttpResponseRedirect(address("grid", rows.language, organisation=owner.uid))


def _read_workbook(file: Any, rows: Rows) -> list[tuple[int, dict[str, str]]]:
    """The rows of a workbook or CSV file by column. Raises `Unreadable` or `Wrong`."""
    if file is None:
        raise Unreadable(_("Choose a file."))
    if file.size > _MOST_BYTES:
        raise Unreadable(_("The file is too large: at most 5 megabytes."))
    ending = ".csv" if str(file.name).lower().endswith(".csv") else ".xlsx"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{ending}"
        path.write_bytes(file.read())
        table = read_table(path, limit=_MOST_BYTES)
        headings = _headings()
        places = {number: headings.get(word.casefold(), "") for number, word in enumerate(table.header)}
        if "name" not in places.values():
            raise Unreadable(
                _("This is not a table from here: its first row should name the columns, “Name” among them.")
            )
        found: list[tuple[int, dict[str, str]]] = []
        for number, row in table.rows:
            if len(found) >= MOST_ROWS:
                raise Unreadable(_("At most %(most)d rows are read at once.") % {"most": MOST_ROWS})
            cells = {places[at]: text_of(_plain(value)) for at, value in enumerate(row) if places.get(at)}
            found.append((number, _with_references(cells, rows)))
    return found


def _headings() -> dict[str, str]:
    """What each heading means, in whichever language the file was made."""
    found: dict[str, str] = {}
    for language in INTERFACE_CODES:
        with override(language):
            labels = {name: str(label) for name, label in COLUMNS.items()} | _key_headings()
        found |= {label.casefold(): name for name, label in labels.items()}
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else "" if isinstance(value, bool) else value


def _with_references(cells: dict[str, str], rows: Rows) -> dict[str, str]:
    """Words of choices back as what rows are made of, so that a cell left alone is not a change."""
    found = dict(cells)
    for name, choices in CHOICES.items():
        codes = {str(label).casefold(): code for code, label in choices}
        if name in found:
            found[name] = codes.get(found[name].casefold(), found[name])
    labels = {label: key for key, label in rows.places.items()}
    labels |= {rows.in_words("place", kind): kind for kind in ("online", "phone")}
    if "place" in found:
        found["place"] = labels.get(found["place"], found["place"])
    return found


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
    saved = copy_service(service, actor=request.user, now=now, today=today, on_behalf_of=behalf)
    messages.success(request, _("Here is a copy. Only you and those who keep the page see it until it is published."))
    return HttpResponseRedirect(address("edit_service", language, organisation=organisation, part=saved.thing.uid))


VIEWS: Views = {"grid": grid, "workbook": workbook_out, "workbook_in": workbook_in, "copy_service": copy}
