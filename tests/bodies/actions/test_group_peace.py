"""A message is reported, hidden for a reason, appealed and given back; everyone concerned hears of it."""

import pytest

from raitti.bodies.actions.group_peace import answer_appeal, appeal_post, hide_post, leave_post, report_post
from raitti.bodies.actions.memberships import leave_group
from raitti.bodies.models import Post, PostHiding, PostReport
from raitti.core.verdicts import Refused
from tests.bodies.factories import MembershipFactory
from tests.bodies.group_world import gathered
from tests.conftest import NOW
from tests.letters import letters

pytestmark = pytest.mark.django_db
LEADER = "owner elsewhere"


@pytest.fixture
def it(db):
    world = gathered(NOW)
    MembershipFactory(body=world.group, person=world.people["anyone"], name="Jokunen")
    return world


def report(it, who="anyone", message="Loukkaa."):
    return report_post(it.post, message=message, actor=it.people[who], now=NOW)


def hide(it, who=LEADER, reason="Loukkaa toista."):
    return hide_post(it.post, reason=reason, actor=it.people[who], now=NOW)


def to(it, who):
    return letters(it.people[who].email)


def test_a_report_reaches_the_leader_without_saying_who_made_it(it):
    report(it)
    (letter,) = to(it, LEADER)
    assert "Loukkaa." in letter.text
    assert "Jokunen" not in letter.text


def test_nobody_reports_their_own_message_or_the_same_one_twice_or_without_words(it):
    with pytest.raises(Refused, match="own"):
        report(it, who="coordinator")
    with pytest.raises(Refused) as refused:
        report(it, message=" ")
    assert refused.value.verdict.details["field"] == "message"
    report(it)
    with pytest.raises(Refused, match="reported"):
        report(it)
    assert PostReport.objects.count() == 1


def test_a_hidden_message_keeps_its_place_and_its_writer_and_reporter_read_why(it):
    report(it)
    hide(it)
    assert Post.objects.get(pk=it.post.pk).hidden == NOW
    assert not Post.objects.readable().filter(pk=it.post.pk).exists()
    assert "Loukkaa toista." in to(it, "coordinator")[0].text
    assert "/oikaisu/" in to(it, "coordinator")[0].text
    assert "Loukkaa toista." in to(it, "anyone")[0].text
    assert not PostReport.objects.filter(answered=None).exists()


def test_hiding_needs_a_reason_and_happens_once(it):
    with pytest.raises(Refused) as refused:
        hide(it, reason="")
    assert refused.value.verdict.details["field"] == "reason"
    hide(it)
    with pytest.raises(Refused, match="hidden"):
        hide(it, who="owner")


def test_a_reported_message_can_stand_and_the_reporter_reads_why(it):
    report(it)
    leave_post(it.post, answer="Asiallinen.", actor=it.people[LEADER], now=NOW)
    assert Post.objects.get(pk=it.post.pk).hidden is None
    assert "Asiallinen." in to(it, "anyone")[0].text
    with pytest.raises(Refused, match="done"):
        leave_post(it.post, answer="x", actor=it.people[LEADER], now=NOW)


def test_its_writer_appeals_once_and_somebody_else_than_who_hid_it_answers(it):
    hide(it, who="owner")
    appeal_post(it.post, text="Se oli totta.", actor=it.people["coordinator"], now=NOW)
    assert "Se oli totta." in to(it, "owner")[0].text
    with pytest.raises(Refused, match="waiting"):
        appeal_post(it.post, text="Vielä.", actor=it.people["coordinator"], now=NOW)
    with pytest.raises(Refused, match="own"):
        answer_appeal(it.post, give_back=True, answer="x", actor=it.people["owner"], now=NOW)
    answer_appeal(it.post, give_back=True, answer="Totta se oli.", actor=it.people["editor"], now=NOW)
    assert Post.objects.get(pk=it.post.pk).hidden is None
    assert "Totta se oli." in to(it, "coordinator")[-1].text


def test_a_refused_appeal_leaves_it_hidden_and_is_answered_once(it):
    hide(it)
    appeal_post(it.post, text="Miksi?", actor=it.people["coordinator"], now=NOW)
    answer_appeal(it.post, give_back=False, answer="Nimittelyä.", actor=it.people["editor"], now=NOW)
    assert Post.objects.get(pk=it.post.pk).hidden is not None
    with pytest.raises(Refused, match="done"):
        answer_appeal(it.post, give_back=True, answer="x", actor=it.people["owner"], now=NOW)


def test_a_former_member_still_appeals_and_the_leader_cannot_judge_the_own_decision(it):
    hide(it)
    leave_group(it.membership, actor=it.people["coordinator"], now=NOW)
    appeal_post(it.post, text="Silti.", actor=it.people["coordinator"], now=NOW)
    with pytest.raises(Refused):
        answer_appeal(it.post, give_back=False, answer="x", actor=it.people[LEADER], now=NOW)
    assert PostHiding.objects.get().answered is None
