"""What bodies hand to the index: one entry for each body and language it is written in.

Nobody's name is ever among the words: consent is given to a page one comes to, and taken back at once. `data` has
`stage`, `joining` and the setter's name as `organisation`. Minutes, calls and statements are things of their own: their
parts register a source of their own kind, and say in `site/search.py` what to call it.
"""

from collections.abc import Collection, Iterator

from django.utils.translation import override

from raitti.bodies.models import Body, BodyKind, Seat, Stage
from raitti.core.languages import CONTENT_CODES, INTERFACE_CODES
from raitti.core.texts import pick, versions
from raitti.directory.entries import area_words, facets_of, topic_words
from raitti.directory.lookup import Lookup
from raitti.search.entries import Entry, register_source

_CHUNK = 200


def body_entries(body: Body, lookup: Lookup | None = None) -> list[Entry]:
    """The body in each language it is written in; the caller sees to it that it is public."""
    lookup = lookup or Lookup()
    areas = sorted(body.areas.all(), key=lambda area: area.pk)
    seats = [seat for seat in body.seats.all() if seat.ended_on is None]
    own = {topic.pk: topic for topic in (*body.topics.all(), *(seat.topic for seat in seats if seat.topic))}
    topics = [own[key] for key in sorted(own)]
    facets = facets_of(areas, topics, lookup) | {"language": body.languages}
    return [
        Entry(
            kind="body",
            object_id=str(body.uid),
            language=language,
            title=pick(body.name, language).value,
            summary=pick(body.summary, language).value,
            body="\n".join(_texts(body, seats, language)),
            names=[name for name in versions(body.name).values() if name != pick(body.name, language).value],
            keywords=[*_kind_words(body), *topic_words(topics, language), *area_words(areas)],
            facets=facets,
            data={
                "id": str(body.uid),
                "slugs": body.slugs,
                "kind_of": body.kind,
                "stage": body.stage,
                "joining": body.joining,
                "organisation": pick(body.setter.name, language).value,
                "municipality": ", ".join(pick(area.name, language).value for area in areas),
                "is_example": body.is_example,
            },
            changed=body.changed,
            is_resting=body.stage == Stage.ENDED,
        )
        for language in _languages(body)
    ]


def _kind_words(body: Body) -> list[str]:
    """What kind of a body it is in every language: the word is ours, so whoever writes it decides nothing."""
    found = []
    for code in INTERFACE_CODES:
        with override(code):
            found.append(str(BodyKind(body.kind).label))
    return found


def _texts(body: Body, seats: list[Seat], language: str) -> Iterator[str]:
    for text in (body.purpose, body.how_to_get_in, *(seat.name for seat in seats)):
        if words := pick(text, language).value:
            yield words


def _languages(body: Body) -> list[str]:
    filled = {code for text in (body.name, body.summary, body.purpose) for code in versions(text)}
    return [code for code in CONTENT_CODES if code in filled] or ["fi"]


def list_bodies(ids: Collection[int] | None = None) -> Iterator[list[Entry]]:
    """The entries of each public body, or of those among `ids`."""
    lookup = Lookup()
    found = Body.objects.public() if ids is None else Body.objects.public().filter(pk__in=ids)
    rows = found.select_related("setter").prefetch_related("areas", "topics", "seats__topic").order_by("pk")
    for body in rows.iterator(chunk_size=_CHUNK):
        yield body_entries(body, lookup)


def register() -> None:
    register_source("body", list_bodies)
