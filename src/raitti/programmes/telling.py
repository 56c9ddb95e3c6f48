"""A plan told to a reader: every activity, post and month in their language, with the drawings' places."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from raitti.core.texts import pick
from raitti.planning.blocks import spans
from raitti.planning.difference import differences
from raitti.planning.months import written
from raitti.planning.outcome import ActivityOutcome, Decision, Outcome, Run
from raitti.planning.problem import FULL, Activity, Project
from raitti.programmes.choices import decision_as_told, told
from raitti.programmes.models import PlanVersion, Scenario
from raitti.programmes.wording import (
    counted_decision,
    decision_in_words,
    month_in_words,
    period_in_words,
    reason_in_words,
    within_month_in_words,
)

Names = Mapping[str, Mapping[str, str]]
# Which colour a decision has in drawings and tags.
TONES: dict[Decision, str] = {"continue": "good", "narrow": "warm", "stop": "bad", "not_started": "plain"}


@dataclass(frozen=True)
class ActivityLine:
    """One activity: what becomes of it, when, why, and what keeping it would take.

    `first` and `last` are places in the plan's months, `window` those it could have filled.
    """

    key: str
    name: str
    priority: str
    decision: Decision
    decision_words: str
    tone: str
    period: str
    level: str
    cost: Decimal
    reason: str
    keeping_euros: Decimal | None
    keeping_fte: Decimal | None
    first: int | None
    last: int | None
    window: tuple[int, int]


@dataclass(frozen=True)
class PostLine:
    key: str
    name: str
    until: str
    works_until: str
    cost: Decimal


@dataclass(frozen=True)
class MonthLine:
    name: str
    place: str
    costs: Decimal
    money_left: Decimal
    fte_need: Decimal
    fte_at_work: Decimal


@dataclass(frozen=True)
class ExpiredLine:
    money: str
    when: str
    euros: Decimal


@dataclass(frozen=True)
class Told:
    """A whole plan for a page. `places` are the names of the problem's months; `months` those of the plan."""

    outcome: Outcome
    ends: str
    ends_when: str
    activities: tuple[ActivityLine, ...]
    posts: tuple[PostLine, ...]
    months: tuple[MonthLine, ...]
    expired: tuple[ExpiredLine, ...]
    musts_missed: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def money(self) -> Decimal:
        """Euros there are in all."""
        return sum((money.amount for money in self.outcome.project.money), Decimal(0))

    @property
    def left(self) -> Decimal:
        """Euros nobody uses."""
        return self.money - self.outcome.cost

    @property
    def meaning(self) -> str:
        """What becomes of the activities, in one sentence: "Of 9 activities 2 continue, 6 narrow, 1 is stopped."."""
        counts = {decision: len(lines) for decision, lines in self.by_decision.items()}
        parts = ", ".join(counted_decision(decision, count) for decision, count in counts.items() if count)
        return _("Of %(all)d activities %(parts)s.") % {"all": len(self.activities), "parts": parts} if parts else ""

    @property
    def by_decision(self) -> dict[Decision, list[ActivityLine]]:
        """The activities by what becomes of them, those that go on first."""
        return {decision: [each for each in self.activities if each.decision == decision] for decision in TONES}


@dataclass(frozen=True)
class Changed:
    """One activity that runs otherwise in the second of two plans."""

    name: str
    before: str
    after: str


def tell(plan: Scenario | PlanVersion, language: str) -> Told:
    """A solved scenario, or a version, in the reader's language."""
    outcome = told(plan)
    project, names = outcome.project, plan.names
    if outcome.plan is None:
        raise ValueError("a plan that does not exist cannot be told")

    def called(name: str) -> str:
        return name_in(names, name, language)

    by_name = {activity.name: activity for activity in project.activities}
    return Told(
        outcome=outcome,
        ends=month_in_words(outcome.plan.end),
        ends_when=within_month_in_words(outcome.plan.end),
        activities=tuple(_line(outcome, each, by_name[each.name], names, language) for each in outcome.activities),
        posts=tuple(
            PostLine(
                post.name,
                called(post.name),
                month_in_words(post.until),
                "" if post.last_working_month is None else month_in_words(post.last_working_month),
                post.cost,
            )
            for post in outcome.posts
        ),
        months=tuple(
            MonthLine(
                month_in_words(row.month),
                place_of(row.month),
                row.costs,
                row.money_left,
                row.fte_need,
                row.fte_at_work,
            )
            for row in outcome.months
        ),
        expired=tuple(ExpiredLine(row.money, within_month_in_words(row.month), row.euros) for row in outcome.expired),
        musts_missed=tuple(called(name) for name in outcome.musts_missed),
        places=tuple(place_of(month) for month in project.months),
    )


def name_in(names: Names, name: str, language: str) -> str:
    """What something of a plan is called in a language."""
    return pick(dict(names.get(name, {"fi": name})), language).value


def place_of(month: int) -> str:
    """A month's short name over a drawing: "11/20"."""
    year, of_year = divmod(month, 12)
    return f"{of_year + 1}/{year % 100:02d}"


def run_in_words(run: Run | None, names: Names, language: str) -> str:
    """ "1–11/2020 (on a smaller scale)"."""
    if run is None:
        return _("does not run")
    period = period_in_words(run.first, run.last)
    return period if run.level == FULL else f"{period} ({name_in(names, run.level, language)})"


def changes_between(before: Scenario | PlanVersion, after: Scenario | PlanVersion, language: str) -> list[Changed]:
    """What runs otherwise in the second plan than in the first, in the reader's language."""
    names = {**before.names, **after.names}
    return [
        Changed(
            name_in(names, each.name, language),
            run_in_words(each.before, names, language),
            run_in_words(each.after, names, language),
        )
        for each in differences(told(before), told(after))
    ]


def _line(outcome: Outcome, activity: ActivityOutcome, asked: Activity, names: Names, language: str) -> ActivityLine:
    run, keeping, start = activity.run, activity.keeping, outcome.project.start
    last = None if run is None else written(run.last)
    level = None if run is None else run.level
    at_work = max((written(row.month) for row in outcome.months if row.fte_at_work), default=None)
    decision = decision_as_told(activity.decision, level=level, last=last, at_work=at_work)
    return ActivityLine(
        key=activity.name,
        name=name_in(names, activity.name, language),
        priority=asked.priority,
        decision=decision,
        decision_words=decision_in_words(decision),
        tone=TONES[decision],
        period="" if run is None else period_in_words(run.first, run.last),
        level="" if run is None or run.level == FULL else name_in(names, run.level, language),
        cost=activity.cost,
        reason=reason_in_words(outcome, activity, lambda name: name_in(names, name, language)),
        keeping_euros=None if keeping is None or decision == "continue" else keeping.euros,
        keeping_fte=None if keeping is None or decision == "continue" else keeping.fte,
        first=None if run is None else run.first - start,
        last=None if run is None else run.last - start,
        window=_window(outcome.project, asked),
    )


def _window(project: Project, activity: Activity) -> tuple[int, int]:
    """The places an activity could have filled, whatever the project's last month."""
    possible = list(spans(project, activity))
    if not possible:
        return 0, 0
    firsts, lasts = zip(*possible, strict=True)
    return min(firsts) - project.start, max(lasts) - project.start
