"""What is done once a day: rooms name it here, the worker sees to it.

    @daily("remove outdated contacts")
    def remove_outdated(now: datetime) -> None: ...

Each worker looks now and then whether today's chores have been handed out. Handing one out is making the row of
chore and day together with its job, so it happens once however many workers look; the job brings what jobs have:
a lease, retries with growing pauses, a list of the dead. Tomorrow is a new day and a new try.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import walk_packages

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from raitti.core.jobs import job
from raitti.core.models import ChoreDay, LetterSending

Chore = Callable[[datetime], None]
CHORES: dict[str, Chore] = {}
# Chores write letters to people, who are asleep before this hour.
FROM_HOUR = 5
_KEEP_DAYS = 60


def daily(name: str) -> Callable[[Chore], Chore]:
    """Have a function called once a day with the moment; it must do no harm when called twice."""

    def register(chore: Chore) -> Chore:
        CHORES[name] = chore
        return chore

    return register


@cache
def find_chores() -> None:
    """Load every action of every room, so that what they call daily is known also where no page is served."""
    for app in apps.get_app_configs():
        if not app.name.startswith("raitti.") or find_spec(f"{app.name}.actions") is None:
            continue
        actions = import_module(f"{app.name}.actions")
        for found in walk_packages(getattr(actions, "__path__", []), f"{app.name}.actions."):
            import_module(found.name)


def hand_out_chores(*, now: datetime) -> list[str]:
    """Queue today's chores that nobody has queued yet; their names. A day is a local one and begins at `FROM_HOUR`."""
    here = timezone.localtime(now)
    if here.hour < FROM_HOUR and not settings.DEMO:
        return []
    find_chores()
    had = set(ChoreDay.objects.filter(day=here.date()).values_list("name", flat=True))
    return [name for name in CHORES if name not in had and hand_out(name, here.date())]


def hand_out(name: str, day: date) -> bool:
    """Queue one chore of one day; false when that has been done before."""
    try:
        with transaction.atomic():
            row = ChoreDay.objects.create(name=name, day=day)
            row.job = _do_chore.enqueue(name, day.isoformat()).id
            row.save(update_fields=["job"])
    except IntegrityError:
        return False
    return True


@job
def _do_chore(name: str, day: str) -> None:
    find_chores()
    rows = ChoreDay.objects.filter(name=name, day=date.fromisoformat(day))
    # A worker killed between the chore's end and its own mark has done it.
    if not rows.filter(done=None).exists():
        return
    if (chore := CHORES.get(name)) is not None:
        chore(timezone.now())
    rows.update(done=timezone.now())


@daily("forget old letters and chores")
def forget_old(now: datetime) -> None:
    """Drop the marks of letters that went out long ago, and of chores done long ago."""
    LetterSending.objects.filter(at__lt=now - timedelta(days=_KEEP_DAYS)).delete()
    ChoreDay.objects.filter(day__lt=timezone.localdate(now) - timedelta(days=_KEEP_DAYS)).delete()
