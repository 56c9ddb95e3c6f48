"""Who may do what with programmes, projects, grants, plans and structures, and why not."""

from raitti.programmes.rules.campaigns import may_judge_support, may_see_supports, may_support
from raitti.programmes.rules.grants import may_enter_ledger, may_see_ledger
from raitti.programmes.rules.notices import (
    may_approve_notice,
    may_draft_notice,
    may_edit_notice,
    may_publish_notice,
    may_see_notices,
)
from raitti.programmes.rules.plans import (
    may_accept_plan,
    may_act_on_plan,
    may_ask_permission,
    may_plan,
    may_plan_programme,
    may_see_plans,
)
from raitti.programmes.rules.programmes import (
    may_edit_programme,
    may_edit_project,
    may_see_own_projects,
    may_see_programme,
    may_see_project,
)
from raitti.programmes.rules.shapes import may_see_shapes, may_study_shapes
from raitti.programmes.rules.structures import (
    may_add_structure,
    may_answer_structure,
    may_change_structure,
    may_close_project,
    may_end_structure,
    may_give_thing,
    may_hand_over_structure,
    may_offer_structure,
    may_see_archive,
    may_see_structure,
    may_see_structures,
)

__all__ = [
    "may_accept_plan",
    "may_act_on_plan",
    "may_add_structure",
    "may_answer_structure",
    "may_approve_notice",
    "may_ask_permission",
    "may_change_structure",
    "may_close_project",
    "may_draft_notice",
    "may_edit_notice",
    "may_edit_programme",
    "may_edit_project",
    "may_end_structure",
    "may_enter_ledger",
    "may_give_thing",
    "may_hand_over_structure",
    "may_judge_support",
    "may_offer_structure",
    "may_plan",
    "may_plan_programme",
    "may_publish_notice",
    "may_see_archive",
    "may_see_ledger",
    "may_see_notices",
    "may_see_own_projects",
    "may_see_plans",
    "may_see_programme",
    "may_see_project",
    "may_see_shapes",
    "may_see_structure",
    "may_see_structures",
    "may_see_supports",
    "may_study_shapes",
    "may_support",
]
