"""What belongs to a project and goes with it: which rows, under which names, and what stays behind.

What stays behind: plans that were only tried, whom people are (posts name no person), and support statements nobody
was shown, with all their e-mail addresses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from raitti.exchange.handover.naming import organisation_name
from raitti.exchange.handover.rows import Row, row_of
from raitti.programmes.models import (
    Activity,
    Campaign,
    ChangeApplication,
    ClockMark,
    Focus,
    FundingRules,
    Grant,
    LedgerEntry,
    Notice,
    Overhead,
    PlannedInstalment,
    PlanVersion,
    Plea,
    Post,
    Programme,
    Project,
    Support,
)

FORMAT, VERSION = "raitti-handover", 1


def _uid(thing: Any) -> str:
    return str(thing.uid)


def _key(rules: FundingRules) -> str:
    return rules.key


def _number(version: PlanVersion) -> int:
    return version.number


@dataclass(frozen=True)
class Kind:
    """One sort of rows: how it names others, what of it is left out, the column that says whose it is, its words
    for addresses where it has such, and the rows below it by name."""

    model: type[models.Model]
    refer: dict[str, Callable[[Any], Any]]
    without: tuple[str, ...] = ()
    owner: str = ""
    slug_kind: str = ""
    below: tuple[tuple[str, str, "Kind"], ...] = ()


RULES = Kind(FundingRules, {}, slug_kind="funding_rules")
PROGRAMME = Kind(
    Programme,
    {"funder": organisation_name, "coordinator": organisation_name, "rules": _key},
    slug_kind="programme",
)
_ENTRY = Kind(LedgerEntry, {"corrects": _uid}, owner="grant")
_INSTALMENT = Kind(PlannedInstalment, {}, owner="grant")
GRANT = Kind(
    Grant,
    {"funder": organisation_name, "rules": _key},
    owner="project",
    below=(("entries", "entries", _ENTRY), ("planned_instalments", "planned_instalments", _INSTALMENT)),
)
_APPLICATION = Kind(ChangeApplication, {"grant": _uid}, owner="version")
VERSION_OF_PLAN = Kind(
    PlanVersion, {}, owner="project", below=(("change_applications", "change_applications", _APPLICATION),)
)
_SUPPORT = Kind(Support, {"organisation": organisation_name}, without=("email", "decided_by"), owner="campaign")
_CAMPAIGN = Kind(
    Campaign, {"programme": _uid}, owner="project", slug_kind="campaign", below=(("supports", "supports", _SUPPORT),)
)
# In the order in which they are made again: what is named comes before what names it.
OF_PROJECT: tuple[tuple[str, str, Kind], ...] = (
    ("focuses", "focuses", Kind(Focus, {}, owner="project")),
    ("posts", "posts", Kind(Post, {}, owner="project")),
    ("overheads", "overheads", Kind(Overhead, {}, owner="project")),
    ("activities", "activities", Kind(Activity, {}, owner="project")),
    ("grants", "grants", GRANT),
    ("plans", "plan_versions", VERSION_OF_PLAN),
    ("notices", "notices", Kind(Notice, {"version": _number}, owner="project")),
    ("clock", "clock_marks", Kind(ClockMark, {}, owner="project")),
    ("pleas", "pleas", Kind(Plea, {"organisation": organisation_name, "programme": _uid}, owner="project")),
    ("campaigns", "campaigns", _CAMPAIGN),
)
PROJECT = Kind(Project, {"host": organisation_name}, slug_kind="project")


def written(thing: models.Model, kind: Kind) -> Row:
    """A row with the rows below it."""
    row = row_of(thing, without=kind.without, refer=kind.refer)
    for name, related, below in kind.below:
        row[name] = rows_of(thing, related, below)
    return row


def rows_of(owner: models.Model, related: str, kind: Kind) -> list[Row]:
    """The rows of one sort that belong to an owner, in the order they were made."""
    found = getattr(owner, related).order_by("pk")
    if kind.model is Support:
        found = found.filter(state=Support.State.SHOWN)
    rows = [written(each, kind) for each in found]
    if kind.model is Activity:
        place = {each.pk: number for number, each in enumerate(found)}
        for row, each in zip(rows, found, strict=True):
            row["needs"] = sorted(place[need.pk] for need in each.needs.all())
    return rows
