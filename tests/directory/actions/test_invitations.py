"""People are invited, answer, and hand the keys over."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone

from raitti.core.models import AuditEntry
from raitti.core.verdicts import Refused
from raitti.directory.actions.invitations import (
    accept_invitation,
    decline_invitation,
    hand_over,
    invite,
    withdraw_invitation,
)
from raitti.directory.actions.mandates import end_mandate
from raitti.directory.models import Invitation, Mandate, Role
from raitti.directory.queries.invitations import invitation_by, invitations_to
from tests.directory.world import confirmed
from tests.factories import MandateFactory
from tests.letters import letters

pytestmark = pytest.mark.django_db


def roles_of(person, organisation, now) -> set[str]:
    held = Mandate.objects.current(timezone.localdate(now)).filter(person=person, organisation=organisation)
    return set(held.values_list("role", flat=True))


def test_the_letter_says_who_invites_to_what_in_the_wished_language_and_its_link_leads_to_the_invitation(now):
    owner = MandateFactory(person=confirmed(name="Seija Esimerkki"))

    made = invite(
        owner.organisation,
        Role.EDITOR,
        "Uusi@Example.org",
        actor=owner.person,
        now=now,
        language="sv",
        message="Hej du!",
    )

    letter = letters("uusi@example.org")[0]
    assert "Seija Esimerkki" in letter.text
    assert str(owner.organisation) in letter.subject
    assert "Hej du!" in letter.text
    assert letter.path().startswith("/sv/inbjudan/")
    assert invitation_by(unquote(letter.path().split("/")[-2])) == made


def test_an_accepted_invitation_becomes_a_mandate_and_the_giver_is_told(now):
    owner = MandateFactory(person=confirmed())
    new = confirmed("uusi@example.org")
    made = invite(owner.organisation, Role.EDITOR, new.email, actor=owner.person, now=now)
    assert list(invitations_to(new, now=now)) == [made]

    mandate = accept_invitation(made, actor=new, now=now)

    assert roles_of(new, owner.organisation, now) == {Role.EDITOR}
    assert mandate.given_by == str(owner.person)
    assert len(letters(owner.person.email)) == 1
    with pytest.raises(Refused) as again:
        accept_invitation(made, actor=confirmed(), now=now)
    assert again.value.verdict.code == "answered"


def test_the_link_works_for_an_account_with_another_address_but_not_for_roles_that_reach_further(now, world):
    owner, officer = world.people["owner"], world.people["contact officer"]
    other = confirmed("toinen@example.org")

    accept_invitation(
        invite(world.association, Role.EDITOR, "kutsuttu@example.org", actor=owner, now=now), actor=other, now=now
    )
    agency = invite(world.municipality, Role.AGENT, "kutsuttu@example.org", actor=officer, now=now)
    with pytest.raises(Refused) as refused:
        accept_invitation(agency, actor=other, now=now)

    assert refused.value.verdict.code == "address"
    assert roles_of(other, world.association, now) == {Role.EDITOR}


def test_an_invitation_runs_out_after_thirty_days(now):
    owner = MandateFactory()
    made = invite(owner.organisation, Role.EDITOR, "uusi@example.org", actor=owner.person, now=now)

    with pytest.raises(Refused) as refused:
        accept_invitation(made, actor=confirmed(), now=now + timedelta(days=30, seconds=1))

    assert refused.value.verdict.code == "expired"


def test_inviting_again_makes_the_earlier_link_useless(now):
    owner = MandateFactory()
    first = invite(owner.organisation, Role.EDITOR, "uusi@example.org", actor=owner.person, now=now)
    second = invite(
        owner.organisation, Role.EDITOR, "UUSI@example.org", actor=owner.person, now=now + timedelta(hours=1)
    )

    first.refresh_from_db()
    assert (first.state, second.state) == (Invitation.State.WITHDRAWN, Invitation.State.OPEN)


def test_a_button_pressed_twice_sends_one_letter_and_its_link_works(now):
    owner = MandateFactory(person=confirmed())
    words = {"actor": owner.person, "message": "Tervetuloa!"}
    asked = invite(owner.organisation, Role.EDITOR, "uusi@example.org", now=now, **words)
    assert invite(owner.organisation, Role.EDITOR, "uusi@example.org", now=now + timedelta(seconds=2), **words) == asked
    given = hand_over(owner, "seuraaja@example.org", now=now, **words)
    assert hand_over(owner, "seuraaja@example.org", now=now + timedelta(seconds=2), **words) == given
    assert [len(letters(who)) for who in ("uusi@example.org", "seuraaja@example.org")] == [1, 1]

    later = hand_over(owner, "seuraaja@example.org", now=now + timedelta(seconds=4), keeps=Role.EDITOR, **words)
    given.refresh_from_db()
    assert (given.state, later.state) == (Invitation.State.WITHDRAWN, Invitation.State.OPEN)


def test_nobody_invites_themselves_or_someone_who_has_the_role(now):
    owner = MandateFactory()
    other = MandateFactory(organisation=owner.organisation)

    for email in (owner.person.email, other.person.email):
        with pytest.raises(Refused) as refused:
            invite(owner.organisation, Role.OWNER, email, actor=owner.person, now=now)
        assert refused.value.verdict.details["field"] == "email"
    assert letters() == []


def test_anyone_with_the_link_can_say_no_without_an_account(now):
    owner = MandateFactory(person=confirmed())
    made = invite(owner.organisation, Role.EDITOR, "uusi@example.org", actor=owner.person, now=now)

    decline_invitation(made, actor=None, now=now)

    made.refresh_from_db()
    assert made.state == Invitation.State.DECLINED
    assert "uusi@example.org" in letters(owner.person.email)[0].text


def test_a_withdrawn_invitation_cannot_be_accepted_and_a_stranger_cannot_withdraw_one(now):
    owner = MandateFactory()
    made = invite(owner.organisation, Role.EDITOR, "uusi@example.org", actor=owner.person, now=now)

    with pytest.raises(Refused):
        withdraw_invitation(made, actor=MandateFactory().person, now=now)
    withdraw_invitation(made, actor=owner.person, now=now)
    with pytest.raises(Refused):
        accept_invitation(made, actor=confirmed(), now=now)


@pytest.mark.parametrize(("keeps", "kept"), [("", set()), (Role.EDITOR, {Role.EDITOR})])
def test_the_keys_pass_in_one_step_and_the_giver_keeps_only_what_was_asked(now, keeps, kept):
    mandate = MandateFactory(person=confirmed())
    successor = confirmed("seuraaja@example.org")

    offer = hand_over(mandate, successor.email, actor=mandate.person, now=now, keeps=keeps)
    assert roles_of(mandate.person, mandate.organisation, now) == {Role.OWNER}
    accept_invitation(offer, actor=successor, now=now)

    assert roles_of(successor, mandate.organisation, now) == {Role.OWNER}
    assert roles_of(mandate.person, mandate.organisation, now) == kept


def test_a_handover_may_not_keep_what_no_giver_keeps(now, world):
    mandate = world.people["contact officer"].mandates.get()
    with pytest.raises(Refused) as refused:
        hand_over(mandate, "uusi@example.org", actor=mandate.person, now=now, keeps=Role.AGENT)
    assert refused.value.verdict.details["field"] == "keeps"


def test_a_handover_is_void_when_the_giver_has_lost_the_role_meanwhile(now):
    stays = MandateFactory(person=confirmed())
    leaves = MandateFactory(organisation=stays.organisation, person=confirmed())
    offer = hand_over(leaves, "uusi@example.org", actor=leaves.person, now=now)

    end_mandate(leaves, actor=stays.person, now=now)

    offer.refresh_from_db()
    with pytest.raises(Refused):
        accept_invitation(offer, actor=confirmed("uusi@example.org"), now=now)


def test_an_offer_outlives_no_givers_right_even_when_nobody_withdrew_it(now):
    owner = MandateFactory(person=confirmed())
    MandateFactory(organisation=owner.organisation)
    offer = invite(owner.organisation, Role.OWNER, "uusi@example.org", actor=owner.person, now=now)
    Mandate.objects.filter(pk=owner.pk).update(ended_on=now.date())

    with pytest.raises(Refused) as refused:
        accept_invitation(offer, actor=confirmed("uusi@example.org"), now=now)

    assert refused.value.verdict.code == "giver"


def test_the_audit_trail_does_not_tell_who_was_invited(now):
    owner = MandateFactory()
    invite(owner.organisation, Role.EDITOR, "salainen@example.org", actor=owner.person, now=now)

    entry = AuditEntry.objects.get(verb="invited")
    assert "salainen" not in f"{entry.subject_label}{entry.changes}{entry.actor_label}"
