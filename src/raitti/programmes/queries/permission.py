"""What a plan is compared with when it is asked whether it needs the funder's permission."""

from collections.abc import Sequence
from dataclasses import dataclass

from raitti.planning.outcome import Outcome
from raitti.programmes.choices import told
from raitti.programmes.models import ChangeApplication, EntryKind, Grant, LedgerEntry, PlanVersion
from raitti.programmes.permission import Ground, Limits, grounds
from raitti.programmes.queries.money import grants_of, in_force, latest


@dataclass(frozen=True)
class Check:
    """The grant the plan is paid from, the plan it is compared with, and why permission is needed, if it is.

    `old` and `new` are those plans told in full.
    """

    new: Outcome
    grant: Grant | None = None
    before: PlanVersion | None = None
    old: Outcome | None = None
    limits: Limits | None = None
    grounds: tuple[Ground, ...] = ()


def check_of(version: PlanVersion, *, changed: Sequence[str] = (), words: str = "") -> Check:
    """Whether an accepted plan needs permission, when this is said to have changed.

    It is compared with the plan the funder last agreed to: the newest with a permission, else the first one that was
    accepted after the decision. So many small changes count together.
    """
    grant, decided = _decision(version)
    new = told(version)
    if grant is None or decided is None:
        return Check(new)
    rules = grant.rules
    limits = Limits(rules.change_euros, rules.change_share) if rules else None
    before = _agreed(version, decided)
    old = told(before) if before is not None else None
    return Check(new, grant, before, old, limits, tuple(grounds(old, new, limits=limits, changed=changed, words=words)))


def _decision(version: PlanVersion) -> tuple[Grant | None, LedgerEntry | None]:
    """The newest grant that had been decided when the plan was accepted."""
    for grant in reversed(grants_of(version.project)):
        decided = latest(in_force(grant), EntryKind.DECIDED)
        if decided is not None and decided.entered <= version.accepted:
            return grant, decided
    return None, None


def _agreed(version: PlanVersion, decided: LedgerEntry) -> PlanVersion | None:
    earlier = PlanVersion.objects.filter(project=version.project_id, number__lt=version.number)
    since = earlier.filter(accepted__gte=decided.entered)
    approved = since.filter(change_applications__state=ChangeApplication.State.APPROVED)
    return approved.first() or since.order_by("number").first()
