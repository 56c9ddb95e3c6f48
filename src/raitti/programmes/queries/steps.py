"""Where a project stands on its way from a decision to a handover: what is done, what is next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Count, Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.programmes.models import EntryKind, Grant, LedgerEntry, Notice, PlanVersion, Project, Scenario, Structure
from raitti.programmes.queries.money import grants_by_project, in_force, latest
from raitti.programmes.queries.published import newest_of

Key = Literal["decision", "plan", "accept", "notice", "handover"]
State = Literal["done", "now", "later"]
LABELS: dict[Key, Promise] = {
    "decision": _("Enter the funder’s decision"),
    "plan": _("Make a plan of the money there is"),
    "accept": _("Compare and accept a plan"),
    "notice": _("Tell the public"),
    "handover": _("Hand over what lives on"),
}


@dataclass(frozen=True)
class Step:
    """One step: whether it is done, the next, or later; `count` of what waits there."""

    key: Key
    state: State
    count: int = 0

    @property
    def label(self) -> str:
        """What is done in it, in the reader's language."""
        return str(LABELS[self.key])


@dataclass(frozen=True)
class Way:
    """A project's steps in their order, with what each is about."""

    steps: tuple[Step, ...]
    grant: Grant | None
    decision: LedgerEntry | None
    version: PlanVersion | None

    @property
    def next(self) -> Step | None:
        """What comes first of what is not done."""
        return next((step for step in self.steps if step.state == "now"), None)


def way_of(project: Project) -> Way:
    """The steps of a project's newest grant: decision, plan, acceptance, notice, handover."""
    return ways_of([project], grants=grants_by_project([project]))[project.pk]


def ways_of(projects: Sequence[Project], *, grants: Mapping[int, Sequence[Grant]]) -> dict[int, Way]:
    """The same of many projects by their ids, in as many questions as of one; `grants` as of `grants_by_project`."""
    versions = newest_plans(projects)
    solved = Scenario.objects.filter(project__in=projects, state=Scenario.State.SOLVED, is_kept=True)
    asked = dict(solved.order_by().values_list("project").annotate(Max("created")))
    notices: dict[int | None, list[str]] = {}
    for version, state in Notice.objects.filter(version__in=versions.values()).values_list("version", "state"):
        notices.setdefault(version, []).append(state)
    unsettled = Structure.objects.filter(project__in=projects).unsettled()
    counts = dict(unsettled.order_by().values_list("project").annotate(Count("pk")))
    return {
        each.pk: _way(
            grants.get(each.pk, ()),
            versions.get(each.pk),
            asked=asked.get(each.pk),
            notices=notices,
            unsettled=counts.get(each.pk, 0),
        )
        for each in projects
    }


def _way(
    grants: Sequence[Grant],
    version: PlanVersion | None,
    *,
    asked: datetime | None,
    notices: Mapping[int | None, Sequence[str]],
    unsettled: int,
) -> Way:
    grant = grants[-1] if grants else None
    decision = latest(in_force(grant), EntryKind.DECIDED) if grant is not None else None
    since = decision.entered if decision is not None else None
    is_accepted = version is not None and since is not None and version.accepted >= since
    is_asked = asked is not None and since is not None and asked >= since
    states = notices.get(version.pk, ()) if version is not None and is_accepted else ()
    is_told = Notice.State.PUBLISHED in states
    done: dict[Key, bool] = {
        "decision": decision is not None,
        "plan": is_asked or is_accepted,
        "accept": is_accepted,
        "notice": is_told,
        "handover": not unsettled,
    }
    drafted = sum(state != Notice.State.PUBLISHED for state in states)
    waiting: dict[Key, int] = {"notice": drafted, "handover": unsettled}
    steps: list[Step] = []
    is_next = True
    for key, is_done in done.items():
        state: State = "done" if is_done else "now" if is_next else "later"
        is_next = is_next and is_done
        steps.append(Step(key, state, waiting.get(key, 0)))
    return Way(tuple(steps), grant, decision, version)


def newest_plans(projects: Iterable[Project]) -> dict[int, PlanVersion]:
    """The plan in force of each project that has one, by the project's id."""
    return newest_of(PlanVersion.objects.all(), projects)
