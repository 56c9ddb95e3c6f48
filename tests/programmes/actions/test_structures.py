"""What lives on gets into its next owner's hands, with everything that belongs to it, and nothing ends silently."""

from datetime import date, timedelta

import pytest

from raitti.core.models import AuditEntry
from raitti.core.texts import pick, translated
from raitti.core.verdicts import Refused
from raitti.directory.models import Mandate, OrganisationKind, Role
from raitti.programmes.actions.answers import accept_structure, decline_structure
from raitti.programmes.actions.attachments import attach, remove_attachment
from raitti.programmes.actions.closing import close_project
from raitti.programmes.actions.structures import (
    Evidence,
    add_structure,
    change_structure,
    end_structure,
    keep_structure,
    name_receiver,
    offer,
    take_back_step,
    take_step,
    withdraw_offer,
)
from raitti.programmes.facts import StructureFacts
from raitti.programmes.models import Project, Structure
from raitti.programmes.queries.structures import offered_to, portal_uid, received_by, steps_of, structures_of
from raitti.programmes.rules import may_change_structure, may_close_project, may_see_structure
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.factories import OrganisationFactory, PersonFactory
from tests.letters import letters
from tests.programmes.factories import StructureFactory
from tests.programmes.world import fund

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
LATER = NOW + timedelta(days=30)
STEPS = ("agreed", "content_moved", "access_moved")


@pytest.fixture
def funded(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return fund(build_world(NOW))


@pytest.fixture
def board(funded):
    facts = StructureFacts(kind="body", name={"fi": "Neuvottelukunta"}, due=date(2026, 11, 30))
    return add_structure(funded.project, facts, actor=funded.people["editor"], now=NOW)


def evidence(**fields):
    return Evidence(**{"on": TODAY, "words": {"fi": "Pöytäkirja"}} | fields)


def offered(funded, structure):
    name_receiver(structure, funded.world.county, actor=funded.people["editor"], now=NOW)
    return offer(structure, message="Tervetuloa!", actor=funded.people["owner"], now=NOW)


def accept(funded, structure, **fields):
    who = funded.people["county officer"]
    return accept_structure(structure, **{"confirmed": STEPS, "actor": who, "now": NOW} | fields)


def code_of(refusal):
    return refusal.value.verdict.code


def test_the_steps_are_taken_in_their_order_with_what_shows_them(funded, board):
    editor = funded.people["editor"]
    name_receiver(board, funded.world.county, actor=editor, now=NOW)
    with pytest.raises(Refused) as skipped:
        take_step(board, "content_moved", evidence(), actor=editor, now=NOW)
    with pytest.raises(Refused) as tomorrow:
        take_step(board, "agreed", evidence(on=TODAY + timedelta(days=1)), actor=editor, now=NOW)
    board = take_step(board, "agreed", evidence(), actor=editor, now=NOW)

    assert (code_of(skipped), code_of(tomorrow)) == ("order", "future")
    assert [(line.key, line.state) for line in steps_of(board)][:3] == [
        ("named", "done"),
        ("agreed", "done"),
        ("content_moved", "now"),
    ]
    assert pick(board.steps.get(step="agreed").evidence, "fi").value == "Pöytäkirja"


def test_only_the_last_step_is_taken_back(funded, board):
    editor = funded.people["editor"]
    name_receiver(board, funded.world.county, actor=editor, now=NOW)
    for step in STEPS[:2]:
        take_step(board, step, evidence(), actor=editor, now=NOW)

    with pytest.raises(Refused):
        take_back_step(board, "agreed", actor=editor, now=NOW)
    take_back_step(board, "content_moved", actor=editor, now=NOW)
    assert set(board.steps.values_list("step", flat=True)) == {"named", "agreed"}


def test_another_receiver_begins_the_steps_anew(funded, board):
    editor = funded.people["editor"]
    name_receiver(board, funded.world.county, actor=editor, now=NOW)
    take_step(board, "agreed", evidence(), actor=editor, now=NOW)
    name_receiver(board, funded.world.federation, actor=editor, now=NOW)

    assert list(board.steps.values_list("step", flat=True)) == ["named"]
    with pytest.raises(Refused) as same:
        name_receiver(board, funded.project.host, actor=editor, now=NOW)
    assert code_of(same) == "same"


def test_the_receivers_people_are_written_to_in_their_language_and_find_it_on_their_desk(funded, board):
    officer = funded.people["county officer"]
    officer.language = "sv"
    officer.save()
    offered(funded, board)

    (letter,) = letters(officer.email)
    assert "Neuvottelukunta" in letter.subject
    assert "Tervetuloa!" in letter.text
    assert letter.path().startswith("/sv/")
    assert offered_to(officer, now=NOW) == [board]
    assert offered_to(funded.people["owner"], now=NOW) == []


def test_nothing_is_offered_to_those_whom_no_letter_reaches(funded, board):
    unreachable = OrganisationFactory(kind=OrganisationKind.ASSOCIATION, email="")
    name_receiver(board, unreachable, actor=funded.people["editor"], now=NOW)
    with pytest.raises(Refused) as refusal:
        offer(board, actor=funded.people["owner"], now=NOW)
    assert code_of(refusal) == "nobody"


def test_accepting_moves_the_stewardship_and_leaves_the_giver_reading_for_a_year(funded, board):
    editor, officer = funded.people["editor"], funded.people["county officer"]
    offered(funded, board)
    moved = accept(funded, board)

    handover = moved.handovers.get()
    assert (moved.steward, handover.giver, moved.status) == (funded.world.county, funded.project.host, "handed_over")
    assert handover.giver_reads_until == TODAY.replace(year=TODAY.year + 1)
    assert [line.state for line in steps_of(moved)] == ["done"] * 5
    assert may_see_structure(editor, moved, now=NOW)
    assert not may_see_structure(editor, moved, now=NOW + timedelta(days=400))
    assert not may_change_structure(editor, moved, now=NOW)
    assert may_change_structure(officer, moved, now=NOW)
    assert received_by(officer, now=NOW) == [moved]
    assert any("hyväksynyt" in each.text or "accepted" in each.text for each in letters(editor.email))


def hand_on(funded, structure, **fields):
    """The county hands on what it has accepted to the federation, whose steward answers."""
    officer = funded.people["county officer"]
    name_receiver(structure, funded.world.federation, actor=officer, now=LATER)
    offer(structure, actor=officer, now=LATER)
    given = {"confirmed": STEPS, "actor": funded.people["steward"], "now": LATER} | fields
    return accept_structure(structure, **given)


def test_a_receiver_hands_on_in_the_same_steps_and_everyone_on_the_way_reads_as_agreed(funded, board):
    editor, officer, steward = (funded.people[who] for who in ("editor", "county officer", "steward"))
    offered(funded, board)
    accept(funded, board, giver_reads_until=TODAY + timedelta(days=700))
    with pytest.raises(Refused) as not_theirs:
        name_receiver(board, funded.world.federation, actor=editor, now=LATER)
    moved = hand_on(funded, board)

    assert code_of(not_theirs) == "not_allowed"
    assert (moved.steward, moved.status, moved.is_unsettled) == (funded.world.federation, "handed_over", False)
    way = [(each.giver, each.receiver, each.steps.count()) for each in moved.handovers.all()]
    assert way == [(funded.project.host, funded.world.county, 5), (funded.world.county, funded.world.federation, 5)]
    assert [line.state for line in steps_of(moved)] == ["done"] * 5
    for who, may_read, may_change in ((editor, True, False), (officer, True, False), (steward, True, True)):
        assert bool(may_see_structure(who, moved, now=LATER)) == may_read
        assert bool(may_change_structure(who, moved, now=LATER)) == may_change
    much_later = LATER + timedelta(days=400)
    assert may_see_structure(editor, moved, now=much_later)
    assert not may_see_structure(officer, moved, now=much_later)
    assert received_by(officer, now=LATER) == []
    assert any("Neuvottelukunta" in each.subject for each in letters(officer.email)[1:])


def test_what_is_handed_on_stays_settled_for_its_project_and_with_its_steward_until_accepted(funded, board):
    officer = funded.people["county officer"]
    offered(funded, board)
    accept(funded, board)
    name_receiver(board, funded.world.federation, actor=officer, now=LATER)
    offer(board, actor=officer, now=LATER)

    assert not Structure.objects.unsettled().exists()
    assert may_close_project(funded.people["owner"], funded.project, now=LATER)
    assert received_by(officer, now=LATER) == [board]
    declined = decline_structure(board, reason="Ei resursseja.", actor=funded.people["steward"], now=LATER)
    assert (declined.status, declined.steward) == ("handed_over", funded.world.county)
    offer(board, actor=officer, now=LATER)
    assert withdraw_offer(board, actor=officer, now=LATER).status == "handed_over"
    kept = keep_structure(board, actor=officer, now=LATER)
    assert not kept.is_leaving
    assert [line.state for line in steps_of(kept)] == ["done"] * 5
    assert [str(kept.handovers.get().receiver)] == [str(funded.world.county)]


def test_where_it_was_found_on_the_way_is_remembered(funded, board):
    officer, steward = funded.people["county officer"], funded.people["steward"]

    def found_at(actor, **urls):
        facts = StructureFacts(kind="body", name={"fi": "Neuvottelukunta"}, **urls)
        return change_structure(board, facts, actor=actor, now=LATER)

    found_at(funded.people["editor"], url="https://hanke.example/")
    offered(funded, board)
    accept(funded, board)
    found_at(officer, url="https://hanke.example/", new_url="https://alue.example/")
    hand_on(funded, board)
    moved = found_at(steward, url="https://hanke.example/", new_url="https://liitto.example/")
    assert (moved.place, moved.places_between) == ("https://liitto.example/", ["https://alue.example/"])


def test_a_region_s_pages_are_handed_on_too_in_one_go(funded):
    world, steward, officer = funded.world, funded.people["steward"], funded.people["county officer"]
    Project.objects.filter(pk=funded.project.pk).update(host=world.federation)
    funded.project.refresh_from_db()
    facts = StructureFacts(kind="portal_section", name={"fi": "Sivut"}, thing=f"portal:{portal_uid(world.portal)}")
    pages = add_structure(funded.project, facts, actor=steward, now=NOW)
    name_receiver(pages, world.county, actor=steward, now=NOW)
    offer(pages, actor=steward, now=NOW)
    accept(funded, pages)
    assert officer.mandates.filter(role=Role.STEWARD).exists()
    hand_on(funded, pages)
    world.portal.refresh_from_db()
    assert world.portal.steward == world.federation


def test_what_has_not_been_done_is_not_accepted(funded, board):
    offered(funded, board)
    with pytest.raises(Refused) as refusal:
        accept(funded, board, confirmed=("agreed", "access_moved"))

    board.refresh_from_db()
    assert refusal.value.verdict.details["field"] == "confirmed"
    assert (board.status, board.steward) == ("offered", funded.project.host)
    assert set(board.steps.values_list("step", flat=True)) == {"named"}


def test_a_second_answer_is_told_who_has_answered_already(funded, board):
    offered(funded, board)
    accept(funded, board)
    other = PersonFactory()
    funded.world.give(other, funded.world.county, Role.COUNTY_OFFICER)
    with pytest.raises(Refused) as refusal:
        accept(funded, board, actor=other)
    assert code_of(refusal) == "settled"
    assert str(funded.people["county officer"]) in str(refusal.value.verdict.reason)


def test_a_region_s_pages_move_with_their_structure_and_have_a_steward_at_once(funded):
    world, steward, officer = funded.world, funded.people["steward"], funded.people["county officer"]
    Project.objects.filter(pk=funded.project.pk).update(host=world.federation)
    funded.project.refresh_from_db()
    thing = f"portal:{portal_uid(world.portal)}"
    facts = StructureFacts(kind="portal_section", name={"fi": "Maakunnan sivut"}, thing=thing)
    pages = add_structure(funded.project, facts, actor=steward, now=NOW)
    name_receiver(pages, world.county, actor=steward, now=NOW)
    offer(pages, actor=steward, now=NOW)
    accept(funded, pages)

    world.portal.refresh_from_db()
    assert world.portal.steward == world.county
    assert Mandate.objects.filter(person=officer, organisation=world.county, role=Role.STEWARD, ended_on=None).exists()


def test_a_page_that_goes_along_gets_a_new_owner_and_the_givers_people_keep_it_no_more(funded):
    owner, officer = funded.people["owner"], funded.people["county officer"]
    page = OrganisationFactory(name=translated(fi="Neuvottelukunnan sivu"))
    funded.world.give(owner, page, Role.OWNER)
    facts = StructureFacts(kind="body", name={"fi": "Neuvottelukunta"}, thing=f"organisation:{page.uid}")
    with pytest.raises(Refused):
        add_structure(funded.project, facts, actor=funded.people["editor"], now=NOW)
    board = add_structure(funded.project, facts, actor=owner, now=NOW)
    offered(funded, board)
    accept(funded, board)

    owners = Mandate.objects.current(TODAY).filter(organisation=page, role=Role.OWNER)
    assert [mandate.person for mandate in owners] == [officer]


def test_declining_keeps_it_with_the_giver_who_reads_why(funded, board):
    offered(funded, board)
    with pytest.raises(Refused):
        decline_structure(board, reason=" ", actor=funded.people["county officer"], now=NOW)
    board = decline_structure(board, reason="Ei resursseja.", actor=funded.people["county officer"], now=NOW)

    assert (board.status, board.steward) == ("living", funded.project.host)
    assert "Ei resursseja." in letters(funded.people["owner"].email)[-1].text


def test_an_offer_taken_back_waits_for_nobody(funded, board):
    officer = funded.people["county officer"]
    offered(funded, board)
    withdraw_offer(board, actor=funded.people["editor"], now=NOW)

    assert offered_to(officer, now=NOW) == []
    assert len(letters(officer.email)) == 2
    with pytest.raises(Refused):
        accept(funded, board)


def test_ending_needs_a_reason_and_whoever_answers_for_the_project(funded, board):
    for actor, reason in (("editor", {"fi": "Ei tarvetta."}), ("owner", {"fi": " "})):
        with pytest.raises(Refused):
            end_structure(board, reason=reason, actor=funded.people[actor], now=NOW)
    ended = end_structure(board, reason={"fi": "Ei tarvetta."}, actor=funded.people["owner"], now=NOW)

    assert (ended.status, ended.settled_on) == ("ended", TODAY)
    with pytest.raises(Refused):
        change_structure(ended, StructureFacts(kind="body", name={"fi": "Uusi"}), actor=funded.people["owner"], now=NOW)


def test_a_project_is_closed_only_when_nothing_of_it_would_end_silently(funded, board):
    owner = funded.people["owner"]

    def close():
        return close_project(funded.project, {"fi": "Kiitos!"}, pack=lambda _it: b"PK", actor=owner, now=NOW)

    with pytest.raises(Refused) as refusal:
        close()
    assert "Neuvottelukunta" in str(refusal.value.verdict.reason)
    end_structure(board, reason={"fi": "Ei tarvetta."}, actor=owner, now=NOW)
    closed = close()

    assert closed.closed_on == TODAY
    assert closed.archive.file.read() == b"PK"
    with pytest.raises(Refused):
        close()


def test_the_list_begins_with_what_is_unsettled_and_late(funded, board):
    project, host = funded.project, funded.project.host
    ended = StructureFactory(project=project, steward=host, status="ended")
    late = StructureFactory(project=project, steward=host, due=TODAY - timedelta(days=1))
    without_day = StructureFactory(project=project, steward=host)

    listed = structures_of(project, on=TODAY)

    assert [each.structure for each in listed] == [late, board, without_day, ended]
    assert [each.is_late for each in listed] == [True, False, False, False]


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("pöytäkirja.pdf", b"%PDF-1.7 x %%EOF", "application/pdf"),
        ("jäsenet.csv", "nimi\nÄmmä\n".encode(), "text/csv"),
        ("../../etc/passwd.txt", b"hei", "text/plain"),
    ],
)
def test_a_file_goes_along_under_its_own_name(funded, board, name, content, media_type):
    made = attach(board, name=name, content=content, actor=funded.people["editor"], now=NOW)
    assert (made.media_type, made.size, made.name) == (media_type, len(content), name.rpartition("/")[2])
    assert made.file.read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.exe", b"MZ"),
        ("kuva.pdf", b"\x89PNG"),
        ("teksti.txt", b"\xff\xfe\x00"),
        ("tyhja.txt", b""),
        ("asiakirja.docx", b"PK\x03\x04"),
        (".txt", b"hei"),
        ("iso.txt", b"x" * (10 * 1024 * 1024 + 1)),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(funded, board, name, content):
    with pytest.raises(Refused) as refusal:
        attach(board, name=name, content=content, actor=funded.people["editor"], now=NOW)
    assert refusal.value.verdict.details["field"] == "file"
    assert board.attachments.count() == 0


def test_a_file_is_removed_from_the_disk_too(funded, board, django_capture_on_commit_callbacks):
    editor = funded.people["editor"]
    made = attach(board, name="muistio.txt", content=b"hei", actor=editor, now=NOW)
    file = made.file
    with django_capture_on_commit_callbacks(execute=True):
        remove_attachment(made, actor=editor, now=NOW)
    assert not file.storage.exists(file.name)


def test_every_deed_is_written_down(funded, board):
    offered(funded, board)
    accept(funded, board)
    verbs = AuditEntry.objects.filter(subject_kind="structure").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["added structure", "named receiver", "offered structure", "accepted structure"]
    assert Structure.objects.get().settled_by == str(funded.people["county officer"])
