"""Telling those who must act what waits in a body: once of each thing, and again after a month."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from raitti.bodies.actions import body_letters
from raitti.bodies.models import Body, Stage, Told
from raitti.bodies.queries.keepers import keepers_reached
from raitti.bodies.queries.waiting import Waits, waits_of
from raitti.core.daily import daily

# Not more often of one and the same thing.
AGAIN_AFTER = timedelta(days=30)


@daily("tell what waits in bodies")
def tell_what_waits(now: datetime) -> None:
    """One letter a body to each of those who must act, where something waits they have not heard of for a month."""
    at_work = Body.objects.exclude(stage=Stage.ENDED).select_related("setter", "steward").order_by("pk")
    for body in at_work.iterator(chunk_size=100):
        tell_of_body(body, now=now)


@transaction.atomic
def tell_of_body(body: Body, *, now: datetime) -> list[Waits]:
    """The same of one body, at once; what was told."""
    Body.objects.select_for_update().get(pk=body.pk)
    today = timezone.localdate(now)
    waits = waits_of([body], now=now).get(body.pk, [])
    known = {(told.kind, told.key): told for told in Told.objects.filter(body=body)}
    here = {(wait.kind, wait.key) for wait in waits}
    # What came again after it was mended is news.
    Told.objects.filter(pk__in=[told.pk for named, told in known.items() if named not in here]).delete()
    news = [wait for wait in waits if _is_news(known.get((wait.kind, wait.key)), now=now)]
    if not news:
        return []
    for to in keepers_reached(body, now=now, kind=body_letters.NEWS):
        body_letters.tell_of_waiting(body, waits, to)
    for wait in waits:
        Told.objects.update_or_create(body=body, kind=wait.kind, key=wait.key, defaults={"on": today})
    return news


def _is_news(told: Told | None, *, now: datetime) -> bool:
    return told is None or told.on <= timezone.localdate(now) - AGAIN_AFTER
