"""A ledger only grows, whichever way somebody comes to it."""

import pytest
from django.db import DatabaseError, connection, transaction

from raitti.programmes.models import AppendOnly, LedgerEntry
from tests.programmes.factories import LedgerEntryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("statement", ["UPDATE {} SET amount = 1", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_remove_an_entry(statement):
    entry = LedgerEntryFactory(amount=100)
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        connection.cursor().execute(statement.format(LedgerEntry._meta.db_table))
    assert LedgerEntry.objects.get(pk=entry.pk).amount == 100


def test_the_program_refuses_it_too():
    entry = LedgerEntryFactory(amount=100)
    entry.amount = 1
    for way in (
        entry.save,
        entry.delete,
        LedgerEntry.objects.all().delete,
        lambda: LedgerEntry.objects.update(amount=1),
    ):
        with pytest.raises(AppendOnly):
            way()
    assert LedgerEntry.objects.get(pk=entry.pk).amount == 100


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_tests_that_end_their_own_transactions_leave_no_ledger_behind(turn):
    assert not LedgerEntry.objects.exists()
    LedgerEntryFactory()
