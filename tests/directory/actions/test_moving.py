"""All that points at an organisation goes along when it becomes part of another."""

from datetime import timedelta

import pytest

from raitti.core.audit import System
from raitti.core.texts import translated
from raitti.directory.actions import moving
from raitti.directory.actions.merging import merge, undo_merge
from raitti.directory.models import (
    CheckRound,
    Claim,
    Draft,
    DuplicateSuspicion,
    Hiding,
    Invitation,
    Matter,
    Picture,
    Report,
    Revision,
    Role,
    Suggestion,
)
from raitti.directory.queries.waiting import uid_of
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
BY = System("test")


@pytest.fixture
def pair(save):
    """Two entries of one association: one from a register, one from another, each with words of its own."""
    kept = save("1", email="toimisto@digiapu.example", summary={"fi": "Apua"}).thing
    gone = save("2", name={"fi": "Oulun Digi-apuyhdistys", "sv": "Uleåborgs digihjälp"}, phone="08 123 4567").thing
    return kept, gone


def test_every_pointer_at_an_organisation_is_one_merging_has_been_told_of():
    pointers = {moving.label_of(pointer) for pointer in moving.pointers()}
    assert pointers == moving.HANDLED, (
        "Think what merging does to these rows (by default they are moved), then name them in HANDLED."
    )


def test_everything_that_belonged_to_the_one_belongs_to_the_other(pair, save_place, save_activity, save, now):
    kept, gone = pair
    save_place(organisation="2"), save_activity(organisation="2")
    child = save("3", name={"fi": "Alajaosto"}, parent="2").thing
    mandate = MandateFactory(organisation=gone)
    claim = Claim.objects.create(organisation=gone, person=PersonFactory(), way="agent", created=now)
    round_ = CheckRound.objects.create(organisation=gone, began=now)
    about = {"organisation": gone, "thing_kind": "organisation", "thing_uid": gone.uid}
    draft = Draft.objects.create(person=mandate.person, created=now, saved=now, **about)
    suggestion = Suggestion.objects.create(created=now, **about)
    report = Report.objects.create(created=now, why="wrong", **about)
    revision = Revision.objects.create(before={}, actor="x", at=now, **about)
    picture = Picture.objects.create(
        organisation=gone, file="pictures/a.jpg", width=1, height=1, alt=translated(fi="a"), created=now
    )

    merge(kept, gone, choices={}, actor=BY, now=now)

    for row in (mandate, claim, round_, draft, suggestion, report, revision, picture):
        row.refresh_from_db()
        assert row.organisation_id == kept.pk, row
    assert {row.thing_uid for row in (draft, suggestion, report)} == {kept.uid}
    assert kept.services.exists()
    assert kept.locations.exists()
    child.refresh_from_db()
    assert child.parent_id == kept.pk


def test_what_both_have_open_is_settled_once(pair, now):
    kept, gone = pair
    person = PersonFactory()
    mine, theirs = (MandateFactory(organisation=each, person=person) for each in pair)
    for each in pair:
        CheckRound.objects.create(organisation=each, began=now)
        Claim.objects.create(organisation=each, person=person, way="agent", created=now)
        Invitation.objects.create(
            organisation=each, email="a@example.org", role=Role.EDITOR, created=now, expires=now + timedelta(days=1)
        )
        Hiding.objects.create(
            organisation=each, thing_kind="organisation", thing_uid=each.uid, reason="x", hidden_by="x", at=now
        )

    merge(kept, gone, choices={}, actor=BY, now=now)

    theirs.refresh_from_db()
    assert theirs.organisation_id == kept.pk
    assert theirs.ended_on is not None
    assert kept.mandates.current(now.date()).get() == mine
    assert CheckRound.objects.filter(answered=None).count() == 1
    assert Claim.objects.filter(state="open").count() == 1
    assert Invitation.objects.filter(state="open").count() == 1
    assert Hiding.objects.get(ended=None).thing_uid == kept.uid


def test_questions_about_a_third_are_asked_about_the_one_that_stays(pair, now):
    kept, gone = pair
    third = OrganisationFactory()
    DuplicateSuspicion.objects.all().delete(), Matter.objects.all().delete()
    own = DuplicateSuspicion.objects.create(first=kept, second=gone, found_at=now)
    asked = DuplicateSuspicion.objects.create(first=gone, second=third, found_at=now)
    Matter.objects.create(kind="duplicate", about_uid=uid_of(own), title="?", opened=now)

    done = merge(kept, gone, choices={}, actor=BY, now=now)

    asked.refresh_from_db()
    assert (asked.first_id, asked.second_id) == (kept.pk, third.pk)
    assert Matter.objects.get().done == now
    undo_merge(done, actor=BY, now=now)
    asked.refresh_from_db()
    assert (asked.first_id, asked.second_id) == (gone.pk, third.pk)
    assert DuplicateSuspicion.objects.filter(pk=own.pk, state="open").exists()
