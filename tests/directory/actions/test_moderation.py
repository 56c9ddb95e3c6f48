"""Reports, hiding with a reason, appeal and giving back: a closed loop in which everyone is told."""

from datetime import timedelta
from urllib.parse import unquote

import pytest

from raitti.core.personal import HOLDINGS
from raitti.core.verdicts import Refused
from raitti.directory.actions import set_publication
from raitti.directory.actions.moderation import (
    answer_appeal,
    answer_report,
    appeal,
    appeal_address,
    end_hiding,
    forget_reporters,
    hide,
    read_appeal_token,
    report_content,
)
from raitti.directory.models import Hiding, Location, Matter, Organisation, Report
from raitti.directory.queries.addressees import Addressee
from tests.directory.world import confirmed
from tests.factories import CREATED, AreaFactory, MandateFactory, OrganisationFactory, PersonFactory, ServiceFactory
from tests.letters import letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return MandateFactory(person__email="omistaja@example.org").organisation


@pytest.fixture
def steward():
    return PersonFactory(name="Sari Steward")


def test_a_page_given_back_after_a_refused_appeal_is_not_told_of_by_the_refusal(now):
    page = OrganisationFactory(email="posti@kutojat.example")
    hiding = hide(page, reason="Mainos.", actor=PersonFactory(), now=now)
    appeal(hiding, "Mainos on poistettu.", actor=PersonFactory(), now=now)
    answer_appeal(hiding, give_back=False, answer="Mainos näkyy yhä.", actor=PersonFactory(), now=now)

    end_hiding(hiding, actor=PersonFactory(), now=now)

    last = letters(to="posti@kutojat.example")[-1]
    assert "Mainos näkyy yhä." not in last.text


def test_a_report_is_not_settled_by_hiding_without_a_reason(organisation, steward, now):
    report = report_content(organisation, why="ended", message="Lopetti 2024.", email="", now=now)

    with pytest.raises(Refused) as refused:
        answer_report(report, answer="Piilotettu.", hide_because=" ", actor=steward, now=now)

    report.refresh_from_db()
    assert (refused.value.verdict.details["field"], report.answered) == ("hide_because", None)


def test_a_report_waits_for_the_steward_and_its_answer_closes_it(organisation, steward, now):
    report = report_content(organisation, why="ended", message="Lopetti 2024.", email="lukija@example.org", now=now)
    assert Matter.objects.get(kind="report").done is None
    answer_report(report, answer="Kiitos, kysymme yhdistykseltä.", actor=steward, now=now)
    assert Matter.objects.get(kind="report").done == now
    [letter] = letters()
    assert letter.to == "lukija@example.org"
    assert "kysymme" in letter.text
    with pytest.raises(Refused):
        answer_report(report, answer="Toistamiseen", actor=steward, now=now)


def test_hiding_by_a_report_takes_the_page_from_everyone_and_tells_both(organisation, steward, now):
    report = report_content(organisation, why="offensive", message="", email="lukija@example.org", now=now)
    answer_report(report, answer="Piilotettu.", hide_because="Herjaava teksti.", actor=steward, now=now)
    assert not Organisation.objects.visible_to(None).exists()
    by_address = {letter.to: letter.text for letter in letters()}
    assert "Herjaava teksti." in by_address["omistaja@example.org"]
    assert "/fi/oikaisupyynto/" in by_address["omistaja@example.org"]
    assert "Herjaava" not in by_address["lukija@example.org"]


def test_nothing_is_hidden_without_a_reason_or_twice(organisation, steward, now):
    with pytest.raises(Refused):
        hide(organisation, reason="  ", actor=steward, now=now)
    hide(organisation, reason="Syy", actor=steward, now=now)
    with pytest.raises(Refused):
        hide(organisation, reason="Syy", actor=steward, now=now)
    assert Hiding.objects.count() == 1


def test_an_appeal_waits_and_giving_back_shows_the_page_as_before(organisation, steward, now):
    hiding = hide(organisation, reason="Syy", actor=steward, now=now)
    owner = organisation.mandates.get().person
    appeal(hiding, "Teksti on korjattu.", actor=owner, now=now + timedelta(days=1))
    assert Matter.objects.get(kind="appeal").done is None
    with pytest.raises(Refused):
        appeal(hiding, "Uudestaan", actor=owner, now=now)
    answer_appeal(hiding, give_back=True, answer="Kiitos korjauksesta.", actor=steward, now=now + timedelta(days=2))
    organisation.refresh_from_db()
    assert organisation.publication == "published"
    assert Matter.objects.get(kind="appeal").done is not None
    assert "Kiitos korjauksesta." in letters()[-1].text


def test_a_refused_appeal_is_answered_and_the_page_stays_hidden(organisation, steward, now):
    hiding = hide(organisation, reason="Syy", actor=steward, now=now)
    appeal(hiding, "Miksi?", actor=steward, now=now)
    answer_appeal(hiding, give_back=False, answer="Teksti on ennallaan.", actor=steward, now=now)
    organisation.refresh_from_db()
    assert organisation.publication == "hidden"
    assert not Matter.objects.filter(done=None).exists()
    assert "Teksti on ennallaan." in letters()[-1].text
    end_hiding(Hiding.objects.get(), actor=steward, now=now)
    organisation.refresh_from_db()
    assert organisation.publication == "published"


def test_a_draft_that_was_hidden_is_given_back_as_a_draft(steward, now):
    service = ServiceFactory()
    set_publication(service, "draft", actor=steward, now=now)
    end_hiding(hide(service, reason="Syy", actor=steward, now=now), actor=steward, now=now)
    service.refresh_from_db()
    assert service.publication == "draft"


def test_the_link_of_a_letter_acts_as_the_person_it_was_sent_to(organisation, steward, now):
    hiding = hide(organisation, reason="Syy", actor=steward, now=now)
    owner = organisation.mandates.get().person
    address = appeal_address(hiding, Addressee(owner.email, "fi", owner))
    token = unquote(address.rstrip("/").rpartition("/")[2])
    assert read_appeal_token(token) == (hiding, owner)
    owner.delete()
    assert read_appeal_token(token) == (hiding, None)


def test_a_reporter_s_address_is_forgotten_a_month_after_the_answer(organisation, steward, now):
    report = report_content(organisation, why="wrong", message="x", email="lukija@example.org", now=now)
    answer_report(report, answer="Korjattu.", actor=steward, now=now)
    forget_reporters(now + timedelta(days=31))
    report.refresh_from_db()
    assert (report.email, report.message) == ("", "x")
    forget_reporters(now + timedelta(days=400))
    report.refresh_from_db()
    assert report.message == ""


def test_a_place_nobody_owns_is_its_municipality_s_to_answer_for(steward, now):
    area = AreaFactory()
    town = OrganisationFactory(kind="municipality", home_municipality=area)
    place = Location.objects.create(municipality=area, created=CREATED, changed=CREATED)
    report = report_content(place, why="wrong", message="", now=now)
    assert report.organisation == town
    assert Matter.objects.get().municipality == area


def test_what_someone_reported_signed_in_or_by_their_address_is_their_own_data_and_erased(organisation, steward, now):
    reporter = confirmed("lukija@example.org")
    answered = report_content(organisation, why="wrong", message="Väärä numero", actor=reporter, now=now)
    open_one = report_content(organisation, why="ended", message="Loppui", email="Lukija@example.org", now=now)
    report_content(organisation, why="other", message="Toisen", email="toinen@example.org", now=now)
    answer_report(answered, answer="Kiitos.", actor=steward, now=now)
    holding = HOLDINGS["reports"]

    assert [row["message"] for row in holding.show(reporter)] == ["Väärä numero", "Loppui"]
    assert holding.erase(reporter, now), "what still waits is told to stay"
    assert holding.show(reporter) == []
    for report, words in ((answered, ""), (open_one, "Loppui")):
        report.refresh_from_db()
        assert (report.person, report.email, report.message) == (None, "", words)
    assert Report.objects.filter(email="toinen@example.org", message="Toisen").exists()


def test_who_reported_it_is_forgotten_with_the_address(organisation, steward, now):
    report = report_content(organisation, why="wrong", message="x", actor=confirmed("l@example.org"), now=now)
    answer_report(report, answer="Kiitos.", actor=steward, now=now)
    forget_reporters(now + timedelta(days=29))
    assert Report.objects.get().person is not None
    forget_reporters(now + timedelta(days=31))
    assert Report.objects.get().person is None
