"""That letters come back is said plainly to those who look after a page, and to nobody else."""

import pytest

from raitti.core.addressees import is_bounced, mark_bounced, row_of
from raitti.core.addresses import address
from raitti.directory.actions.check_rounds import check_entries
from raitti.directory.actions.invitations import invite
from raitti.directory.models import Matter, Organisation, Role
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.letters import letters

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
OWN = "toimisto@kutojat.example"
SAID = "does not arrive"


@pytest.fixture
def world(db):
    made = build_world(NOW)
    Organisation.objects.filter(pk=made.association.pk).update(email=OWN, next_check_due=NOW.date())
    Organisation.objects.exclude(pk=made.association.pk).update(next_check_due=NOW.replace(year=2040).date())
    made.association.refresh_from_db()
    mark_bounced(OWN, "550 5.1.1 no such user", now=NOW)
    return made


def page(client, name, **words):
    return client.get(address(name, "en", **words), headers=HOST).content.decode()


def try_again(client, world, who, address_to_try=OWN, **fields):
    client.force_login(world.people[who])
    path = address("mail_again", "en", organisation=world.association.uid)
    return client.post(path, {"known": row_of(address_to_try).pk, **fields}, headers=HOST)


@pytest.mark.parametrize("who", ["owner", "editor", "its agent", "municipality's agent", "contact officer", "steward"])
@pytest.mark.parametrize("name", ["organisation_desk", "keys", "confirm"])
def test_those_who_look_after_the_page_read_that_mail_does_not_arrive_and_can_try_again(client, world, who, name):
    client.force_login(world.people[who])
    uid = world.association.uid
    words = {"uid": uid} if name == "confirm" else {"organisation": uid}
    shown = page(client, name, **words)
    assert SAID in shown
    assert address("mail_again", "en", organisation=uid) in shown


def test_the_queue_says_why_and_the_matter_shows_the_address(client, world):
    for person in ("owner", "other owner"):
        mark_bounced(world.people[person].email, "5.1.1", now=NOW)
    check_entries(NOW)
    client.force_login(world.people["municipality's agent"])
    assert SAID in page(client, "queue").casefold()
    shown = page(client, "matter", uid=Matter.objects.get().uid)
    assert SAID in shown
    assert "toimisto@<wbr>kutojat.example" in shown
    assert world.people["owner"].email not in shown
    assert str(world.people["owner"]) in shown


def test_everyone_else_sees_nothing_of_it(client, world):
    for path in (address("organisation", "en", slug="oulun-kutojat-ry"), address("letters", "en", token="x")):
        assert SAID not in client.get(path, headers=HOST).content.decode()


def test_trying_again_takes_the_notice_away_until_a_letter_comes_back(client, world):
    response = try_again(client, world, "editor")
    assert response["Location"] == address("organisation_desk", "en", organisation=world.association.uid)
    assert not is_bounced(OWN)
    assert SAID not in page(client, "organisation_desk", organisation=world.association.uid)
    mark_bounced(OWN, "5.1.1", now=NOW)
    assert SAID in page(client, "organisation_desk", organisation=world.association.uid)


@pytest.mark.parametrize("who", ["anyone", "owner elsewhere", "agent elsewhere", "reader", "former owner"])
def test_strangers_cannot_try(client, world, who):
    assert try_again(client, world, who).status_code == 403
    assert is_bounced(OWN)


@pytest.mark.parametrize("key", ["", "x", "0", "99999999", "9" * 5000])
def test_what_is_no_address_is_not_found(client, world, key):
    client.force_login(world.people["owner"])
    path = address("mail_again", "en", organisation=world.association.uid)
    assert client.post(path, {"known": key}, headers=HOST).status_code == 404


def test_another_s_address_stays_as_it_is(client, world):
    mark_bounced("muu@example.org", "5.1.1", now=NOW)
    assert try_again(client, world, "owner", "muu@example.org").status_code == 409
    assert is_bounced("muu@example.org")


def test_the_page_of_keys_marks_who_is_not_reached_and_sends_an_invitation_anew(client, world):
    owner = world.people["owner"]
    mark_bounced(world.people["editor"].email, "5.1.1", now=NOW)
    invite(world.association, Role.EDITOR, "vaara@example.org", actor=owner, now=NOW)
    mark_bounced("vaara@example.org", "5.1.1", now=NOW)
    client.force_login(owner)
    shown = page(client, "keys", organisation=world.association.uid)
    assert shown.count(SAID) >= 3
    assert "the letter came back" in shown
    response = try_again(client, world, "owner", "vaara@example.org", back="keys")
    assert response["Location"] == address("keys", "en", organisation=world.association.uid)
    assert len(letters("vaara@example.org")) == 2


def test_whoever_invites_to_a_dead_address_is_warned(client, world):
    mark_bounced("vanha@example.org", "5.1.1", now=NOW)
    client.force_login(world.people["owner"])
    path = address("invite", "en", organisation=world.association.uid)
    fields = {"role": "editor", "email": "vanha@example.org", "language": "fi"}
    answer = client.post(path, fields, headers=HOST, follow=True)
    assert "have come back before" in answer.content.decode()
    assert len(letters("vanha@example.org")) == 1


def test_one_s_own_desk_says_that_one_s_own_mail_does_not_arrive(client, world):
    person = world.people["owner"]
    client.force_login(person)
    assert SAID not in page(client, "desk")
    mark_bounced(person.email, "5.1.1", now=NOW)
    assert SAID in page(client, "desk")
    assert client.post(address("own_mail_again", "en"), headers=HOST)["Location"] == address("desk", "en")
    assert not is_bounced(person.email)


@pytest.mark.parametrize("name", ["organisation_desk", "keys"])
def test_the_page_speaks_of_the_reader_s_own_mail_as_their_own(client, world, name):
    person = world.people["owner"]
    mark_bounced(person.email, "5.1.1", now=NOW)
    own = f"Mail to {person} {SAID}"
    client.force_login(person)
    shown = page(client, name, organisation=world.association.uid)
    assert "Mail to your address" in shown
    assert own not in shown
    client.force_login(world.people["other owner"])
    shown = page(client, name, organisation=world.association.uid)
    assert "Mail to your address" not in shown
    assert own in shown
