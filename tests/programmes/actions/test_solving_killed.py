"""A real worker killed while it solves: no accepted plan is touched, and the next worker solves anew."""

import signal
from pathlib import Path

from tests.core.conftest import new_instance, wait_for

BEGIN = """
from datetime import date
from decimal import Decimal
from random import Random
from raitti.planning.problem import Activity, Money, Project, Staff
from raitti.planning.months import month_of
from raitti.planning.writing import write_plan
from raitti.programmes.actions.scenarios import solve_later
from raitti.programmes.models import PlanVersion, Scenario
from tests.conftest import NOW
from tests.programmes.factories import ProjectFactory

dice, start = Random(7), month_of("2026-01")
problem = Project(
    "Koe", start, start + 17, closes=True,
    money=(Money("Avustus", start, start + 17, decided=Decimal(200_000)),),
    staff=tuple(Staff(f"Tehtävä {n}", Decimal(1), Decimal(dice.randint(3000, 5000)), leave_months=1) for n in range(4)),
    activities=tuple(
        Activity(
            f"Toiminta {n}", dice.choice(("must", "should", "could")), Decimal(dice.randint(1, 10)),
            fte=Decimal(dice.randint(1, 9)) / 10, monthly=Decimal(dice.randint(0, 900)),
            min_months=dice.randint(1, 6), running=dice.random() < 0.4,
        )
        for n in range(16)
    ),
)
project = ProjectFactory()
common = {"project": project, "problem": write_plan(problem)}
PlanVersion.objects.create(
    **common, number=1, choice={}, result={"cost": 1}, cost=1, reason="Voimassa", accepted_by="Joku", accepted=NOW
)
scenario = Scenario.objects.create(**common, name="Iso", created=NOW)
solve_later.enqueue(str(scenario.uid))
answer = str(scenario.uid)
"""
STATE = """
from raitti.programmes.models import PlanVersion, Scenario
version = PlanVersion.objects.get()
answer = [Scenario.objects.get().state, version.number, version.reason, str(version.cost)]
"""


def test_a_worker_killed_while_solving_loses_no_accepted_plan_and_the_next_one_solves(tmp_path: Path) -> None:
    with new_instance(tmp_path) as here:
        here.evaluate(BEGIN)
        killed = here.start("django", "worker", "--lease=1")
        wait_for(lambda: here.evaluate(STATE)[0] != "waiting", seconds=60)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert here.evaluate(STATE) == ["solving", 1, "Voimassa", "1.00"]

        here.start("django", "worker", "--lease=1")
        wait_for(lambda: here.evaluate(STATE)[0] == "solved", seconds=300)
        assert here.evaluate(STATE)[1:] == [1, "Voimassa", "1.00"]
