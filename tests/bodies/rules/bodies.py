"""Who sees and edits bodies."""

from tests.bodies.rules.cases import SeatedCase as Case
from tests.bodies.rules.cases import asking
from tests.bodies.world import Seated


def ended(it: Seated) -> Seated:
    it.body.stage = "ended"
    it.body.save()
    return it


CASES = [
    Case("may_see_own_bodies", "anywhere", lambda it: asking("may_see_own_bodies", it=it), "signed in"),
    Case(
        "may_see_body",
        "at work",
        lambda it: asking("may_see_body", it.body, it=it),
        "keepers, county officer, owner elsewhere, anyone, the program",
    ),
    Case("may_edit_body", "at work", lambda it: asking("may_edit_body", it.body, it=it), "keepers, the program"),
    Case("may_edit_body", "ended", lambda it: asking("may_edit_body", ended(it).body, it=it), "none"),
]
