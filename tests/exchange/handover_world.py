"""A project with one of everything, so that a package that loses something is seen to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from django.db import transaction

from raitti.core.texts import translated
from raitti.programmes.actions.attachments import attach
from raitti.programmes.models import (
    Campaign,
    ChangeApplication,
    ClockMark,
    Focus,
    Notice,
    PlannedInstalment,
    PlanVersion,
    Plea,
    Structure,
    Support,
)
from tests.directory.world import World
from tests.programmes.factories import (
    ActivityFactory,
    GrantFactory,
    LedgerEntryFactory,
    OverheadFactory,
    PostFactory,
    StructureFactory,
)
from tests.programmes.world import Funded, fund


def fill(it: Funded) -> Structure:
    """Give a project something of each kind; its structure, with steps and a file."""
    project, now = it.project, it.now
    project.partners.set([it.world.municipality])
    Focus.objects.create(project=project, year=2026, text=translated(fi="Neuvottelukunta", sv="Delegationen"))
    PostFactory(project=project, person=it.people["editor"])
    OverheadFactory(project=project)
    first, second = ActivityFactory(project=project), ActivityFactory(project=project, levels=[{"share": "0.5"}])
    second.needs.set([first])
    grant = GrantFactory(project=project, conditions=translated(fi="Ei matkoihin."))
    wrong = LedgerEntryFactory(grant=grant, amount=Decimal("0.01"), document_url="https://paatos.example/1")
    LedgerEntryFactory(grant=grant, amount=Decimal("159000.55"), corrects=wrong, usable_until=date(2027, 12, 31))
    PlannedInstalment.objects.create(grant=grant, due=date(2026, 5, 15), amount=Decimal("50000.10"))
    version = PlanVersion.objects.create(
        project=project,
        number=1,
        problem='title = "Hanke"\n',
        choice={"end": "2026-11"},
        result={"cost": 12.5},
        cost=Decimal("12.50"),
        reason="Rahat riittävät.",
        accepted_by="Omistaja",
        accepted=now,
    )
    ChangeApplication.objects.create(grant=grant, version=version, grounds=[{"code": "aims"}], created=now)
    Notice.objects.create(
        project=project, number=1, version=version, title=translated(fi="Tiedote"), text=translated(fi="…"), edited=now
    )
    ClockMark.objects.create(project=project, what="account", year=2025, done_on=date(2026, 5, 2), done_by="Omistaja")
    Plea.objects.create(
        programme=it.programme,
        project=project,
        grant_year=2026,
        kind="appeal",
        on=date(2025, 12, 12),
        given_by="Järjestöt",
        organisation=it.world.federation,
        title=translated(fi="Vetoomus"),
        created=now,
    )
    _campaign(it)
    return structure_of(it)


def _campaign(it: Funded) -> None:
    campaign = Campaign.objects.create(
        name=translated(fi="Tue meitä"),
        programme=it.programme,
        project=it.project,
        opens=date(2026, 1, 1),
        closes=date(2026, 2, 1),
        created=it.now,
    )
    for state in ("shown", "waiting"):
        Support.objects.create(
            campaign=campaign,
            name=f"{state} ry",
            text="Tärkeää.",
            email="salainen@esimerkki.example",
            state=state,
            given=it.now,
        )


def structure_of(it: Funded) -> Structure:
    structure: Structure = StructureFactory(
        project=it.project,
        steward=it.project.host,
        successor=it.world.county,
        name=translated(fi="Neuvottelukunta", sv="Delegationen", en="The board"),
        description=translated(fi="Viisitoista järjestöä.\nKokoontuu kuukausittain."),
        url="https://vanha.example/",
        new_url="https://uusi.example/",
        due=date(2026, 11, 30),
    )
    # Handed over once and taken back; it is on its way a second time.
    for giver, receiver in ((it.project.host, it.world.municipality), (it.world.municipality, it.project.host)):
        way = structure.handovers.create(
            giver=giver,
            receiver=receiver,
            accepted_on=date(2025, 5, 1),
            accepted_by="Vastaanottaja",
            giver_reads_until=date(2026, 5, 1),
            url="https://valilla.example/",
        )
        for step in ("named", "accepted"):
            structure.steps.create(handover=way, step=step, done_on=date(2025, 5, 1), done_by="Työntekijä")
    structure.steps.create(step="agreed", done_on=date(2026, 3, 1), done_by="Työntekijä")
    structure.steps.create(
        step="named", done_on=date(2026, 2, 20), done_by="Työntekijä", evidence=translated(fi="Pöytäkirja")
    )
    attach(structure, name="jäsenet.csv", content=b"nimi\n=SUMMA(1)\n", actor=it.people["owner"], now=it.now)
    return structure


@contextmanager
def elsewhere(world: World) -> Iterator[Funded]:
    """A project in another installation: when the block ends, none of it has ever been here."""
    with transaction.atomic():
        yield fund(world)
        transaction.set_rollback(True)
