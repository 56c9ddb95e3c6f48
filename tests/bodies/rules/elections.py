"""Who prepares, votes, closes and publishes; nobody sees a ballot, so there is no rule for it."""

from datetime import timedelta
from typing import Any

from raitti.bodies.models import Call, Election, Voter
from tests.bodies.factories import ElectionFactory, VoterFactory
from tests.bodies.rules.cases import SeatedCase as Case
from tests.bodies.rules.cases import asking
from tests.bodies.world import Seated

KEEPERS = "keepers, the program"
INSIDE = "keepers, county officer, owner elsewhere, anyone, the program"
State = Election.State


def election(it: Seated, state: str = State.DRAFT, **fields: Any) -> Election:
    key = "00" * 32 if state == State.OPEN else ""
    closes = fields.pop("closes", it.now + timedelta(days=3))
    made: Election = ElectionFactory(
        body=it.body, number=1, state=state, public_key=key, opened=it.now, closes=closes, **fields
    )
    return made


def voter(it: Seated, **fields: Any) -> Voter:
    held = fields.pop("election", None) or election(it, State.OPEN)
    made: Voter = VoterFactory(election=held, organisation=it.world.association, **fields)
    return made


def of(rule: str, state: str, who: str, words: str = "", **fields: Any) -> Case:
    return Case(rule, words or state, lambda it: asking(rule, election(it, state, **_moved(it, fields)), it=it), who)


def _moved(it: Seated, fields: dict[str, Any]) -> dict[str, Any]:
    return {name: it.now + value if isinstance(value, timedelta) else value for name, value in fields.items()}


def closed_organisation(it: Seated) -> Voter:
    it.world.association.status = "dissolved"
    it.world.association.save()
    return voter(it)


def _taking(it: Seated, days: int) -> Any:
    call = Call.objects.create(
        body=it.body,
        number=1,
        state=Call.State.PUBLISHED,
        opens=it.now - timedelta(days=9),
        closes=it.now + timedelta(days=days),
        created=it.now,
        changed=it.now,
    )
    return asking("may_take_candidates", election(it), call, it=it)


LONG_OVER = timedelta(hours=-1)
CASES = [
    Case("may_see_elections", "at work", lambda it: asking("may_see_elections", it.body, it=it), INSIDE),
    Case("may_make_election", "at work", lambda it: asking("may_make_election", it.body, it=it), KEEPERS),
    of("may_edit_election", State.DRAFT, KEEPERS),
    of("may_edit_election", State.OPEN, "none"),
    *(
        Case("may_take_candidates", words, lambda it, days=days: _taking(it, days), who)
        for words, days, who in (("call closed", -1, KEEPERS), ("call open", 1, "none"))
    ),
    of("may_seat_elected", State.COUNTED, "none"),
    of("may_seat_elected", State.PUBLISHED, "keepers, county officer, the program"),
    of("may_see_roll", State.OPEN, KEEPERS),
    of("may_see_roll", State.PUBLISHED, KEEPERS),
    of("may_mend_roll", State.DRAFT, "none"),
    of("may_mend_roll", State.OPEN, KEEPERS),
    of("may_mend_roll", State.CLOSED, "none"),
    of("may_withdraw_candidate", State.DRAFT, KEEPERS),
    of("may_withdraw_candidate", State.OPEN, KEEPERS),
    of("may_withdraw_candidate", State.COUNTED, "none"),
    of("may_close_election", State.OPEN, "none", "open, its time not over"),
    of("may_close_election", State.OPEN, KEEPERS, "open, its time over", closes=LONG_OVER),
    of("may_close_election", State.CLOSED, "none"),
    of("may_count_election", State.OPEN, "none"),
    of("may_count_election", State.CLOSED, KEEPERS),
    of("may_count_election", State.PUBLISHED, "none"),
    of("may_publish_election", State.CLOSED, "none"),
    of("may_publish_election", State.COUNTED, KEEPERS),
    of("may_publish_election", State.PUBLISHED, "none"),
    of("may_cancel_election", State.OPEN, KEEPERS),
    of("may_cancel_election", State.PUBLISHED, "none"),
    Case("may_see_own_votes", "anywhere", lambda it: asking("may_see_own_votes", it=it), "signed in"),
    Case("may_vote", "open", lambda it: asking("may_vote", voter(it), it=it), "owner, other owner"),
    Case("may_vote", "voted", lambda it: asking("may_vote", voter(it, voted=True), it=it), "none"),
    Case("may_vote", "off the roll", lambda it: asking("may_vote", voter(it, removed=it.now), it=it), "none"),
    Case("may_vote", "association closed", lambda it: asking("may_vote", closed_organisation(it), it=it), "none"),
    Case(
        "may_vote",
        "time over",
        lambda it: asking("may_vote", voter(it, election=election(it, State.OPEN, closes=it.now)), it=it),
        "none",
    ),
]
