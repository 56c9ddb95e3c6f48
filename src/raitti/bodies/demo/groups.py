"""What happens in two of the demo's support groups: members, talk, questions with answers, what was brought back."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from raitti.accounts.models import Person
from raitti.bodies.models import (
    Body,
    GroupAnswer,
    GroupMeeting,
    GroupQuestion,
    Mail,
    Membership,
    Post,
    Summary,
    Thread,
)
from raitti.core.shelf import content_changed
from raitti.directory.demo import SOURCE
from raitti.directory.models import Organisation

_FILE = Path(__file__).resolve().parents[1] / "data" / "groups.toml"
Row = Mapping[str, Any]


def read() -> list[Row]:
    rows: list[Row] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["group"]
    return rows


def load_groups(bodies: Mapping[str, Body], *, actor: Any, now: datetime) -> None:
    """Fill the groups of these bodies, by their keys; one that is filled already stays as it is."""
    for row in read():
        body = bodies.get(row["key"])
        if body is not None and not body.memberships.exists():
            _load(row, body, now=now)
    content_changed()


def _load(row: Row, body: Body, *, now: datetime) -> None:
    members = {each["name"]: _load_member(each, body, now=now) for each in row["member"]}
    for each in row.get("thread", ()):
        _load_thread(each, body, members, now=now)
    for each in row.get("question", ()):
        _load_question(each, body, members, now=now)
    if "meeting" in row:
        at = row["meeting"]
        day = timezone.localtime(now - timedelta(days=at["days"]))
        starts = day.replace(hour=at["hour"], minute=0, second=0, microsecond=0)
        GroupMeeting.objects.create(body=body, starts=starts, where=at["where"], link=at["link"])


def _load_member(row: Row, body: Body, *, now: datetime) -> Membership:
    person = Person.objects.filter(email=f"{row['account']}@esimerkki.example").first() if "account" in row else None
    named = row.get("organisation")
    since = now - timedelta(days=90)
    made: Membership = Membership.objects.create(
        body=body,
        person=person,
        organisation=Organisation.objects.get(source=SOURCE, source_id=named) if named else None,
        name=row["name"],
        email=person.email if person else f"{row['name'].split()[0].casefold()}@esimerkki.example",
        language=row.get("language", "fi"),
        # Nobody is behind these addresses.
        mail=Mail.WEEKLY if person else Mail.NONE,
        created=since,
        since=since,
        told_until=now,
    )
    return made


def _load_thread(row: Row, body: Body, members: Mapping[str, Membership], *, now: datetime) -> None:
    first, last = row["post"][0], row["post"][-1]
    thread = Thread.objects.create(
        body=body,
        title=row["title"],
        created=now - timedelta(days=first["days"]),
        moved=now - timedelta(days=last["days"]),
    )
    for each in row["post"]:
        member = members[each["by"]]
        Post.objects.create(
            thread=thread,
            membership=member,
            person=member.person,
            text=each["text"],
            language=member.language,
            written=now - timedelta(days=each["days"]),
        )


def _load_question(row: Row, body: Body, members: Mapping[str, Membership], *, now: datetime) -> None:
    closes = timezone.localtime(now - timedelta(days=row["closes"])).replace(hour=23, minute=59, second=0)
    question = GroupQuestion.objects.create(
        body=body,
        title=row["title"],
        text=row.get("text", ""),
        meeting=row["meeting"],
        meeting_on=timezone.localdate(now - timedelta(days=row["meeting_days"])),
        asked=now - timedelta(days=row["asked"]),
        closes=closes,
    )
    for each in row["answer"]:
        member = members[each["by"]]
        GroupAnswer.objects.create(
            question=question,
            membership=member,
            person=member.person,
            text=each["text"],
            language=member.language,
            given=now - timedelta(days=each["days"]),
        )
    if "summary" in row:
        Summary.objects.create(
            question=question,
            text=row["summary"]["text"],
            answers=len(row["answer"]),
            is_public=row["summary"]["public"],
            written=now - timedelta(days=row["summary"]["days"]),
        )
