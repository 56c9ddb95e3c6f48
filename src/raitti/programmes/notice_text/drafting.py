"""From an accepted plan, its ledger and its structures to a notice in each language of the service."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import translation
from i18nfield.strings import LazyI18nString

from raitti.core.texts import pick, translated
from raitti.planning.outcome import Outcome
from raitti.planning.problem import FULL
from raitti.programmes.models import EntryKind, Grant, LedgerEntry, PlanVersion, Project, Structure
from raitti.programmes.notice_text.english import English
from raitti.programmes.notice_text.finnish import Finnish
from raitti.programmes.notice_text.material import LivesOn, Material, Work
from raitti.programmes.notice_text.swedish import Swedish
from raitti.programmes.notice_text.writing import Writer
from raitti.programmes.queries.money import in_force, latest, months_covered
from raitti.programmes.telling import ActivityLine, Told, name_in, tell

WRITERS: dict[str, Writer] = {"fi": Finnish(), "sv": Swedish(), "en": English()}
_STATES = {Structure.Status.HANDED_OVER: "handed_over", Structure.Status.ENDED: "ended"}


@dataclass(frozen=True)
class Draft:
    """A title and a text, in all languages of the service."""

    title: LazyI18nString
    text: LazyI18nString


def draft_of(version: PlanVersion) -> Draft:
    """What a notice of a plan could say."""
    titles, texts = {}, {}
    for language, writer in WRITERS.items():
        with translation.override(language):
            titles[language], texts[language] = writer.write(material_of(version, language))
    return Draft(translated(**titles), translated(**texts))


def material_of(version: PlanVersion, language: str) -> Material:
    """Everything the notice of a plan tells, in one language."""
    project, told = version.project, tell(version, language)
    outcome, rules = told.outcome, project.programme.rules

    def said(value: LazyI18nString) -> str:
        return pick(value, language).value

    year = outcome.project.start // 12
    grant = _grant_of(project, year)
    entries = [] if grant is None else in_force(grant)
    applied, proposed, decided = (
        latest(entries, kind) for kind in (EntryKind.APPLIED, EntryKind.PROPOSED, EntryKind.DECIDED)
    )
    carried = sum((money.amount for money in outcome.project.money if money.kind == "carry_over"), Decimal(0))
    return Material(
        project=said(project.name),
        host=said(project.host.name),
        decider=said(rules.decider) if rules else "",
        proposer=said(rules.proposer) if rules else "",
        year=year,
        applied=_amount(applied),
        proposed=_amount(proposed),
        decided=_amount(decided),
        decided_on=None if decided is None else decided.on,
        covers=months_covered(decided or proposed),
        asked_months=months_covered(applied),
        conditions="" if grant is None else said(grant.conditions),
        carried=carried > 0,
        carried_most=decided is not None and carried > decided.amount,
        ends=_end(outcome),
        works_until=max((row.month for row in outcome.months if row.fte_at_work), default=_end(outcome)),
        hoped_until=outcome.project.end,
        focuses=tuple(said(focus.text) for focus in project.focuses.filter(year=year)),
        **_work(told, version, language),
        lives_on=tuple(_lives_on(row, language) for row in _structures(project)),
        email=project.email,
        phone=project.phone,
    )


def _grant_of(project: Project, year: int) -> Grant | None:
    """The newest grant of a plan's first year, else the newest there is."""
    grants = project.grants.prefetch_related("entries").order_by("-year", "-pk")
    return grants.filter(year=year).first() or grants.first()


def _amount(entry: LedgerEntry | None) -> Decimal | None:
    return None if entry is None else entry.amount


def _end(outcome: Outcome) -> int:
    return outcome.project.end if outcome.plan is None else outcome.plan.end


def _structures(project: Project) -> list[Structure]:
    return list(project.structures.select_related("steward", "successor").order_by("sort_fi", "pk"))


def _work(told: Told, version: PlanVersion, language: str) -> dict[str, tuple[Work, ...]]:
    """The activities by what the public is told of them."""
    found: dict[str, list[Work]] = {
        name: [] for name in ("goes_on", "narrows", "ends_early", "stops", "not_begun", "closing")
    }
    outcome = told.outcome
    asked = {activity.name: activity for activity in outcome.project.activities}
    for line, result in zip(told.activities, outcome.activities, strict=True):
        run = result.run
        if run is None:
            where = "stops" if asked[line.key].running else "not_begun"
        elif asked[line.key].closing:
            where = "closing"
        elif run.level != FULL:
            where = "narrows"
        elif line.decision == "continue":
            where = "goes_on"
        else:
            where = "ends_early"
        names = tuple(name_in(version.names, name, language) for name in result.reason.names)
        found[where].append(_told(line, None if run is None else run.last, result.reason.binding, names))
    return {name: tuple(work) for name, work in found.items()}


def _told(line: ActivityLine, last: int | None, why: str, names: tuple[str, ...]) -> Work:
    return Work(name=line.name, last=last, period=line.period, level=line.level, why=why, needs=names)


def _lives_on(row: Structure, language: str) -> LivesOn:
    def named(value: LazyI18nString) -> str:
        return pick(value, language).value

    status = Structure.Status.HANDED_OVER if row.is_received else Structure.Status(row.status)
    state = _STATES.get(status) or ("offered" if row.successor else "open")
    receiver = row.steward if state == "handed_over" else row.successor
    due: date | None = row.due
    return LivesOn(name=named(row.name), state=state, receiver=named(receiver.name) if receiver else "", due=due)
