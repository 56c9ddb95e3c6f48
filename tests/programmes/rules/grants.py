"""Who may read and enter a project's ledgers."""

from tests.programmes.rules.cases import FundedCase as Case
from tests.programmes.rules.cases import asking
from tests.programmes.rules.programmes import closed

CASES = [
    Case(
        "may_see_ledger",
        "running",
        lambda it: asking("may_see_ledger", it.project, it=it),
        "keepers, coordinator, reader, the program",
    ),
    Case(
        "may_enter_ledger",
        "running",
        lambda it: asking("may_enter_ledger", it.project, it=it),
        "keepers, the program",
    ),
    Case(
        "may_enter_ledger",
        "closed",
        lambda it: asking("may_enter_ledger", closed(it).project, it=it),
        "keepers, the program",
    ),
]
