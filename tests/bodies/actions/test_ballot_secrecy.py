"""Whoever has the database, all of it, cannot tell how anybody voted: not before closing, not after."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, transaction

from raitti.bodies import election_keys
from raitti.bodies.ballot_papers import open_paper
from raitti.bodies.models import Ballot, Election, SealedBallot, Voter
from raitti.core.models import AuditEntry
from raitti.core.sealing import Unreadable, new_keys
from tests.bodies.elections import cast, closed, keys_in, opened

pytestmark = pytest.mark.django_db(transaction=True)
VOTERS = 24


@pytest.fixture(autouse=True)
def keys(tmp_path: Path) -> Iterator[Path]:
    with keys_in(tmp_path) as folder:
        yield folder


@pytest.fixture
def voted(now) -> tuple[Election, list[str]]:
    """A vote in which every voter chose somebody else, one after the other, and their receipts in that order."""
    election = opened(now=now, voters=VOTERS, candidates=VOTERS)
    return election, [
        cast(voter, [number], now=now) for number, voter in enumerate(election.voters.order_by("pk"), start=1)
    ]


def everything() -> str:
    """All rows of all tables as text; of SQLite the pages themselves, with what was deleted from them."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        return connection.connection.serialize().decode("latin-1")
    rows = (row for model in apps.get_models() for row in model._base_manager.all().values_list())
    return "\n".join(" ".join(bytes(v).hex() if isinstance(v, memoryview) else str(v) for v in row) for row in rows)


def places(model: type) -> list[tuple[str, str]]:
    """Of every row its id and its mark of the transaction that wrote it, in the order they lie in the file."""
    table = model._meta.db_table
    how = (
        "SELECT id::text, xmin::text FROM {} ORDER BY ctid"
        if connection.vendor == "postgresql"
        else "SELECT id, '' FROM {} ORDER BY rowid"
    )
    with connection.cursor() as cursor:
        cursor.execute(how.format(table))
        return cursor.fetchall()


def test_before_closing_all_ballots_look_alike_and_nothing_says_what_they_say(now):
    election = opened(now=now, voters=3, candidates=40, rule="stv")
    receipts = [
        cast(voter, choices, now=now)
        for voter, choices in zip(election.voters.all(), ([], [1], list(range(1, 41))), strict=True)
    ]
    assert len({len(bytes(sealed)) for sealed in SealedBallot.objects.values_list("sealed", flat=True)}) == 1
    # What is looked for would be found if it were there.
    assert election.seed in everything()
    assert not [receipt for receipt in receipts if receipt in everything()]
    private = election_keys.read_key(election.uid)
    assert private.hex() not in everything()
    assert private.decode("latin-1") not in everything()


def test_a_sealed_ballot_opens_with_the_key_of_its_own_election_alone(now, voted):
    election, receipts = voted
    sealed = [bytes(one) for one in SealedBallot.objects.values_list("sealed", flat=True)]
    private = election_keys.read_key(election.uid)
    assert {open_paper(election, private, one).receipt for one in sealed} == set(receipts)
    other, _ = new_keys()
    elsewhere = Election(uid=opened(now=now).uid)
    for key, where in ((other, election), (private, elsewhere)):
        with pytest.raises(Unreadable):
            open_paper(where, key, sealed[0])


def test_the_same_choice_sealed_twice_looks_different(now):
    election = opened(now=now, voters=2)
    for voter in election.voters.all():
        cast(voter, [1], now=now)
    one, other = SealedBallot.objects.values_list("sealed", flat=True)
    assert bytes(one) != bytes(other)


def test_the_key_is_for_its_owner_alone_and_in_no_backup_of_the_database(now, keys):
    election = opened(now=now)
    file = keys / f"{election.uid}.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert keys.stat().st_mode & 0o777 == 0o700


def test_after_closing_neither_ids_nor_order_nor_transactions_join_voters_and_ballots(voted):
    """Each voter's transaction wrote their mark and their sealed ballot; of these only the marks are left, and all
    ballots were written by one other transaction, in another order."""
    election, receipts = voted
    before = {xmin for _, xmin in places(SealedBallot)} | {xmin for _, xmin in places(Voter)}
    old_ids = {one.id for one in SealedBallot.objects.all()}
    closed(election)
    assert not SealedBallot.objects.exists()

    rows = places(Ballot)
    assert len({xmin for _, xmin in rows}) == 1
    if connection.vendor == "postgresql":
        assert not before & {xmin for _, xmin in rows}
    by_id = {str(one.pk).replace("-", ""): one for one in Ballot.objects.all()}
    assert not old_ids & {one.pk for one in by_id.values()}
    lying = [by_id[row.replace("-", "")].receipt for row, _ in rows]
    by_number = [one.receipt for one in Ballot.objects.order_by("id")]
    for order in (lying, by_number):
        assert sorted(order) == sorted(receipts)
        # In 24 the chance of a shuffle that leaves or turns the order is 2 in 24 factorial; of few that stay, small.
        assert order not in (receipts, receipts[::-1])
        assert sum(here == there for here, there in zip(order, receipts, strict=True)) < VOTERS // 2


def test_after_closing_key_and_sealed_ballots_are_gone(voted, keys):
    election, _ = voted
    sealed = [bytes(one) for one in SealedBallot.objects.values_list("sealed", flat=True)]
    assert len(list(keys.iterdir())) == 1
    closed(election)
    assert list(keys.iterdir()) == []
    election.refresh_from_db()
    assert election.public_key == ""
    if connection.vendor == "postgresql":
        assert not [one for one in sealed if one.hex() in everything()]


def test_the_log_says_that_somebody_voted_and_not_who(now, voted):
    election, _receipts = voted
    entries = AuditEntry.objects.filter(verb="cast ballot")
    assert entries.count() == VOTERS
    assert set(entries.values_list("actor_kind", "actor_id", "actor_label")) == {("system", "", "voter")}
    assert not [entry for entry in entries if entry.on_behalf_id or entry.changes]
    assert not [entry for entry in entries if str(election.voters.first()) in str(vars(entry))]


def test_neither_voters_nor_ballots_have_a_moment_and_nothing_leads_from_one_to_the_other():
    fields = {
        model: {field.name: field for field in model._meta.get_fields()} for model in (Voter, Ballot, SealedBallot)
    }
    assert fields[Ballot].keys() == {"id", "election", "receipt", "choices"}
    assert fields[SealedBallot].keys() == {"id", "election", "sealed"}
    moments = [name for name, field in fields[Voter].items() if "Date" in type(field).__name__]
    assert moments == ["removed"]


def test_closing_that_fails_in_the_middle_leaves_everything_as_it_was(voted, keys):
    election, _ = voted
    sealed = set(SealedBallot.objects.values_list("id", flat=True))
    with suppress(RuntimeError), transaction.atomic():
        closed(election)
        raise RuntimeError
    election.refresh_from_db()
    assert election.state == Election.State.OPEN
    assert set(SealedBallot.objects.values_list("id", flat=True)) == sealed
    assert not Ballot.objects.exists()
    assert len(list(keys.iterdir())) == 1
