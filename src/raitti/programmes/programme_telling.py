"""A programme's plans told to a reader: project by project, and who of the shared staff works where in which month."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from raitti.core.texts import pick
from raitti.planning.months import month_of
from raitti.programmes.models import ProgrammeScenario, Project, Scenario
from raitti.programmes.telling import TONES, ActivityLine, Told, place_of, tell
from raitti.programmes.wording import decision_in_words, month_in_words


@dataclass(frozen=True)
class ProjectLine:
    """One project's plan: `number` counts from 1 in the order of the file; what becomes of its activities by status."""

    number: int
    title: str
    told: Told
    counts: tuple[tuple[int, str], ...]
    lent: Decimal

    @property
    def cut(self) -> list[ActivityLine]:
        """The activities that do not go on in full."""
        return [each for each in self.told.activities if each.decision != "continue"]


@dataclass(frozen=True)
class SharedLine:
    """One shared post in one month: for whom it works how much."""

    post: str
    month: str
    place: str
    shares: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True)
class SharedPost:
    name: str
    until: str
    lines: tuple[SharedLine, ...]


@dataclass(frozen=True)
class ProgrammeTold:
    """All plans for a page. `cost` are the euros of all projects and of the shared staff's pay."""

    cost: Decimal
    value: Decimal
    gap: Decimal
    projects: tuple[ProjectLine, ...]
    staff: tuple[SharedPost, ...]

    @property
    def gap_percent(self) -> Decimal:
        return self.gap * 100

    @property
    def is_cut(self) -> bool:
        """Something does not go on in full."""
        return any(line.cut for line in self.projects)

    @property
    def wages(self) -> Decimal:
        """What the shared staff costs."""
        return self.cost - sum((line.told.outcome.cost for line in self.projects), Decimal(0))


def part_of(scenario: ProgrammeScenario, place: int) -> Scenario:
    """One project's part as a scenario that is kept nowhere, to be told and taken along as any other."""
    row, part = scenario.names[place], (scenario.choice or [])[place]
    result = (scenario.result or {})["projects"][place]
    found = Scenario(name=scenario.name, state=Scenario.State.SOLVED, names=row["names"], result=result, **part)
    found.project = Project(name=result["title"])
    return found


def tell_programme(scenario: ProgrammeScenario, language: str) -> ProgrammeTold:
    """A solved scenario of a programme, in the reader's language."""
    result: dict[str, Any] = scenario.result or {}
    titles = titles_of(scenario, language)
    parts = [part_of(scenario, place) for place in range(len(scenario.choice or ()))]
    lines = tuple(
        _line(number, part, title, language) for number, (part, title) in enumerate(zip(parts, titles, strict=True), 1)
    )
    called = dict(zip((each["title"] for each in result["projects"]), titles, strict=True))
    return ProgrammeTold(
        cost=Decimal(str(result["cost"])),
        value=Decimal(str(result["value"])),
        gap=Decimal(str(result["gap"])),
        projects=lines,
        staff=tuple(_post(row, called) for row in result["shared_staff"]),
    )


def titles_of(scenario: ProgrammeScenario, language: str) -> list[str]:
    """What the plan's projects are called: those known here in the reader's language."""
    uids = [row["project"] for row in scenario.names]
    known = {str(each.uid): each for each in Project.objects.filter(uid__in=[uid for uid in uids if uid])}
    written = [each["title"] for each in (scenario.result or {}).get("projects", ())]
    return [
        pick(known[uid].name, language).value if uid in known else title
        for uid, title in zip(uids, written, strict=True)
    ]


def _line(number: int, part: Scenario, title: str, language: str) -> ProjectLine:
    told = tell(part, language)
    counts = tuple(
        (len(told.by_decision[decision]), decision_in_words(decision))
        for decision in TONES
        if told.by_decision[decision]
    )
    lent = sum((Decimal(fte) for fte in (part.choice or {}).get("lent", {}).values()), Decimal(0))
    return ProjectLine(number, title, told, counts, lent)


def _post(row: dict[str, Any], called: dict[str, str]) -> SharedPost:
    months: dict[str, list[tuple[str, Decimal]]] = {}
    for part in row["months"]:
        share = called.get(part["project"], part["project"]), Decimal(str(part["fte"]))
        months.setdefault(part["month"], []).append(share)
    lines = tuple(_shared(row["name"], month, shares) for month, shares in sorted(months.items()))
    return SharedPost(row["name"], month_in_words(month_of(row["until"])), lines)


def _shared(post: str, month: str, shares: Sequence[tuple[str, Decimal]]) -> SharedLine:
    at = month_of(month)
    return SharedLine(post, month_in_words(at), place_of(at), tuple(shares))
