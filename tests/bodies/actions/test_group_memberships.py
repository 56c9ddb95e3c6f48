"""Joining several groups at once, being let in or not, leaving at once; each slip has its sentence."""

from datetime import timedelta

import pytest

from raitti.bodies.actions.memberships import (
    choose_mail,
    decide_membership,
    end_membership,
    join_groups,
    leave_group,
)
from raitti.bodies.facts.groups import JoinFacts
from raitti.bodies.models import Membership
from raitti.bodies.queries.groups import Size, leaders_of, memberships_in, sizes_of
from raitti.bodies.rules import may_see_group
from raitti.core.models import AuditEntry
from raitti.core.verdicts import Refused
from raitti.directory.actions.merging import merge
from raitti.directory.models import OrganisationStatus
from tests.bodies.factories import GroupFactory, HolderFactory, HoldingFactory, MembershipFactory, OfficeFactory
from tests.bodies.group_world import gathered
from tests.conftest import NOW
from tests.letters import letters

pytestmark = pytest.mark.django_db
FACTS = JoinFacts(name="Jokunen Jäsen")


@pytest.fixture
def it(db):
    return gathered(NOW)


def join(it, *groups, who="anyone", facts=FACTS, **named):
    return join_groups(groups or [it.group], facts, actor=it.people[who], now=NOW, **named)


def test_several_groups_are_joined_at_once_and_counted(it):
    others = [GroupFactory(), GroupFactory()]
    made = join(it, it.group, *others)

    assert [each.state for each in made] == ["joined"] * 3
    assert may_see_group(it.people["anyone"], others[0], now=NOW)
    sizes = sizes_of([it.group.pk, others[0].pk])
    assert sizes == {it.group.pk: Size(people=2), others[0].pk: Size(people=1)}


def test_who_is_in_already_joins_the_others_and_is_told_when_none_is_left(it):
    other = GroupFactory()
    join(it)
    assert [each.body for each in join(it, it.group, other)] == [other]
    with pytest.raises(Refused) as refused:
        join(it, it.group, other)
    assert refused.value.verdict.code == "joined"
    assert refused.value.verdict.details["field"] == "groups"
    assert Membership.objects.filter(person=it.people["anyone"]).count() == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [({"stage": "ended"}, "ended"), ({"joining": "by_seat"}, "by_seat"), ({"publication": "draft"}, "hidden")],
)
def test_a_group_that_takes_nobody_says_why_and_nobody_joins_the_others_either(it, change, code):
    other = GroupFactory(**change)
    with pytest.raises(Refused) as refused:
        join(it, it.group, other)
    assert refused.value.verdict.code == code
    assert str(refused.value.verdict.reason)
    assert not Membership.objects.filter(person=it.people["anyone"]).exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (JoinFacts(name="  "), "name"),
        (JoinFacts(name="x" * 201), "name"),
        (JoinFacts(name="x", mail="hourly"), "mail"),
        (JoinFacts(name="x", message="x" * 2001), "message"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(it, facts, field):
    with pytest.raises(Refused) as refused:
        join(it, facts=facts)
    assert refused.value.verdict.details["field"] == field


def test_choosing_no_group_is_said_at_the_groups(it):
    with pytest.raises(Refused) as refused:
        join_groups([], FACTS, actor=it.people["anyone"], now=NOW)
    assert refused.value.verdict.details["field"] == "groups"


def test_on_approval_the_leader_is_asked_and_takes_in(it):
    it.group.joining = "on_approval"
    it.group.save()
    (asked,) = join(it, facts=JoinFacts(name="Jokunen", message="Teen vanhustyötä."))
    assert asked.state == "asked"
    assert not may_see_group(it.people["anyone"], it.group, now=NOW)
    (letter,) = letters(it.people["owner elsewhere"].email)
    assert "Teen vanhustyötä." in letter.text

    decide_membership(asked, take_in=True, actor=it.people["owner elsewhere"], now=NOW)
    assert may_see_group(it.people["anyone"], it.group, now=NOW)
    assert len(letters("joku@example.org")) == 1
    with pytest.raises(Refused, match="decided"):
        decide_membership(asked, take_in=False, reason="x", actor=it.people["owner"], now=NOW)


def test_who_is_not_taken_in_reads_why_and_may_ask_again(it):
    it.group.joining = "on_approval"
    it.group.save()
    (asked,) = join(it)
    with pytest.raises(Refused) as refused:
        decide_membership(asked, take_in=False, actor=it.people["owner"], now=NOW)
    assert refused.value.verdict.details["field"] == "reason"
    decide_membership(asked, take_in=False, reason="Ryhmä on täynnä.", actor=it.people["owner"], now=NOW)
    assert "Ryhmä on täynnä." in letters("joku@example.org")[0].text
    assert join(it)[0].state == "asked"


def test_leaving_takes_sight_and_name_at_once_and_one_may_come_back(it):
    (mine,) = join(it)
    left = leave_group(mine, actor=it.people["anyone"], now=NOW)
    assert (left.state, left.name, left.email) == ("left", "", "")
    assert not may_see_group(it.people["anyone"], it.group, now=NOW)
    with pytest.raises(Refused, match="left"):
        leave_group(mine, actor=it.people["anyone"], now=NOW)
    assert join(it)[0].state == "joined"


def test_nobody_leaves_for_another(it):
    with pytest.raises(Refused):
        leave_group(it.membership, actor=it.people["anyone"], now=NOW)
    with pytest.raises(Refused):
        choose_mail(it.membership, "none", actor=it.people["anyone"], now=NOW)


def test_the_leader_has_somebody_leave_for_a_reason_they_read(it):
    end_membership(it.membership, reason="Mainoksia joka päivä.", actor=it.people["owner elsewhere"], now=NOW)
    assert "Mainoksia joka päivä." in letters(it.people["coordinator"].email)[0].text
    assert not may_see_group(it.people["coordinator"], it.group, now=NOW)


def test_an_association_joins_by_its_people_and_an_agent_on_its_behalf(it):
    association = it.world.association
    (made,) = join(it, who="municipality's agent", organisation=association)
    assert made.organisation == association
    entry = AuditEntry.objects.get(verb="joined group")
    assert entry.on_behalf_label == str(association)
    assert letters(it.people["owner"].email), "the association is told what was done on its behalf"
    with pytest.raises(Refused) as refused:
        join(it, who="other owner", organisation=association)
    assert refused.value.verdict.code == "joined"
    assert sizes_of([it.group.pk])[it.group.pk] == Size(people=1, associations=1)
    # Its people read along; whoever does not speak for it may not send it away.
    assert memberships_in(it.group, it.people["other owner"], now=NOW) == [made]
    with pytest.raises(Refused):
        leave_group(made, actor=it.people["anyone"], now=NOW)
    leave_group(made, actor=it.people["editor"], now=NOW)


def test_the_mandate_holders_of_today_read_for_an_association(it):
    association = it.world.elsewhere["association"]
    MembershipFactory(body=it.group, organisation=association, person=it.people["anyone"])
    assert not memberships_in(it.group, it.people["anyone"], now=NOW), "whoever joined for it without being its own"
    assert memberships_in(it.group, it.people["owner elsewhere"], now=NOW)
    it.people["owner elsewhere"].mandates.update(ended_on=(NOW - timedelta(days=1)).date())
    assert not memberships_in(it.group, it.people["owner elsewhere"], now=NOW)


def test_an_association_that_closes_is_in_no_group_any_more_and_in_again_when_it_reopens(it):
    association = it.world.municipality
    MembershipFactory(body=it.group, organisation=association)
    assert sizes_of([it.group.pk])[it.group.pk].associations == 1
    association.status = OrganisationStatus.DISSOLVED
    association.save()
    assert sizes_of([it.group.pk])[it.group.pk].associations == 0
    assert not may_see_group(it.people["municipality's agent"], it.group, now=NOW)
    with pytest.raises(Refused) as refused:
        join(it, GroupFactory(), who="municipality's agent", organisation=association)
    assert refused.value.verdict.code == "closed"


def test_two_associations_that_become_one_are_one_member_and_keep_what_they_said(it):
    kept, gone = it.world.association, it.world.elsewhere["association"]
    one = MembershipFactory(body=it.group, organisation=kept)
    other = MembershipFactory(body=it.group, organisation=gone)
    it.question.answers.create(membership=one, text="Yksi.", given=NOW)
    it.question.answers.create(membership=other, text="Toinen.", given=NOW)
    merge(kept, gone, choices={}, actor=it.people["steward"], now=NOW)

    assert sizes_of([it.group.pk])[it.group.pk].associations == 1
    assert sorted(it.question.answers.values_list("text", flat=True)) == ["Toinen.", "Yksi."]
    assert {each.organisation for each in Membership.objects.filter(pk__in=[one.pk, other.pk])} == {kept}


def test_the_leader_changes_by_itself_when_the_seat_is_held_by_another(it):
    today = NOW.date()
    assert str(leaders_of([it.group], on=today)[it.group.pk].holder) == "Esimerkki Owner Elsewhere"
    it.seated.seat.holdings.filter(place="member").update(until=today)
    HoldingFactory(seat=it.seated.seat, holder=HolderFactory(name="Seuraava"), since=today + timedelta(days=1))
    assert str(leaders_of([it.group], on=today)[it.group.pk].holder) == "Esimerkki Owner Elsewhere"
    tomorrow = leaders_of([it.group], on=today + timedelta(days=1))[it.group.pk]
    assert (str(tomorrow.holder), tomorrow.is_deputy) == ("Seuraava", False)


def test_the_deputy_leads_while_the_members_place_is_empty_and_nobody_once_the_seat_is_gone(it):
    today = NOW.date()
    it.seated.seat.holdings.filter(place="member").update(until=today - timedelta(days=1))
    leads = leaders_of([it.group], on=today)[it.group.pk]
    assert (str(leads.holder), leads.is_deputy) == ("Esimerkki Anyone", True)
    it.seated.seat.ended_on = today
    it.seated.seat.save()
    assert leaders_of([it.group], on=today) == {}


def test_a_group_behind_no_seat_is_led_by_its_own_chair(it):
    alone = GroupFactory(behind=None)
    office = OfficeFactory(body=alone)
    assert leaders_of([alone, it.group], on=NOW.date())[alone.pk].holder == office.holder
    assert leaders_of([GroupFactory(behind=None)], on=NOW.date()) == {}


def test_where_nobody_leads_those_who_look_after_the_group_are_asked(it):
    it.seated.seat.holdings.update(until=(NOW - timedelta(days=1)).date())
    it.group.joining = "on_approval"
    it.group.save()
    join(it)
    assert letters(it.people["owner"].email)
    assert not letters(it.people["owner elsewhere"].email)
