"""Who may ask for plans, accept them, and act on them."""

from raitti.programmes.models import ChangeApplication, PlanVersion, Scenario
from tests.programmes.factories import GrantFactory
from tests.programmes.rules.cases import FundedCase as Case
from tests.programmes.rules.cases import asking
from tests.programmes.rules.programmes import closed
from tests.programmes.world import Funded


def scenario(it: Funded, **fields: object) -> Scenario:
    return Scenario.objects.create(project=it.project, name="Kokeilu", problem="", created=it.now, **fields)


def solved(it: Funded) -> Scenario:
    return scenario(it, state="solved", choice={"end": "2026-12", "posts": {}, "runs": {}})


def version(it: Funded, application: str = "") -> PlanVersion:
    made = PlanVersion.objects.create(
        project=it.project, number=1, problem="", choice={}, result={}, cost=0, reason="", accepted=it.now
    )
    if application:
        grant = GrantFactory(project=it.project)
        ChangeApplication.objects.create(grant=grant, version=made, state=application, created=it.now)
    return made


CASES = [
    Case(
        "may_see_plans",
        "running",
        lambda it: asking("may_see_plans", it.project, it=it),
        "keepers, coordinator, the program",
    ),
    Case("may_plan", "running", lambda it: asking("may_plan", it.project, it=it), "keepers, the program"),
    Case("may_plan", "closed", lambda it: asking("may_plan", closed(it).project, it=it), "none"),
    Case(
        "may_accept_plan",
        "solved",
        lambda it: asking("may_accept_plan", solved(it), it=it),
        "owner, other owner, the program",
    ),
    Case("may_accept_plan", "not solved", lambda it: asking("may_accept_plan", scenario(it), it=it), "none"),
    Case(
        "may_accept_plan",
        "without a solution",
        lambda it: asking("may_accept_plan", scenario(it, state="solved"), it=it),
        "none",
    ),
    Case("may_accept_plan", "closed", lambda it: asking("may_accept_plan", solved(closed(it)), it=it), "none"),
    Case(
        "may_act_on_plan",
        "no permission needed",
        lambda it: asking("may_act_on_plan", version(it), it=it),
        "keepers, the program",
    ),
    Case(
        "may_act_on_plan",
        "permission given",
        lambda it: asking("may_act_on_plan", version(it, "approved"), it=it),
        "keepers, the program",
    ),
    Case(
        "may_ask_permission",
        "running",
        lambda it: asking("may_ask_permission", version(it), it=it),
        "keepers, the program",
    ),
    Case("may_ask_permission", "closed", lambda it: asking("may_ask_permission", version(closed(it)), it=it), "none"),
    *(
        Case(
            "may_act_on_plan",
            f"application {state}",
            lambda it, state=state: asking("may_act_on_plan", version(it, state), it=it),
            "none",
        )
        for state in ("draft", "sent", "refused")
    ),
]
