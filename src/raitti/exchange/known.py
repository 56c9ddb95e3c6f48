"""What the directory already knows, for readers of other formats: municipalities by name, topics by word."""

import re
from collections.abc import Iterable
from functools import cached_property

from raitti.core.texts import versions
from raitti.directory.lookup import Lookup, canonical_uri
from raitti.directory.models import Location, Organisation, Topic
from raitti.places.models import Area, AreaKind, PostalCode

_CODE = re.compile(r"\b(\d{3})\b")
# Endings of a municipality's own name that registers add: "Mikkelin kaupunki" is left alone, "Vaasa kaupunki" not.
_ENDINGS = (" kaupunki", " kunta", " stad", " kommun")


class Known:
    """One import's look-ups; made anew for every run."""

    def __init__(self) -> None:
        self._lookup = Lookup()

    @cached_property
    def _municipalities(self) -> dict[str, str]:
        """Code by every name a municipality has or had; a present one wins over one that ended."""
        found: dict[str, str] = {}
        areas = Area.objects.municipalities().order_by("valid_until")
        for area in sorted(areas, key=lambda each: each.valid_until is not None):
            for name in versions(area.name).values():
                found.setdefault(name.casefold(), area.code)
        return found

    @property
    def municipality_names(self) -> list[str]:
        """Every name a municipality has or had, in small letters."""
        return list(self._municipalities)

    @cached_property
    def _codes(self) -> set[str]:
        return set(self._municipalities.values())

    @cached_property
    def _postal_codes(self) -> dict[str, str]:
        return dict(PostalCode.objects.values_list("code", "municipality__code"))

    def municipality(self, text: str, *, postal_code: str = "") -> str:
        """The official code of `491`, `491 Mikkeli`, `Mikkeli 491`, `Mikkeli` or `S:t Michel`; else by the
        postal code; empty when nothing leads to one."""
        text = " ".join(text.split())
        number = _CODE.search(text) if text else None
        if number and number[1] in self._codes:
            return number[1]
        name = re.sub(r"[\d()]", "", text).strip().casefold()
        for ending in ("", *_ENDINGS):
            code = self._municipalities.get(name.removesuffix(ending))
            if code:
                return code
        return self._postal_codes.get(postal_code, "")

    @cached_property
    def _wider_areas(self) -> dict[str, str]:
        """`region:19` by every name of it, also for counties and the country; a region before a county of its name."""
        order = [AreaKind.REGION, AreaKind.COUNTY, AreaKind.COUNTRY]
        found: dict[str, str] = {}
        areas = Area.objects.current().filter(kind__in=order)
        for area in sorted(areas, key=lambda each: order.index(AreaKind(each.kind))):
            for name in versions(area.name).values():
                found.setdefault(name.casefold(), f"{area.kind}:{area.code}")
        return found

    def area(self, text: str) -> str:
        """The code facts write for a municipality, region, county or the country; empty when there is none."""
        return self._wider_areas.get(" ".join(text.split()).casefold()) or self.municipality(text)

    @cached_property
    def _topics_by_word(self) -> dict[str, str]:
        """URI by label and code; PTV's own topics first, then ours."""
        found: dict[str, str] = {}
        topics = Topic.objects.filter(vocabulary__key__startswith="ptv-")
        for topic in [*topics, *self._lookup.own_topics]:
            for word in (topic.notation, *versions(topic.name).values()):
                found.setdefault(word.casefold(), topic.uri)
        return found

    @cached_property
    def has_ptv_topics(self) -> bool:
        return Topic.objects.filter(vocabulary__key__startswith="ptv-").exists()

    def topic(self, *names: str) -> str:
        """The URI facts may name for a concept given by URI, code or label; empty when nothing is known of it."""
        for name in names:
            if not name:
                continue
            if self._lookup.topics(name):
                return canonical_uri(name)
            uri = self._topics_by_word.get(name.casefold())
            if uri:
                return uri
        return ""

    def has_organisation(self, source: str, source_id: str) -> bool:
        return Organisation.objects.filter(source=source, source_id=source_id).exists()

    def has_location(self, source: str, source_id: str) -> bool:
        return Location.objects.filter(source=source, source_id=source_id).exists()


def in_order_of_parents(parents: dict[str, str], ids: Iterable[str]) -> tuple[list[str], set[str]]:
    """The ids so that each comes after its parent, and the ids whose parent must be let go because of a circle."""
    wanted = list(ids)
    known = set(wanted)
    done: dict[str, None] = {}
    circular: set[str] = set()
    for each in wanted:
        chain = []
        here = each
        while here in known and here not in done and here not in chain:
            chain.append(here)
            here = parents.get(here, "")
        if here in chain:
            circular.add(chain[-1])
        # A circle is opened at its last link, which then stands without a parent.
        done.update(dict.fromkeys(reversed(chain)))
    return list(done), circular
