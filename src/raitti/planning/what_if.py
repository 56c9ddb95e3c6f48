"""What if: a project with another amount, another end, someone leaving earlier, other priorities."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, Decimal

from raitti.planning.problem import Money, Priority, Project, Staff

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class WhatIf:
    """What is to be otherwise; what is not named stays.

    `amounts` are euros and `covered` months of the whole horizon a grant is meant for, both by the money's name: a
    grant that covers nine of twelve months is nine twelfths of what was applied for. `leaving` are last months of
    employment by post, `None` for none; `priorities` and `dropped` are of activities.
    """

    end: int | None = None
    closes: bool | None = None
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    covered: Mapping[str, int] = field(default_factory=dict)
    leaving: Mapping[str, int | None] = field(default_factory=dict)
    priorities: Mapping[str, Priority] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()


def changed(project: Project, what_if: WhatIf) -> Project:
    """The project as it would be. Names it does not have are passed over; a dropped activity is needed by none."""
    end = project.end if what_if.end is None else max(project.start, what_if.end)
    kept = [activity for activity in project.activities if activity.name not in what_if.dropped]
    return replace(
        project,
        end=end,
        closes=project.closes if what_if.closes is None else what_if.closes,
        money=tuple(_money(money, what_if, whole=len(project.months)) for money in project.money),
        staff=tuple(_staff(staff, what_if) for staff in project.staff),
        activities=tuple(
            replace(
                activity,
                priority=what_if.priorities.get(activity.name, activity.priority),
                needs=tuple(name for name in activity.needs if name not in what_if.dropped),
            )
            for activity in kept
        ),
    )


def covering(money: Money, months: int, *, whole: int) -> Decimal:
    """Euros of a grant that covers some months of the whole: that share of what was applied for."""
    asked = money.amount if money.applied is None else money.applied
    return (asked * months / whole).quantize(_CENT, ROUND_DOWN)


def _money(money: Money, what_if: WhatIf, *, whole: int) -> Money:
    if money.name in what_if.amounts:
        return replace(money, decided=what_if.amounts[money.name])
    if money.name in what_if.covered:
        return replace(money, decided=covering(money, what_if.covered[money.name], whole=whole))
    return money


def _staff(staff: Staff, what_if: WhatIf) -> Staff:
    if staff.name not in what_if.leaving:
        return staff
    return replace(staff, until=what_if.leaving[staff.name])
