"""What somebody wrote in boards and groups is handed out to them, and stays without their name when they go."""

import pytest

from raitti.bodies.models import LineComment
from raitti.core.personal import HOLDINGS, every_holding
from tests.bodies import statements as made
from tests.bodies.rules.representation import initiative, named

pytestmark = pytest.mark.django_db


def test_what_one_wrote_is_shown_to_oneself_and_loses_its_writer(it):
    every_holding()
    holding = HOLDINGS["words in bodies"]
    member = it.people["owner elsewhere"]
    made.commented(it)
    initiative(it)
    named(it, outside=True, accepted=True)
    rows = holding.show(member)
    assert {key for row in rows for key in row} >= {"comment", "represents"}
    assert holding.erase(member, it.now)
    assert [comment.person for comment in LineComment.objects.all()] == [None]
    assert holding.erase(member, it.now) == []
