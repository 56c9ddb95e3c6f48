"""The founding path of a body: what has been done from idea to first meeting, what is missing, and ready by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext, ngettext

from raitti.bodies.models import Body, FoundingStep, Holding, Stage

Step = FoundingStep.Step
_EARLY, _MIDDLE = 4, 8


@dataclass(frozen=True)
class PathLine:
    """One step: `done`, `now` the next, or `later`; late when its day has passed."""

    step: FoundingStep
    state: str
    is_late: bool
    missing: str

    @property
    def label(self) -> str:
        return str(self.step.get_step_display())


@dataclass(frozen=True)
class FoundingPath:
    """How far a founding has come. `ready_by` is the last due date, none while one has no day; `share` is 0–100."""

    lines: tuple[PathLine, ...]
    ready_by: date | None
    is_late: bool

    @property
    def done(self) -> int:
        return sum(line.state == "done" for line in self.lines)

    @property
    def share(self) -> int:
        return round(100 * self.done / len(self.lines)) if self.lines else 0

    @property
    def missing(self) -> list[str]:
        """What is missing, in the language that is on."""
        return [line.missing for line in self.lines if line.missing]

    @property
    def sentence(self) -> str:
        """As in "Ready to start by early 2021."""
        if self.ready_by is None:
            return gettext("It has not been said when it is ready to start.")
        words = {"year": self.ready_by.year}
        if self.ready_by.month <= _EARLY:
            return gettext("Ready to start by early %(year)d.") % words
        if self.ready_by.month <= _MIDDLE:
            return gettext("Ready to start by the middle of %(year)d.") % words
        return gettext("Ready to start by the end of %(year)d.") % words


def founding_path(body: Body, *, on: date) -> FoundingPath:
    """The path of one body that is being founded, or was."""
    return founding_paths([body], on=on)[body.pk]


def founding_paths(bodies: Iterable[Body], *, on: date) -> dict[int, FoundingPath]:
    """The paths of bodies by their keys, with a fixed number of questions; one without steps has no lines."""
    rows = list(bodies)
    keys = [body.pk for body in rows]
    steps: dict[int, list[FoundingStep]] = {key: [] for key in keys}
    for step in FoundingStep.objects.filter(body__in=keys).order_by("pk"):
        steps[step.body_id].append(step)
    seated = _seated(keys, on=on)
    return {body.pk: _path(body, steps[body.pk], seated.get(body.pk, (0, 0)), on=on) for body in rows}


def _seated(keys: list[int], *, on: date) -> dict[int, tuple[int, int]]:
    """How many seats there are, and how many have a member from a day on."""
    held = Holding.objects.members().filter(Q(until=None) | Q(until__gte=on))
    is_held = Q(seats__in=held.values("seat"))
    found = Body.objects.filter(pk__in=keys).annotate(
        seat_count=Count("seats", filter=Q(seats__ended_on=None), distinct=True),
        held_count=Count("seats", filter=Q(seats__ended_on=None) & is_held, distinct=True),
    )
    return {pk: (seats, taken) for pk, seats, taken in found.values_list("pk", "seat_count", "held_count")}


def _path(body: Body, steps: list[FoundingStep], seated: tuple[int, int], *, on: date) -> FoundingPath:
    lines, is_next = [], body.stage == Stage.FOUNDING
    for step in steps:
        is_done = step.done_on is not None
        state = "done" if is_done else "now" if is_next else "later"
        is_next = is_next and is_done
        is_late = not is_done and step.due is not None and step.due < on
        lines.append(PathLine(step, state, is_late, "" if is_done else _missing(body, step, seated)))
    days = [step.due for step in steps]
    ready_by = max((day for day in days if day is not None), default=None) if all(days) else None
    return FoundingPath(tuple(lines), ready_by, any(line.is_late for line in lines))


def _missing(body: Body, step: FoundingStep, seated: tuple[int, int]) -> str:
    seats, held = seated
    words: dict[str, Any] = {"number": seats - held, "all": seats}
    if step.step == Step.MANDATE:
        lacks = [
            gettext("the mandate document") if not body.mandate_name else "",
            gettext("the seats") if not seats else "",
        ]
        named = ", ".join(part for part in lacks if part)
        if named:
            return gettext("The setter has not confirmed the mandate. Missing: %s.") % named
        return gettext("The setter has not confirmed the mandate.")
    if step.step == Step.APPOINTMENT:
        if not seats:
            return gettext("There are no seats to appoint to yet.")
        if held < seats:
            return (
                ngettext(
                    "%(number)d of %(all)d seats has no member.",
                    "%(number)d of %(all)d seats have no member.",
                    seats - held,
                )
                % words
            )
        return gettext("The appointment has not been written down.")
    return {
        Step.IDEA: gettext("The idea has not been written down."),
        Step.CALL: gettext("The call for nominations has not been opened."),
        Step.NOMINATIONS: gettext("The nominations are not in."),
        Step.BALANCE: gettext("The balance of the nominations has not been looked at."),
        Step.FIRST_MEETING: gettext("The first meeting has not been held."),
    }[Step(step.step)]
