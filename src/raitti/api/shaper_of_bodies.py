"""Writes bodies in the forms our own API answers in, from the public rows of `raitti.bodies.queries.shown` alone."""

from collections.abc import Iterable
from typing import Any

from raitti.api.shaper import area, reference, topic_reference
from raitti.bodies.models import Body
from raitti.bodies.queries.shown import ShownHolding, ShownOffice, ShownPerson, ShownSeat, Sitting
from raitti.core.texts import versions
from raitti.search.entries import address_of


def body_brief(row: Body, language: str) -> dict[str, Any]:
    behind = row.behind if row.behind and row.behind.body.is_public else None
    return {
        "id": row.uid,
        "kind": row.kind,
        "stage": row.stage,
        "joining": row.joining,
        "name": versions(row.name),
        "summary": versions(row.summary),
        "setter": reference(row.setter),
        "steward": reference(row.steward),
        "parent": row.parent.uid if row.parent and row.parent.is_public else None,
        "behind": behind.uid if behind else None,
        "behind_body": behind.body.uid if behind else None,
        "areas": [area(each) for each in row.areas.all()],
        "topics": [topic_reference(each) for each in row.topics.all()],
        "languages": row.languages,
        "is_example": row.is_example,
        "changed": row.changed,
        "url": address_of("body", row.slugs, language),
    }


def body_whole(
    row: Body, sitting: Sitting, parts: Iterable[Body], groups: Iterable[Body], language: str
) -> dict[str, Any]:
    return body_brief(row, language) | {
        "purpose": versions(row.purpose),
        "how_to_get_in": versions(row.how_to_get_in),
        "mandate_name": versions(row.mandate_name),
        "mandate_url": row.mandate_url,
        "mandated_on": row.mandated_on,
        "term_rule": row.term_rule,
        "term_years": row.term_years,
        "most_terms": row.most_terms,
        "most_organisation_terms": row.most_organisation_terms,
        "meetings_a_year": row.meetings_a_year,
        "notice_days": row.notice_days,
        "quorum": row.quorum,
        "is_gender_balanced": row.is_gender_balanced,
        "email": row.email,
        "ended_on": row.ended_on,
        "end_reason": versions(row.end_reason),
        "terms": [{"starts": term.starts, "ends": term.ends} for term in row.terms.all()],
        "on": sitting.day,
        "seats": [seat(shown) for shown in sitting.seats],
        "offices": [office(shown) for shown in sitting.offices],
        "parts": [named(each) for each in parts],
        "groups": [named(each) for each in groups],
    }


def seat(shown: ShownSeat) -> dict[str, Any]:
    row = shown.seat
    return {
        "id": row.uid,
        "name": versions(row.name),
        "belongs": row.belongs,
        "topic": topic_reference(row.topic) if row.topic else None,
        "area": area(row.area),
        "organisation_kind": row.organisation_kind,
        "organisation": reference(row.organisation) if row.organisation else None,
        "rights": row.rights,
        "has_deputy": row.has_deputy,
        "member": holding(shown.member) if shown.member else None,
        "deputy": holding(shown.deputy) if shown.deputy else None,
    }


def holding(shown: ShownHolding) -> dict[str, Any]:
    return {
        "place": shown.place,
        "person": person(shown.person),
        "nominated_by": reference(shown.nominated_by) if shown.nominated_by else None,
        "since": shown.since,
        "until": shown.until,
    }


def office(shown: ShownOffice) -> dict[str, Any]:
    return {
        "task": shown.task,
        "person": person(shown.person),
        "seat": shown.seat.uid if shown.seat else None,
        "since": shown.since,
        "until": shown.until,
    }


def person(shown: ShownPerson) -> dict[str, Any] | None:
    return {"id": shown.uid, "name": shown.name} if shown.uid else None


def named(row: Any) -> dict[str, Any]:
    return {"id": row.uid, "name": versions(row.name)}
