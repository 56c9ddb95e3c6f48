"""Who may do what in bodies, and why not."""

from raitti.bodies.rules.bodies import may_edit_body, may_see_body, may_see_own_bodies
from raitti.bodies.rules.calls import (
    may_answer_as_candidate,
    may_appoint,
    may_change_call,
    may_choose_nominator,
    may_nominate,
    may_open_call,
    may_propose,
    may_remove_call,
    may_see_calls,
    may_see_candidates,
    may_see_nomination,
    may_see_open_calls,
    may_withdraw_call,
    may_withdraw_nomination,
)
from raitti.bodies.rules.seating import may_change_holder, may_change_seats, may_end_holding, may_seat

__all__ = [
    "may_answer_as_candidate",
    "may_appoint",
    "may_change_call",
    "may_change_holder",
    "may_change_seats",
    "may_choose_nominator",
    "may_edit_body",
    "may_end_holding",
    "may_nominate",
    "may_open_call",
    "may_propose",
    "may_remove_call",
    "may_seat",
    "may_see_body",
    "may_see_calls",
    "may_see_candidates",
    "may_see_nomination",
    "may_see_open_calls",
    "may_see_own_bodies",
    "may_withdraw_call",
    "may_withdraw_nomination",
]
