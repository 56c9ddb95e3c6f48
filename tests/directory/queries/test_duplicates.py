"""What may be the one somebody is about to add, and where those that became another are found."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from raitti.core.audit import System
from raitti.directory.actions.duplicates import look_for_duplicates
from raitti.directory.actions.merging import merge
from raitti.directory.facts import OrganisationFacts
from raitti.directory.models import DuplicateSuspicion, Location, Matter, Organisation
from raitti.directory.queries.duplicates import in_words, likely_twins, now_called

pytestmark = pytest.mark.django_db


def facts(name: str, **more) -> OrganisationFacts:
    return OrganisationFacts(source="", source_id="", name={"fi": name}, **more)


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "Oulun Omaishoitajat"},
        {"name": "Oulun seudun omaishoitajayhdistys", "home_municipality": "564"},
        {"name": "Oulun Omaishiotajat ry", "home_municipality": "564"},
        {"name": "Omaishoitajat Oulu", "home_municipality": "564"},
        {"name": "Aivan muuta", "register_number": "123.456"},
    ],
)
def test_what_is_here_already_is_offered_to_whoever_begins_to_add_it(save, typed):
    here = save(name={"fi": "Oulun Omaishoitajat ry"}, register_number="123.456").thing
    save("2", name={"fi": "Oulun Sydänyhdistys ry"})
    assert [twin for twin, _why in likely_twins(facts(**typed))] == [here]


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "Kempeleen Omaishoitajat ry", "home_municipality": "244"},
        {"name": "Oulun Omaishoitajien nuoret", "home_municipality": "564"},
        {"name": "Oulun Muistiyhdistys", "home_municipality": "564"},
        {"name": "Suomen Omaishoitajat ry", "home_municipality": "890"},
    ],
)
def test_what_is_another_is_not_offered(save, typed):
    save(name={"fi": "Oulun Omaishoitajat ry"})
    assert likely_twins(facts(**typed)) == []


def test_drafts_and_hidden_ones_are_not_told_of(save):
    save(name={"fi": "Oulun Omaishoitajat ry"}, publication="draft")
    assert likely_twins(facts("Oulun Omaishoitajat", home_municipality="564")) == []


def test_the_reasons_are_sentences_what_speaks_for_it_first():
    reasons = [{"kind": "other_words", "points": -4, "value": ""}, {"kind": "email", "points": 5, "value": "a@b"}]
    with override("en"):
        told = in_words(reasons)
    assert told == ["They have the same e-mail address, a@b.", "But their names say different things."]


def test_the_night_finds_what_only_a_street_tells_and_lets_go_of_what_is_settled(save, save_place, now):
    save(name={"fi": "Digiapu"}, phone="08 123 4567")
    save("2", name={"sv": "Digital hjälp"}, phone="08 123 4567")
    assert not DuplicateSuspicion.objects.exists()
    for owner in ("1", "2"):
        save_place(f"talo {owner}", organisation=owner, street="Kirkkokatu 1", postal_code="90100")

    look_for_duplicates(now)
    assert DuplicateSuspicion.objects.get().state == "open"
    assert Matter.objects.get(kind="duplicate").done is None

    Location.objects.update(street="Muukatu 2")
    Organisation.objects.filter(source_id="2").update(phone="")
    look_for_duplicates(now + timedelta(days=1))
    assert not DuplicateSuspicion.objects.exists()
    assert Matter.objects.get(kind="duplicate").done is not None


def test_an_old_uid_leads_to_the_one_that_stayed(save, now, client):
    kept, gone = save().thing, save("2", name={"fi": "Toinen"}).thing
    merge(kept, gone, choices={}, actor=System("test"), now=now)
    assert now_called(gone.uid) == kept
    for path in ("/api/v1/organisations/{}", "/hsds/organizations/{}"):
        response = client.get(path.format(gone.uid))
        assert response.status_code == 301, path
        assert response["Location"] == path.format(kept.uid)
