"""Loading the demo's bodies, once; the other parts of the room add what happens in them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from raitti.accounts.models import Person
from raitti.bodies.actions.indexing import refresh_bodies
from raitti.bodies.demo import reading
from raitti.bodies.models import Body, BodyKind, FoundingStep, Holder, Holding, Joining, Office, Seat, Stage, Term
from raitti.core.shelf import content_changed
from raitti.core.slugs import assign_slugs
from raitti.core.texts import pick, translated
from raitti.directory.actions.own_topics import own_uri
from raitti.directory.demo import SOURCE
from raitti.directory.lookup import Lookup
from raitti.directory.models import Organisation, Topic

# What a part loads gets the bodies by their keys in the demo's file: `loader(bodies, actor=actor, now=now)`.
Loader = Callable[..., None]
LOADERS: list[Loader] = []


@transaction.atomic
def load_demo(*, actor: Any, now: datetime) -> None:
    """Load the bodies and what the parts have in them, after the directory's demo. A second time does nothing."""
    rows = reading.read()
    if Body.objects.filter(is_example=True).exists():
        return
    lookup, people = Lookup(), _People(reading.unnamed(rows), now)
    bodies: dict[str, Body] = {}
    for row in rows:
        body = bodies[row["key"]] = _load_body(row, bodies, people, lookup, now=now)
        for seat, group in reading.groups_of(row):
            bodies[group["key"]] = _load_group(group, body, seat, now=now)
    refresh_bodies(bodies.values())
    for load in LOADERS:
        load(bodies, actor=actor, now=now)
    content_changed()


class _People:
    """The people of the demo's bodies, each once, by name."""

    def __init__(self, unnamed: set[str], now: datetime) -> None:
        self._unnamed, self._now = unnamed, now
        self._found: dict[str, Holder] = {}

    def by_name(self, name: str, account: str = "") -> Holder:
        if name not in self._found:
            email = f"{account}@esimerkki.example" if account else ""
            person = Person.objects.filter(email=email).first() if email else None
            self._found[name] = Holder.objects.create(
                name=name,
                person=person,
                email=email or f"{name.split()[0].casefold()}@esimerkki.example",
                consented=None if name in self._unnamed else self._now,
                created=self._now,
            )
        return self._found[name]


def _load_body(row: reading.Row, bodies: Mapping[str, Body], people: _People, lookup: Lookup, *, now: datetime) -> Body:
    body = Body.objects.create(
        **_texts(reading.own_fields(row)),
        setter=_organisation(row["setter"]),
        steward=_organisation(row["steward"]),
        parent=bodies.get(row.get("parent", "")),
        is_example=True,
        created=now,
        changed=now,
    )
    body.topics.set(_topics(row.get("topics", ())))
    body.areas.set([area for code in row.get("areas", ()) if (area := lookup.area(code))])
    assign_slugs(body, "body")
    terms = {each["starts"]: Term.objects.create(body=body, **each) for each in row.get("term", ())}
    for position, each in enumerate(row.get("seat", ())):
        seat = _load_seat(each, body, position, lookup)
        for place in (Holding.Place.MEMBER, Holding.Place.DEPUTY):
            for held in each.get(place, ()):
                _load_holding(held, seat, place, terms, people, now=now)
    for each in row.get("office", ()):
        holder = people.by_name(each["name"], each.get("account", ""))
        Office.objects.create(body=body, holder=holder, task=each["task"], since=each["since"], until=each.get("until"))
    for each in row.get("step", ()):
        FoundingStep.objects.create(body=body, **_texts(each))
    return body


def _load_seat(row: reading.Row, body: Body, position: int, lookup: Lookup) -> Seat:
    seat: Seat = Seat.objects.create(
        body=body,
        position=position,
        name=translated(**row["name"]),
        belongs=row["belongs"],
        topic=next(iter(_topics([row["topic"]])), None) if "topic" in row else None,
        area=lookup.area(row["area"]) if "area" in row else None,
        organisation=_organisation(row["organisation"]) if "organisation" in row else None,
        organisation_kind=row.get("organisation_kind", ""),
        has_deputy=row.get("has_deputy", True),
        **({"rights": row["rights"]} if "rights" in row else {}),
    )
    return seat


def _load_holding(
    row: reading.Row, seat: Seat, place: str, terms: Mapping[Any, Term], people: _People, *, now: datetime
) -> None:
    Holding.objects.create(
        seat=seat,
        holder=people.by_name(row["name"], row.get("account", "")),
        place=place,
        term=terms.get(row.get("term")),
        nominated_by=_organisation(row["by"]) if "by" in row else None,
        since=row["since"],
        until=row.get("until"),
        ended_because=row.get("because", ""),
        created=now,
    )


def _load_group(row: reading.Row, body: Body, seat: reading.Row, *, now: datetime) -> Body:
    """The open group behind a seat, looked after by whoever looks after the body."""
    group: Body = Body.objects.create(
        **_texts({field: row[field] for field in ("name", "summary", "purpose")}),
        kind=BodyKind.SUPPORT_GROUP,
        stage=Stage.ACTIVE,
        joining=Joining.OPEN,
        setter=body.steward,
        steward=body.steward,
        behind=_seat_named(body, seat),
        languages=body.languages,
        email=body.email,
        is_example=True,
        created=now,
        changed=now,
    )
    group.topics.set(_topics(row["topics"]))
    group.areas.set(body.areas.all())
    assign_slugs(group, "body")
    return group


def _seat_named(body: Body, row: reading.Row) -> Seat:
    return next(seat for seat in body.seats.all() if pick(seat.name, "fi").value == row["name"]["fi"])


def _texts(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, with each text of several languages as one."""
    return {field: translated(**value) if isinstance(value, dict) else value for field, value in fields.items()}


def _organisation(source_id: str) -> Organisation:
    return Organisation.objects.get(source=SOURCE, source_id=source_id)


def _topics(keys: Any) -> list[Topic]:
    return list(Topic.objects.filter(uri__in=[own_uri(key) for key in keys]))
