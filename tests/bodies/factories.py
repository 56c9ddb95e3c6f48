"""Plain, unsurprising rows of bodies for tests."""

from datetime import UTC, date, datetime

import factory

from raitti.bodies.models import (
    Body,
    BodyKind,
    GroupQuestion,
    Holder,
    Holding,
    Joining,
    Membership,
    Office,
    Post,
    Seat,
    Stage,
    Term,
    Thread,
)
from raitti.core.texts import translated
from tests.factories import CREATED, OrganisationFactory


class BodyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Body

    name = factory.Sequence(lambda n: translated(fi=f"Järjestöneuvottelukunta {n}"))
    kind = BodyKind.ADVISORY_BOARD
    stage = Stage.ACTIVE
    setter = factory.SubFactory(OrganisationFactory)
    steward = factory.SubFactory(OrganisationFactory)
    created = changed = CREATED


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term

    body = factory.SubFactory(BodyFactory)
    starts, ends = date(2025, 6, 1), date(2029, 5, 31)


class SeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seat

    body = factory.SubFactory(BodyFactory)
    name = factory.Sequence(lambda n: translated(fi=f"Teema {n}"))
    position = factory.Sequence(lambda n: n)
    belongs = Seat.Belongs.EXPERT


class HolderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Holder

    name = factory.Sequence(lambda n: f"Esimerkki Henkilö {n}")
    email = factory.Sequence(lambda n: f"paikka{n}@example.org")
    created = CREATED


class HoldingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Holding

    seat = factory.SubFactory(SeatFactory)
    holder = factory.SubFactory(HolderFactory)
    since = date(2025, 6, 1)
    created = CREATED


class OfficeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Office

    body = factory.SubFactory(BodyFactory)
    task = Office.Task.CHAIR
    holder = factory.SubFactory(HolderFactory)
    since = date(2025, 6, 1)


class GroupFactory(BodyFactory):
    """An open group behind a seat of another body."""

    name = factory.Sequence(lambda n: translated(fi=f"Tukiryhmä {n}", sv=f"Stödgrupp {n}"))
    kind = BodyKind.SUPPORT_GROUP
    joining = Joining.OPEN
    behind = factory.SubFactory(SeatFactory)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    body = factory.SubFactory(GroupFactory)
    name = factory.Sequence(lambda n: f"Jäsen {n}")
    email = factory.Sequence(lambda n: f"jasen{n}@example.org")
    created = since = told_until = CREATED


class ThreadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Thread

    body = factory.SubFactory(GroupFactory)
    title = factory.Sequence(lambda n: f"Keskustelu {n}")
    created = moved = CREATED


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Post

    thread = factory.SubFactory(ThreadFactory)
    text = factory.Sequence(lambda n: f"Viesti {n}")
    written = CREATED


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GroupQuestion

    body = factory.SubFactory(GroupFactory)
    title = factory.Sequence(lambda n: f"Mitä tarvitaan {n}?")
    asked = CREATED
    closes = datetime(2026, 12, 1, 22, 0, tzinfo=UTC)
