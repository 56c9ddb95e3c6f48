"""Letters at the beginning of a week to those with a queue, so that whoever lives by mail misses nothing."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.core.addressees import is_wanted
from raitti.core.addresses import full_address
from raitti.core.daily import daily
from raitti.core.mail import send_letter_later
from raitti.core.personal import Holding, register_holding
from raitti.directory.models import Mandate, Matter, MatterKind, QueueReading
from raitti.directory.queries.mandates import mandates_of
from raitti.directory.queries.queue import QUEUE_ROLES, queue_of, unclaimed_by_others

# The kind of these letters (`core.addressees`).
_KIND = "queue"


def note_queue_opened(person: Person, *, now: datetime) -> None:
    """Keep in mind that someone has seen what waits in their queue now."""
    read = QueueReading(person=person, opened=now)
    QueueReading.objects.bulk_create([read], update_conflicts=True, unique_fields=["person"], update_fields=["opened"])


@daily("tell of queues")
def tell_of_queues(now: datetime) -> None:
    """One letter a week to each who has a queue, where something has come that they have not seen.

    It tells of what had come by Monday. Whoever could not be told then is told on the first day they can.
    """
    held = Mandate.objects.current(timezone.localdate(now)).filter(role__in=QUEUE_ROLES, person__is_active=True)
    for pk in sorted(set(held.values_list("person", flat=True))):
        _look_at(pk, now=now)


@transaction.atomic
def _look_at(pk: int, *, now: datetime) -> None:
    """The letter and the mark that it was written are one: a chore that is killed and done again sends none twice."""
    QueueReading.objects.get_or_create(person_id=pk)
    reading = QueueReading.objects.select_for_update(of=("self",)).select_related("person").get(person_id=pk)
    person, monday = reading.person, _monday(now)
    if not is_wanted(person.email, _KIND, now=now) or (queue := queue_of(person, now=now)) is None:
        return
    waiting = list(unclaimed_by_others(queue, person))
    unseen = _unseen(waiting, reading, now=now)
    if not any(matter.opened <= monday for matter in unseen):
        return
    _write(person, waiting, len(unseen))
    reading.told = now
    reading.save(update_fields=["told"])


def _monday(now: datetime) -> datetime:
    """When the week began."""
    today = timezone.localdate(now)
    return timezone.make_aware(datetime.combine(today - timedelta(days=today.weekday()), time.min))


def _unseen(waiting: Sequence[Matter], reading: QueueReading, *, now: datetime) -> list[Matter]:
    """What has come since someone last looked or was told; all of it, where a role has become theirs since."""
    monday = _monday(now)
    tasks = [each for each in mandates_of(reading.person, on=timezone.localdate(now)) if each.role in QUEUE_ROLES]
    began = [each.created for each in tasks if each.created <= monday]
    if not began:
        return []
    seen = max(filter(None, (reading.opened, reading.told)), default=None)
    if seen is None or max(began) > seen:
        return list(waiting)
    return [matter for matter in waiting if matter.opened > seen]


def _write(person: Person, waiting: Sequence[Matter], unseen: int) -> None:
    language, by_kind = person.language, Counter(matter.kind for matter in waiting)
    with override(language):
        number = len(waiting)
        subject = ngettext("%(number)s matter waits in your queue", "%(number)s matters wait in your queue", number)
        fresh = ngettext(
            "%(number)s of them has come since you last looked.",
            "%(number)s of them have come since you last looked.",
            unseen,
        )
        oldest = date_format(timezone.localtime(min(matter.opened for matter in waiting)), "j.n.Y")
        context = {
            "fresh": fresh % {"number": unseen} if unseen < number else "",
            "kinds": [(capfirst(label), by_kind[key]) for key, label in MatterKind.choices if by_kind[key]],
            "oldest": gettext("The oldest has waited since %(day)s.") % {"day": oldest},
            "queue": full_address("queue", language),
        }
        subject %= {"number": number}
        send_letter_later(person.email, subject, template="queue", language=language, context=context, kind=_KIND)


def _show(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "opened": reading.opened.isoformat() if reading.opened else None,
            "told": reading.told.isoformat() if reading.told else None,
        }
        for reading in QueueReading.objects.filter(person=person)
    ]


def _erase(person: Person, now: datetime) -> list[Any]:
    QueueReading.objects.filter(person=person).delete()
    return []


register_holding("queue", Holding(_("When you last looked at your queue"), _show, _erase))
