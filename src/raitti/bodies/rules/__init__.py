"""Who may do what in bodies, and why not."""

from raitti.bodies.rules.bodies import (
    may_edit_body,
    may_edit_report,
    may_end_body,
    may_found_body,
    may_name_setter,
    may_open_body,
    may_see_body,
    may_see_own_bodies,
    may_take_over_body,
)
from raitti.bodies.rules.seating import may_change_holder, may_change_seats, may_end_holding, may_seat

__all__ = [
    "may_change_holder",
    "may_change_seats",
    "may_edit_body",
    "may_edit_report",
    "may_end_body",
    "may_end_holding",
    "may_found_body",
    "may_name_setter",
    "may_open_body",
    "may_seat",
    "may_see_body",
    "may_see_own_bodies",
    "may_take_over_body",
]
