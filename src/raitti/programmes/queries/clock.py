"""A project's year clock: what is due when by its funder's rules, and what of it has been done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from django.db.models import Max

from raitti.programmes.models import ClockMark, EntryKind, FundingRules, Grant, LedgerEntry, Project
from raitti.programmes.queries.instalments import day_of, payment_of
from raitti.programmes.queries.money import balance, grants_of, in_force, latest, use_time

What = Literal["application", "proposal", "decision", "instalment", "use_ends", "extension", "results", "account"]
# What a person says is done; the rest is known from the ledger.
MARKED: tuple[What, ...] = ("results", "account")
# What the funder does, and what only comes to its end.
_OTHERS: tuple[What, ...] = ("proposal", "decision", "instalment")
_ENDS: tuple[What, ...] = ("use_ends", "extension")


@dataclass(frozen=True)
class Due:
    """One thing of a year: `opens` and `due` are the first and last day of it, `done_on` when it was done.

    `key` tells it from all others of the project and stays the same, however its day moves. `is_settled` is for what
    has been done without a day of its own, or is needed no more.
    """

    what: What
    year: int
    due: date
    key: str
    grant: Grant | None = None
    opens: date | None = None
    amount: Decimal | None = None
    done_on: date | None = None
    done_by: str = ""
    is_settled: bool = False

    @property
    def is_done(self) -> bool:
        return self.done_on is not None or self.is_settled

    def state(self, on: date) -> str:
        """`done`, `now` when it may be done, `later`; past its day `late`, `unentered` in the ledger, or `over`."""
        if self.is_done:
            return "done"
        if self.due < on:
            return "over" if self.what in _ENDS else "unentered" if self.what in _OTHERS else "late"
        return "now" if self.opens is not None and self.opens <= on else "later"


def clock_of(project: Project) -> list[Due]:
    """Everything that is due in a project, in the order of days."""
    marks = {(mark.what, mark.year): mark for mark in project.clock_marks.all()}
    rules = project.programme.rules
    grants = grants_of(project)
    found = [due for grant in grants for due in _of_grant(grant, grant.rules or rules)]
    if rules is not None:
        for year in _years(project, grants):
            found += _of_year(year, rules, marks)
    return sorted(found, key=lambda due: (due.due, due.key))


def clock_changed(project: Project) -> datetime:
    """When something on the clock may have changed last."""
    last = LedgerEntry.objects.filter(grant__project=project).aggregate(last=Max("entered"))["last"]
    return max(project.changed, last) if last else project.changed


def _of_grant(grant: Grant, rules: FundingRules | None) -> Iterator[Due]:
    entries = in_force(grant)
    if rules is not None:
        yield from _of_process(grant, rules, {kind: latest(entries, kind) for kind in EntryKind})
    for number, part in enumerate(payment_of(grant).instalments, start=1):
        key = f"instalment-{grant.uid}-{part.pk or number}"
        yield Due("instalment", grant.year, part.due, key, grant, amount=part.amount, is_settled=part.is_paid)
    ends = use_time(entries)[1] if entries else None
    if ends is None:
        return
    left = balance(entries).left
    is_used = left <= 0
    yield Due("use_ends", grant.year, ends, f"use-{grant.uid}", grant, amount=left, is_settled=is_used)
    extended = latest(entries, EntryKind.EXTENDED)
    if rules is not None and rules.most_extension_years and (extended is None or not is_used):
        key = f"extension-{grant.uid}"
        yield Due("extension", grant.year, ends, key, grant, opens=date(ends.year, 1, 1), is_settled=is_used)


def _of_process(grant: Grant, rules: FundingRules, said: dict[EntryKind, LedgerEntry | None]) -> Iterator[Due]:
    """From the application to the decision; a later stage that is known settles the earlier ones."""
    applied, proposed, decided = (said[kind] for kind in (EntryKind.APPLIED, EntryKind.PROPOSED, EntryKind.DECIDED))
    is_decided = decided is not None
    carried = said[EntryKind.CARRIED_OVER] is not None
    if rules.applications_close:
        opens = day_of(grant.year - 1, rules.applications_open) if rules.applications_open else None
        closes = day_of(grant.year - 1, rules.applications_close)
        yield _stage(
            "application", grant, closes, applied, is_past=bool(proposed) or is_decided or carried, opens=opens
        )
    if rules.proposal_by:
        by = day_of(grant.year - 1, rules.proposal_by)
        yield _stage("proposal", grant, by, proposed, is_past=is_decided or carried)
    if rules.decision_by:
        yield _stage("decision", grant, day_of(grant.year, rules.decision_by), decided, is_past=carried)


def _stage(
    what: What, grant: Grant, due: date, entry: LedgerEntry | None, *, is_past: bool, opens: date | None = None
) -> Due:
    done_on, amount = (entry.on, entry.amount) if entry is not None else (None, None)
    key = f"{what}-{grant.uid}"
    return Due(what, grant.year, due, key, grant, opens=opens, amount=amount, done_on=done_on, is_settled=is_past)


def _years(project: Project, grants: list[Grant]) -> range:
    """The years in which money was used, each of which is accounted for."""
    if not grants:
        return range(0)
    ends = [use_time(entries)[1] for grant in grants if (entries := in_force(grant))]
    last = max([*(day.year for day in ends if day), *(grant.year for grant in grants)])
    return range(min(grant.year for grant in grants), min(last, project.ends.year) + 1)


def _of_year(year: int, rules: FundingRules, marks: dict[tuple[str, int], ClockMark]) -> Iterator[Due]:
    for what, day in (("results", rules.results_by), ("account", rules.account_by)):
        if not day:
            continue
        mark = marks.get((what, year))
        done = (mark.done_on, mark.done_by) if mark is not None else (None, "")
        yield Due(
            "results" if what == "results" else "account",
            year,
            day_of(year + 1, day),
            f"{what}-{year}",
            opens=date(year + 1, 1, 1),
            done_on=done[0],
            done_by=done[1],
        )
