"""Plain, unsurprising rows of programmes for tests."""

from datetime import date
from decimal import Decimal

import factory

from raitti.core.texts import translated
from raitti.programmes.models import (
    Activity,
    FundingRules,
    Grant,
    LedgerEntry,
    Overhead,
    Post,
    Programme,
    Project,
    Structure,
)
from tests.factories import CREATED, OrganisationFactory


class FundingRulesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FundingRules

    key = factory.Sequence(lambda n: f"rules-{n}")
    name = factory.Sequence(lambda n: translated(fi=f"Ehdot {n}"))
    proposer = translated(fi="Avustuskeskus")
    decider = translated(fi="Ministeriö")
    applications_open, applications_close = "08-01", "09-30"
    proposal_by, decision_by = "12-06", "02-15"
    account_by, results_by = "05-31", "03-31"
    equal_parts = {"Ak": ["02-15", "05-15", "08-15", "11-15"], "Ay": ["02-15", "05-15", "08-15", "11-15"]}


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    name = factory.Sequence(lambda n: translated(fi=f"Ohjelma {n}"))
    funder = factory.SubFactory(OrganisationFactory)
    rules = factory.SubFactory(FundingRulesFactory)
    starts, ends = date(2025, 1, 1), date(2027, 12, 31)
    created = changed = CREATED


class ProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Project

    name = factory.Sequence(lambda n: translated(fi=f"Hanke {n}"))
    programme = factory.SubFactory(ProgrammeFactory)
    host = factory.SubFactory(OrganisationFactory)
    starts, ends = date(2026, 1, 1), date(2026, 12, 31)
    created = changed = CREATED


class GrantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Grant

    project = factory.SubFactory(ProjectFactory)
    funder = factory.SelfAttribute("project.programme.funder")
    rules = factory.SelfAttribute("project.programme.rules")
    year = 2026
    name = "Avustus 2026"
    created = CREATED


class LedgerEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LedgerEntry

    grant = factory.SubFactory(GrantFactory)
    kind = "decided"
    amount = Decimal(100_000)
    on = date(2026, 2, 6)
    entered_by = "Hanketyöntekijä"
    entered = CREATED


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Post

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: translated(fi=f"Työntekijä {n}"))
    fte = Decimal(1)
    monthly_cost = Decimal(4000)


class OverheadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Overhead

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: translated(fi=f"Tilat {n}"))
    monthly = Decimal(500)


class ActivityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Activity

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: translated(fi=f"Toiminta {n}"))
    value = Decimal(5)
    fte = Decimal("0.2")
    monthly = Decimal(100)


class StructureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Structure

    project = factory.SubFactory(ProjectFactory)
    steward = factory.SelfAttribute("project.host")
    name = factory.Sequence(lambda n: translated(fi=f"Rakenne {n}"))
    kind = "body"
    created = changed = CREATED
