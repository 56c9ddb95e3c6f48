"""What calls hand to the index: each in every language it is written in. Nothing of nominations or candidates."""

from collections.abc import Iterator
from typing import Any

from raitti.bodies.models import Call
from raitti.core.languages import INTERFACE_CODES
from raitti.core.texts import pick, versions
from raitti.directory.lookup import Lookup
from raitti.search.entries import Entry, register_source


def call_entries(call: Call) -> list[Entry]:
    """The call in each language it is written in; none while it is not public. An ended one comes after the others."""
    if not call.is_public:
        return []
    lookup = Lookup()
    areas = list(call.body.areas.all())
    codes = sorted({found.code for area in areas for found in lookup.municipalities(area)})
    named: list[Any] = [*call.seats.all(), *areas]
    return [
        Entry(
            kind="call",
            object_id=str(call.uid),
            language=language,
            title=pick(call.name, language).value,
            summary=pick(call.body.name, language).value,
            body="\n".join(pick(text, language).value for text in (call.text, call.criteria)),
            keywords=[pick(each.name, language).value for each in named],
            facets={"municipality": codes} if codes else {},
            data={
                "id": str(call.uid),
                # Its address is the body's with its number after it.
                "slugs": {code: f"{slug}/{call.number}" for code, slug in call.body.slugs.items()},
                "is_example": call.is_example,
            },
            changed=call.changed,
            is_resting=call.state != Call.State.PUBLISHED,
        )
        for language in INTERFACE_CODES
        if language in versions(call.name)
    ]


def list_calls() -> Iterator[list[Entry]]:
    calls = Call.objects.select_related("body").prefetch_related("body__areas", "seats")
    for call in calls.order_by("pk"):
        if found := call_entries(call):
            yield found


def register() -> None:
    register_source("call", list_calls)
