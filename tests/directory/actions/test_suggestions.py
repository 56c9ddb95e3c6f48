"""A change anyone suggests: heard of, decided whole or in part, answered, and its sender forgotten."""

from datetime import timedelta

import pytest

from raitti.core.personal import HOLDINGS
from raitti.core.texts import translated
from raitti.core.verdicts import Refused
from raitti.directory.actions.suggestions import decide_suggestion, forget_suggesters, suggest_change
from raitti.directory.models import Matter, Revision, Suggestion
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory
from tests.letters import letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    found = OrganisationFactory(phone="040 1", summary=translated(fi="Vanha", sv="Gammal"))
    MandateFactory(organisation=found, person__email="omistaja@example.org")
    return found


@pytest.fixture
def suggestion(organisation, now):
    proposed = {"phone": "040 2", "summary": {"fi": "Uusi"}}
    made = suggest_change(
        organisation, proposed=proposed, message="Numero vaihtui.", email="lukija@example.org", now=now
    )
    assert [letter.to for letter in letters()] == ["omistaja@example.org"]
    return made


def test_accepting_all_changes_only_the_language_that_was_mended(suggestion, organisation, now):
    decide_suggestion(
        suggestion, accepted=["phone", "summary", "message"], actor=PersonFactory(), now=now + timedelta(days=1)
    )
    organisation.refresh_from_db()
    assert organisation.phone == "040 2"
    assert organisation.summary.data == {"fi": "Uusi", "sv": "Gammal"}
    suggestion.refresh_from_db()
    assert suggestion.state == "accepted"
    assert len(letters(to="lukija@example.org")) == 1


def test_a_part_is_accepted_with_a_reason_and_both_are_told(suggestion, organisation, now):
    with pytest.raises(Refused) as refused:
        decide_suggestion(suggestion, accepted=["phone"], actor=PersonFactory(), now=now)
    assert refused.value.verdict.details["field"] == "reason"
    decide_suggestion(suggestion, accepted=["phone"], reason="Esittely on ennallaan.", actor=PersonFactory(), now=now)
    organisation.refresh_from_db()
    suggestion.refresh_from_db()
    assert (organisation.phone, organisation.summary.data["fi"]) == ("040 2", "Vanha")
    assert (suggestion.state, suggestion.accepted_fields) == ("partly", ["phone"])
    [letter] = letters(to="lukija@example.org")
    assert "Esittely on ennallaan." in letter.text


def test_a_decided_suggestion_leaves_the_queue_and_is_not_decided_again(suggestion, now):
    assert Matter.objects.get().done is None
    decide_suggestion(suggestion, accepted=[], reason="Ei pidä paikkaansa.", actor=PersonFactory(), now=now)
    assert Matter.objects.get().done == now
    with pytest.raises(Refused) as refused:
        decide_suggestion(suggestion, accepted=["phone"], reason="x", actor=PersonFactory(), now=now)
    assert refused.value.verdict.code == "decided"


def test_a_value_that_cannot_be_kept_decides_nothing(organisation, now):
    made = suggest_change(organisation, proposed={"phone": "1" * 200}, now=now)
    with pytest.raises(Refused):
        decide_suggestion(made, accepted=["phone"], actor=PersonFactory(), now=now)
    made.refresh_from_db()
    assert made.state == "open"
    assert Matter.objects.get(about_uid=made.uid).done is None


def test_who_decides_for_the_association_does_so_on_its_behalf(suggestion, organisation, now):
    agent = PersonFactory(name="Anna Agentti")
    decide_suggestion(
        suggestion, accepted=["phone", "summary", "message"], actor=agent, now=now, on_behalf_of=organisation
    )
    revision = Revision.objects.get()
    assert (revision.actor, revision.on_behalf) == ("Anna Agentti", str(organisation))
    assert revision.undo_until == now + timedelta(days=30)


def test_only_fields_that_can_be_suggested_are_taken_in_and_nothing_at_all_is_refused(organisation, now):
    made = suggest_change(organisation, proposed={"phone": "2", "status": "dissolved", "business_id": "x"}, now=now)
    assert made.proposed == {"phone": "2"}
    with pytest.raises(Refused):
        suggest_change(organisation, proposed={"status": "dissolved"}, message=" ", now=now)


def test_the_address_is_forgotten_a_month_after_the_decision_and_not_before(suggestion, now):
    forget_suggesters(now + timedelta(days=90))
    suggestion.refresh_from_db()
    assert suggestion.email
    decide_suggestion(suggestion, accepted=[], reason="Ei.", actor=PersonFactory(), now=now)
    forget_suggesters(now + timedelta(days=29))
    suggestion.refresh_from_db()
    assert suggestion.email
    forget_suggesters(now + timedelta(days=31))
    suggestion.refresh_from_db()
    assert suggestion.email == ""


def test_a_person_gets_their_suggestions_and_can_be_taken_out_of_them(organisation, now):
    person = PersonFactory()
    suggest_change(organisation, proposed={"phone": "2"}, email="x@example.org", person=person, now=now)
    holding = HOLDINGS["suggestions"]
    [row] = holding.show(person)
    assert row["proposed"] == {"phone": "2"}
    holding.erase(person, now)
    assert holding.show(person) == []
    left = Suggestion.objects.get()
    assert (left.person, left.email, left.proposed) == (None, "", {"phone": "2"})
