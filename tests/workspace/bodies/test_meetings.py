"""Meetings by their pages: planned, called, answered by a letter's link, run by two at once, published."""

import re
from html import unescape

import pytest

from raitti.bodies.actions.sitting import write_item
from raitti.bodies.facts.meetings import RecordFacts
from raitti.bodies.models import Meeting, Minutes
from raitti.core.addresses import address
from tests.bodies import meetings as made
from tests.bodies.meetings import LINK, SECRET, SYSTEM
from tests.bodies.world import seat
from tests.directory.world import build_world
from tests.letters import letters

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture
def met(now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return made.plan(seat(build_world(now)))


@pytest.fixture
def visitor(client, met):
    client.force_login(met.seated.people["owner"])
    return client


def path(met, name, **words):
    return address(name, "fi", body=met.meeting.body.uid, meeting=met.meeting.uid, **words)


def shown(answer):
    return unescape(answer.content.decode())


def form_of(item, **fields):
    known = {"version": item.version, "outcome": "", "record_fi": "", "decision_fi": ""} | fields
    return {f"i{item.pk}-{name}": value for name, value in known.items()}


def test_a_meeting_is_planned_by_its_form_and_what_was_typed_stays_where_it_is_refused(visitor, met):
    new = address("meeting_new", "fi", body=met.meeting.body.uid)
    given = {"day": "12.3.2027", "begins": "13", "ends": "12.30", "way": "in_place", "place_fi": "Kirjasto"}
    refused = visitor.post(new, given, headers=HOST)
    assert refused.status_code == 422
    assert "Kirjasto" in shown(refused)
    assert 'value="12.30"' in shown(refused)
    done = visitor.post(new, given | {"ends": "14.30"}, headers=HOST)
    assert done.status_code == 302
    assert Meeting.objects.get(year=2027).number == 1


def test_a_meeting_at_the_same_time_is_planned_and_told(visitor, met):
    new = address("meeting_new", "fi", body=met.meeting.body.uid)
    day = met.meeting.local_day
    given = {"day": f"{day.day}.{day.month}.{day.year}", "begins": "14", "ends": "16", "way": "in_place"}
    answer = visitor.post(new, given, headers=HOST, follow=True)
    assert 'class="notice warning"' in shown(answer)


def test_a_year_is_planned_in_one_form_and_a_day_that_is_none_is_named(visitor, met):
    page = address("meeting_year", "fi", body=met.meeting.body.uid, year=2027)
    given = {"days": "12.1.\n32.2.", "begins": "13", "ends": "15", "month3": "Talous"}
    assert "32.2." in shown(visitor.post(page, given, headers=HOST))
    assert visitor.post(page, given | {"days": "12.1.\n9.3.2027"}, headers=HOST).status_code == 302
    assert [each.number for each in Meeting.objects.filter(year=2027)] == [1, 2]
    assert "Talous" in shown(visitor.get(address("body_meetings", "fi", body=met.meeting.body.uid), headers=HOST))


def test_a_late_call_is_sent_with_its_reason(visitor, met):
    met.seated.body.notice_days = 200
    met.seated.body.save()
    call = path(met, "meeting_call")
    assert visitor.post(call, {"late_reason": ""}, headers=HOST).status_code in (409, 422)
    met.seated.body.refresh_from_db()


def test_a_member_answers_by_the_letters_link_without_an_account_and_the_deputy_steps_in(client, met):
    made.call(met)
    link = letters(met.third.email)[0].path()
    page = client.get(link, headers=HOST)
    assert SECRET in shown(page), "those called read it all"
    assert LINK in shown(page)
    assert client.post(link, {"answer": "not_coming"}, headers=HOST).status_code == 302
    assert met.attendance(met.third).answer == "not_coming"


def test_a_link_ends_with_the_place_it_was_sent_for(client, met):
    made.call(met)
    link = letters(met.third.email)[0].path()
    met.third.holdings.update(until="2026-01-01")
    answer = client.get(link, headers=HOST)
    assert answer.status_code == 410
    assert SECRET not in shown(answer)


def test_a_deputy_nobody_asked_has_no_link_and_one_who_was_asked_and_let_go_again_loses_it(client, met):
    seat_of = met.member
    made.call(met)
    made.answer(met, seat_of, "not_coming")
    link = letters(met.deputy.email)[0].path()
    assert client.get(link, headers=HOST).status_code == 200
    made.answer(met, seat_of, "coming")
    assert client.get(link, headers=HOST).status_code == 410


def test_a_made_up_link_opens_nothing(client):
    for name in ("meeting_answer", "minutes_check", "minutes_sign"):
        assert client.get(address(name, "fi", token="made-up"), headers=HOST).status_code == 410


def test_attendance_is_marked_with_what_was_answered_offered(visitor, met):
    made.call(met)
    made.answer(met, met.member, "not_coming")
    visitor.post(path(met, "meeting_act", act="open"), headers=HOST)
    page = shown(visitor.get(path(met, "meeting_run"), headers=HOST))
    key = met.attendance(met.member).pk
    assert re.search(rf'name="presence_{key}".*?<option value="excused" selected', page, re.DOTALL)
    rows = {f"presence_{each.pk}": "present" for each in met.meeting.attendances.all()}
    wrong = rows | {f"arrived_{key}": "14.00", f"left_{key}": "13.30"}
    answer = visitor.post(path(met, "meeting_attendance"), wrong, headers=HOST)
    assert answer.status_code == 422
    assert 'value="13.30"' in shown(answer)
    assert visitor.post(path(met, "meeting_attendance"), rows, headers=HOST).status_code == 302
    assert met.attendance(met.deputy).presence == "present"


def test_what_is_written_saves_itself_and_by_its_button(visitor, met):
    made.begin(met)
    item = met.item()
    write = path(met, "item_write", item=item.uid)
    by_itself = {**HOST, "HX-Request": "true"}
    answer = visitor.post(write, form_of(item, record_fi="Keskusteltiin."), headers=by_itself)
    assert answer.status_code == 200
    assert f'name="i{item.pk}-version"' in shown(answer)
    assert 'value="1"' in shown(answer), "the next saving begins from what was just saved"
    item.refresh_from_db()
    assert str(item.record) == "Keskusteltiin."
    answer = visitor.post(write, form_of(item, record_fi="Keskusteltiin pitkään."), headers=HOST)
    assert answer.status_code == 302
    assert answer.url.endswith(f"#i{item.pk}")


@pytest.mark.parametrize("by_itself", [True, False])
def test_two_who_write_at_once_see_both_texts_and_nothing_is_lost(visitor, met, by_itself):
    made.begin(met)
    item = met.item()
    write_item(item, RecordFacts(record={"fi": "Toisen sanat."}), seen=0, **met.acting)
    headers = {**HOST, "HX-Request": "true"} if by_itself else HOST
    write = path(met, "item_write", item=item.uid)
    answer = visitor.post(write, form_of(item, record_fi="Minun sanani.", version=0), headers=headers)
    assert answer.status_code == (200 if by_itself else 422)
    assert "Toisen sanat." in shown(answer)
    assert 'name="again"' in shown(answer)
    if not by_itself:
        assert "Minun sanani." in shown(answer)
    item.refresh_from_db()
    assert str(item.record) == "Toisen sanat."
    again = form_of(item, record_fi="Minun sanani. Toisen sanat.", version=0) | {"again": item.version}
    assert visitor.post(write, again, headers=HOST).status_code == 302
    item.refresh_from_db()
    assert str(item.record) == "Minun sanani. Toisen sanat."


def test_who_else_writes_is_told(visitor, met, monkeypatch):
    made.begin(met)
    from django.utils import timezone

    write_item(met.item(), RecordFacts(record={"fi": "Sanat."}), seen=0, actor=SYSTEM, now=timezone.now())
    page = shown(visitor.get(path(met, "meeting_run"), headers=HOST))
    assert re.search(r'id="others"[^>]*>\s*<p class="notice">test', page)


def test_a_decision_without_a_quorum_is_refused_beside_what_was_typed(visitor, met):
    made.begin(met, met.chair)
    item = met.item()
    given = form_of(item, outcome="as_proposed", decision_fi="Annetaan lausunto.")
    answer = visitor.post(path(met, "item_write", item=item.uid), given, headers=HOST)
    assert answer.status_code == 422
    assert "Annetaan lausunto." in shown(answer)


def test_minutes_go_from_checkers_to_everyone_by_links_alone(client, met):
    made.close(made.begin(met))
    owner = met.seated.people["owner"]
    client.force_login(owner)
    assert client.post(path(met, "meeting_minutes"), headers=HOST).status_code == 302
    client.logout()
    for holder in (met.member, met.third):
        link = letters(holder.email)[-1].path()
        assert SECRET in shown(client.get(link, headers=HOST))
        refused = client.post(link, {"answer": "remarks", "remarks": ""}, headers=HOST)
        assert refused.status_code == 422
        assert client.post(link, {"answer": "approved"}, headers=HOST).status_code == 302
        assert SECRET not in shown(client.get(letters(met.member.email)[-1].path(), headers=HOST)) or (
            met.minutes.state == Minutes.State.TO_CHECK
        )
    for holder in (met.chair, met.secretary):
        link = letters(holder.email)[-1].path()
        assert client.post(link, headers=HOST).status_code == 302
    client.force_login(owner)
    client.post(path(met, "meeting_minutes"), {"act": "publish"}, headers=HOST)
    assert met.minutes.state == Minutes.State.PUBLISHED
    given = {"item": "", "text_fi": "Oikein näin.", "reason_fi": "Virhe"}
    assert client.post(path(met, "minutes_correct"), given, headers=HOST).status_code == 302
    client.logout()
    public = client.get(
        f"/fi/toimielimet/{met.seated.body.slug_in('fi')}/kokoukset/{met.meeting.year}/{met.meeting.number}/",
        headers=HOST,
    )
    assert "Oikein näin." in shown(public)
    assert "Lausunto hyvinvointisuunnitelmasta" in shown(public)
    assert SECRET not in shown(public)


def test_a_file_goes_along_and_one_that_is_not_what_it_says_does_not(visitor, met):
    from django.core.files.uploadedfile import SimpleUploadedFile

    add = path(met, "item_paper", item=met.item().uid)
    assert visitor.post(add, {"file": SimpleUploadedFile("a.pdf", b"MZ")}, headers=HOST).status_code == 422
    assert visitor.post(add, {"file": SimpleUploadedFile("a.txt", b"Liite")}, headers=HOST).status_code == 302
    paper = met.item().papers.get()
    answer = visitor.get(path(met, "meeting_paper", paper=paper.uid), headers=HOST)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_decisions_are_looked_through_and_taken_along(visitor, met):
    made.close(made.begin(met))
    page = address("body_decisions", "fi", body=met.meeting.body.uid)
    assert "Lausunto hyvinvointisuunnitelmasta" in shown(visitor.get(page, headers=HOST))
    assert "Lausunto hyvinvointisuunnitelmasta" not in shown(visitor.get(f"{page}?words=olematon", headers=HOST))
    book = visitor.get(address("body_decisions_file", "fi", body=met.meeting.body.uid), headers=HOST)
    assert book.content.startswith(b"PK")


def test_pages_of_a_meeting_ask_the_same_number_of_questions_however_long_its_agenda(
    visitor, met, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from raitti.bodies.actions import agenda
    from raitti.bodies.facts.meetings import ItemFacts

    made.begin(met)
    for name in ("meeting", "meeting_run", "meeting_minutes"):
        visitor.get(path(met, name), headers=HOST)
        with CaptureQueriesContext(connection) as few:
            visitor.get(path(met, name), headers=HOST)
        for number in range(6):
            title = {"fi": f"{name} {number}"}
            agenda.add_item(met.meeting, ItemFacts(title=title), actor=SYSTEM, now=met.at())
        with CaptureQueriesContext(connection) as many:
            visitor.get(path(met, name), headers=HOST)
        assert len(many) <= len(few), name
