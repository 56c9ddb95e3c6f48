"""A steward looks at two pages that may be one, and decides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from raitti.core.addresses import address
from raitti.core.texts import translated
from raitti.directory.actions.duplicates import look_for_duplicates
from raitti.directory.actions.matters import add_note, assign_matter
from raitti.directory.models import DuplicateSuspicion, Matter, Merge, Organisation, Portal, Role
from raitti.directory.queries.waiting import uid_of
from tests.directory.world import build_world, confirmed
from tests.factories import MandateFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture
def pair(now):
    """Two pages of one association in Oulu, and someone who looks after the region."""
    world = build_world(timezone.now())
    first = OrganisationFactory(name=translated(fi="Oulun Omaishoitajat ry"), home_municipality=world.oulu)
    second = OrganisationFactory(
        name=translated(fi="Oulun seudun omaishoitajayhdistys"), home_municipality=world.oulu, phone="08 123 4567"
    )
    look_for_duplicates(timezone.now())
    return DuplicateSuspicion.objects.get(first=first, second=second)


@pytest.fixture
def steward(pair, client):
    portal = Portal.objects.filter(areas__code="17").first() or Portal.objects.order_by("pk").first()
    person = confirmed()
    MandateFactory(person=person, organisation=portal.steward, role=Role.STEWARD)
    client.force_login(person)
    return client


def page_of(pair, language="fi"):
    return address("duplicate", language, uid=uid_of(pair))


def test_a_steward_finds_the_pair_with_the_reasons_and_compares(steward, pair):
    listed = steward.get(address("duplicates", "en"), headers=HOST).content.decode()
    assert page_of(pair, "en") in listed
    assert "Their names say the same." in listed

    compared = steward.get(page_of(pair, "en"), headers=HOST).content.decode()
    assert "Oulun seudun omaishoitajayhdistys" in compared
    assert 'name="phone"' in compared


def test_merging_by_the_form_does_what_was_chosen_and_can_be_undone(steward, pair):
    sent = {"act": "merge", "stays": "second", "name": "gone", "keep_name": "on"}
    response = steward.post(page_of(pair), sent, headers=HOST)
    assert response.status_code == 302
    kept = Organisation.objects.get(pk=pair.second_id)
    assert str(kept) == "Oulun Omaishoitajat ry"
    assert kept.alternative_names == ["Oulun seudun omaishoitajayhdistys"]

    listed = steward.get(address("duplicates", "fi"), headers=HOST).content.decode()
    undo = address("unmerge", "fi", uid=Merge.objects.get().uid)
    assert undo in listed
    steward.post(undo, headers=HOST)
    assert Organisation.objects.filter(pk=pair.first_id).exists()


def test_what_cannot_be_merged_is_said_and_the_choices_stand(steward, pair):
    Organisation.objects.filter(pk=pair.first_id).update(parent=pair.second)
    response = steward.post(page_of(pair), {"act": "merge", "phone": "kept"}, headers=HOST)
    assert response.status_code == 422
    page = response.content.decode()
    assert 'role="alert"' in page
    assert 'value="kept" aria-describedby="f-phone" checked' in page
    assert Organisation.objects.filter(pk=pair.second_id).exists()


def test_two_kept_apart_leave_the_list(steward, pair):
    steward.post(page_of(pair), {"act": "apart"}, headers=HOST)
    assert page_of(pair) not in steward.get(address("duplicates", "fi"), headers=HOST).content.decode()
    assert Organisation.objects.filter(pk__in=[pair.first_id, pair.second_id]).count() == 2


def test_others_are_refused(client, pair):
    client.force_login(confirmed())
    for method, where in (("get", page_of(pair)), ("post", page_of(pair)), ("get", address("duplicates", "fi"))):
        assert getattr(client, method)(where, headers=HOST).status_code == 403


def test_who_comes_after_a_colleague_has_merged_the_pair_is_told_so(steward, pair):
    open_page = page_of(pair, "en")
    steward.post(open_page, {"act": "merge"}, headers=HOST)

    for answer in (steward.post(open_page, {"act": "apart"}, headers=HOST), steward.get(open_page, headers=HOST)):
        assert answer.status_code == 409
        assert "someone may have merged them a moment ago" in answer.content.decode()
    unknown = address("duplicate", "fi", uid="ffffffff-ffff-4fff-8fff-ffffffffffff")
    assert steward.get(unknown, headers=HOST).status_code == 409


def test_an_undoing_that_comes_too_late_is_told(steward, pair):
    steward.post(page_of(pair), {"act": "merge"}, headers=HOST)
    Merge.objects.update(undo_until=timezone.now() - timedelta(days=1))
    steward.post(address("unmerge", "fi", uid=Merge.objects.get().uid), headers=HOST)
    assert not Organisation.objects.filter(pk=pair.second_id).exists()


def test_what_is_compared_is_told_in_the_reader_s_language(steward, pair):
    Organisation.objects.filter(pk=pair.first_id).update(languages=["fi", "sv"])
    home = pair.first.home_municipality
    home.name = translated(fi="Oulu", sv="Uleåborg")
    home.save()

    compared = steward.get(page_of(pair, "sv"), headers=HOST).content.decode()

    assert "Uleåborg" in compared
    assert "Svenska" in compared


def test_whoever_decides_sees_who_has_taken_the_pair_and_what_was_noted(steward, pair):
    matter = Matter.objects.get(kind="duplicate")
    colleague = confirmed(name="Aino Apuri")
    assign_matter(matter, colleague, actor=colleague, now=timezone.now())
    add_note(matter, "Soitin, vastaavat maanantaina.", actor=colleague, now=timezone.now())

    page = steward.get(page_of(pair), headers=HOST).content.decode()

    assert "Aino Apuri" in page
    assert address("matter", "fi", uid=matter.uid) in page
