"""What a plan is compared with when it is asked whether it needs the funder's permission."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from raitti.programmes.choices import project_from, told
from raitti.programmes.models import ChangeApplication, EntryKind, Grant, LedgerEntry, PlanVersion
from raitti.programmes.permission import Costs, Ground, Limits, borrowed, costs_by_kind, grounds
from raitti.programmes.queries.money import grants_of, in_force, latest


@dataclass(frozen=True)
class Check:
    """The grant a plan is paid from, what its costs are held against, and why permission is needed, if it is.

    `old` are the costs the funder agreed to: of the plan `before`, or of the `budget` that was decided or applied for.
    """

    new: Costs
    grant: Grant | None = None
    before: PlanVersion | None = None
    budget: LedgerEntry | None = None
    old: Costs | None = None
    limits: Limits | None = None
    grounds: tuple[Ground, ...] = ()


def check_of(version: PlanVersion, *, changed: Sequence[str] = (), words: str = "") -> Check:
    """Whether an accepted plan needs permission, when this is said to have changed.

    It is held against what the funder last agreed to: the newest plan with a permission, else the budget of the
    decision or the application; where none was entered, the first plan accepted after the decision. So many small
    changes count together.
    """
    grant, decided = _decision(version)
    new = costs_by_kind(told(version))
    if grant is None or decided is None:
        return Check(new)
    rules = grant.rules
    limits = Limits(rules.change_euros, rules.change_share) if rules else None
    budget = _budget(grant)
    since = _since(version, decided)
    approved = since.filter(change_applications__state=ChangeApplication.State.APPROVED).first()
    before = approved or (since.order_by("number").first() if budget is None else None)
    old: Costs | None = None
    if before is not None:
        budget, old = None, costs_by_kind(told(before))
    elif budget is not None:
        old = costs_of(budget)
    known = project_from(approved.problem).money if approved is not None else ()
    found = [
        *grounds(old, new, limits=limits, changed=changed, words=words),
        *borrowed(project_from(version.problem).money, known),
    ]
    return Check(new, grant, before, budget, old, limits, tuple(found))


def unasked(version: PlanVersion) -> bool:
    """Whether a plan, as `with_doubt` knows it, needs permission though none was asked for."""
    return bool(getattr(version, "is_doubtful", True) and check_of(version).grounds)


def with_doubt(versions: QuerySet[PlanVersion]) -> QuerySet[PlanVersion]:
    """Plans, each with whether it may need a permission that nobody asked for, as `is_doubtful`.

    What a plan needed when it was accepted was asked for then: only a budget entered later can show that it needs more.
    """
    budgets = LedgerEntry.objects.filter(grant__project=OuterRef("project"), for_pay__isnull=False)
    asked = ChangeApplication.objects.filter(version=OuterRef("pk"))
    return versions.annotate(is_doubtful=Exists(budgets) & ~Exists(asked))


def costs_of(entry: LedgerEntry) -> Costs | None:
    """The budget entered with what was applied for or decided, kind by kind; `None` where none was."""
    if entry.for_pay is None or entry.for_overhead is None or entry.for_activities is None:
        return None
    return {"pay": entry.for_pay, "overhead": entry.for_overhead, "activities": entry.for_activities}


def _decision(version: PlanVersion) -> tuple[Grant | None, LedgerEntry | None]:
    """The newest grant that had been decided when the plan was accepted, and the decision as it is known now."""
    for grant in reversed(grants_of(version.project)):
        decided = latest(in_force(grant), EntryKind.DECIDED)
        if decided is not None and _first_entered(decided, grant) <= version.accepted:
            return grant, decided
    return None, None


def _first_entered(entry: LedgerEntry, grant: Grant) -> datetime:
    """When what an entry corrects was entered first: a budget added to a decision makes it no new one."""
    by_pk = {each.pk: each for each in grant.entries.all()}
    while entry.corrects_id is not None:
        entry = by_pk[entry.corrects_id]
    return entry.entered


def _budget(grant: Grant) -> LedgerEntry | None:
    """The entry whose budget counts: the decision's where it has one, else the application's."""
    entries = in_force(grant)
    stages = (latest(entries, kind) for kind in (EntryKind.DECIDED, EntryKind.APPLIED))
    return next((entry for entry in stages if entry is not None and costs_of(entry) is not None), None)


def _since(version: PlanVersion, decided: LedgerEntry) -> QuerySet[PlanVersion]:
    """Earlier plans of the project that were accepted after the decision."""
    since = _first_entered(decided, decided.grant)
    return PlanVersion.objects.filter(project=version.project_id, number__lt=version.number, accepted__gte=since)
