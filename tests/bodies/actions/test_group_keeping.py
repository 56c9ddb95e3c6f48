"""How one gets into a group, when it meets, its links and files: kept by who leads, checked before they are kept."""

from datetime import timedelta

import pytest

from raitti.bodies.actions.group_keeping import (
    add_material,
    remove_material,
    set_joining,
    set_next_meeting,
    show_what_today_changed,
)
from raitti.bodies.facts.groups import MeetingFacts
from raitti.bodies.models import GroupMeeting
from raitti.core.kept import read_generation
from raitti.core.verdicts import Refused
from tests.bodies.group_world import gathered
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
LEADER = "owner elsewhere"
PDF = b"%PDF-1.7 asia %%EOF"


@pytest.fixture
def it(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return gathered(NOW)


def add(it, title="Ohje", who=LEADER, **named):
    return add_material(it.group, title=title, actor=it.people[who], now=NOW, **named)


def test_the_group_chooses_whether_the_leader_takes_in(it):
    assert set_joining(it.group, "on_approval", actor=it.people[LEADER], now=NOW).joining == "on_approval"
    for wrong in ("by_seat", "", "muu"):
        with pytest.raises(Refused):
            set_joining(it.group, wrong, actor=it.people[LEADER], now=NOW)
    with pytest.raises(Refused):
        set_joining(it.group, "open", actor=it.people["coordinator"], now=NOW)


def test_the_next_meeting_is_set_changed_and_called_off(it):
    facts = MeetingFacts(starts=NOW + timedelta(days=3), where="Kirjasto", link="https://kokous.example/1")
    set_next_meeting(it.group, facts, actor=it.people[LEADER], now=NOW)
    assert GroupMeeting.objects.get(body=it.group).where == "Kirjasto"
    with pytest.raises(Refused) as refused:
        set_next_meeting(it.group, MeetingFacts(starts=NOW), actor=it.people[LEADER], now=NOW)
    assert refused.value.verdict.details["field"] == "starts"
    bad = MeetingFacts(starts=NOW + timedelta(days=3), link="javascript:alert(1)")
    with pytest.raises(Refused) as refused:
        set_next_meeting(it.group, bad, actor=it.people[LEADER], now=NOW)
    assert refused.value.verdict.details["field"] == "link"
    set_next_meeting(it.group, None, actor=it.people[LEADER], now=NOW)
    assert not GroupMeeting.objects.exists()


def test_a_file_is_what_it_says_and_goes_when_it_is_removed(it, django_capture_on_commit_callbacks):
    made = add(it, content=PDF)
    assert made.media_type == "application/pdf"
    storage, name = made.file.storage, made.file.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_material(made, actor=it.people[LEADER], now=NOW)
    assert not storage.exists(name)


@pytest.mark.parametrize(
    ("named", "field"),
    [
        ({}, "url"),
        ({"address": "javascript:alert(1)"}, "url"),
        ({"content": b"<script>alert(1)</script>"}, "file"),
        ({"content": PDF + b" " * (10 * 1024 * 1024)}, "file"),
        ({"title": " ", "address": "https://ohje.example"}, "title"),
    ],
)
def test_what_is_no_material_is_said_at_its_field(it, named, field):
    with pytest.raises(Refused) as refused:
        add(it, **named)
    assert refused.value.verdict.details["field"] == field
    assert not it.group.materials.exists()


def test_public_pages_are_drawn_anew_on_the_day_the_leader_changes(it, django_capture_on_commit_callbacks):
    def is_drawn_anew(day):
        before = read_generation()
        with django_capture_on_commit_callbacks(execute=True):
            show_what_today_changed(day)
        return read_generation() > before

    assert not is_drawn_anew(NOW)
    it.seated.seat.holdings.update(until=NOW.date())
    assert not is_drawn_anew(NOW)
    assert is_drawn_anew(NOW + timedelta(days=1))
