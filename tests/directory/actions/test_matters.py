"""The queue: everything that waits is in it once, and nothing else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.translation import override

from raitti.core.models import AuditEntry
from raitti.core.verdicts import Refused
from raitti.directory.actions.matters import (
    add_note,
    assign_matter,
    close_matter,
    finish_matter,
    mend_queue,
    open_for,
    open_matter,
)
from raitti.directory.models import (
    CheckRound,
    Claim,
    DuplicateSuspicion,
    FirstLook,
    Hiding,
    Matter,
    MatterKind,
    Publication,
    Report,
    Suggestion,
)
from raitti.directory.queries.waiting import FOLLOWED, rows_waiting, uid_of
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_of_each(now):
    """One row of every kind that waits, and one that does not, none of them in the queue."""
    one, other = OrganisationFactory(), OrganisationFactory()
    about = {"organisation": one, "thing_kind": "organisation", "thing_uid": one.uid}
    person = PersonFactory()
    Claim.objects.create(organisation=one, person=person, way="agent", created=now)
    Claim.objects.create(organisation=other, person=person, way="agent", created=now, state="refused")
    Suggestion.objects.create(**about, proposed={"phone": "1"}, created=now)
    Suggestion.objects.create(**about, proposed={"phone": "2"}, created=now, state="accepted")
    Report.objects.create(**about, why="wrong", created=now)
    Report.objects.create(**about, why="wrong", created=now, answered=now)
    Hiding.objects.create(**about, reason="x", hidden_by="y", at=now, appealed=now, appeal="z")
    Hiding.objects.create(
        organisation=other, thing_kind="organisation", thing_uid=other.uid, reason="x", hidden_by="y", at=now
    )
    DuplicateSuspicion.objects.create(first=one, second=other, found_at=now)
    CheckRound.objects.create(organisation=one, began=now, queued=now)
    CheckRound.objects.create(organisation=other, began=now)
    new = OrganisationFactory(publication=Publication.DRAFT)
    FirstLook.objects.create(organisation=new, sent_by=person, sent=now, state="refused")
    FirstLook.objects.create(organisation=new, sent_by=person, sent=now)
    FirstLook.objects.create(organisation=one, sent_by=person, sent=now)


def assert_nothing_between():
    """Each open row has exactly one open matter, each open matter exactly one open row."""
    for kind in FOLLOWED:
        rows = sorted(uid_of(row) for row in rows_waiting(kind))
        matters = sorted(Matter.objects.filter(kind=kind, done=None).values_list("about_uid", flat=True))
        assert rows == matters, kind


def test_what_waits_without_a_matter_is_put_into_the_queue_once(one_of_each, now):
    mended = mend_queue(now=now)
    assert {matter.kind for matter in mended.opened} == set(FOLLOWED)
    assert len(mended.opened) == len(FOLLOWED)
    assert_nothing_between()
    assert not mend_queue(now=now)


def test_a_matter_that_waits_for_nothing_is_closed(one_of_each, now):
    mend_queue(now=now)
    Claim.objects.update(state="withdrawn")
    Report.objects.update(answered=now)
    mended = mend_queue(now=now)
    assert sorted(matter.kind for matter in mended.closed) == ["claim", "report"]
    assert_nothing_between()


def test_what_someone_took_who_has_left_is_everyones_again(now):
    entry = OrganisationFactory()
    stays, left = (MandateFactory(organisation=entry, role="steward") for _each in range(2))
    taken = {}
    for mandate in (stays, left):
        matter = open_matter(kind="import", about_uid=uuid4(), title="Lähde", organisation=entry, now=now)
        taken[mandate] = assign_matter(matter, mandate.person, actor=mandate.person, now=now)
    left.ended_on = now.date() - timedelta(days=1)
    left.save()

    mend_queue(now=now)

    assert [Matter.objects.get(pk=taken[one].pk).assigned_to for one in (stays, left)] == [stays.person, None]


def test_the_command_says_what_it_mended(one_of_each, now, capsys):
    from django.core.management import call_command

    call_command("mend_queue")
    assert "opened  appeal" in capsys.readouterr().out
    call_command("mend_queue")
    assert "Nothing had fallen between" in capsys.readouterr().out


def test_opening_twice_is_opening_once_and_keeps_who_took_it(now, actor):
    organisation = OrganisationFactory()
    known = {"kind": MatterKind.IMPORT, "about_uid": uuid4(), "organisation": organisation, "title": "Tuonti"}
    matter = open_matter(**known, now=now)
    assign_matter(matter, PersonFactory(), actor=actor, now=now)
    again = open_matter(**known, now=now + timedelta(days=1))
    assert (again.pk, again.opened) == (matter.pk, now)
    assert again.assigned_to is not None


def test_what_was_done_waits_anew_when_it_is_asked_anew(now, actor):
    known = {"kind": MatterKind.IMPORT, "about_uid": uuid4(), "title": "Tuonti"}
    matter = open_matter(**known, now=now)
    assign_matter(matter, PersonFactory(), actor=actor, now=now)
    finish_matter(matter, outcome="Katsottu", actor=actor, now=now)
    again = open_matter(**known, now=now + timedelta(days=9))
    assert (again.pk, again.done, again.assigned_to) == (matter.pk, None, None)
    assert again.opened == now + timedelta(days=9)


def test_what_must_be_decided_elsewhere_cannot_be_waved_off_by_hand(one_of_each, now, actor):
    mend_queue(now=now)
    for matter in Matter.objects.filter(done=None):
        with pytest.raises(Refused) as refused:
            finish_matter(matter, outcome="ok", actor=actor, now=now)
        assert refused.value.verdict.code == "undecided", matter.kind
    assert_nothing_between()


def test_closing_says_by_whom_and_how_and_a_second_time_does_nothing(now, actor):
    matter = open_matter(kind="import", about_uid=uuid4(), title="Tuonti", now=now)
    closed = close_matter(kind="import", about_uid=matter.about_uid, by=actor, outcome="Hyväksytty", now=now)
    assert (closed.done, closed.done_by, closed.outcome) == (now, "test", "Hyväksytty")
    assert close_matter(kind="import", about_uid=matter.about_uid, by=actor, now=now) is None


@pytest.mark.parametrize(
    ("outcome", "words", "told"),
    [
        (FirstLook.State.REFUSED.label, "Missä?\nMilloin?", "palautettu: Missä?\nMilloin?"),
        (FirstLook.State.ACCEPTED.label, "", "hyväksytty"),
        ("", "Open", "Open"),
        ("", "", ""),
    ],
)
def test_how_it_ended_is_told_in_the_reader_s_language_before_what_somebody_wrote(now, actor, outcome, words, told):
    matter = open_matter(kind="new", about_uid=uuid4(), title="Kutojat", now=now)
    closed = close_matter(kind="new", about_uid=matter.about_uid, by=actor, outcome=outcome, words=words, now=now)
    with override("fi"):
        assert closed.how_it_ended == told


def test_owners_have_a_suggestion_to_themselves_for_two_weeks(now):
    organisation = MandateFactory().organisation
    about = {"organisation": organisation, "thing_kind": "organisation", "thing_uid": organisation.uid}
    theirs = open_for(Suggestion.objects.create(**about, created=now))
    nobodys = OrganisationFactory()
    about = {"organisation": nobodys, "thing_kind": "organisation", "thing_uid": nobodys.uid}
    ours = open_for(Suggestion.objects.create(**about, created=now))
    assert (theirs.opened, ours.opened) == (now + timedelta(days=14), now)


def test_a_note_is_kept_and_an_empty_one_refused(now, actor):
    matter = open_matter(kind="import", about_uid=uuid4(), title="Tuonti", now=now)
    add_note(matter, "Soitettu, vastaavat maanantaina.", actor=actor, now=now)
    with pytest.raises(Refused):
        add_note(matter, "  ", actor=actor, now=now)
    assert [note.text for note in matter.notes.all()] == ["Soitettu, vastaavat maanantaina."]
    assert "Soitettu" not in str(AuditEntry.objects.filter(subject_kind="matter").values())
