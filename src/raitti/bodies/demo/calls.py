"""The demo's calls for nominations: one that is open, with what two associations have nominated, and one decided."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.utils import timezone

from raitti.bodies.actions.calls import show
from raitti.bodies.models import Body, Call, Candidate, Holding, Nomination, Seat
from raitti.core.texts import translated, versions
from raitti.directory.demo import SOURCE
from raitti.directory.models import Organisation

_FILE = Path(__file__).resolve().parents[1] / "data" / "calls.toml"
_SIXTEEN = time(16)
Row = Mapping[str, Any]


def load_calls(bodies: Mapping[str, Body], *, actor: Any, now: datetime) -> None:
    """Load the calls of bodies that are in the demo. Nobody gets a letter: it is as if they had come long ago."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    for row, load in ((rows["decided"], _load_decided), (rows["open"], _load_open)):
        if (body := bodies.get(row["body"])) is not None:
            load(row, body, now=now)


def _load_decided(row: Row, body: Body, *, now: datetime) -> None:
    """A call whose candidates are those who sit today."""
    term = body.terms.get(starts=row["term"])
    ended = _moment(row["ended"])
    call = _call(row, body, opens=_moment(row["opens"]), closes=_moment(row["closes"]), term=term)
    call.state, call.ended, call.ended_by = Call.State.DECIDED, ended, str(body.setter)[:200]
    call.end_words, call.changed = translated(**row["words"]), ended
    call.save()
    sat = Holding.objects.filter(seat__body=body, term=term, nominated_by__isnull=False).select_related("holder")
    call.seats.set(Seat.objects.filter(holdings__in=sat).distinct())
    for holding in sat.filter(since=term.starts).select_related("nominated_by", "seat").order_by("pk"):
        organisation = holding.nominated_by
        assert organisation is not None  # noqa: S101 - asked for above
        nomination = _nomination(call, organisation, sent=call.closes - timedelta(days=3))
        _candidate(
            nomination,
            name=holding.holder.name,
            email=holding.holder.email,
            gender=holding.holder.gender,
            consent=Candidate.Consent.GIVEN,
            name_is_public=holding.holder.name_is_public,
            as_what=holding.place,
            wished=holding.seat,
            seat=holding.seat,
            place=holding.place,
            holding=holding,
        )
    show(call)


def _load_open(row: Row, body: Body, *, now: datetime) -> None:
    """A call that is open whenever the demo is made."""
    today = timezone.localdate(now)
    opens, closes = (_moment(today + timedelta(days=row[name])) for name in ("opens_days", "closes_days"))
    call = _call(row, body, opens=opens, closes=closes, term=body.terms.filter(starts=row["term"]).first())
    call.wants_deputies = False
    call.save()
    call.seats.set([seat for seat in body.seats.all() if versions(seat.name).get("fi") in row["seats"]])
    for each in row["nomination"]:
        organisation = Organisation.objects.get(source=SOURCE, source_id=each["by"])
        nomination = _nomination(call, organisation, sent=opens + timedelta(days=3), motivation=each["motivation"])
        for person in each["candidate"]:
            first = person["name"].split()[0].casefold()
            _candidate(nomination, **person, email=f"{first}@esimerkki.example", wished=call.seats.first())
    show(call)


def _call(row: Row, body: Body, *, opens: datetime, closes: datetime, term: Any) -> Call:
    texts = {name: translated(**row[name]) for name in ("name", "text", "criteria")}
    return Call.objects.create(
        **texts,
        body=body,
        number=body.calls.count() + 1,
        term=term,
        opens=opens,
        closes=closes,
        state=Call.State.PUBLISHED,
        published=opens,
        is_example=True,
        created=opens,
        changed=opens,
    )


def _nomination(call: Call, organisation: Organisation, *, sent: datetime, motivation: str = "") -> Nomination:
    fields = {"state": Nomination.State.SENT, "sent": sent, "created": sent, "changed": sent, "motivation": motivation}
    made, _is_new = Nomination.objects.get_or_create(
        call=call, made_for=organisation.uid, defaults={"organisation": organisation, **fields}
    )
    return made


def _candidate(nomination: Nomination, **fields: Any) -> None:
    answered = nomination.sent if fields["consent"] == Candidate.Consent.GIVEN else None
    Candidate.objects.create(
        nomination=nomination,
        position=nomination.candidates.filter(~Q(as_what=Holding.Place.DEPUTY)).count(),
        asked=nomination.sent,
        answered=answered,
        **fields,
    )


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, _SIXTEEN))
