"""The demo's groups are filled once, with what a visitor would like to see, by invented people."""

import pytest

from raitti.bodies.demo.groups import load_groups, read
from raitti.bodies.models import GroupAnswer, GroupQuestion, Membership, Summary
from raitti.core.audit import System
from raitti.directory.demo import SOURCE
from tests.bodies.factories import GroupFactory
from tests.conftest import NOW
from tests.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_two_groups_have_members_talk_a_question_with_answers_and_a_summary():
    OrganisationFactory(source=SOURCE, source_id="oulu-kiviniemen-kylayhdistys")
    person = PersonFactory(email="yhdistys@esimerkki.example")
    bodies = {row["key"]: GroupFactory() for row in read()}
    for _twice in range(2):
        load_groups(bodies, actor=System("demo"), now=NOW)

    assert len(bodies) == 2
    for body in bodies.values():
        assert body.memberships.current().count() >= 3
        assert body.threads.exists()
        assert Summary.objects.filter(question__body=body).exists()
        assert GroupAnswer.objects.filter(question__body=body).exists()
    assert GroupQuestion.objects.filter(closes__gt=NOW).count() == 1
    assert Membership.objects.get(person=person).organisation is not None
    assert all("Esimerkki" in each.name or "Exempel" in each.name for each in Membership.objects.all())


def test_groups_that_are_not_there_are_left_out():
    load_groups({}, actor=System("demo"), now=NOW)
    assert not Membership.objects.exists()
