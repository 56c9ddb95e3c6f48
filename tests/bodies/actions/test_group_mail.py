"""Joining without an account, and the letters of groups: each as its reader wished, none to those who left."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone

from raitti.bodies.actions import joining_by_mail as by_mail
from raitti.bodies.actions.group_letters import leave_token, send_digests, tell_members_of_post
from raitti.bodies.actions.memberships import choose_mail
from raitti.bodies.actions.threads import write_post
from raitti.bodies.facts.groups import JoinFacts
from raitti.bodies.models import Membership
from raitti.bodies.rules import may_see_group
from raitti.core.addressees import refuse_kinds, row_of, wanted_at
from raitti.core.links import sign
from raitti.core.rates import forget_all
from raitti.core.verdicts import Refused
from tests.bodies.factories import GroupFactory, MembershipFactory, PostFactory
from tests.bodies.group_world import gathered
from tests.conftest import NOW
from tests.letters import letters

pytestmark = pytest.mark.django_db
ADDRESS = "uusi@example.org"
FACTS = JoinFacts(name="Uusi Jäsen", mail="each")
MONDAY = timezone.localtime(NOW).replace(hour=6) + timedelta(days=7 - timezone.localtime(NOW).weekday())


@pytest.fixture
def it(db):
    forget_all()
    return gathered(NOW)


def asked(it, *groups, address=ADDRESS, facts=FACTS):
    by_mail.ask_by_mail(groups or [it.group], facts, address=address, now=NOW)
    return token_in(letters(address.lower())[-1])


def token_in(letter):
    return unquote(re.search(r"/(?:vahvista|kirjeet)/([^/\s]+)/", letter.text)[1])


def test_nobody_is_in_before_the_link_of_the_letter_was_pressed(it):
    other = GroupFactory()
    token = asked(it, it.group, other, address="UUSI@example.org")
    assert not Membership.objects.current().filter(email=ADDRESS).exists()
    joined = by_mail.confirm_by_mail(token, now=NOW)
    assert {each.body for each in joined} == {it.group, other}
    assert all(each.is_current and each.name == "Uusi Jäsen" for each in joined)


def test_a_second_press_and_a_second_asking_change_nothing(it):
    token = asked(it)
    (first,) = by_mail.confirm_by_mail(token, now=NOW)
    assert by_mail.confirm_by_mail(token, now=NOW) == [first]
    (again,) = by_mail.confirm_by_mail(asked(it), now=NOW)
    assert again == first
    assert Membership.objects.filter(email=ADDRESS).count() == 1


def test_a_link_that_is_too_old_or_made_up_joins_nobody(it):
    asked(it)
    assert by_mail.joining_by_token("muuta") == []
    assert by_mail.joining_by_token(sign("group-join", "x")) == []
    by_mail.forget_unconfirmed(NOW + timedelta(days=8))
    assert not Membership.objects.filter(email=ADDRESS).exists()


def test_a_group_that_ended_meanwhile_is_left_out(it):
    token = asked(it)
    it.group.stage = "ended"
    it.group.save()
    assert by_mail.confirm_by_mail(token, now=NOW) == []


def test_where_the_leader_takes_in_a_confirmed_address_asks(it):
    it.group.joining = "on_approval"
    it.group.save()
    (waits,) = by_mail.confirm_by_mail(asked(it), now=NOW)
    assert waits.state == "asked"
    assert letters(it.people["owner elsewhere"].email)


def test_whose_account_has_the_address_reads_with_it(it):
    person = it.people["county officer"]
    (mine,) = by_mail.confirm_by_mail(asked(it, address=person.email), now=NOW)
    assert mine.person == person
    assert may_see_group(person, it.group, now=NOW)


@pytest.mark.parametrize(("address", "field"), [("", "email"), ("ei osoite", "email")])
def test_an_address_that_is_none_is_said_at_its_field(it, address, field):
    with pytest.raises(Refused) as refused:
        by_mail.ask_by_mail([it.group], FACTS, address=address, now=NOW)
    assert refused.value.verdict.details["field"] == field


def test_nobody_floods_another_with_letters(it):
    asked(it)
    asked(it)
    with pytest.raises(Refused) as refused:
        asked(it)
    assert refused.value.verdict.code == "too_many_requests"


def say(it, text="Kuljetus puuttuu.", who="coordinator"):
    return write_post(it.thread, text=text, actor=it.people[who], now=NOW)


def each(post):
    tell_members_of_post.func(post.pk, NOW.isoformat())


def test_each_message_goes_to_those_who_want_each_and_not_to_its_writer(it):
    MembershipFactory(body=it.group, email="kaikki@example.org", mail="each")
    MembershipFactory(body=it.group, email="kooste@example.org", mail="daily")
    MembershipFactory(body=it.group, email="ei@example.org", mail="none")
    MembershipFactory(body=it.group, email="pois@example.org", mail="each", state="left")
    Membership.objects.filter(pk=it.membership.pk).update(mail="each")
    each(say(it))

    (letter,) = letters()
    assert letter.to == "kaikki@example.org"
    assert "Kaisa Koordinaattori:\nKuljetus puuttuu." in letter.text
    assert str(it.thread.uid) in letter.text


def test_what_was_hidden_or_taken_away_meanwhile_is_not_sent(it):
    MembershipFactory(body=it.group, mail="each")
    post = say(it)
    post.hidden = NOW
    post.save()
    each(post)
    assert letters() == []


def test_a_letter_leads_to_fewer_letters_and_out_of_the_group(it):
    member = MembershipFactory(body=it.group, email=ADDRESS, mail="each")
    each(say(it))
    found = by_mail.membership_by_link(token_in(letters(ADDRESS)[0]))
    assert found == member
    by_mail.leave_by_link(found, now=NOW)
    assert by_mail.leave_by_link(by_mail.membership_by_link(leave_token(member)), now=NOW).state == "left"
    each(say(it, "Toinen."))
    assert len(letters(ADDRESS)) == 1


def test_who_wants_no_letters_of_groups_gets_none_by_any(it):
    refuse_kinds(row_of(ADDRESS), {"group"})
    assert wanted_at([ADDRESS], "group", now=NOW) == frozenset()
    MembershipFactory(body=it.group, email=ADDRESS, mail="each")
    each(say(it))
    (letter,) = letters(ADDRESS)
    # It is written, held back when it is to be sent, and says how to do without.
    assert "/kirjeet/" in letter.text


def test_a_digest_tells_once_what_others_wrote(it):
    reader = MembershipFactory(body=it.group, email=ADDRESS, mail="daily", told_until=NOW - timedelta(hours=3))
    PostFactory(thread=it.thread, membership=reader, text="Oma viesti.", written=NOW - timedelta(hours=2))
    send_digests(NOW)
    (letter,) = letters(ADDRESS)
    assert "Bussi ei kulje." in letter.text
    assert "Vien asian." in letter.text
    assert "Oma viesti." not in letter.text
    send_digests(NOW + timedelta(hours=1))
    assert len(letters(ADDRESS)) == 1


def test_a_weekly_digest_comes_on_mondays(it):
    MembershipFactory(body=it.group, email=ADDRESS, mail="weekly", told_until=NOW - timedelta(hours=3))
    send_digests(MONDAY - timedelta(days=1))
    assert letters(ADDRESS) == []
    send_digests(MONDAY)
    assert len(letters(ADDRESS)) == 1


def test_what_was_written_while_no_letters_were_wanted_is_not_sent_after(it):
    reader = MembershipFactory(body=it.group, person=it.people["anyone"], mail="none", told_until=NOW - timedelta(9))
    choose_mail(reader, "daily", actor=it.people["anyone"], now=NOW)
    send_digests(NOW + timedelta(hours=1))
    assert letters("joku@example.org") == []


def test_a_group_that_ended_writes_to_nobody(it):
    MembershipFactory(body=it.group, email=ADDRESS, told_until=NOW - timedelta(hours=3))
    it.group.stage = "ended"
    it.group.save()
    send_digests(NOW)
    assert letters(ADDRESS) == []


def test_letters_of_an_association_go_to_its_own_people_once_who_joined_for_it_does_so_no_more(it):
    association = it.world.association
    MembershipFactory(body=it.group, organisation=association, person=it.people["editor"], mail="each")
    each(say(it))
    assert [letter.to for letter in letters()] == [it.people["editor"].email]
    it.people["editor"].mandates.update(ended_on=(NOW - timedelta(days=1)).date())
    each(say(it, "Toinen."))
    assert {letter.to for letter in letters()[1:]} == {it.people["owner"].email, it.people["other owner"].email}
