"""One small region with everyone in it: who they are, what they hold, and what waits there."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser

from raitti.accounts.models import Person
from raitti.core.audit import System
from raitti.core.texts import translated
from raitti.directory.models import Mandate, Organisation, OrganisationKind, Portal, Role
from raitti.places.models import Area, AreaKind
from tests.factories import AreaFactory, MandateFactory, OrganisationFactory, PersonFactory


def confirmed(email: str = "", **fields: Any) -> Person:
    """A person whose e-mail address has been confirmed, as everyone's who can sign in has."""
    person = PersonFactory(**({"email": email} if email else {}), **fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@dataclass
class World:
    """Oulu in the north with an association, its municipality, county and region; Utsjoki elsewhere."""

    now: datetime
    oulu: Area
    utsjoki: Area
    association: Organisation
    municipality: Organisation
    county: Organisation
    federation: Organisation
    authority: Organisation
    portal: Portal
    elsewhere: dict[str, Organisation]
    people: dict[str, Any] = field(default_factory=dict)

    def give(self, person: Person, organisation: Organisation, role: Role, **fields: Any) -> Mandate:
        since = (self.now - timedelta(days=100)).date()
        return MandateFactory(person=person, organisation=organisation, role=role, since=since, **fields)


def build_world(now: datetime) -> World:
    north = AreaFactory(kind=AreaKind.REGION, code="17", name=translated(fi="Pohjois-Pohjanmaa"))
    lapland = AreaFactory(kind=AreaKind.REGION, code="19", name=translated(fi="Lappi"))
    north_county = AreaFactory(kind=AreaKind.COUNTY, code="16", name=translated(fi="Pohde"))
    lapland_county = AreaFactory(kind=AreaKind.COUNTY, code="21", name=translated(fi="Lapin hyvinvointialue"))
    oulu = AreaFactory(code="564", name=translated(fi="Oulu"), region=north, county=north_county)
    utsjoki = AreaFactory(code="890", name=translated(fi="Utsjoki"), region=lapland, county=lapland_county)

    def organisation(name: str, kind: str, home: Area, areas: tuple[Area, ...] = ()) -> Organisation:
        made = OrganisationFactory(name=translated(fi=name), kind=kind, home_municipality=home)
        made.operating_areas.set(areas)
        return made

    def portal(key: str, area: Area, steward: Organisation) -> Portal:
        made = Portal.objects.create(
            key=key, hostname=f"{key}.localhost:8000", name=translated(fi=key.title()), steward=steward
        )
        made.areas.set([area])
        return made

    kinds = OrganisationKind
    elsewhere = {
        "association": organisation("Utsjoen Kutojat ry", kinds.ASSOCIATION, utsjoki),
        "municipality": organisation("Utsjoen kunta", kinds.MUNICIPALITY, utsjoki, (utsjoki,)),
        "county": organisation("Lapin hyvinvointialue", kinds.COUNTY, utsjoki, (lapland_county,)),
        # At work in Oulu too, so that the north's steward reaches its page, but not its portal.
        "federation": organisation("Lapin järjestöt ry", kinds.FEDERATION, utsjoki, (utsjoki, oulu)),
    }
    world = World(
        now=now,
        oulu=oulu,
        utsjoki=utsjoki,
        association=organisation("Oulun Kutojat ry", kinds.ASSOCIATION, oulu),
        municipality=organisation("Oulun kaupunki", kinds.MUNICIPALITY, oulu, (oulu,)),
        county=organisation("Pohteen hyvinvointialue", kinds.COUNTY, oulu, (north_county,)),
        federation=organisation("Pohjoisen järjestöt ry", kinds.FEDERATION, oulu, (north,)),
        authority=organisation("Avustuskeskus", kinds.AUTHORITY, oulu),
        portal=None,  # type: ignore[arg-type]
        elsewhere=elsewhere,
    )
    world.portal = portal("pohjois-pohjanmaa", north, world.federation)
    portal("lappi", lapland, elsewhere["federation"])
    _people(world)
    return world


def _people(world: World) -> None:
    """Everyone who may ask a rule, by the words they are called in the tables."""
    far = world.elsewhere
    mandates = {
        "owner": (world.association, Role.OWNER),
        "other owner": (world.association, Role.OWNER),
        "editor": (world.association, Role.EDITOR),
        "its agent": (world.association, Role.AGENT),
        "municipality's agent": (world.municipality, Role.AGENT),
        "contact officer": (world.municipality, Role.CONTACT_OFFICER),
        "county officer": (world.county, Role.COUNTY_OFFICER),
        "steward": (world.federation, Role.STEWARD),
        "coordinator": (world.federation, Role.COORDINATOR),
        "reader": (world.authority, Role.READER),
        "owner elsewhere": (far["association"], Role.OWNER),
        "agent elsewhere": (far["municipality"], Role.AGENT),
        "contact officer elsewhere": (far["municipality"], Role.CONTACT_OFFICER),
        "county officer elsewhere": (far["county"], Role.COUNTY_OFFICER),
        "steward elsewhere": (far["federation"], Role.STEWARD),
    }
    world.people = {"nobody": AnonymousUser(), "anyone": confirmed("joku@example.org")}
    for number, (words, (organisation, role)) in enumerate(mandates.items()):
        person = confirmed(f"henkilo-{number}@esimerkki.example", name=words.title())
        world.give(person, organisation, role)
        world.people[words] = person
    former = confirmed("entinen@esimerkki.example")
    world.give(former, world.association, Role.OWNER, ended_on=(world.now - timedelta(days=2)).date())
    run_out = confirmed("mennyt@esimerkki.example")
    world.give(run_out, world.association, Role.EDITOR, until=(world.now - timedelta(days=2)).date())
    closed = confirmed("suljettu@esimerkki.example", is_active=False)
    world.give(closed, world.association, Role.OWNER)
    world.people |= {
        "former owner": former,
        "run-out editor": run_out,
        "closed account": closed,
        "the program": System("test"),
    }
