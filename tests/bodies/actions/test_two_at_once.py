"""Two who act on one statement in the same moment: one signature, one letter, and both texts kept."""

import pytest

from raitti.bodies.actions.sending import send_statement, sign
from raitti.bodies.actions.statements import write_statement
from raitti.bodies.facts.statements import SendingFacts
from raitti.bodies.models import Signature
from tests.bodies import statements as made
from tests.bodies.actions.test_statements import text
from tests.bodies.world import seat
from tests.conftest import NOW
from tests.directory.actions.test_two_at_once import are, at_once
from tests.directory.world import build_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def seated():
    return seat(build_world(NOW))


def test_an_organisation_that_two_sign_for_signs_once(seated):
    statement, elsewhere = made.finished(seated), seated.world.elsewhere["association"]
    who = seated.people["owner elsewhere"]
    outcomes = at_once(*(lambda: sign(statement, elsewhere, actor=who, now=NOW) for _ in range(3)))
    assert are(outcomes, "done", "done", "done")
    assert Signature.objects.count() == 1


def test_of_two_who_send_one_is_told_that_it_has_been_sent(seated):
    statement, keeper = made.finished(seated), seated.people["owner"]
    going = SendingFacts(receiver_name="Oulun kaupunki", email="kirjaamo@oulu.example")
    outcomes = at_once(*(lambda: send_statement(statement, going, actor=keeper, now=NOW) for _ in range(2)))
    assert are(outcomes, "done", "sent")


def test_of_two_who_save_at_once_neither_loses_a_word(seated):
    statement = made.written(seated)
    writers = [seated.people[name] for name in ("owner", "editor")]
    outcomes = at_once(
        *(
            lambda who=who, number=number: write_statement(statement, text(f"Teksti {number}", 1), actor=who, now=NOW)
            for number, who in enumerate(writers)
        )
    )
    assert are(outcomes, "done", "done")
    kept = {str(one.text): one.is_aside for one in statement.versions.filter(number__gt=1)}
    assert len(kept) == outcomes.count("done")
    assert list(kept.values()).count(False) == 1
