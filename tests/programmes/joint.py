"""A programme of three projects: two that do their own, and one whose worker and money are there for all."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from raitti.core.texts import translated
from raitti.programmes.models import Project
from tests.programmes.factories import (
    ActivityFactory,
    GrantFactory,
    LedgerEntryFactory,
    OverheadFactory,
    PostFactory,
    ProjectFactory,
)
from tests.programmes.world import Funded


@dataclass
class Joint:
    """The funded project lacks working time, the second has money to spare, the third shares its worker."""

    first: Project
    second: Project
    pool: Project


def join(it: Funded) -> Joint:
    named = {"programme": it.programme, "starts": date(2026, 1, 1), "ends": date(2026, 12, 31)}
    second = ProjectFactory(name=translated(fi="Toinen hanke"), host=it.world.federation, **named)
    pool = ProjectFactory(name=translated(fi="Yhteinen hanke"), host=it.world.federation, kind="coordination", **named)
    for project, euros in ((it.project, 30_000), (second, 90_000), (pool, 60_000)):
        grant = GrantFactory(project=project)
        LedgerEntryFactory(grant=grant, amount=Decimal(euros), on=date(2026, 1, 10))
    for project, fte in ((it.project, "0.5"), (second, "0.5"), (pool, "1")):
        PostFactory(project=project, title=translated(fi="Hanketyöntekijä"), fte=Decimal(fte), monthly_cost=2_000)
    ActivityFactory(project=it.project, name=translated(fi="Vertaisryhmät", sv="Kamratgrupper"), fte=Decimal(1))
    ActivityFactory(project=second, name=translated(fi="Koulutukset"), fte=Decimal("0.4"), monthly=Decimal(4_000))
    OverheadFactory(project=pool)
    return Joint(it.project, second, pool)
