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

__all__ = [
    "may_answer_as_candidate",
    "may_appoint",
    "may_change_call",
    "may_choose_nominator",
    "may_edit_body",
    "may_nominate",
    "may_open_call",
    "may_propose",
    "may_remove_call",
    "may_see_body",
    "may_see_calls",
    "may_see_candidates",
    "may_see_nomination",
    "may_see_open_calls",
    "may_see_own_bodies",
    "may_withdraw_call",
    "may_withdraw_nomination",
]
