"""Who may do what with programmes, projects, grants, plans and structures, and why not."""

from raitti.programmes.rules.grants import may_enter_ledger, may_see_ledger
from raitti.programmes.rules.programmes import (
    may_edit_programme,
    may_edit_project,
    may_see_own_projects,
    may_see_programme,
    may_see_project,
)

__all__ = [
    "may_edit_programme",
    "may_edit_project",
    "may_enter_ledger",
    "may_see_ledger",
    "may_see_own_projects",
    "may_see_programme",
    "may_see_project",
]
