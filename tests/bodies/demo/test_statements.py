"""The demo's statements, initiative and representative, loaded once into a board."""

import pytest

from raitti.bodies.demo.statements import load
from raitti.bodies.models import LineComment, Statement
from raitti.bodies.queries.statements import public_part
from raitti.core.audit import System
from raitti.core.texts import versions
from raitti.directory.demo import SOURCE
from raitti.search.models import SearchDocument
from tests.bodies.factories import BodyFactory, HolderFactory, HoldingFactory, SeatFactory
from tests.conftest import NOW
from tests.factories import OrganisationFactory
from tests.letters import letters

pytestmark = pytest.mark.django_db
USED = ("hyvinvointialue-pohjois-pohjanmaa", "oulu-muistivaki", "kempele-elakepaivat", "oulu-nakovammaiset")


@pytest.fixture
def board():
    for name in USED:
        OrganisationFactory(source=SOURCE, source_id=name)
    body = BodyFactory()
    for name in ("Raimo Esimerkki", "Kerttu Esimerkki"):
        HoldingFactory(seat=SeatFactory(body=body), holder=HolderFactory(name=name))
    for _time in range(2):
        load({"jarjestoneuvottelukunta": body}, actor=System("test"), now=NOW)
    return body


def test_one_statement_has_been_answered_and_signed_and_one_is_open_for_comments(board):
    answered, commenting = Statement.objects.order_by("number")
    assert (answered.state, answered.signatures.count()) == ("effect_noted", 3)
    assert set(versions(answered.text)) == {"fi", "sv", "en"}
    assert commenting.is_open_for_comments(NOW.date())
    assert {comment.state for comment in commenting.comments.all()} == {"open", "taken"}


def test_comments_stand_on_lines_of_the_text(board):
    for comment in LineComment.objects.select_related("statement"):
        assert comment.quote in str(comment.statement.text)


def test_everyone_sees_what_was_sent_and_nobody_gets_a_letter(board):
    shown = public_part(board, "fi", on=NOW.date())
    assert [len(shown[name]) for name in ("statements", "representations", "initiatives")] == [1, 1, 1]
    assert SearchDocument.objects.filter(kind="statement").count() == 3
    assert letters() == []
