"""Who may compare the shapes of a new programme, and read what was compared."""

from tests.programmes.rules.cases import FundedCase as Case
from tests.programmes.rules.cases import asking

CASES = [
    Case(
        "may_see_shapes",
        "running",
        lambda it: asking("may_see_shapes", it.programme, it=it),
        "coordinator, reader, the program",
    ),
    Case(
        "may_study_shapes",
        "running",
        lambda it: asking("may_study_shapes", it.programme, it=it),
        "coordinator, the program",
    ),
]
