"""Plain, unsurprising rows of bodies for tests."""

from datetime import UTC, date, datetime

import factory

from raitti.bodies.models import (
    Body,
    BodyKind,
    Election,
    ElectionCandidate,
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
    Voter,
)
from raitti.core.texts import translated
from raitti.directory.models import Topic, Vocabulary
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


class VocabularyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Vocabulary
        django_get_or_create = ("key",)

    key, name = "raitti", "Raitti"


class TopicFactory(factory.django.DjangoModelFactory):
    """A theme of our own list."""

    class Meta:
        model = Topic

    vocabulary = factory.SubFactory(VocabularyFactory)
    name = factory.Sequence(lambda n: translated(fi=f"Aihe {n}"))
    uri = factory.Sequence(lambda n: f"urn:raitti:topic:aihe-{n}")
    notation = factory.Sequence(lambda n: f"aihe-{n}")


class OfficeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Office

    body = factory.SubFactory(BodyFactory)
    task = Office.Task.CHAIR
    holder = factory.SubFactory(HolderFactory)
    since = date(2025, 6, 1)


class ElectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Election

    body = factory.SubFactory(BodyFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: translated(fi=f"Vaali {n}", sv=f"Val {n}"))
    rule, seats = Election.Rule.EQUAL_SHARES, 2
    roll = Election.Roll.ASSOCIATIONS
    closes = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)
    created = CREATED


class CandidateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ElectionCandidate

    election = factory.SubFactory(ElectionFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = factory.LazyAttribute(lambda one: f"Esimerkki Ehdokas {one.number}")


class VoterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Voter

    election = factory.SubFactory(ElectionFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.LazyAttribute(lambda one: str(one.organisation or one.holder))


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
