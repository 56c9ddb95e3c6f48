"""The whole way from a letter to a hidden page, over two regions with policies of their own."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from raitti.core.addressees import mark_bounced, refuse_kinds
from raitti.core.jobs import Worker
from raitti.core.models import AuditEntry, MailAddress
from raitti.core.texts import translated
from raitti.core.verdicts import Refused
from raitti.directory.actions import check_rounds, save_portal, set_publication, set_status
from raitti.directory.actions.check_rounds import ask_now, check_entries
from raitti.directory.actions.freshness import confirm
from raitti.directory.actions.matters import mend_queue
from raitti.directory.facts import ContactFacts, PortalFacts
from raitti.directory.models import CheckRound, Hiding, Matter, Organisation, Portal, Publication
from raitti.directory.queries.confirmers import BY_LINK
from raitti.directory.queries.freshness import is_overdue, policy_of
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory, ServiceFactory

pytestmark = pytest.mark.django_db
CONFIRMED = date(2026, 1, 10)


@pytest.fixture
def regions(areas, actor, now):
    """Northern Ostrobothnia asks yearly and hides after twelve months; Lapland asks every six and hides after six."""
    steward = OrganisationFactory(next_check_due=date(2040, 1, 1))

    def portal(key: str, area: str, **policy: int | None) -> None:
        facts = PortalFacts(key=key, hostname=f"{key}.example", name={"fi": key}, areas=(area,), **policy)
        save_portal(facts, steward=steward, actor=actor, now=now)

    portal("pohjoinen", "region:17", check_months=12, hide_after_months=12)
    portal("lappi", "region:19", check_months=6, hide_after_months=6, contact_phone="016 555 0100")
    return areas


@pytest.fixture
def oulu(regions, save):
    return save("oulu", verified_on=CONFIRMED, email="oulu@yhdistys.example").thing


@pytest.fixture
def utsjoki(regions, save):
    facts = {"name": {"fi": "Utsjoen kyläyhdistys ry"}, "home_municipality": "890"}
    return save("utsjoki", verified_on=CONFIRMED, email="utsjoki@yhdistys.example", **facts).thing


def morning(day: date) -> datetime:
    return datetime.combine(day, time(5), timezone.get_current_timezone())


def on(day: date) -> None:
    """The chore of one morning, done twice: the second time must change nothing."""
    moment = morning(day)
    check_entries(moment)
    before = state()
    check_entries(moment)
    assert state() == before


def state() -> tuple[object, ...]:
    return (
        list(CheckRound.objects.order_by("pk").values()),
        DBTaskResult.objects.count(),
        AuditEntry.objects.count(),
        list(Matter.objects.order_by("pk").values()),
    )


def letters() -> list[str]:
    """Whom letters went to since last asked."""
    while Worker().work_once():
        pass
    sent = sorted(letter.to[0] for letter in mail.outbox)
    mail.outbox.clear()
    return sent


def round_of(organisation: Organisation) -> CheckRound:
    return CheckRound.objects.filter(organisation=organisation).latest("began")


def test_each_region_asks_at_its_own_time_and_goes_step_by_step(oulu, utsjoki):
    assert (oulu.next_check_due, utsjoki.next_check_due) == (date(2027, 1, 10), date(2026, 7, 10))

    on(date(2026, 7, 9))
    assert letters() == []
    on(date(2026, 7, 10))
    assert letters() == ["utsjoki@yhdistys.example"]
    on(date(2026, 7, 30))
    assert letters() == []
    on(date(2026, 7, 31))
    assert letters() == ["utsjoki@yhdistys.example"]
    assert not Matter.objects.exists()
    on(date(2026, 8, 21))
    assert letters() == []
    assert Matter.objects.get().organisation == utsjoki
    assert not is_overdue(utsjoki, date(2026, 8, 21))
    on(date(2026, 9, 11))
    assert round_of(utsjoki).marked
    assert is_overdue(utsjoki, date(2026, 9, 12))
    on(date(2027, 1, 9))
    utsjoki.refresh_from_db()
    assert utsjoki.publication == Publication.PUBLISHED
    on(date(2027, 1, 10))
    utsjoki.refresh_from_db()
    assert utsjoki.publication == Publication.HIDDEN
    assert Hiding.objects.get().reason
    assert letters() == ["oulu@yhdistys.example", "utsjoki@yhdistys.example"]


def test_a_hidden_entry_comes_back_when_it_is_confirmed_and_keeps_everything(utsjoki, actor):
    service = ServiceFactory(organisation=utsjoki)
    for day in (date(2026, 7, 10), date(2026, 7, 31), date(2026, 8, 21), date(2026, 9, 11), date(2027, 1, 10)):
        on(day)
    at = morning(date(2027, 1, 20))

    confirm(utsjoki, actor=actor, by=BY_LINK, now=at)

    utsjoki.refresh_from_db(), service.refresh_from_db()
    assert utsjoki.publication == Publication.PUBLISHED
    assert (utsjoki.verified_on, utsjoki.next_check_due) == (date(2027, 1, 20), date(2027, 7, 20))
    assert (service.verified_on, service.verified_by) == (date(2027, 1, 20), BY_LINK)
    assert Hiding.objects.get().ended == at
    assert Matter.objects.get().done == at
    assert not mend_queue(now=at)
    on(date(2027, 1, 21))
    assert CheckRound.objects.filter(answered=None).count() == 0


def test_what_a_steward_hid_is_neither_asked_about_nor_shown_by_a_confirmation(utsjoki, actor, now):
    set_publication(utsjoki, "hidden", actor=actor, now=now)
    on(date(2026, 7, 10))
    confirm(utsjoki, actor=actor, by=BY_LINK, now=now)
    utsjoki.refresh_from_db()
    assert (letters(), utsjoki.publication) == ([], Publication.HIDDEN)


def test_a_region_that_hides_nothing_leaves_the_page_marked(regions, save):
    Portal.objects.filter(key="lappi").update(hide_after_months=None)
    quiet = save("hiljainen", verified_on=CONFIRMED, email="h@yhdistys.example", home_municipality="890").thing
    for days in range(0, 1500, 21):
        on(date(2027, 1, 10) + timedelta(days=days))
    quiet.refresh_from_db()
    assert (round_of(quiet).hidden, quiet.publication) == (None, Publication.PUBLISHED)


def test_a_killed_run_goes_on_where_it_stopped_and_nobody_gets_two_letters(regions, save, monkeypatch):
    for number in range(6):
        save(str(number), name={"fi": f"Yhdistys {number}"}, verified_on=CONFIRMED, email=f"y{number}@yhdistys.example")
    write = check_rounds._write
    written = []

    def write_three_then_die(*args, **kwargs):
        if len(written) == 3:
            raise KeyboardInterrupt
        written.append(1)
        return write(*args, **kwargs)

    moment = morning(date(2027, 1, 10))
    monkeypatch.setattr(check_rounds, "_write", write_three_then_die)
    with pytest.raises(KeyboardInterrupt):
        check_entries(moment)
    assert CheckRound.objects.filter(asked=moment).count() == 3
    monkeypatch.setattr(check_rounds, "_write", write)

    check_entries(moment)

    assert letters() == sorted({f"y{number}@yhdistys.example" for number in range(6)})


def test_where_many_are_due_other_work_gets_its_turn_and_everyone_is_asked_once(regions, save, monkeypatch):
    monkeypatch.setattr(check_rounds, "_AT_ONCE", 2)
    for number in range(5):
        save(str(number), name={"fi": f"Yhdistys {number}"}, verified_on=CONFIRMED, email=f"y{number}@yhdistys.example")

    check_entries(morning(date(2027, 1, 10)))

    assert CheckRound.objects.count() == 2
    left = DBTaskResult.objects.ready().filter(task_path__endswith="_take_later")
    assert left.count() == 2
    assert all(waiting.priority < 0 for waiting in left)
    # The chore done twice, as after a killed worker, asks nobody twice.
    check_entries(morning(date(2027, 1, 10)))
    assert letters() == [f"y{number}@yhdistys.example" for number in range(5)]


def test_one_entry_that_cannot_be_asked_does_not_hold_up_the_others(regions, save, monkeypatch, caplog):
    for number in range(2):
        save(str(number), name={"fi": f"Yhdistys {number}"}, verified_on=CONFIRMED, email=f"y{number}@yhdistys.example")
    write = check_rounds._write

    def fail_for_one(found, *args, **kwargs):
        if found.organisation.email.startswith("y0"):
            raise ValueError("broken")
        return write(found, *args, **kwargs)

    monkeypatch.setattr(check_rounds, "_write", fail_for_one)
    check_entries(morning(date(2027, 1, 10)))

    assert letters() == ["y1@yhdistys.example"]
    assert CheckRound.objects.count() == 1
    assert "y0@" not in caplog.text


def test_without_an_address_an_entry_goes_to_the_queue_at_once(regions, save):
    save("ilman", verified_on=CONFIRMED)
    on(date(2027, 1, 10))
    assert letters() == []
    assert Matter.objects.get().kind == "stale"
    assert round_of(Organisation.objects.get(source_id="ilman")).asked is None


@pytest.mark.parametrize("kind", ["municipality", "county", "authority"])
def test_a_public_body_from_a_register_is_left_to_that_register(regions, save, kind):
    save("virasto", kind=kind, verified_on=CONFIRMED)
    on(date(2027, 1, 10))
    assert not CheckRound.objects.exists()


def test_letters_go_to_the_role_address_and_the_owners_each_once_in_their_language(oulu, now):
    Organisation.objects.filter(pk=oulu.pk).update(languages=["sv", "fi"])
    for email, language in (("owner@example.org", "en"), ("OULU@yhdistys.example", "fi")):
        MandateFactory(organisation=oulu, person=PersonFactory(email=email, language=language))
    check_entries(morning(date(2027, 1, 10)))
    while Worker().work_once():
        pass
    languages = {letter.to[0].lower(): letter.extra_headers["Content-Language"] for letter in mail.outbox}
    assert languages == {"owner@example.org": "en", "oulu@yhdistys.example": "fi"}


def test_a_personal_address_of_a_contact_is_not_written_to(regions, save):
    contacts = (
        ContactFacts(name="Aino Esimerkki", email="aino@example.org", is_public=True),
        ContactFacts(role={"fi": "Sihteeri"}, email="sihteeri@yhdistys.example", is_public=True),
        ContactFacts(role={"fi": "Rahastonhoitaja"}, email="salainen@yhdistys.example"),
    )
    save("1", verified_on=CONFIRMED, contacts=contacts)
    on(date(2027, 1, 10))
    assert letters() == ["sihteeri@yhdistys.example"]


def test_where_letters_come_back_or_are_not_wanted_a_person_is_to_look(oulu, utsjoki, now):
    mark_bounced("oulu@yhdistys.example", "5.1.1", now=now)
    refuse_kinds(MailAddress.objects.create(address="utsjoki@yhdistys.example"), {"reminder"})
    on(date(2027, 1, 10))
    assert letters() == []
    assert {matter.organisation for matter in Matter.objects.all()} == {oulu, utsjoki}


def test_what_nobody_ever_confirmed_is_asked_about_after_a_month(regions, save, now):
    save("uusi", email="uusi@yhdistys.example")
    on((now + timedelta(days=29)).date())
    assert letters() == []
    on((now + timedelta(days=31)).date())
    assert letters() == ["uusi@yhdistys.example"]


def test_a_closed_association_is_not_asked_and_leaves_the_queue(oulu, actor, now):
    for day in (date(2027, 1, 10), date(2027, 1, 31), date(2027, 2, 21)):
        on(day)
    letters()
    set_status(oulu, "dissolved", since=date(2027, 2, 22), actor=actor, now=now)
    on(date(2027, 2, 23))
    on(date(2028, 2, 23))
    assert (letters(), round_of(oulu).answer, Matter.objects.filter(done=None).count()) == ([], "closed", 0)


def test_what_a_source_confirms_again_is_not_asked_about_any_more(oulu, save):
    on(date(2027, 1, 10))
    letters()
    save("oulu", verified_on=date(2027, 1, 15), email="oulu@yhdistys.example")
    on(date(2027, 2, 1))
    assert (letters(), round_of(oulu).answer) == ([], "confirmed")


def test_the_policy_is_that_of_the_portal_of_the_home_municipality(regions, oulu, utsjoki):
    assert (policy_of(oulu).months, policy_of(utsjoki).months) == (12, 6)
    nowhere = OrganisationFactory(name=translated(fi="Koti puuttuu"))
    assert (policy_of(nowhere).months, policy_of(nowhere).hide_after_months) == (12, None)


def test_someone_can_have_a_letter_sent_now_but_not_a_third(oulu, actor, now):
    for _ in range(2):
        ask_now(oulu, actor=actor, now=now)
    with pytest.raises(Refused) as refused:
        ask_now(oulu, actor=actor, now=now)
    assert refused.value.verdict.code == "asked"
    assert letters() == ["oulu@yhdistys.example"] * 2


def test_the_letter_says_what_the_page_says_and_whom_to_call(utsjoki):
    on(date(2026, 7, 10))
    while Worker().work_once():
        pass
    (letter,) = mail.outbox
    ((html, _kind),) = letter.alternatives
    for body in (letter.body, html):
        assert "Utsjoen kyläyhdistys ry" in body
        assert "/fi/tarkistus/" in body
        assert "016 555 0100" in body
        assert "utsjoki@yhdistys.example" in body
