"""Who sees, proves and decides claims. Written by hand: this is what is wanted. The claimant is "anyone"."""

from collections.abc import Callable
from datetime import timedelta

from raitti.directory.models import Claim, Mandate, Role
from tests.directory.rules.cases import Ask, Case, asking
from tests.directory.world import World


def _claim(
    rule: str, *, way: str = "address", state: str = "open", owned: bool = False, days_ago: int = 0, proof: str = ""
) -> Callable[[World], Ask]:
    def prepare(world: World) -> Ask:
        if not owned:
            Mandate.objects.filter(organisation=world.association, role=Role.OWNER).delete()
        claim = Claim.objects.create(
            organisation=world.association,
            person=world.people["anyone"],
            way=way,
            state=state,
            proof=proof,
            created=world.now - timedelta(days=days_ago),
        )
        return asking(rule, claim, world=world)

    return prepare


def _beside_own(world: World) -> Ask:
    ask = _claim("may_decide_claim")(world)
    Claim.objects.create(
        organisation=world.association, person=world.people["steward"], way="register", created=world.now
    )
    return ask


SEERS = "owner, other owner, its agent, municipality's agent, steward, the program"
CASES = [
    Case("may_see_claim", "owned page", _claim("may_see_claim", owned=True), f"anyone, {SEERS}"),
    Case("may_see_claim", "nobody’s page", _claim("may_see_claim"), f"anyone, {SEERS} but owner, other owner"),
    Case("may_see_claim", "decided", _claim("may_see_claim", owned=True, state="refused"), f"anyone, {SEERS}"),
    Case("may_see_proof", "open", _claim("may_see_proof", owned=True, proof="x.pdf"), "steward, the program"),
    Case("may_see_proof", "decided", _claim("may_see_proof", proof="x.pdf", state="accepted"), "none"),
    Case("may_see_proof", "without a file", _claim("may_see_proof"), "none"),
    Case("may_withdraw_claim", "open", _claim("may_withdraw_claim", owned=True), "anyone"),
    Case("may_withdraw_claim", "decided", _claim("may_withdraw_claim", state="refused"), "none"),
    Case("may_answer_claim_link", "nobody’s page", _claim("may_answer_claim_link"), "everyone"),
    Case("may_answer_claim_link", "owned page", _claim("may_answer_claim_link", owned=True), "none"),
    Case(
        "may_answer_claim_link",
        "owners silent for two weeks",
        _claim("may_answer_claim_link", owned=True, days_ago=14),
        "everyone",
    ),
    Case("may_answer_claim_link", "decided", _claim("may_answer_claim_link", state="accepted"), "none"),
    Case("may_prove_claim", "nobody’s page", _claim("may_prove_claim"), "anyone"),
    Case("may_prove_claim", "owned page", _claim("may_prove_claim", owned=True), "none"),
    Case(
        "may_prove_claim",
        "owners silent for two weeks",
        _claim("may_prove_claim", owned=True, days_ago=14),
        "anyone",
    ),
    Case("may_prove_claim", "by another way", _claim("may_prove_claim", way="agent"), "none"),
    Case("may_prove_claim", "decided", _claim("may_prove_claim", state="refused"), "none"),
    Case("may_decide_claim", "by the address", _claim("may_decide_claim"), "steward, the program"),
    Case("may_decide_claim", "by a proof", _claim("may_decide_claim", way="register"), "steward, the program"),
    Case(
        "may_decide_claim",
        "by an agent",
        _claim("may_decide_claim", way="agent"),
        "steward, its agent, municipality's agent, the program",
    ),
    Case("may_decide_claim", "owned page", _claim("may_decide_claim", way="agent", owned=True), "owner, other owner"),
    Case(
        "may_decide_claim",
        "owners silent for two weeks",
        _claim("may_decide_claim", owned=True, days_ago=14),
        "owner, other owner, steward, the program",
    ),
    Case("may_decide_claim", "beside one’s own", _beside_own, "the program"),
    Case("may_decide_claim", "decided", _claim("may_decide_claim", state="withdrawn"), "none"),
]
