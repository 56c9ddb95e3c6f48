"""Who may do what in bodies, and why not."""

from raitti.bodies.rules.bodies import may_edit_body, may_see_body, may_see_own_bodies
from raitti.bodies.rules.elections import (
    may_cancel_election,
    may_cast,
    may_close_election,
    may_count_election,
    may_edit_election,
    may_make_election,
    may_mend_roll,
    may_publish_election,
    may_see_elections,
    may_see_own_votes,
    may_see_roll,
    may_vote,
    may_withdraw_candidate,
)

__all__ = [
    "may_cancel_election",
    "may_cast",
    "may_close_election",
    "may_count_election",
    "may_edit_body",
    "may_edit_election",
    "may_make_election",
    "may_mend_roll",
    "may_publish_election",
    "may_see_body",
    "may_see_elections",
    "may_see_own_bodies",
    "may_see_own_votes",
    "may_see_roll",
    "may_vote",
    "may_withdraw_candidate",
]
