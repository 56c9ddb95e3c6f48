"""A real process killed while it closes a vote: either all ballots are open and the key is destroyed, or none and it
is there."""

from pathlib import Path

from tests.core.conftest import Instance, new_instance, wait_for

MANY = 60
BEGIN = f"""
from datetime import timedelta
from django.utils import timezone
from raitti.bodies.actions.ballots import cast_ballot
from raitti.bodies.actions.elections import open_election
from raitti.bodies.ballot_papers import give_in_hand
from raitti.bodies.models import Body, ElectionCandidate, Election
from raitti.core.audit import LinkHolder, System
from raitti.core.texts import translated
from raitti.directory.models import Organisation
now = timezone.now() - timedelta(days=3)
def organisation(number, **fields):
    return Organisation(name=translated(fi=f"Yhdistys {{number}} ry"), slugs={{"fi": f"y-{{number}}"}},
        publication="published", created=now, changed=now, **fields)
Organisation.objects.bulk_create([organisation(number) for number in range({MANY})])
town = organisation("kaupunki", kind="municipality")
town.save()
body = Body.objects.create(name=translated(fi="Neuvosto"), kind="network", setter=town, steward=town,
    created=now, changed=now)
election = Election.objects.create(body=body, number=1, name=translated(fi="Vaali"), rule="equal_shares", seats=2,
    roll="associations", closes=now + timedelta(days=1), created=now)
ElectionCandidate.objects.bulk_create(
    [ElectionCandidate(election=election, number=n, name=f"Ehdokas {{n}}") for n in range(1, 5)]
)
open_election(election, actor=System("test"), now=now)
for voter in election.voters.all():
    cast_ballot(voter, [1 + voter.pk % 4], in_hand=give_in_hand(voter, now=now), actor=LinkHolder("x"), now=now)
answer = election.sealed_ballots.count()
"""
STATE = """
from raitti.bodies import election_keys
from raitti.bodies.models import Ballot, Election, SealedBallot
answer = [Election.objects.get().state, SealedBallot.objects.count(), Ballot.objects.count(),
          len(election_keys.keys_there())]
"""
# Told where it stands, the process stops there for good, and is killed.
CLOSE = """
import sys, time
import django
django.setup()
from django.db import connection, transaction
from django.utils import timezone
from raitti.bodies import election_keys
from raitti.bodies.actions.closing import close_election
from raitti.bodies.models import Election
from raitti.core.audit import System
where = sys.argv[1]
def stop():
    print("here", flush=True)
    time.sleep(600)
def watch(execute, sql, params, many, context):
    done = execute(sql, params, many, context)
    if where == "before" and sql.startswith('INSERT INTO "bodies_ballot"'):
        stop()
    return done
with connection.execute_wrapper(watch), transaction.atomic():
    if where == "after":
        # Runs first of what follows the commit.
        transaction.on_commit(stop)
    close_election(Election.objects.select_related("body").get(), actor=System("test"), now=timezone.now())
"""
CHORE = """
from django.utils import timezone
from raitti.bodies.actions.closing import close_due_elections
close_due_elections(timezone.now())
answer = True
"""


def killed(instance: Instance, where: str) -> None:
    """Close in a process of its own, and kill it where it stands."""
    process = instance._begin("-c", CLOSE, where, stdin=None, stderr=None)
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    process.kill()
    process.wait()


def test_killed_before_the_commit_nothing_has_happened_and_it_is_closed_the_next_time(tmp_path: Path):
    with new_instance(tmp_path) as instance:
        assert instance.evaluate(BEGIN) == MANY
        killed(instance, "before")
        # A server takes a moment to notice that the other end is gone.
        assert wait_for(lambda: instance.evaluate(STATE) == ["open", MANY, 0, 1])
        instance.evaluate(CHORE)
        assert instance.evaluate(STATE) == ["counted", 0, MANY, 0]


def test_killed_after_the_commit_all_ballots_are_open_and_the_chore_destroys_the_key(tmp_path: Path):
    with new_instance(tmp_path) as instance:
        assert instance.evaluate(BEGIN) == MANY
        killed(instance, "after")
        assert instance.evaluate(STATE) == ["closed", 0, MANY, 1]
        instance.evaluate(CHORE)
        assert instance.evaluate(STATE)[1:] == [0, MANY, 0]
