"""Who may do what in bodies, and why not."""

from raitti.bodies.rules.bodies import may_edit_body, may_see_body, may_see_own_bodies

__all__ = ["may_edit_body", "may_see_body", "may_see_own_bodies"]
