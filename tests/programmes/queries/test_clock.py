"""A project's year clock, and the parts a grant is paid in."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raitti.core.audit import System
from raitti.core.verdicts import Refused
from raitti.programmes.actions.clock import mark_done, take_back
from raitti.programmes.actions.instalments import drop_instalment, plan_instalment
from raitti.programmes.queries.clock import clock_of
from raitti.programmes.queries.instalments import equal_parts, payment_of
from tests.conftest import NOW
from tests.programmes.factories import GrantFactory, LedgerEntryFactory

PROGRAM = System("tests")


@given(st.integers(0, 10**10), st.integers(1, 24))
def test_equal_parts_make_up_the_amount_to_the_cent_and_differ_by_a_cent_at_most(cents, number):
    parts = equal_parts(Decimal(cents) / 100, number)
    assert sum(parts) == Decimal(cents) / 100
    assert max(parts) - min(parts) <= Decimal("0.01")


@pytest.mark.django_db
def test_an_operating_grant_is_paid_in_four_parts_and_what_was_paid_covers_them_in_order():
    grant = GrantFactory(kind="Ak")
    LedgerEntryFactory(grant=grant, amount=Decimal("100.01"))
    LedgerEntryFactory(grant=grant, kind="instalment", amount=Decimal("30"), on=date(2026, 2, 20))
    payment = payment_of(grant)
    assert [(part.due, part.amount, part.paid) for part in payment.instalments] == [
        (date(2026, 2, 15), Decimal("25.00"), Decimal("25.00")),
        (date(2026, 5, 15), Decimal("25.00"), Decimal("5.00")),
        (date(2026, 8, 15), Decimal("25.00"), Decimal("0.00")),
        (date(2026, 11, 15), Decimal("25.01"), Decimal("0.00")),
    ]
    assert payment.way == "calendar"


@pytest.mark.django_db
def test_a_payment_plan_takes_no_more_than_was_decided_and_tells_what_it_leaves_out():
    grant = GrantFactory()
    LedgerEntryFactory(grant=grant, amount=Decimal(100))
    assert payment_of(grant).way == "request"
    first = plan_instalment(grant, due=date(2026, 3, 1), amount=Decimal(60), actor=PROGRAM, now=NOW)
    with pytest.raises(Refused):
        plan_instalment(grant, due=date(2026, 6, 1), amount=Decimal("40.01"), actor=PROGRAM, now=NOW)
    assert payment_of(grant).unplanned == 40
    drop_instalment(grant, first.pk, actor=PROGRAM, now=NOW)
    assert payment_of(grant).instalments == ()


def days(project):
    return {due.key.partition("-")[0]: due for due in clock_of(project)}


@pytest.mark.django_db
def test_the_clock_has_every_day_of_a_grant_by_the_funders_rules():
    grant = GrantFactory()
    LedgerEntryFactory(grant=grant, amount=Decimal(100))
    found = days(grant.project)
    assert {what: due.due for what, due in found.items()} == {
        "application": date(2025, 9, 30),
        "proposal": date(2025, 12, 6),
        "decision": date(2026, 2, 15),
        "use": date(2027, 12, 31),
        "extension": date(2027, 12, 31),
        "results": date(2027, 3, 31),
        "account": date(2027, 5, 31),
    }
    assert found["application"].opens == date(2025, 8, 1)
    assert {what for what, due in found.items() if due.is_done} == {"application", "proposal", "decision"}
    assert found["account"].state(date(2027, 6, 1)) == "late"
    assert found["account"].state(date(2027, 1, 1)) == "now"
    assert found["use"].state(date(2028, 1, 1)) == "over"
    assert found["account"].state(date(2026, 12, 31)) == "later"


@pytest.mark.django_db
def test_an_extension_moves_the_end_and_keeps_its_key():
    grant = GrantFactory()
    LedgerEntryFactory(grant=grant, amount=Decimal(100))
    before = days(grant.project)["use"]
    LedgerEntryFactory(grant=grant, kind="extended", amount=0, on=date(2027, 6, 1), usable_until=date(2028, 12, 31))
    after = days(type(grant.project).objects.get(pk=grant.project.pk))["use"]
    assert (before.key, after.due) == (after.key, date(2028, 12, 31))


@pytest.mark.django_db
def test_what_was_reported_is_marked_with_its_day_and_can_be_taken_back():
    grant = GrantFactory(year=2025)
    LedgerEntryFactory(grant=grant, amount=Decimal(100), on=date(2025, 2, 6))
    project = grant.project
    mark_done(project, what="results", year=2025, on=date(2026, 3, 20), actor=PROGRAM, now=NOW)
    results = {due.key: due for due in clock_of(project)}["results-2025"]
    assert (results.done_on, results.done_by) == (date(2026, 3, 20), "tests")
    for what, year, on in (
        ("results", 2025, date(2026, 11, 22)),
        ("results", 2025, date(2024, 12, 31)),
        ("decision", 2025, date(2026, 1, 1)),
        ("account", 2019, date(2026, 1, 1)),
    ):
        with pytest.raises(Refused):
            mark_done(project, what=what, year=year, on=on, actor=PROGRAM, now=NOW)
    take_back(project, what="results", year=2025, actor=PROGRAM, now=NOW)
    assert not {due.key: due for due in clock_of(project)}["results-2025"].is_done
