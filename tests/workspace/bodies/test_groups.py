"""Open groups on their pages: joined, written in, asked, led; every slip keeps what was typed."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from raitti.bodies.actions.group_letters import leave_token
from raitti.bodies.models import GroupAnswer, Membership, Post, PostHiding, PostReport, Summary, Thread
from raitti.core.addresses import address
from raitti.core.rates import forget_all
from tests.bodies.factories import GroupFactory, MembershipFactory, PostFactory, QuestionFactory, ThreadFactory
from tests.bodies.group_world import gathered
from tests.letters import letters

pytestmark = pytest.mark.django_db
HEADERS = {"host": "localhost:8000"}
LEADER, MEMBER = "owner elsewhere", "coordinator"


@pytest.fixture
def it(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    forget_all()
    return gathered(timezone.now())


@pytest.fixture
def visit(client, it):
    """Ask for a page as somebody of the world; with `send` it is sent. The group's address is known."""

    def ask(who, page, send=None, *, query="", **words):
        client.logout()
        if who != "nobody":
            client.force_login(it.people[who])
        path = address(page, "fi", **{"group": it.group.uid, **words}) + query
        return client.get(path, headers=HEADERS) if send is None else client.post(path, send, headers=HEADERS)

    return ask


def read(answer):
    return answer.content.decode()


def test_somebody_signed_in_ticks_groups_and_is_in(it, visit):
    other = GroupFactory()
    page = read(visit("anyone", "groups_join"))
    assert page.count('name="groups"') == 2
    send = {"groups": [it.group.uid, other.uid], "name": "Jokunen", "mail": "daily"}
    assert visit("anyone", "groups_join", send).status_code == 302
    assert Membership.objects.current().filter(person=it.people["anyone"]).count() == 2
    assert str(other.uid) in read(visit("anyone", "own_groups"))


def test_the_groups_of_one_body_are_offered_and_the_one_pressed_is_ticked(it, visit):
    GroupFactory()
    query = f"?body={it.seated.body.uid}&group={it.group.uid}"
    page = read(visit("anyone", "groups_join", query=query))
    assert page.count('name="groups"') == 1
    assert re.search(rf'value="{it.group.uid}"[^>]*checked', page)


def test_a_form_with_a_slip_keeps_every_tick_and_word(it, visit):
    answer = visit("anyone", "groups_join", {"groups": [it.group.uid], "name": "", "mail": "weekly"})
    page = read(answer)
    assert answer.status_code == 422
    assert re.search(rf'value="{it.group.uid}"[^>]*checked', page)
    assert re.search(r'value="weekly"[^>]*checked', page)


def test_a_group_that_ended_meanwhile_is_said_at_the_groups(it, visit):
    send = {"groups": [it.group.uid], "name": "Jokunen", "mail": "daily"}
    it.group.stage = "ended"
    it.group.save()
    GroupFactory()
    answer = visit("anyone", "groups_join", send)
    assert answer.status_code == 422
    assert "Jokunen" in read(answer)


def test_who_sends_the_form_twice_is_in_once(it, visit):
    send = {"groups": [it.group.uid], "name": "Jokunen", "mail": "daily"}
    visit("anyone", "groups_join", send)
    GroupFactory()
    assert visit("anyone", "groups_join", send).status_code == 422
    assert Membership.objects.filter(person=it.people["anyone"]).count() == 1


def test_an_association_joins_by_its_owner_and_not_by_a_stranger(it, visit):
    send = {"groups": [it.group.uid], "name": "Olga", "mail": "daily", "organisation": it.world.association.uid}
    assert visit("owner", "groups_join", send).status_code == 302
    assert Membership.objects.get(person=it.people["owner"]).organisation == it.world.association
    page = visit("anyone", "groups_join", query=f"?organisation={it.world.association.uid}")
    assert "Kutojat" not in read(page)


def test_without_an_account_one_is_in_by_the_link_of_a_letter_that_opening_does_not_press(it, visit, client):
    send = {"groups": [it.group.uid], "name": "Uusi", "email": "uusi@example.org", "mail": "each"}
    assert visit("nobody", "groups_join", send).status_code == 302
    path = letters("uusi@example.org")[0].path()
    assert client.get(path, headers=HEADERS).status_code == 200
    assert not Membership.objects.current().filter(email="uusi@example.org").exists()
    client.post(path, headers=HEADERS)
    client.post(path, headers=HEADERS)
    assert Membership.objects.current().filter(email="uusi@example.org").count() == 1


def test_an_old_link_leaves_nobodys_group_and_says_so_kindly(it, visit, client):
    member = MembershipFactory(body=it.group)
    token = leave_token(member)
    path = address("group_letters", "fi", token=token)
    assert member.name in read(client.get(path, headers=HEADERS))
    client.post(path, {"act": "leave"}, headers=HEADERS)
    member.refresh_from_db()
    assert member.state == "left"
    for method in (client.get, client.post):
        assert method(path, {"act": "leave"}, headers=HEADERS).status_code == 200
    assert visit("nobody", "group_letters", token="muuta").status_code == 409


def test_one_leaves_at_once_and_sees_nothing_more(it, visit):
    assert "Kuljetukset" in read(visit(MEMBER, "own_group"))
    visit(MEMBER, "group_own", {"membership": it.membership.uid, "act": "leave"})
    for page, words in (("own_group", {}), ("group_thread", {"thread": it.thread.uid}), ("group_people", {})):
        answer = visit(MEMBER, page, **words)
        assert answer.status_code == 403
        assert "Kuljetukset" not in read(answer)


def test_a_discussion_begins_and_is_answered(it, visit):
    visit(MEMBER, "group_thread_new", {"title": "Ruoka-apu", "text": "Kuka jakaa?"})
    thread = Thread.objects.get(title="Ruoka-apu")
    answer = visit(LEADER, "group_thread", {"text": "Me jaamme. <b>Torilla</b>"}, thread=thread.uid)
    assert answer.status_code == 302
    page = read(visit(MEMBER, "group_thread", thread=thread.uid))
    assert "Me jaamme. &lt;b&gt;Torilla&lt;/b&gt;" in page


@pytest.mark.parametrize("text", ["", "ä" * 10_001])
def test_a_message_that_cannot_be_taken_stays_in_its_field(it, visit, text):
    answer = visit(MEMBER, "group_thread", {"text": text}, thread=it.thread.uid)
    assert answer.status_code == 422
    assert text in read(answer)
    assert it.thread.posts.count() == 3


def test_a_message_to_a_group_that_ended_meanwhile_stays_in_its_field(it, visit):
    it.group.stage = "ended"
    it.group.save()
    for page, send, words in (
        ("group_thread", {"text": "Pitkä viesti."}, {"thread": it.thread.uid}),
        ("group_thread_new", {"title": "Aihe", "text": "Pitkä viesti."}, {}),
        ("group_post", {"text": "Pitkä viesti."}, {"post": it.post.uid}),
    ):
        answer = visit(MEMBER, page, send, **words)
        assert (answer.status_code, "Pitkä viesti." in read(answer)) == (422, True), page
    assert visit(MEMBER, "group_own", {"membership": "ei", "act": "leave"}).status_code == 404


def test_too_many_messages_in_a_minute_wait_with_every_word_kept(it, visit, settings):
    settings.RAITTI_RATE_FORMS = 1
    visit(MEMBER, "group_thread", {"text": "Yksi."}, thread=it.thread.uid)
    answer = visit(MEMBER, "group_thread", {"text": "Kaksi."}, thread=it.thread.uid)
    assert answer.status_code == 429
    assert "Kaksi." in read(answer)


def test_ones_own_message_is_mended_and_taken_away(it, visit):
    visit(MEMBER, "group_post", {"text": "Bussi kulkee."}, post=it.post.uid)
    assert "Bussi kulkee." in read(visit(LEADER, "group_thread", thread=it.thread.uid))
    visit(MEMBER, "group_post", {"act": "remove"}, post=it.post.uid)
    assert "Bussi kulkee." not in read(visit(LEADER, "group_thread", thread=it.thread.uid))
    assert visit("anyone", "group_post", post=it.post.uid).status_code == 403


def test_a_message_is_reported_hidden_appealed_and_given_back(it, visit):
    it.membership.person = it.people[MEMBER]
    report = {"message": "Ei kuulu tänne."}
    assert visit("owner", "group_report", report, post=it.post.uid).status_code == 302
    assert "Ei kuulu tänne." in read(visit(LEADER, "group_peace"))
    decided = visit(LEADER, "group_decide", {"act": "hide", "reason": "Loukkaa."}, post=it.post.uid)
    assert decided.status_code == 302
    assert "Bussi ei kulje." not in read(visit("owner", "group_thread", thread=it.thread.uid))
    assert "Loukkaa." in read(visit(MEMBER, "group_thread", thread=it.thread.uid))
    visit(MEMBER, "group_appeal", {"text": "Se on totta."}, post=it.post.uid)
    assert "Se on totta." in read(visit("editor", "group_decide", post=it.post.uid))
    visit("editor", "group_decide", {"act": "give", "reason": "Totta on."}, post=it.post.uid)
    assert "Bussi ei kulje." in read(visit("owner", "group_thread", thread=it.thread.uid))
    assert PostReport.objects.get().answer == "Loukkaa."
    assert PostHiding.objects.get().ended is not None


def test_deciding_without_words_keeps_the_choice(it, visit):
    it.post.reports.create(person=it.people["owner"], message="x", made=timezone.now())
    answer = visit(LEADER, "group_decide", {"act": "leave", "reason": ""}, post=it.post.uid)
    assert answer.status_code == 422
    assert re.search(r'value="leave"[^>]*checked', read(answer))


def test_the_leader_asks_the_members_answer_and_what_came_of_it_is_brought_back(it, visit):
    day = timezone.localdate() + timedelta(days=5)
    send = {"title": "Mitä viedään?", "text": "Kerro.", "meeting": "Neuvottelukunta", "closes": day.isoformat()}
    asked = visit(LEADER, "group_question_new", send)
    question = it.group.questions.get(title="Mitä viedään?")
    assert asked.status_code == 302
    assert "Mitä viedään?" in read(visit(MEMBER, "own_groups"))
    visit(MEMBER, "group_question", {"text": "Kuljetukset."}, question=question.uid)
    assert "Kuljetukset." in read(visit(LEADER, "group_question", question=question.uid))
    assert "Mitä viedään?" not in read(visit(MEMBER, "own_groups"))
    question.closes = timezone.now()
    question.save()
    back = {"text": "Linja palaa keväällä.", "is_public": "on"}
    assert visit(LEADER, "group_summary", back, question=question.uid).status_code == 302
    assert "Linja palaa keväällä." in read(visit(MEMBER, "group_question", question=question.uid))
    assert Summary.objects.get().is_public


def test_an_answer_that_comes_too_late_stays_on_the_page(it, visit):
    it.question.closes = timezone.now()
    it.question.save()
    answer = visit(MEMBER, "group_question", {"text": "Pitkä vastaus."}, question=it.question.uid)
    assert answer.status_code == 422
    assert "Pitkä vastaus." in read(answer)
    assert not GroupAnswer.objects.exists()


def test_a_question_with_a_slip_keeps_what_was_typed(it, visit):
    send = {"title": "Mitä viedään?", "text": "Kerro.", "closes": "eilen"}
    answer = visit(LEADER, "group_question_new", send)
    assert answer.status_code == 422
    assert "eilen" in read(answer)
    assert "Kerro." in read(answer)
    past = visit(LEADER, "group_question_new", {**send, "closes": "1.1.2020"})
    assert past.status_code == 422


def test_the_leader_takes_in_who_asks(it, visit):
    it.group.joining = "on_approval"
    it.group.save()
    send = {"groups": [it.group.uid], "name": "Jokunen", "mail": "daily", "message": "Haluan mukaan."}
    visit("anyone", "groups_join", send)
    asked = Membership.objects.get(person=it.people["anyone"])
    assert "Haluan mukaan." in read(visit(LEADER, "group_people"))
    assert "Haluan mukaan." not in read(visit(MEMBER, "group_people"))
    assert visit("anyone", "own_group").status_code == 403
    visit(LEADER, "group_member", {"act": "take", "reason": ""}, member=asked.uid)
    assert visit("anyone", "own_group").status_code == 200


def test_the_leader_sets_joining_and_the_next_meeting_whose_link_is_for_members(it, visit, client):
    day = timezone.localdate() + timedelta(days=5)
    send = {"joining": "open", "day": day.isoformat(), "at": "18.00", "where": "Kirjasto", "link": "kokous.example/x"}
    assert visit(LEADER, "group_settings", send).status_code == 302
    assert "kokous.example/x" in read(visit(MEMBER, "own_group"))
    answer = visit(LEADER, "group_settings", {**send, "at": ""})
    assert answer.status_code == 422
    assert "Kirjasto" in read(answer)


def test_a_file_is_handed_to_members_alone_and_cannot_act(it, visit):
    file = SimpleUploadedFile("ohje.pdf", b"%PDF-1.7 salaista %%EOF")
    assert visit(LEADER, "group_material_new", {"title": "Ohje", "file": file}).status_code == 302
    kept = it.group.materials.get()
    answer = visit(MEMBER, "group_file", material=kept.uid)
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert visit("anyone", "group_file", material=kept.uid).status_code == 403
    wrong = visit(LEADER, "group_material_new", {"title": "Ohje 2", "url": "ei osoite"})
    assert wrong.status_code == 422
    assert "ei osoite" in read(wrong)
    visit(LEADER, "group_material_remove", {}, material=kept.uid)
    assert not it.group.materials.exists()


def test_a_thread_of_one_group_is_not_read_through_another(it, visit):
    other = GroupFactory()
    MembershipFactory(body=other, person=it.people["anyone"])
    for page, words in (
        ("group_thread", {"thread": it.thread.uid}),
        ("group_post", {"post": it.post.uid}),
        ("group_question", {"question": it.question.uid}),
    ):
        assert visit("anyone", page, group=other.uid, **words).status_code == 404


def test_threads_and_messages_come_page_by_page(it, visit):
    for number in range(60):
        ThreadFactory(body=it.group, title=f"Aihe {number}")
        PostFactory(thread=it.thread, membership=it.membership, text=f"Numero {number}", written=timezone.now())
    assert "page=2" in read(visit(MEMBER, "own_group"))
    first = read(visit(MEMBER, "group_thread", thread=it.thread.uid))
    assert "Numero 59" not in first
    assert "Numero 59" in read(visit(MEMBER, "group_thread", thread=it.thread.uid, query="?page=2"))


PAGES = ["own_groups", "groups_join", "own_group", "group_people", "group_thread", "group_question", "group_peace"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_much_of_the_database_however_much_there_is(it, visit, client, page):
    who = LEADER if page == "group_peace" else MEMBER
    words = {"thread": it.thread.uid, "question": it.question.uid}
    visit(who, page, **words)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(page, "fi", group=it.group.uid, **words), headers=HEADERS).status_code == 200
        return len(captured)

    _grow(it, 2)
    few = asked()
    _grow(it, 8)
    assert asked() == few
    assert few <= 22


def _grow(it, number):
    for _ in range(number):
        member = MembershipFactory(body=it.group, organisation=None)
        post = PostFactory(thread=it.thread, membership=member, written=timezone.now())
        post.reports.create(person=it.people["owner"], message="x", made=timezone.now())
        hidden = PostFactory(thread=it.thread, membership=member, hidden=timezone.now())
        PostHiding.objects.create(post=hidden, reason="x", at=timezone.now(), by=it.people[LEADER])
        ThreadFactory(body=it.group)
        QuestionFactory(body=it.group)
        it.question.answers.create(membership=member, text="x", given=timezone.now())
        MembershipFactory(body=GroupFactory(behind=it.seated.seat), person=it.people[MEMBER])
        GroupFactory(behind=it.seated.seat)
    assert Post.objects.exists()


def test_links_of_letters_say_nothing_of_the_address(it):
    member = MembershipFactory(body=it.group, email="salainen@example.org")
    assert "salainen" not in unquote(leave_token(member))
