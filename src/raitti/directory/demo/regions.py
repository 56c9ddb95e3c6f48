"""The four regions: their portals, stewards and municipalities as facts."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from raitti.core.slugs import slugify
from raitti.core.texts import pick, versions
from raitti.directory.actions.own_topics import own_uri
from raitti.directory.demo.reading import SOURCE
from raitti.directory.facts import ContactFacts, OrganisationFacts, PortalFacts
from raitti.places.models import Area

_FILE = Path(__file__).resolve().parents[1] / "data" / "portals.toml"

# Finnish genitives, by code; those that call themselves a city or town.
_GENITIVES = {
    "009": "Alavieskan",
    "069": "Haapajärven",
    "071": "Haapaveden",
    "072": "Hailuodon",
    "139": "Iin",
    "208": "Kalajoen",
    "244": "Kempeleen",
    "305": "Kuusamon",
    "317": "Kärsämäen",
    "425": "Limingan",
    "436": "Lumijoen",
    "483": "Merijärven",
    "494": "Muhoksen",
    "535": "Nivalan",
    "563": "Oulaisten",
    "564": "Oulun",
    "615": "Pudasjärven",
    "625": "Pyhäjoen",
    "626": "Pyhäjärven",
    "630": "Pyhännän",
    "678": "Raahen",
    "691": "Reisjärven",
    "746": "Sievin",
    "748": "Siikajoen",
    "785": "Vaalan",
    "791": "Siikalatvan",
    "832": "Taivalkosken",
    "859": "Tyrnävän",
    "889": "Utajärven",
    "977": "Ylivieskan",
    "075": "Haminan",
    "285": "Kotkan",
    "286": "Kouvolan",
    "489": "Miehikkälän",
    "624": "Pyhtään",
    "935": "Virolahden",
    "153": "Imatran",
    "405": "Lappeenrannan",
    "416": "Lemin",
    "441": "Luumäen",
    "580": "Parikkalan",
    "689": "Rautjärven",
    "700": "Ruokolahden",
    "739": "Savitaipaleen",
    "831": "Taipalsaaren",
    "047": "Enontekiön",
    "148": "Inarin",
    "240": "Kemin",
    "241": "Keminmaan",
    "261": "Kittilän",
    "273": "Kolarin",
    "320": "Kemijärven",
    "498": "Muonion",
    "583": "Pelkosenniemen",
    "614": "Posion",
    "683": "Ranuan",
    "698": "Rovaniemen",
    "732": "Sallan",
    "742": "Savukosken",
    "751": "Simon",
    "758": "Sodankylän",
    "845": "Tervolan",
    "851": "Tornion",
    "854": "Pellon",
    "890": "Utsjoen",
    "976": "Ylitornion",
}
_TOWNS = {
    *("069", "071", "208", "305", "535", "563", "564", "615", "626", "678", "977", "075", "285", "286", "153"),
    *("405", "240", "320", "698", "851"),
}
_CONTACT_ROLE = {
    "fi": "Järjestöyhdyshenkilö",
    "sv": "Kontaktperson för föreningar",
    "en": "Contact officer for associations",
}


def portals() -> list[tuple[PortalFacts, OrganisationFacts]]:
    """Each portal's facts and those of the invented association that looks after it."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["portal"]
    return [(_portal(row, position), _steward(row["steward"], row)) for position, row in enumerate(rows)]


def _portal(row: dict[str, Any], position: int) -> PortalFacts:
    same = ("key", "name", "name_of", "name_in_region", "intro", "about", "contact_email", "contact_phone")
    return PortalFacts(
        **{name: row[name] for name in same},
        hostname=f"{row['key']}.{settings.RAITTI_HOST}",
        areas=(f"region:{row['area']}",),
        languages=tuple(row["languages"]),
        check_months=row.get("check_months", 12),
        position=position,
    )


def _steward(row: dict[str, Any], portal: dict[str, Any]) -> OrganisationFacts:
    return OrganisationFacts(
        source=SOURCE,
        source_id=row["id"],
        name=row["name"],
        kind="federation",
        summary=row["summary"],
        description=row["description"],
        home_municipality=row["home"],
        operating_areas=(f"region:{portal['area']}",),
        topics=(own_uri("jarjestoyhteistyo"), own_uri("neuvonta")),
        target_groups=(own_uri("yhdistykset"),),
        languages=("fi",),
        email=portal["contact_email"],
        phone=portal["contact_phone"],
        is_example=True,
    )


def municipalities(codes: set[str]) -> Iterator[OrganisationFacts]:
    """The municipalities of the regions with these codes, each with an invented contact for associations."""
    for area in Area.objects.current().municipalities().filter(region__code__in=codes).order_by("code"):
        is_town = area.code in _TOWNS
        name_fi, name_en = pick(area.name, "fi").value, pick(area.name, "en").value
        swedish = versions(area.name).get("sv", name_fi)
        genitive_sv = swedish if swedish[-1] in "aeiouyåäös" else f"{swedish}s"
        genitive_fi = _GENITIVES.get(area.code, name_fi)
        yield OrganisationFacts(
            source=SOURCE,
            source_id=f"kunta-{area.code}",
            name={
                "fi": f"{genitive_fi} {'kaupunki' if is_town else 'kunta'}",
                "sv": f"{genitive_sv} {'stad' if is_town else 'kommun'}",
                "en": f"{'City' if is_town else 'Municipality'} of {name_en}",
            },
            kind="municipality",
            home_municipality=area.code,
            operating_areas=(area.code,),
            languages=tuple(area.languages),
            contacts=(
                ContactFacts(
                    role=_CONTACT_ROLE,
                    email=f"jarjestot@{slugify(name_fi)}.example",
                    is_public=True,
                    is_association_contact=True,
                ),
            ),
            is_example=True,
        )


def public_bodies() -> Iterator[OrganisationFacts]:
    """The wellbeing services county around Oulu, an invented funder and a programme's centre, for their people."""
    county = Area.objects.current().municipalities().get(code="564").county
    if county is not None:
        yield OrganisationFacts(
            source=SOURCE,
            source_id="hyvinvointialue-pohjois-pohjanmaa",
            name=versions(county.name),
            kind="county",
            home_municipality="564",
            operating_areas=(f"county:{county.code}",),
            languages=("fi",),
            is_example=True,
        )
    yield OrganisationFacts(
        source=SOURCE,
        source_id="avustuskeskus",
        name={"fi": "Keksitty avustuskeskus", "sv": "Påhittade understödscentralen", "en": "Invented Grants Centre"},
        kind="authority",
        summary={"fi": "Esimerkin rahoittaja, joka lukee tilastoja eikä muuta mitään."},
        languages=("fi", "sv"),
        is_example=True,
    )
    yield OrganisationFacts(
        source=SOURCE,
        source_id="ohjelmakeskus",
        name={
            "fi": "Järjestöohjelman keskus ry",
            "sv": "Organisationsprogrammets central rf",
            "en": "Programme Centre",
        },
        kind="federation",
        summary={"fi": "Keksitty keskusjärjestö, joka koordinoi esimerkin hankkeita koko maassa."},
        languages=("fi", "sv"),
        is_example=True,
    )
