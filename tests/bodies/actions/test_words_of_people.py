"""What somebody wrote in boards and groups is handed out to them, and stays without their name when they go."""

import pytest

from raitti.bodies.models import LineComment
from raitti.core.personal import every_holding
from tests.bodies import statements as made
from tests.bodies.rules.representation import initiative, named

pytestmark = pytest.mark.django_db


def of(holding_name):
    return next(one for one in every_holding() if str(one.name) == holding_name)


def test_what_one_wrote_is_shown_to_oneself_and_loses_its_writer(it):
    holding = of("What you have written and signed in boards and groups")
    member = it.people["owner elsewhere"]
    made.commented(it)
    initiative(it)
    named(it, outside=True, accepted=True)
    rows = holding.show(member)
    assert {key for row in rows for key in row} >= {"comment", "represents"}
    assert holding.erase(member, it.now)
    assert [comment.person for comment in LineComment.objects.all()] == [None]
    assert holding.erase(member, it.now) == []
