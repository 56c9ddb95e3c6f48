"""Whether a plan needs the funder's permission."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raitti.planning.outcome import ActivityOutcome, Outcome, PostOutcome, Reason
from raitti.planning.problem import Project
from raitti.programmes.permission import MOVED, Ground, Limits, costs_by_kind, grounds, moved, together

LIMITS = Limits(Decimal(20_000), Decimal("0.1"))
EUROS = st.integers(0, 400_000).map(Decimal)
COSTS = st.tuples(EUROS, EUROS, EUROS)


def plan(pay, overhead, activities):
    return {"pay": Decimal(pay), "overhead": Decimal(overhead), "activities": Decimal(activities)}


def outcome(pay, overhead, activities):
    return Outcome(
        Project(title="", start=0, end=11),
        "optimal",
        cost=Decimal(pay) + Decimal(overhead) + Decimal(activities),
        posts=(PostOutcome("työntekijä", 11, 11, Decimal(pay)),),
        activities=(ActivityOutcome("toiminta", "continue", None, Decimal(activities), Reason(), None),),
    )


@pytest.mark.parametrize(
    ("after", "is_needed"),
    [
        ((180_000, 20_000, 100_000), False),  # 20 000 €, 6.7 %: neither limit is passed
        ((179_999, 20_000, 100_001), True),
        ((100_000, 10_000, 60_000), False),  # everything smaller: nothing moved
        ((200_000, 20_000, 130_000), False),  # more money came: nothing moved
    ],
)
def test_more_than_twenty_thousand_euros_moved_need_permission(after, is_needed):
    found = grounds(plan(200_000, 20_000, 80_000), plan(*after), limits=LIMITS, changed=[])
    assert [each.code for each in found] == ([MOVED] if is_needed else [])


def test_more_than_a_tenth_moved_needs_permission_however_few_the_euros():
    before = plan(10_000, 0, 0)
    assert not grounds(before, plan(9_000, 0, 1_000), limits=LIMITS, changed=[])
    assert grounds(before, plan(8_999, 0, 1_001), limits=LIMITS, changed=[]) == [
        Ground(MOVED, Decimal(1_001), Decimal("0.1001"))
    ]


def test_what_is_said_to_have_changed_needs_permission_even_for_the_first_plan():
    found = grounds(None, plan(1, 1, 1), limits=LIMITS, changed=["aims", "purpose", "weather"])
    assert [each.code for each in found] == ["purpose", "aims"]


@given(COSTS, COSTS)
def test_moving_is_the_same_both_ways_and_never_more_than_there_was(first, second):
    one, other = plan(*first), plan(*second)
    assert moved(one, other) == moved(other, one) <= min(together(one), together(other))
    assert moved(one, one) == 0


@given(COSTS)
def test_a_plans_costs_by_kind_are_its_whole_cost(costs):
    assert costs_by_kind(outcome(*costs)) == plan(*costs)
    assert together(plan(*costs)) == outcome(*costs).cost


@given(st.builds(Ground, st.just(MOVED), EUROS, st.decimals(0, 1, places=4)))
def test_a_ground_is_kept_without_loss(ground):
    assert Ground.of_row(ground.as_row()) == ground
