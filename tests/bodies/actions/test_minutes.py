"""Minutes are checked by two who were there, signed, and only then published; what was wrong is corrected visibly."""

import pytest

from raitti.bodies.actions import minutes as acts
from raitti.bodies.models import Minutes
from raitti.search.models import SearchDocument
from tests.bodies import meetings as made
from tests.bodies.actions.test_meetings import refusal
from tests.bodies.meetings import SECRET
from tests.bodies.world import seat
from tests.directory.world import build_world
from tests.letters import letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def met(now):
    return made.plan(seat(build_world(now)))


def test_the_two_who_check_are_different_people_who_were_there_and_do_not_sign(met):
    made.begin(met)
    for pair, code in (
        ([met.member, met.member], "same"),
        ([met.member], "missing"),
        ([met.member, met.deputy], "absent"),
        ([met.secretary, met.member], "signs"),
    ):
        assert refusal(acts.name_checkers, met.minutes, pair, **met.acting) == code
    acts.name_checkers(met.minutes, [met.member, met.third], **met.acting)
    assert {check.holder for check in met.minutes.checks.all()} == {met.member, met.third}


def test_naming_the_checkers_settles_the_item_about_them(met):
    made.begin(met)
    acts.name_checkers(met.minutes, [met.member, met.third], **met.acting)
    assert met.meeting.items.get(standing="checkers").outcome == "as_proposed"


def test_checkers_can_be_named_anew_while_the_minutes_are_a_draft(met):
    made.begin(met)
    acts.name_checkers(met.minutes, [met.member, met.third], **met.acting)
    acts.name_checkers(met.minutes, [met.member, met.chair], **met.acting)
    assert {check.holder for check in met.minutes.checks.all()} == {met.member, met.chair}


def test_minutes_of_a_meeting_going_on_or_without_checkers_are_not_sent(met):
    made.begin(met)
    assert refusal(acts.send_minutes, met.minutes, **met.acting) == "not_held"
    made.close(met)
    met.minutes.checks.all().delete()
    assert refusal(acts.send_minutes, met.minutes, **met.acting) == "no_checkers"


def test_unchecked_and_unsigned_minutes_are_not_published(met):
    made.close(made.begin(met))
    assert refusal(acts.publish_minutes, met.minutes, **met.acting) == "not_checked"
    acts.send_minutes(met.minutes, **met.acting)
    assert refusal(acts.publish_minutes, met.minutes, **met.acting) == "not_checked"
    first, second = met.minutes.checks.all()
    acts.check_minutes(first, "approved", **met.acting)
    assert met.minutes.state == Minutes.State.TO_CHECK, "one of two is not enough"
    assert refusal(acts.sign_minutes, met.minutes, "chair", **met.acting) == "not_checked"
    acts.check_minutes(second, "approved", **met.acting)
    assert refusal(acts.publish_minutes, met.minutes, **met.acting) == "not_signed"
    acts.sign_minutes(met.minutes, "chair", **met.acting)
    assert refusal(acts.publish_minutes, met.minutes, **met.acting) == "not_signed"
    acts.sign_minutes(met.minutes, "secretary", **met.acting)
    acts.publish_minutes(met.minutes, **met.acting)
    assert met.minutes.state == Minutes.State.PUBLISHED


def test_a_body_without_a_secretary_needs_the_chair_alone(met):
    made.check(made.close(made.begin(met)))
    met.seated.body.offices.filter(task="secretary").delete()
    acts.sign_minutes(met.minutes, "chair", **met.acting)
    assert met.minutes.state == Minutes.State.SIGNED
    assert met.minutes.chair == met.chair


def test_remarks_make_the_minutes_a_draft_again_and_reach_the_secretary(met):
    made.close(made.begin(met))
    acts.send_minutes(met.minutes, **met.acting)
    first, second = met.minutes.checks.all()
    acts.check_minutes(first, "approved", **met.acting)
    assert refusal(acts.check_minutes, second, "remarks", **met.acting) == "missing"
    acts.check_minutes(second, "remarks", remarks="§ 5: äänet väärin.", **met.acting)
    assert met.minutes.state == Minutes.State.DRAFT
    assert "§ 5: äänet väärin." in letters(met.secretary.email)[-1].text
    acts.send_minutes(met.minutes, **met.acting)
    assert not met.minutes.checks.exclude(answer="").exists(), "both read what was mended"


def test_checkers_and_signers_are_asked_by_letters_with_links(met):
    made.check(made.close(made.begin(met)))
    assert "/tarkasta-poytakirja/" in letters(met.third.email)[-1].text
    assert "/allekirjoita-poytakirja/" in letters(met.chair.email)[-1].text
    assert "/allekirjoita-poytakirja/" in letters(met.secretary.email)[-1].text


def test_published_minutes_are_found_and_what_is_confidential_is_not(met):
    made.STATES["checked"](met)
    assert not SearchDocument.objects.filter(kind="meeting").exists()
    made.publish(met)
    found = SearchDocument.objects.filter(kind="meeting")
    assert {document.language for document in found} == {"fi", "sv", "en"}
    for document in found:
        kept = " ".join(str(value) for value in document.__dict__.values()).casefold()
        assert "salainen" not in kept


def test_a_correction_stands_beside_the_minutes_with_its_reason(met):
    made.close(made.begin(met))
    given = {"text": {"fi": "Ääniä 2–0."}, "reason": {"fi": "Laskuvirhe"}}
    assert refusal(acts.correct_minutes, met.minutes, **given, **met.acting) == "unpublished"
    made.publish(made.check(met))
    before = str(met.item().decision)
    acts.correct_minutes(met.minutes, **given, item=met.item(), **met.acting)
    assert str(met.item().decision) == before
    assert refusal(acts.correct_minutes, met.minutes, text={}, reason={"fi": "Syy"}, **met.acting) == "missing"
    assert refusal(acts.correct_minutes, met.minutes, text={"fi": "A"}, reason={}, **met.acting) == "missing"
    made_one = met.minutes.corrections.get()
    assert (str(made_one.reason), made_one.item) == ("Laskuvirhe", met.item())
    assert SECRET not in str(made_one.text)


def test_published_minutes_are_not_written_anew(met):
    made.STATES["published"](met)
    assert refusal(made.decide, met, met.item(), "tabled") == "sent"
