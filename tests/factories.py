"""Plain, unsurprising rows for tests."""

from datetime import UTC, datetime

import factory

from raitti.accounts.models import Person
from raitti.core.texts import translated
from raitti.directory.models import Mandate, Organisation, Role, Service
from raitti.places.models import Area, AreaKind

CREATED = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area

    kind = AreaKind.MUNICIPALITY
    code = factory.Sequence(lambda n: f"{n % 1000:03}")
    name = factory.Sequence(lambda n: translated(fi=f"Kunta {n}", sv=f"Kommun {n}"))


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    email = factory.Sequence(lambda n: f"henkilo{n}@example.org")


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: translated(fi=f"Yhdistys {n} ry"))
    created = CREATED
    changed = CREATED


class ServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Service

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: translated(fi=f"Toiminta {n}"))
    created = CREATED
    changed = CREATED


class MandateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mandate

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.OWNER
    since = CREATED.date()
    created = CREATED
