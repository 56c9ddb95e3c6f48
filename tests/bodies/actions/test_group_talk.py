"""What members write: plain text, mended for a day, taken away at any time, gone from sight with its writer's name."""

from datetime import timedelta

import pytest

from raitti.bodies.actions.memberships import leave_group
from raitti.bodies.actions.threads import begin_thread, delete_post, edit_post, write_post
from raitti.bodies.group_wording import written_by
from raitti.bodies.models import Post
from raitti.core.models import AuditEntry
from raitti.core.verdicts import Refused
from tests.bodies.factories import MembershipFactory
from tests.bodies.group_world import gathered
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def it(db):
    return gathered(NOW)


def write(it, text="Hei!", who="coordinator", **named):
    return write_post(it.thread, text=text, actor=it.people[who], now=NOW, **named)


def test_a_thread_begins_with_its_first_message_and_the_log_says_nothing_of_it(it):
    thread = begin_thread(it.group, title=" Ruoka-apu ", text="Kuka jakaa?", actor=it.people["coordinator"], now=NOW)
    assert thread.title == "Ruoka-apu"
    assert [post.text for post in thread.posts.all()] == ["Kuka jakaa?"]
    entry = AuditEntry.objects.get(verb="wrote in group")
    assert "jakaa" not in f"{entry.subject_label} {entry.changes}"


@pytest.mark.parametrize(
    ("title", "text", "field"), [("", "x", "title"), ("x" * 201, "x", "title"), ("x", " ", "text")]
)
def test_what_is_missing_or_too_long_is_said_at_its_field_and_nothing_begins(it, title, text, field):
    with pytest.raises(Refused) as refused:
        begin_thread(it.group, title=title, text=text, actor=it.people["coordinator"], now=NOW)
    assert refused.value.verdict.details["field"] == field
    assert it.group.threads.count() == 1


def test_ten_thousand_characters_fit_and_not_one_more(it):
    assert len(write(it, "ä" * 10_000).text) == 10_000
    with pytest.raises(Refused) as refused:
        write(it, "ä" * 10_001)
    assert "10001" in str(refused.value.verdict.reason)


def test_a_message_moves_its_thread_to_the_top(it):
    write(it)
    it.thread.refresh_from_db()
    assert it.thread.moved == NOW


def test_whoever_is_out_of_the_group_writes_nothing(it):
    for who in ("anyone", "reader", "steward"):
        with pytest.raises(Refused):
            write(it, who=who)
    leave_group(it.membership, actor=it.people["coordinator"], now=NOW)
    with pytest.raises(Refused):
        write(it)


def test_one_speaks_as_the_member_one_chooses_and_for_nobody_elses(it):
    association = MembershipFactory(body=it.group, organisation=it.world.association)
    MembershipFactory(body=it.group, person=it.people["owner"], name="Oma Nimi")
    post = write(it, who="owner", membership=association.uid)
    assert post.membership == association
    assert written_by(post).endswith(str(it.world.association))
    with pytest.raises(Refused) as refused:
        write(it, who="owner", membership=it.membership.uid)
    assert refused.value.verdict.details["field"] == "membership"


def test_who_joined_by_mail_becomes_one_with_their_account_when_they_write(it):
    by_mail = MembershipFactory(body=it.group, email=it.people["county officer"].email, name="Maija")
    assert written_by(write(it, who="county officer")) == "Maija"
    by_mail.refresh_from_db()
    assert by_mail.person == it.people["county officer"]


def test_the_leader_speaks_as_such_without_having_joined(it):
    post = write(it, who="owner elsewhere")
    assert (post.as_leader, written_by(post)) == (True, str(it.people["owner elsewhere"]))


def test_names_are_shown_only_of_those_who_are_in(it):
    assert written_by(it.post) == "Kaisa Koordinaattori"
    leave_group(it.membership, actor=it.people["coordinator"], now=NOW)
    it.post.refresh_from_db()
    it.post.membership.refresh_from_db()
    assert "Kaisa" not in written_by(it.post)
    assert written_by(it.old_post) == written_by(it.post)


def test_an_association_that_left_is_not_named_beside_its_words_any_more(it):
    association = MembershipFactory(body=it.group, organisation=it.world.association, name="Olga")
    post = write(it, who="owner", membership=association.uid)
    assert str(it.world.association) in written_by(post)
    leave_group(association, actor=it.people["owner"], now=NOW)
    post = Post.objects.get(pk=post.pk)
    assert str(it.world.association) not in written_by(post)


def test_one_mends_ones_words_for_a_day_and_it_is_said_that_they_were_changed(it):
    mended = edit_post(it.post, text="Bussi kulkee!", actor=it.people["coordinator"], now=NOW)
    assert (mended.text, mended.edited) == ("Bussi kulkee!", NOW)
    with pytest.raises(Refused, match="late"):
        edit_post(it.post, text="x", actor=it.people["coordinator"], now=NOW + timedelta(days=1))
    with pytest.raises(Refused):
        edit_post(it.post, text="x", actor=it.people["owner elsewhere"], now=NOW)


def test_what_is_taken_away_is_gone_and_its_place_says_so(it):
    delete_post(it.post, actor=it.people["coordinator"], now=NOW)
    gone = Post.objects.get(pk=it.post.pk)
    assert (gone.text, gone.deleted) == ("", NOW)
    with pytest.raises(Refused, match="deleted"):
        delete_post(it.post, actor=it.people["coordinator"], now=NOW)
