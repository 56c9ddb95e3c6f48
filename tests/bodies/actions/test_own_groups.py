"""What groups know of a person is handed out whole, and goes when they ask."""

import pytest
from django.utils.translation import override

from raitti.accounts.actions import erase_person
from raitti.accounts.queries import everything_about
from raitti.bodies.actions.group_peace import report_post
from raitti.bodies.actions.group_questions import answer_question
from raitti.bodies.group_wording import written_by
from raitti.bodies.models import GroupAnswer, Membership, Post, PostReport
from raitti.bodies.queries.groups import Size, sizes_of
from tests.bodies.factories import MembershipFactory, PostFactory
from tests.bodies.group_world import gathered
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def it(db):
    world = gathered(NOW)
    person = world.people["coordinator"]
    answer_question(world.question, text="Oma vastaus.", actor=person, now=NOW)
    report_post(world.leaders_post, message="Oma ilmoitus.", actor=person, now=NOW)
    return world


def test_everything_is_handed_out(it):
    given = str(everything_about(it.people["coordinator"], now=NOW))
    for words in ("Ikäihmisten tukiryhmä", "Kaisa Koordinaattori", "Bussi ei kulje.", "Oma vastaus.", "Oma ilmoitus."):
        assert words in given
    assert "Vien asian." not in given


def test_an_erased_account_leaves_the_groups_and_takes_its_words_along(it):
    person = it.people["coordinator"]
    MembershipFactory(body=it.group, email=person.email, name="Sama Osoite", state="left")
    person.mandates.all().delete()
    erase_person(person, now=NOW)

    assert sizes_of([it.group.pk])[it.group.pk] == Size()
    post = Post.objects.get(pk=it.post.pk)
    assert (post.text, post.person, post.deleted) == ("", None, NOW)
    assert "Kaisa" not in written_by(post)
    assert not GroupAnswer.objects.exists()
    kept = str(list(Membership.objects.values())) + str(list(PostReport.objects.values("person")))
    assert "Kaisa" not in kept
    assert "Sama" not in kept
    assert f"'person': {person.pk}" not in kept


def test_what_was_said_for_an_association_stays_its_own_without_the_name(it):
    person, association = it.people["owner"], it.world.association
    member = MembershipFactory(body=it.group, organisation=association, person=person, name="Olga Omistaja")
    PostFactory(thread=it.thread, membership=member, person=person, text="Yhdistyksen kanta.")
    sentences = erase_person(person, now=NOW)

    member.refresh_from_db()
    assert (member.state, member.person, member.name) == ("joined", None, "")
    post = Post.objects.get(text="Yhdistyksen kanta.")
    assert (post.person, written_by(post)) == (None, str(association))
    with override("en"):
        assert len([each for each in sentences if "group" in str(each)]) == 2
