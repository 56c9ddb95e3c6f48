"""As much is paid as purses with use times can pay at all."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from raitti.planning.problem import Money
from raitti.planning.purses import MOST_PURSES, calls, pay, pay_each

MONTHS = st.integers(0, 5)
EUROS = st.integers(0, 40).map(Decimal)
PURSES = st.lists(
    st.builds(
        lambda first, more, euros: Money("Purse", first, first + more, decided=euros), MONTHS, st.integers(0, 3), EUROS
    ),
    max_size=5,
)
COSTS = st.dictionaries(MONTHS, EUROS)


@settings(deadline=None)
@given(PURSES, COSTS)
def test_one_kind_of_costs_is_paid_as_far_as_drawing_what_ends_first_pays(money: list[Money], costs) -> None:
    assert pay_each(money, (costs, 0)).lack == pay(money, costs).lack


@settings(deadline=None)
@given(PURSES, COSTS)
def test_costs_can_be_paid_when_no_set_of_months_calls_for_more_than_its_purses_hold(money: list[Money], costs) -> None:
    called = calls(money, range(9))
    assert called is not None
    kept = all(sum(costs.get(month, 0) for month in months) <= euros for months, euros in called)
    assert kept == (pay(money, costs).lack == 0)


def test_of_very_many_purses_no_sets_are_told() -> None:
    assert calls([Money("Purse", 0, 1, decided=Decimal(1))] * (MOST_PURSES + 1), range(2)) is None


@settings(deadline=None)
@given(PURSES, COSTS, COSTS, st.integers(0, 5))
def test_no_purse_gives_more_than_it_has_or_out_of_its_time(money: list[Money], wages, taken, own: int) -> None:
    paid = pay_each(money, (wages, min(own, len(money))), (taken, 0))

    for item, drawn, left in zip(money, paid.drawn, paid.left, strict=True):
        assert left >= 0
        assert sum(drawn.values()) + left == item.amount
        assert all(item.usable_from <= month <= item.usable_until for month, euros in drawn.items() if euros)
    due = sum(wages.values()) + sum(taken.values())
    assert sum(sum(drawn.values()) for drawn in paid.drawn) + paid.lack == due


def test_a_purse_that_others_need_more_is_set_free_for_them() -> None:
    long = Money("Long", 0, 5, decided=Decimal(10))
    own = Money("Own", 0, 3, decided=Decimal(10))

    # What ends first pays the first month, though the second may be paid from nothing else.
    paid = pay_each([long, own], ({0: Decimal(10)}, 0), ({1: Decimal(10)}, 1))

    assert paid.lack == 0
    assert paid.drawn[1] == {0: Decimal(0), 1: Decimal(10)}
