"""What differs between two plans of a project."""

from dataclasses import dataclass

from raitti.planning.outcome import Outcome, Run


@dataclass(frozen=True, slots=True)
class Difference:
    """An activity that runs otherwise, or in only one of two plans."""

    name: str
    before: Run | None
    after: Run | None


def differences(before: Outcome, after: Outcome) -> tuple[Difference, ...]:
    """Activities, known by their names, that do not run in the same months at the same level, in file order."""
    old = {activity.name: activity.run for activity in before.activities}
    new = {activity.name: activity.run for activity in after.activities}
    names = dict.fromkeys([*old, *new])
    return tuple(Difference(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name))
