"""What is on the agenda of a meeting, in which order, and with which files."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions.meetings import locked
from raitti.bodies.facts.meetings import ItemFacts
from raitti.bodies.models import AgendaItem, Holder, Meeting, Paper
from raitti.bodies.queries.attendance import to_be_called
from raitti.bodies.rules import may_edit_agenda, may_edit_item
from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions import checks
from raitti.directory.actions.documents import drop_file, keep_file
from raitti.directory.actions.saving import differences, set_fields

MOST_ITEMS = 200


@transaction.atomic
def add_item(meeting: Meeting, facts: ItemFacts, *, actor: Any, now: datetime) -> AgendaItem:
    """Put a matter on the agenda, last before the closing."""
    meeting = locked(meeting)
    require(may_edit_agenda(actor, meeting, now=now))
    items = list(meeting.items.order_by("position", "pk"))
    if len(items) >= MOST_ITEMS:
        raise Refused(Verdict("many", _("There are too many matters: at most %d fit.") % MOST_ITEMS))
    item = AgendaItem(meeting=meeting)
    set_fields(item, _fields(meeting, facts))
    closing = next((each for each in items if each.standing == AgendaItem.Standing.CLOSING), None)
    if closing is not None and not closing.outcome:
        items.insert(items.index(closing), item)
    else:
        items.append(item)
    item.position = items.index(item) + 1
    _number(items)
    item.save()
    _told_anew(meeting, item, "added item", actor=actor, now=now)
    return item


def _fields(meeting: Meeting, facts: ItemFacts) -> dict[str, Any]:
    title = checks.texts("title", facts.title)
    if not title:
        checks.refuse("title", "", _("Give the matter a title."), code="missing")
    return {
        "title": title,
        "text": checks.texts("text", facts.text),
        "proposal": checks.texts("proposal", facts.proposal),
        "presenter": _presenter(meeting, facts.presenter),
        "is_confidential": facts.is_confidential,
    }


def _presenter(meeting: Meeting, key: int) -> Holder | None:
    if not key:
        return None
    found = next((holder for holder, _holding in to_be_called(meeting) if holder.pk == key), None)
    if found is None:
        checks.refuse("presenter", key, _("Only those called to the meeting present a matter."), code="unknown")
    return found


def _number(items: list[AgendaItem]) -> None:
    """Count the items anew; those that stay where they were are not written."""
    moved = []
    for place, item in enumerate(items, 1):
        if item.position != place and item.pk:
            moved.append(item)
        item.position = place
    AgendaItem.objects.bulk_update(moved, ["position"])


def _told_anew(meeting: Meeting, item: AgendaItem, verb: str, *, actor: Any, now: datetime) -> None:
    """Write down what was done, without what is confidential; a public agenda shows it."""
    record(actor, verb, meeting, now=now, changes={"number": [None, item.position]})
    if meeting.called is not None:
        content_changed()


def _held(item: AgendaItem) -> AgendaItem:
    meeting = locked(item.meeting)
    held = AgendaItem.objects.select_for_update().get(pk=item.pk)
    held.meeting = meeting
    return held


@transaction.atomic
def change_item(item: AgendaItem, facts: ItemFacts, *, actor: Any, now: datetime) -> AgendaItem:
    """Make a matter what the facts say."""
    item = _held(item)
    require(may_edit_item(actor, item, now=now))
    fields = _fields(item.meeting, facts)
    if not differences(item, fields):
        return item
    set_fields(item, fields)
    item.save()
    _told_anew(item.meeting, item, "changed item", actor=actor, now=now)
    return item


@transaction.atomic
def move_item(item: AgendaItem, step: int, *, actor: Any, now: datetime) -> AgendaItem:
    """Move a matter up (-1) or down (1); what has been decided stays where it was taken up."""
    item = _held(item)
    require(may_edit_item(actor, item, now=now))
    items = list(item.meeting.items.order_by("position", "pk"))
    at = next(place for place, each in enumerate(items) if each.pk == item.pk)
    to = at + (1 if step > 0 else -1)
    if not 0 <= to < len(items):
        return item
    if items[to].outcome:
        reason = _("The matter beside it has been decided: it stays where it was taken up.")
        raise Refused(Verdict("decided", reason))
    items[at], items[to] = items[to], item
    _number(items)
    _told_anew(item.meeting, item, "moved item", actor=actor, now=now)
    return item


@transaction.atomic
def remove_item(item: AgendaItem, *, actor: Any, now: datetime) -> None:
    """Take a matter off the agenda, with its files."""
    item = _held(item)
    require(may_edit_item(actor, item, now=now))
    if item.tasks.exists():
        raise Refused(Verdict("tasks", _("Something was left to be done in this matter: it stays.")))
    for paper in item.papers.all():
        drop_file(paper)
    _told_anew(item.meeting, item, "removed item", actor=actor, now=now)
    item.delete()
    _number(list(item.meeting.items.order_by("position", "pk")))


@transaction.atomic
def add_paper(
    item: AgendaItem, *, name: str, content: bytes, is_confidential: bool, actor: Any, now: datetime
) -> Paper:
    """Let a file go along with a matter. It must be what its name says, and not too big."""
    item = _held(item)
    require(may_edit_item(actor, item, now=now))
    paper = Paper(item=item, is_confidential=is_confidential)
    beside = [each.name for each in item.papers.all()]
    keep_file(paper, name=name, content=content, beside=beside, now=now)
    _told_anew(item.meeting, item, "added paper", actor=actor, now=now)
    return paper


@transaction.atomic
def remove_paper(paper: Paper, *, actor: Any, now: datetime) -> None:
    """Take a file away again."""
    item = _held(paper.item)
    require(may_edit_item(actor, item, now=now))
    _told_anew(item.meeting, item, "removed paper", actor=actor, now=now)
    drop_file(paper)
