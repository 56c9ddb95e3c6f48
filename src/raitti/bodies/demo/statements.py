"""What the demo's board says: an answered statement, one open for comments, an initiative and a representative."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from raitti.bodies.models import (
    Body,
    DraftVersion,
    Holder,
    Holding,
    Initiative,
    LineComment,
    ReportBack,
    Representation,
    Representative,
    Signature,
    Statement,
)
from raitti.bodies.queries.lines import lines_of
from raitti.bodies.statement_entries import statement_entries
from raitti.core.texts import translated, versions
from raitti.directory.demo import SOURCE
from raitti.directory.models import Organisation
from raitti.search import actions as search

_FILE = Path(__file__).resolve().parents[1] / "data" / "statements.toml"
Row = Mapping[str, Any]


def load(bodies: Mapping[str, Body], *, actor: Any, now: datetime) -> None:
    """Rows without the letters that acts would send: nobody asked for them. A second time does nothing."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    body = bodies.get(rows["body"])
    if body is None or body.statements.exists():
        return
    for number, row in enumerate(rows["statement"], start=1):
        _load_statement(row, body, number, now=now)
    for row in rows["initiative"]:
        _load_initiative(row, body, now=now)
    for row in rows["representation"]:
        _load_representation(row, body, now=now)


def _load_statement(row: Row, body: Body, number: int, *, now: datetime) -> None:
    def day(name: str) -> Any:
        return timezone.localdate(now + timedelta(days=row[name])) if name in row else None

    texts = ("title", "question", "text", "answer", "effect")
    words = {name: translated(**_trimmed(row[name])) for name in texts if name in row}
    is_commented = "until" in row
    begun = now + timedelta(days=row["asked"])
    statement = Statement.objects.create(
        body=body,
        number=number,
        state=row["state"],
        version=1,
        asked_by=_organisation(row["asked_by"]) if "asked_by" in row else None,
        asked_by_name=row.get("asked_by_name", ""),
        asked_on=day("asked"),
        due=day("due"),
        shown_from=1 if is_commented else 0,
        comments_until=day("until"),
        receiver=_organisation(row["receiver"]) if "receiver" in row else None,
        receiver_email=row.get("email", ""),
        sent=now + timedelta(days=row["sent"]) if "sent" in row else None,
        letter_queued=now + timedelta(days=row["sent"]) if "sent" in row else None,
        answer_due=day("answer_due"),
        answered_on=day("answered"),
        is_example=True,
        created=begun,
        changed=now + timedelta(days=row.get("answered", row["asked"])),
        **words,
    )
    DraftVersion.objects.create(statement=statement, number=1, title=statement.title, text=statement.text, saved=begun)
    for name in row.get("signed", ()):
        signer = _organisation(name)
        signed = now + timedelta(days=row["sent"] - 2)
        Signature.objects.create(statement=statement, organisation=signer, name=signer.name, signed=signed)
    for each in row.get("comment", ()):
        _load_comment(each, statement, now=now)
    search.put(statement_entries(statement))


def _load_comment(row: Row, statement: Statement, *, now: datetime) -> None:
    lines = {line.number: line.words for line in lines_of(versions(statement.text)["fi"])}
    given = now + timedelta(days=row["given"])
    state = row.get("state", LineComment.State.OPEN)
    LineComment.objects.create(
        statement=statement,
        language="fi",
        version=1,
        line=row["line"],
        quote=lines[row["line"]],
        text=row["text"],
        organisation=_organisation(row["by"]),
        state=state,
        reason=row.get("reason", ""),
        given=given,
        answered=given + timedelta(days=1) if state != LineComment.State.OPEN else None,
    )


def _load_initiative(row: Row, body: Body, *, now: datetime) -> None:
    sent = now + timedelta(days=row["sent"])
    Initiative.objects.create(
        body=body,
        organisation=_organisation(row["by"]),
        title=row["title"],
        text=row["text"],
        language=row["language"],
        state=row["state"],
        is_public=row["public"],
        sent=sent,
        taken_up=sent + timedelta(days=2),
        is_example=True,
    )


def _load_representation(row: Row, body: Body, *, now: datetime) -> None:
    since = now + timedelta(days=row["since"])
    representation = Representation.objects.create(
        body=body,
        outside=translated(**row["outside"]),
        since=timezone.localdate(since),
        is_example=True,
        created=since,
    )
    for place in (Holding.Place.MEMBER, Holding.Place.DEPUTY):
        holder = Holder.objects.filter(name=row[str(place)], holdings__seat__body=body).first()
        if holder is not None:
            Representative.objects.create(
                representation=representation, holder=holder, place=place, asked=since, accepted=since
            )
    for each in row["report"]:
        written = now + timedelta(days=each["on"])
        ReportBack.objects.create(
            representation=representation, on=timezone.localdate(written), text=each["text"], written=written
        )


def _trimmed(words: Row) -> dict[str, str]:
    return {code: text.strip() for code, text in words.items()}


def _organisation(source_id: str) -> Organisation:
    return Organisation.objects.get(source=SOURCE, source_id=source_id)
