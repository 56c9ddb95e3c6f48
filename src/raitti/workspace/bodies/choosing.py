"""From candidates to seats: what a choice does to the balance, and the decision on it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from raitti.bodies.actions.appointing import Problem, appoint, first_day, propose, seen_of, what_stands_in_the_way
from raitti.bodies.forms.choosing import AppointForm, ChoiceForm
from raitti.bodies.models import Call, Candidate
from raitti.bodies.queries.calls import first_timers
from raitti.bodies.queries.weighing import Line, Weighing, candidates_of, choices_kept, weigh
from raitti.bodies.rules.calls import may_appoint, may_propose, may_see_candidates
from raitti.core.addresses import Views, address
from raitti.core.texts import pick
from raitti.core.verdicts import Refused, require
from raitti.render.charts import Bar, named_bars
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.bodies.calls import call_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def call_choice(request: HttpRequest, language: str, body: UUID, number: int) -> HttpResponse:
    """Candidates, and the balance of whatever choice stands in the form; it is kept only when it is saved."""
    now, call = timezone.now(), call_or_404(body, number)
    require(may_see_candidates(request.user, call, now=now))
    candidates, words = candidates_of(call), {"body": body, "number": number}
    # Before the call has closed the choice can be tried, not kept; after the decision it is only looked at.
    can_keep = may_propose(request.user, call, now=now)
    sent = request.POST if request.method == "POST" else None
    form = ChoiceForm(sent, call=call, candidates=candidates, language=language)
    is_whole = sent is None or form.is_valid()
    if sent is not None and is_whole and "keep" in sent:
        require(can_keep)
        try:
            propose(call, form.choices(), actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("The choice is kept."))
            return HttpResponseRedirect(address("call_choice", language, **words))
    choices, since = form.choices(), first_day(call, now=now)
    weighing = weigh(call, candidates, choices, on=since)
    is_decided = call.state == Call.State.DECIDED
    context = {
        "body": call.body,
        "call": call,
        "stage": call.stage(now),
        "candidates": _with_first_timers(candidates, call),
        "weighing": weighing,
        "charts": _charts(weighing, language),
        "problems": [] if is_decided else what_stands_in_the_way(call, choices, since=since, now=now),
        "is_trial": sent is not None,
        "can_keep": can_keep,
        "may_appoint": bool(may_appoint(request.user, call, now=now)),
        "is_chosen": any(choice.member or choice.deputy for choice in choices),
        "is_decided": is_decided,
    }
    return form_page(request, "workspace/bodies/calls/choice.html", context, form=form, name="call_choice", words=words)


def _with_first_timers(candidates: Sequence[Candidate], call: Call) -> list[tuple[Candidate, bool]]:
    new = first_timers(list(candidates), call.body)
    return [(each, each.pk in new) for each in candidates]


def _charts(weighing: Weighing, language: str) -> list[tuple[str, str, SafeString, list[tuple[str, Line]]]]:
    """Each breakdown: its key, its heading, its drawing, and its rows for the table beside it."""
    headings = {
        "theme": (_("By seat wished for"), _("No seat wished for")),
        "area": (_("By area of the association"), _("Area not known")),
        "organisation": (_("By association"), ""),
    }
    charts = []
    for key, lines in weighing.lines.items():
        heading, nameless = headings[key]
        named = [(pick(line.label, language).value if line.label is not None else nameless, line) for line in lines]
        bars = [Bar(name, line.candidates, _counted(line), "good" if line.chosen else "plain") for name, line in named]
        highest = max((line.candidates for line in lines), default=1)
        charts.append((key, heading, named_bars(bars, title=heading, key=f"balance-{key}", highest=highest), named))
    return charts


def _counted(line: Line) -> str:
    count = ngettext("%(number)d candidate", "%(number)d candidates", line.candidates) % {"number": line.candidates}
    chosen = _("%(number)d chosen") % {"number": line.chosen}
    return f"{count}, {chosen}"


@require_http_methods(["GET", "HEAD", "POST"])
def call_appoint(request: HttpRequest, language: str, body: UUID, number: int) -> HttpResponse:
    """The decision: the choice as it was put together, what stands in its way, and the words everyone reads."""
    now, call = timezone.now(), call_or_404(body, number)
    require(may_appoint(request.user, call, now=now))
    candidates, words = candidates_of(call), {"body": body, "number": number}
    choices, since = choices_kept(call, candidates), first_day(call, now=now)
    weighing = weigh(call, candidates, choices, on=since)
    needs_reason = call.body.is_gender_balanced and not weighing.is_balanced
    sent = request.POST if request.method == "POST" else None
    form = AppointForm(sent, language=language, since=since, needs_reason=needs_reason, seen=seen_of(call))
    if sent is not None and form.is_valid():
        said = form.cleaned_data
        try:
            appoint(
                call,
                since=said["since"],
                seen=said["seen"],
                words=form.texts("words"),
                imbalance_reason=said.get("imbalance_reason", ""),
                actor=request.user,
                now=now,
            )
        except Refused as refused:
            _place(form, refused, call, language=language)
        else:
            messages.success(request, _("Appointed. Everyone concerned has been told."))
            return HttpResponseRedirect(address("own_call", language, **words))
    context = {
        "body": call.body,
        "call": call,
        "rows": _rows(call, candidates),
        "weighing": weighing,
        "problems": _problems(call, choices, since=since, now=now),
        "needs_reason": needs_reason,
    }
    return form_page(
        request, "workspace/bodies/calls/appoint.html", context, form=form, name="call_appoint", words=words
    )


def _problems(call: Call, choices: Any, *, since: date, now: Any) -> list[Problem]:
    return what_stands_in_the_way(call, choices, since=since, now=now)


def _place(form: AppointForm, refused: Refused, call: Call, *, language: str) -> None:
    """A refusal about a seat has no field here: it stands above all of them. A changed choice is shown as it is now."""
    field = str(refused.verdict.details.get("field", ""))
    if refused.verdict.code == "overtaken":
        form.data = {**form.data.dict(), "seen": seen_of(call)}  # type: ignore[attr-defined]
    if field and field not in form.fields and f"{field}_{language}" not in form.fields:
        form.add_error(None, str(refused.verdict.reason))
        return
    place_refusal(form, refused, language=language)


def _rows(call: Call, candidates: Sequence[Candidate]) -> list[tuple[Any, Candidate | None, Candidate | None]]:
    """Each seat with the member and the deputy chosen for it."""
    chosen = {(each.seat_id, each.place): each for each in candidates if each.seat_id is not None}
    return [(seat, chosen.get((seat.pk, "member")), chosen.get((seat.pk, "deputy"))) for seat in call.seats.all()]


VIEWS: Views = {"call_choice": call_choice, "call_appoint": call_appoint}
