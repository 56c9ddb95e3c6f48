"""What is answered by a letter's link, without signing in, is told to those it concerns, who can take it back."""

from datetime import date, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from raitti.core.addressees import is_bounced, mark_bounced, refuse_kinds, row_of
from raitti.core.addresses import address
from raitti.directory.actions.check_rounds import ask_now
from raitti.directory.actions.freshness import ByLink, CheckAnswer, answer_check, close_organisation, confirm
from raitti.directory.actions.telling import tell_now, tell_the_rest
from raitti.directory.models import Organisation, Revision, Service
from raitti.directory.queries.confirmers import BY_LINK
from tests.factories import MandateFactory, PersonFactory
from tests.letters import letters

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
OWN = "toimisto@digiapu.example"


@pytest.fixture
def organisation(save):
    return save(email=OWN, phone="040 555 0100", languages=("fi",)).thing


@pytest.fixture
def owner(organisation):
    person = PersonFactory(email="omistaja@example.org", language="sv")
    return MandateFactory(organisation=organisation, person=person).person


def confirmed(organisation, now, to=OWN):
    confirm(organisation, actor=ByLink(row_of(to)), by=BY_LINK, now=now)


def changed(organisation, now, **fields):
    answer_check(
        organisation, CheckAnswer(fields=fields), actor=ByLink(row_of(OWN)), by=BY_LINK, now=now, language="fi"
    )


def test_a_confirmation_is_acknowledged_to_the_address_whose_link_it_was_and_to_nobody_else(organisation, owner, now):
    confirmed(organisation, now)
    [letter] = letters()
    assert (letter.to, "Oulun Digiapu ry" in letter.subject) == (OWN, True)
    assert "21.11.2027" in letter.text
    assert address("organisation", "fi", slug=organisation.slug_in("fi")) in letter.text
    assert "/fi/kirjeet/" in letter.text


def test_the_receipt_of_an_owner_is_in_their_language(organisation, owner, now):
    confirmed(organisation, now, owner.email)
    [letter] = letters()
    assert (letter.to, "/sv/" in letter.text, "/fi/" in letter.text) == (owner.email, True, False)


def test_who_wants_no_news_gets_no_receipt_of_a_confirmation_but_hears_of_changes(organisation, now):
    refuse_kinds(row_of(OWN), {"notice"})
    confirmed(organisation, now)
    changed(organisation, now, phone="040 555 0199")
    kinds = {row.args_kwargs["kwargs"]["kind"] for row in DBTaskResult.objects.all()}
    assert kinds == {"notice", ""}


def test_a_change_is_told_at_once_to_everyone_who_looks_after_the_page(organisation, owner, now):
    changed(organisation, now, phone="040 555 0199")
    assert sorted(letter.to for letter in letters()) == [owner.email, OWN]
    for letter in letters():
        for words in ("040 555 0100", "040 555 0199", "21.12.2026"):
            assert words in letter.text
            assert words in letter.html
    for moment in (now + timedelta(hours=1), now + timedelta(days=1)):
        tell_now(organisation.pk, now=moment)
        tell_the_rest(moment)
    assert len(letters()) == 2


def test_nobody_hides_a_change_by_changing_the_address_that_would_hear_of_it(organisation, now):
    changed(organisation, now, email="kaapattu@example.org", phone="040 666")
    assert sorted(letter.to for letter in letters()) == ["kaapattu@example.org", OWN]
    assert "kaapattu@example.org" in letters(OWN)[0].text


def test_the_link_of_the_receipt_undoes_the_change_without_signing_in(client, organisation, now):
    changed(organisation, now, email="kaapattu@example.org", phone="040 666", description={"fi": "Roskaa"})
    path = letters(OWN)[0].path()
    assert "/fi/kumoa/" in path
    shown = client.get(path, headers=HOST)
    assert (shown.status_code, 'name="change"' in shown.content.decode()) == (200, True)
    revision = Revision.objects.get()
    answer = client.post(path, {"change": revision.pk}, headers=HOST, follow=True).content.decode()
    organisation.refresh_from_db()
    assert (organisation.email, organisation.phone, str(organisation.description)) == (OWN, "040 555 0100", "")
    # Nobody signed in to do it, so nobody can be written to.
    assert "saa kirjeen" not in answer


def test_closing_by_the_link_is_told_and_can_be_undone_with_all_that_followed(
    client, save_place, save_activity, organisation, owner, now
):
    save_place(), save_activity()
    by = ByLink(row_of(OWN))
    close_organisation(
        organisation, "dissolved", since=date(2026, 11, 1), reason={"fi": "Väki väheni."}, actor=by, now=now
    )
    assert sorted(letter.to for letter in letters()) == [owner.email, OWN]
    letter = letters(OWN)[0]
    assert "Väki väheni." in letter.text
    client.post(letter.path(), {"change": [one.pk for one in Revision.objects.all()]}, headers=HOST)
    organisation.refresh_from_db()
    assert (organisation.status, Service.objects.get().status) == ("active", "active")


def test_showing_again_what_was_hidden_is_no_change_to_be_told_or_undone(organisation, actor, now):
    ask_now(organisation, actor=actor, now=now)
    before = len(letters())
    confirmed(organisation, now)
    assert len(letters()) == before + 1
    assert not Revision.objects.filter(actor=BY_LINK).exists()


def test_whoever_answers_by_a_letter_has_got_it(organisation, now):
    mark_bounced(OWN, "5.1.1 one of those it is forwarded to", now=now)
    confirmed(organisation, now)
    assert not is_bounced(OWN)


def test_a_link_from_before_links_said_whom_they_went_to_is_good_and_tells_of_changes(organisation, now):
    fields = CheckAnswer(fields={"phone": "040 777"})
    answer_check(organisation, fields, actor=ByLink(), by=BY_LINK, now=now, language="fi")
    assert [letter.to for letter in letters()] == [OWN]
    assert Organisation.objects.get().phone == "040 777"
