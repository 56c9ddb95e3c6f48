"""Who may see and change programmes and projects."""

from tests.programmes.rules.cases import FundedCase as Case
from tests.programmes.rules.cases import asking
from tests.programmes.world import Funded


def closed(funded: Funded) -> Funded:
    funded.project.closed_on = funded.now.date()
    funded.project.save()
    return funded


CASES = [
    Case("may_see_own_projects", "one's own", lambda it: asking("may_see_own_projects", it=it), "signed in"),
    Case(
        "may_see_programme",
        "running",
        lambda it: asking("may_see_programme", it.programme, it=it),
        "coordinator, reader, the program",
    ),
    Case(
        "may_edit_programme",
        "running",
        lambda it: asking("may_edit_programme", it.programme, it=it),
        "coordinator, the program",
    ),
    Case(
        "may_plan_programme",
        "running",
        lambda it: asking("may_plan_programme", it.programme, it=it),
        "coordinator, the program",
    ),
    Case(
        "may_see_project",
        "running",
        lambda it: asking("may_see_project", it.project, it=it),
        "keepers, coordinator, the program",
    ),
    Case(
        "may_see_project",
        "closed",
        lambda it: asking("may_see_project", closed(it).project, it=it),
        "keepers, coordinator, the program",
    ),
    Case(
        "may_edit_project",
        "running",
        lambda it: asking("may_edit_project", it.project, it=it),
        "keepers, the program",
    ),
    Case(
        "may_edit_project",
        "closed",
        lambda it: asking("may_edit_project", closed(it).project, it=it),
        "none",
    ),
]
