"""The money of a day: exact, with its working, whatever was entered in which order."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raitti.core.audit import System
from raitti.core.verdicts import Refused
from raitti.programmes.actions.grants import enter
from raitti.programmes.facts import EntryFacts
from raitti.programmes.models import LedgerEntry
from raitti.programmes.queries.money import balance, in_force, money_for_plan, usable_money
from tests.conftest import NOW
from tests.programmes.factories import GrantFactory, LedgerEntryFactory

pytestmark = pytest.mark.django_db
PROGRAM = System("tests")
YEAR = date(2026, 1, 1)


def put(grant, kind, amount, on, *, corrects=None, **fields):
    facts = EntryFacts(kind=kind, amount=Decimal(amount), on=on, **fields)
    return enter(grant, facts, actor=PROGRAM, now=NOW, corrects=corrects)


def left(grant, on=None):
    return balance(in_force(type(grant).objects.get(pk=grant.pk), on=on)).left


def test_nothing_may_be_used_before_it_is_decided_and_what_was_used_ahead_counts_then():
    grant = GrantFactory()
    put(grant, "decided", "100.50", date(2026, 2, 6))
    put(grant, "used", "30.25", date(2026, 1, 31))
    ahead = usable_money(grant.project, on=date(2026, 2, 5))
    assert (ahead.total, ahead.balances[0].left) == (0, Decimal("-30.25"))
    assert usable_money(grant.project, on=date(2026, 2, 6)).total == Decimal("70.25")


def test_several_carryings_over_are_each_measured_from_the_one_before():
    grant = GrantFactory()
    put(grant, "decided", 100, date(2026, 2, 6))
    put(grant, "used", 30, date(2026, 6, 1))
    put(grant, "carried_over", 60, date(2026, 12, 31), usable_until=date(2028, 12, 31))
    put(grant, "used", 20, date(2027, 6, 1))
    put(grant, "carried_over", 40, date(2027, 12, 31))
    steps = balance(in_force(grant)).steps
    assert [int(step.amount) for step in steps] == [100, -30, -10, -20, 0]
    assert [int(step.left) for step in steps] == [100, 70, 60, 40, 40]


def test_a_correction_stands_where_what_it_corrects_stood_on_the_same_day():
    grant, day = GrantFactory(), date(2026, 12, 31)
    put(grant, "decided", 100, date(2026, 2, 6))
    carried = put(grant, "carried_over", 90, day)
    put(grant, "used", 20, day)
    put(grant, "carried_over", 80, day, corrects=carried)
    assert left(grant) == 60


def test_money_whose_time_is_over_or_has_not_come_is_not_usable():
    grant = GrantFactory()
    put(grant, "decided", 100, date(2025, 12, 20), usable_from=YEAR, usable_until=date(2026, 12, 31))
    states = {day: usable_money(grant.project, on=day) for day in (date(2025, 12, 31), YEAR, date(2027, 1, 1))}
    assert [(each.total, each.balances[0].state(day)) for day, each in states.items()] == [
        (0, "waits"),
        (100, "usable"),
        (0, "expired"),
    ]


def test_an_extension_counts_from_its_day_and_only_as_far_as_the_funder_allows():
    grant = GrantFactory()
    put(grant, "decided", 100, date(2026, 2, 6))
    put(grant, "extended", 0, date(2027, 11, 1), usable_until=date(2028, 6, 30))
    assert usable_money(grant.project, on=date(2028, 6, 30)).total == 100
    with pytest.raises(Refused) as refused:
        put(grant, "extended", 0, date(2028, 1, 1), usable_until=date(2030, 1, 1))
    assert "31.12.2029" in str(refused.value.verdict.reason)


@pytest.mark.parametrize(
    ("kind", "amount", "on"),
    [
        ("used", "70.01", date(2026, 1, 15)),
        ("used", "10", date(2028, 1, 1)),
        ("used", "10", date(2025, 12, 31)),
        ("returned", "70.01", date(2026, 3, 1)),
        ("carried_over", "100.01", date(2026, 3, 1)),
        ("instalment", "100.01", date(2026, 3, 1)),
        ("used", "1", date(2062, 2, 6)),
    ],
)
def test_what_the_ledger_cannot_bear_is_refused_and_leaves_no_trace(kind, amount, on):
    grant = GrantFactory()
    put(grant, "decided", 100, date(2026, 2, 6))
    put(grant, "used", 30, date(2026, 6, 1))
    with pytest.raises(Refused) as refused, transaction.atomic():
        put(grant, kind, amount, on)
    assert refused.value.verdict.details["field"] in {"amount", "on"}
    assert grant.entries.count() == 2


def test_a_decision_is_not_corrected_to_less_than_has_been_used():
    grant = GrantFactory()
    decided = put(grant, "decided", 100, date(2026, 2, 6))
    put(grant, "used", 30, date(2026, 6, 1))
    with pytest.raises(Refused) as refused, transaction.atomic():
        put(grant, "decided", "29.99", date(2026, 2, 6), corrects=decided)
    assert "30 €" in str(refused.value.verdict.reason)
    put(grant, "decided", 30, date(2026, 2, 6), corrects=decided)
    assert left(grant) == 0


def test_a_plan_counts_what_was_used_before_it_begins_and_not_what_it_pays_itself():
    grant = GrantFactory()
    put(grant, "decided", 100, date(2026, 2, 6))
    put(grant, "used", 10, date(2026, 1, 31))
    put(grant, "used", 20, date(2026, 3, 31))
    whole = money_for_plan(grant.project, start="2026-01", end="2026-12", on=date(2026, 4, 1))
    rest = money_for_plan(grant.project, start="2026-03", end="2026-12", on=date(2026, 4, 1))
    assert [money[0].decided for money in (whole, rest)] == [100, 90]


# What is tried to be entered, one after another: kind, cents, day, and which earlier entry it corrects, if any.
ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["applied", "decided", "used", "returned", "carried_over", "instalment"]),
        st.integers(0, 3_000),
        st.integers(-40, 800),
        st.none() | st.integers(0, 6),
    ),
    min_size=1,
    max_size=7,
)
SLOW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def entered(rows):
    """A grant with what of the rows its ledger bears, each with the entry made."""
    grant, made = GrantFactory(), []
    for kind, cents, days, corrects in rows:
        before = made[corrects % len(made)] if corrects is not None and made else None
        try:
            with transaction.atomic():
                made.append(
                    put(
                        grant,
                        before.kind if before else kind,
                        Decimal(cents) / 100,
                        YEAR + timedelta(days=days),
                        corrects=before,
                    )
                )
        except Refused:
            continue
    return type(grant).objects.get(pk=grant.pk)


@SLOW
@given(ENTRIES)
def test_steps_add_up_and_no_day_has_less_than_nothing_nor_more_than_was_given(rows):
    grant = entered(rows)
    for day in (YEAR + timedelta(days=number) for number in range(-45, 1200, 29)):
        entries = in_force(grant, on=day)
        if not entries:
            continue
        now = balance(entries)
        assert sum(step.amount for step in now.steps) == now.left
        gives = [each.amount for each in entries if each.kind == "decided"]
        carries = [each.amount for each in entries if each.kind == "carried_over"]
        most = max(gives, default=None) if gives else max(carries, default=Decimal(0))
        assert 0 <= now.usable(day) <= most
        if gives or carries:
            assert now.left >= 0


@SLOW
@given(ENTRIES)
def test_a_ledger_with_corrections_says_the_same_as_one_entered_right_at_once(rows):
    grant = entered(rows)
    right = GrantFactory()
    LedgerEntry.objects.bulk_create(
        LedgerEntryFactory.build(grant=right, kind=each.kind, amount=each.amount, on=each.on)
        for each in in_force_as_entered(grant)
    )
    first, second = (in_force(type(grant).objects.get(pk=one.pk)) for one in (grant, right))
    assert [(each.on, each.kind, each.amount) for each in first] == [
        (each.on, each.kind, each.amount) for each in second
    ]
    if first:
        assert [step.left for step in balance(first).steps] == [step.left for step in balance(second).steps]


def in_force_as_entered(grant):
    """The entries in force, in the order in which the first ones of their chains were entered."""
    entries = {each.pk: each for each in grant.entries.all()}
    last = {each.corrects_id: each for each in entries.values() if each.corrects_id}
    for each in sorted(entries.values(), key=lambda one: one.pk):
        if each.corrects_id is None:
            while each.pk in last:
                each = last[each.pk]
            yield each
