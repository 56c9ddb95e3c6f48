"""What one run looks up again and again: areas, topics, portals and the things it saved before.

One `Lookup` lives as long as one save, one import or one rebuild, never longer.
"""

import re
from collections.abc import Iterable
from functools import cached_property
from uuid import UUID

from raitti.core.texts import versions
from raitti.directory.models import Location, Organisation, Portal, Topic
from raitti.directory.queries.freshness import DEFAULT_POLICY, Policy, policies
from raitti.places.models import Area, AreaKind
from raitti.places.queries import current_municipalities, distance_km, successor_of

_KEEP = 5000
_NEAR_KM = 60.0
_PTV_LISTS = {"P": "ptvserclass2", "KR": "ptvkohderyhmat", "KE": "ptvelti"}
_PTV_NOTATION = re.compile(r"(?:^|ptvl:|/code/)(P|KR|KE)(\d+(?:\.\d+)*)$")
# Facts may name a thing that has no source id by its uid: `uid:6f1c…`.
UID = "uid:"
OWN_VOCABULARIES = ("raitti", "raitti-kohderyhmat")


def canonical_uri(uri: str) -> str:
    """The form a PTV classification URI is kept in, whichever of its written forms it comes in.

    `P1.1`, `…ptvl:P1.1` and `…/code/P1.1` are one; any other URI is returned as it is.
    """
    found = _PTV_NOTATION.search(uri)
    if not found:
        return uri
    return f"http://uri.suomi.fi/codelist/ptv/{_PTV_LISTS[found[1]]}/code/{found[1]}{found[2]}"


def _uid(reference: str) -> UUID | None:
    try:
        return UUID(reference.removeprefix(UID))
    except ValueError:
        return None


def _centre(area: Area) -> tuple[float, float] | None:
    return None if area.latitude is None or area.longitude is None else (area.latitude, area.longitude)


def known_by_former(source: str, source_id: str) -> Organisation | None:
    """The organisation that another one, known by this source id or `uid:…`, has become part of."""
    if source_id.startswith(UID):
        uid = _uid(source_id)
        named = Organisation.objects.filter(former_identities__uid=uid) if uid else Organisation.objects.none()
    else:
        named = Organisation.objects.filter(former_identities__source=source, former_identities__source_id=source_id)
    return named.first() if source_id else None


class Lookup:
    """See the module. With `index_later` the acts it is passed to only note in `waiting` what to index and to look
    for look-alikes of; the run must end with `actions.finish_run(lookup, now=now)` in the same transaction.
    """

    def __init__(self, *, index_later: bool = False) -> None:
        self.waiting: dict[str, set[int]] | None = {} if index_later else None
        self._areas: dict[str, Area | None] = {}
        self._topics: dict[str, list[Topic]] = {}
        self._own_keys: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        self._broader: dict[int, list[Topic]] = {}
        self._things: dict[tuple[str, str, str], Organisation | Location] = {}
        self._aliases: dict[tuple[str, str, str], int] = {}
        self._members: dict[int, list[Area]] = {}
        self._near: dict[int, list[Area]] = {}

    def area(self, code: str) -> Area | None:
        """The area of a code as facts write it (`"698"`, `"region:19"`); the present one before one that ended."""
        if code not in self._areas:
            kind, _, bare = code.rpartition(":")
            found = Area.objects.filter(kind=kind or AreaKind.MUNICIPALITY, code=bare)
            self._areas[code] = min(found, key=lambda area: area.valid_until is not None, default=None)
        return self._areas[code]

    def topics(self, uri: str) -> list[Topic]:
        """The topic of a URI; without one, our own topics that say they mean the same; empty when unknown."""
        if uri not in self._topics:
            wanted = canonical_uri(uri)
            exact = Topic.objects.filter(uri=wanted).first()
            self._topics[uri] = [exact] if exact else self._by_other_uri.get(wanted, [])
        return self._topics[uri]

    @cached_property
    def own_topics(self) -> list[Topic]:
        return list(Topic.objects.filter(vocabulary__key__in=OWN_VOCABULARIES).select_related("vocabulary"))

    @cached_property
    def _by_other_uri(self) -> dict[str, list[Topic]]:
        """PTV's older URIs lead to PTV's topics, any URI our own list names leads to our own topics."""
        found: dict[str, list[Topic]] = {}
        for topic in Topic.objects.filter(vocabulary__key__startswith="ptv-"):
            for uri in topic.same_as:
                found.setdefault(uri, []).append(topic)
        for topic in self.own_topics:
            for uri in topic.same_as:
                found.setdefault(uri, []).append(topic)
        return found

    def browsable(self, topics: Iterable[Topic]) -> tuple[set[str], set[str]]:
        """Keys of our own topics, and of our own target groups, these fall under, broader ones included."""
        keys: set[str] = set()
        groups: set[str] = set()
        for topic in topics:
            if topic.pk not in self._own_keys:
                self._own_keys[topic.pk] = self._find_own(topic)
            own = self._own_keys[topic.pk]
            keys |= own[0]
            groups |= own[1]
        return keys, groups

    def _find_own(self, topic: Topic) -> tuple[frozenset[str], frozenset[str]]:
        own = {found.pk: found for found in self.own_topics}
        seen: dict[int, Topic] = {}
        waiting = [topic]
        while waiting:
            each = waiting.pop()
            if each.pk in seen:
                continue
            seen[each.pk] = each
            waiting += self._broader_of(each)
            if each.pk not in own:
                for uri in (each.uri, *each.same_as):
                    waiting += [found for found in self._by_other_uri.get(uri, []) if found.pk in own]
        mine = [own[pk] for pk in seen if pk in own]
        keys = frozenset(found.notation for found in mine if found.vocabulary.key == OWN_VOCABULARIES[0])
        return keys, frozenset(found.notation for found in mine if found.vocabulary.key == OWN_VOCABULARIES[1])

    def _broader_of(self, topic: Topic) -> list[Topic]:
        if topic.pk not in self._broader:
            self._broader[topic.pk] = list(topic.broader.all())
        return self._broader[topic.pk]

    def organisation(self, source: str, source_id: str) -> Organisation | None:
        found = self._thing(Organisation, source, source_id)
        return found if isinstance(found, Organisation) else None

    def location(self, source: str, source_id: str) -> Location | None:
        found = self._thing(Location, source, source_id)
        return found if isinstance(found, Location) else None

    def _thing(
        self, model: type[Organisation] | type[Location], source: str, source_id: str
    ) -> Organisation | Location | None:
        key = (model.__name__, source, source_id)
        if key in self._things or not source_id:
            return self._things.get(key)
        if source_id.startswith(UID):
            found = model._default_manager.filter(uid=_uid(source_id)).first()
        elif key in self._aliases:
            found = model._default_manager.filter(pk=self._aliases[key]).first()
        else:
            found = model._default_manager.filter(source=source, source_id=source_id).first()
        if found is None and model is Organisation:
            found = known_by_former(source, source_id)
        if found is not None:
            self.remember(found, source, source_id)
        return found

    def remember(self, thing: Organisation | Location, source: str, source_id: str) -> None:
        """Let later rows of the same run find a saved thing by the id the run knows it by."""
        key = (type(thing).__name__, source, source_id)
        if len(self._things) >= _KEEP:
            self._things.clear()
        self._things[key] = thing
        if (thing.source, thing.source_id) != (source, source_id):
            self._aliases[key] = thing.pk

    def forget(self) -> None:
        """Drop what was remembered of saved things, after a roll-back took them away."""
        self._things.clear()

    def municipalities(self, area: Area) -> list[Area]:
        """The municipalities an area consists of; none for a country, which would say nothing.

        A municipality that has ended brings its successors with it.
        """
        if area.pk not in self._members:
            if area.kind == AreaKind.MUNICIPALITY:
                found = [area, *successor_of(area)] if area.valid_until else [area]
            elif area.kind == AreaKind.REGION:
                found = list(area.region_municipalities.all())
            elif area.kind == AreaKind.COUNTY:
                found = list(area.county_municipalities.all())
            else:
                found = []
            self._members[area.pk] = found
        return self._members[area.pk]

    @cached_property
    def _centres(self) -> list[tuple[Area, tuple[float, float]]]:
        return [(area, there) for area in current_municipalities() if (there := _centre(area))]

    @cached_property
    def _place_names(self) -> dict[str, str]:
        """Names of municipalities and regions in all languages, in small letters, to what they are kept as."""
        found: dict[str, str] = {}
        kinds = (AreaKind.REGION, AreaKind.MUNICIPALITY)
        for kind, code, name in Area.objects.filter(kind__in=kinds).values_list("kind", "code", "name"):
            word = f"@{code}" if kind == AreaKind.MUNICIPALITY else f"@{kind}:{code}"
            found |= {text.casefold(): word for text in versions(name).values()}
        return found

    def place_named(self, forms: Iterable[str]) -> str:
        """The municipality or region one of these words is the name of, as `@564` or `@region:17`; else empty."""
        return next((word for form in forms if (word := self._place_names.get(form))), "")

    def names_around(self, municipality: Area) -> frozenset[str]:
        """A municipality and its region, as `place_named` gives them."""
        region = self.regions.get(municipality.region_id or 0)
        return frozenset({f"@{municipality.code}", *([f"@region:{region}"] if region else [])})

    def near(self, municipality: Area) -> list[Area]:
        """Municipalities whose centre is close enough for one association to be listed in either."""
        here = _centre(municipality)
        if here is None:
            return []
        if municipality.pk not in self._near:
            self._near[municipality.pk] = [
                other
                for other, there in self._centres
                if other.pk != municipality.pk and distance_km(here, there) <= _NEAR_KM
            ]
        return self._near[municipality.pk]

    @cached_property
    def _policies(self) -> dict[int, Policy]:
        return policies()

    def policy(self, municipality: int | None) -> Policy:
        """How often what is at home in a municipality is to be confirmed."""
        return self._policies.get(municipality or 0, DEFAULT_POLICY)

    @cached_property
    def regions(self) -> dict[int, str]:
        return dict(Area.objects.regions().values_list("pk", "code"))

    @cached_property
    def portal_areas(self) -> dict[str, set[str]]:
        """The municipality codes each portal shows, by the portal's key."""
        shown: dict[str, set[str]] = {}
        for portal in Portal.objects.prefetch_related("areas"):
            codes = {found.code for area in portal.areas.all() for found in self.municipalities(area)}
            shown[portal.key] = codes
        return shown
