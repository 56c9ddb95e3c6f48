"""What a group has beside its talk: how one gets in, when it meets next, links and files."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions.group_words import line
from raitti.bodies.facts.groups import MeetingFacts
from raitti.bodies.models import Body, GroupMeeting, Holding, Joining, Material
from raitti.bodies.rules import may_lead_group
from raitti.core.audit import record
from raitti.core.daily import daily
from raitti.core.shelf import content_changed
from raitti.core.verdicts import require
from raitti.directory.actions.checks import choice, refuse, url
from raitti.directory.proofs import CONTENT_TYPES, MOST_BYTES, kind_of_proof

MOST_MATERIALS = 200


@transaction.atomic
def set_joining(body: Body, joining: str, *, actor: Any, now: datetime) -> Body:
    """Whether everyone comes in at once, or the leader takes them in."""
    body = _held(body)
    require(may_lead_group(actor, body, now=now))
    before, wanted = body.joining, choice("joining", joining, (Joining.OPEN, Joining.ON_APPROVAL))
    if before != wanted:
        body.joining, body.changed = wanted, now
        body.save(update_fields=["joining", "changed"])
        record(actor, "changed joining of group", body, now=now, changes={"joining": [before, wanted]})
        content_changed()
    return body


@transaction.atomic
def set_next_meeting(body: Body, facts: MeetingFacts | None, *, actor: Any, now: datetime) -> GroupMeeting | None:
    """When and where the group meets next; nothing when it is not known or was called off."""
    body = _held(body)
    require(may_lead_group(actor, body, now=now))
    if facts is None:
        GroupMeeting.objects.filter(body=body).delete()
        meeting = None
    else:
        if facts.starts <= now:
            refuse("starts", str(facts.starts), _("This moment has passed."), code="past")
        fields = {"starts": facts.starts, "where": line("where", facts.where), "link": url(facts.link, "link")}
        meeting, _made = GroupMeeting.objects.update_or_create(body=body, defaults=fields)
    record(actor, "set next meeting of group", body, now=now)
    content_changed()
    return meeting


@transaction.atomic
def add_material(
    body: Body, *, title: str, actor: Any, now: datetime, address: str = "", content: bytes | None = None
) -> Material:
    """Let members use a link or a file; a file is a PDF or a picture, and what it says it is."""
    body = _held(body)
    require(may_lead_group(actor, body, now=now))
    title = line("title", title, missing=_("Say what it is."))
    if body.materials.count() >= MOST_MATERIALS:
        refuse("title", title, _("There is very much here already. Take something away first."), code="many")
    material = Material(body=body, title=title, url=url(address, "url"), added=now)
    if content is not None:
        if len(content) > MOST_BYTES:
            refuse("file", "", _("The file is too big. It can be 10 megabytes at most."), code="big")
        kind = kind_of_proof(content)
        if not kind:
            refuse("file", "", _("The file must be a PDF or a picture (JPG or PNG)."), code="kind")
        material.media_type = CONTENT_TYPES[kind]
        material.file.save(f"{material.uid}.{kind}", ContentFile(content), save=False)
    if not material.url and not material.file:
        refuse("url", "", _("Give a web address or choose a file."), code="missing")
    material.save()
    record(actor, "added material to group", body, now=now)
    return material


@transaction.atomic
def remove_material(material: Material, *, actor: Any, now: datetime) -> None:
    require(may_lead_group(actor, material.body, now=now))
    record(actor, "removed material from group", material.body, now=now)
    kept = (material.file.storage, str(material.file.name)) if material.file else None
    material.delete()
    if kept is not None:
        transaction.on_commit(lambda: kept[0].delete(kept[1]))


@daily("show who leads groups from today")
def show_what_today_changed(now: datetime) -> None:
    """Have public pages drawn anew when a seat's holder changes or a meeting is over: nobody touches the group then."""
    today = timezone.localdate(now)
    changed = Holding.objects.filter(since=today) | Holding.objects.filter(until=today - timedelta(days=1))
    is_over = GroupMeeting.objects.filter(starts__lte=now, starts__gt=now - timedelta(days=2))
    if changed.filter(seat__support_groups__isnull=False).exists() or is_over.exists():
        content_changed()


def _held(body: Body) -> Body:
    held = Body.objects.select_for_update(of=("self",)).select_related("steward", "setter")
    return held.get(pk=body.pk)
