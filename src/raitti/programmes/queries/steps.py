"""Where a project stands on its way from a decision to a handover: what is done, what is next."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from raitti.programmes.models import EntryKind, Grant, LedgerEntry, Notice, PlanVersion, Project, Scenario, Structure
from raitti.programmes.queries.money import in_force, latest

Key = Literal["decision", "plan", "accept", "notice", "handover"]
State = Literal["done", "now", "later"]


@dataclass(frozen=True)
class Step:
    """One step: whether it is done, the next, or later; `count` of what waits there."""

    key: Key
    state: State
    count: int = 0


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


def way_of(project: Project, *, on: date) -> Way:
    """The steps of a project's newest grant: decision, plan, acceptance, notice, handover."""
    grant = project.grants.prefetch_related("entries").order_by("-year", "-pk").first()
    decision = latest(in_force(grant), EntryKind.DECIDED) if grant is not None else None
    version = project.plan_versions.first()
    scenarios = Scenario.objects.filter(project=project, state=Scenario.State.SOLVED, is_kept=True)
    since = decision.entered if decision is not None else None
    is_planned = since is not None and (
        scenarios.filter(created__gte=since).exists() or (version is not None and version.accepted >= since)
    )
    is_accepted = version is not None and since is not None and version.accepted >= since
    is_told = is_accepted and Notice.objects.filter(version=version, state=Notice.State.PUBLISHED).exists()
    drafted = Notice.objects.filter(version=version).exclude(state=Notice.State.PUBLISHED).count() if is_accepted else 0
    unsettled = Structure.objects.filter(project=project).unsettled().count()
    done: dict[Key, bool] = {
        "decision": decision is not None,
        "plan": is_planned,
        "accept": is_accepted,
        "notice": is_told,
        "handover": not unsettled,
    }
    waiting: dict[Key, int] = {"notice": drafted, "handover": unsettled}
    steps: list[Step] = []
    is_next = True
    for key, is_done in done.items():
        state: State = "done" if is_done else "now" if is_next else "later"
        is_next = is_next and is_done
        steps.append(Step(key, state, waiting.get(key, 0)))
    return Way(tuple(steps), grant, decision, version)
