"""Letters over real SMTP: once, once more when a worker is killed at the wrong moment, never to dead addresses."""

import signal
import subprocess
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from raitti.core.addressees import bounce_of, forget_bounce, is_bounced, mark_bounced, refuse_kinds
from raitti.core.jobs import Worker
from raitti.core.mail import send_mail_later
from raitti.core.models import LetterSending, MailAddress
from tests.core.conftest import Instance, wait_for
from tests.core.smtp import PostOffice, post_office


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as open_office:
        smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
        with override_settings(**smtp, EMAIL_PORT=open_office.port, EMAIL_USE_TLS=False):
            yield open_office


def work_until_empty() -> None:
    while Worker().work_once():
        pass


def try_again_now() -> None:
    DBTaskResult.objects.update(run_after=timezone.now())
    work_until_empty()


def start_worker(instance: Instance) -> subprocess.Popen[str]:
    worker = instance.start("django", "worker", "--lease=1")
    assert any("Waiting" in line for line in worker.stdout)
    return worker


def kill(worker: subprocess.Popen[str]) -> None:
    worker.send_signal(signal.SIGKILL)
    worker.wait()


WRITE = "from raitti.core.mail import send_mail_later\nsend_mail_later('a@example.org', 'Hei', 'Terve')\nanswer = 1"


def test_a_worker_killed_after_the_letter_went_out_sends_it_once_more_and_never_again(instance):
    with post_office() as office:
        instance.environment |= {
            "RAITTI_EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "RAITTI_SMTP_HOST": "127.0.0.1",
            "RAITTI_SMTP_PORT": str(office.port),
        }
        instance.evaluate(WRITE)
        # The post office has the letter, the worker is killed before it learns so: again and again.
        office.answers.clear()
        for number in (1, 2):
            worker = start_worker(instance)
            wait_for(lambda number=number: len(office.letters) == number)
            kill(worker)
        office.answers.set()
        start_worker(instance)
        done = (
            "from django_tasks_db.models import DBTaskResult\n"
            "answer = DBTaskResult.objects.get(task_path__contains='_deliver').status"
        )
        wait_for(lambda: instance.evaluate(done) == "SUCCESSFUL")

        first, second = office.letters
        assert first["Message-ID"] == second["Message-ID"]
        assert first["Message-ID"].endswith("@localhost>")
        assert first["Date"]
        assert first["Auto-Submitted"] == "auto-generated"


@pytest.mark.django_db
def test_a_letter_that_went_out_is_not_sent_again_when_its_worker_is_killed_after_the_mark(office):
    send_mail_later("a@example.org", "Hei", "Terve")
    work_until_empty()
    # As a worker leaves it that was killed before it could say that the job is done.
    DBTaskResult.objects.update(status="READY", finished_at=None)
    try_again_now()

    assert len(office.letters) == 1


@pytest.mark.django_db
def test_a_post_office_that_is_closed_is_asked_again_until_it_takes_the_letter(office, settings):
    settings.EMAIL_PORT = 9
    send_mail_later("a@example.org", "Hei", "Terve")
    for _ in range(4):
        try_again_now()
    settings.EMAIL_PORT = office.port
    try_again_now()

    assert [letter["Subject"] for letter in office.letters] == ["Hei"]
    assert LetterSending.objects.get().sent


@pytest.mark.django_db
def test_a_letter_refused_for_now_is_tried_again_as_often_as_needed(office):
    office.final = "451 4.7.1 come back later"
    send_mail_later("a@example.org", "Hei", "Terve")
    for _ in range(4):
        try_again_now()
    office.final = "250 ok"
    try_again_now()

    assert len(office.letters) == 1
    assert not is_bounced("a@example.org")


@pytest.mark.django_db
@pytest.mark.parametrize("reply", ["550 5.1.1 no such user", "550 No such user here", "553 5.1.3 bad address"])
def test_an_address_the_post_office_does_not_know_is_marked_and_later_letters_stay_here(office, reply):
    office.unknown["gone@example.org"] = reply
    send_mail_later("Gone@example.org".lower(), "Hei", "Terve")
    work_until_empty()
    office.unknown.clear()
    send_mail_later("gone@example.org", "Toinen", "Terve")
    work_until_empty()

    assert office.letters == []
    assert reply.partition(" ")[2] in bounce_of("GONE@example.org").bounce_reason
    assert not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()


@pytest.mark.django_db
def test_a_refusal_that_is_about_the_letter_marks_no_address(office):
    office.unknown["a@example.org"] = "550 5.7.1 we do not like your server"
    send_mail_later("a@example.org", "Hei", "Terve")
    work_until_empty()

    assert not is_bounced("a@example.org")
    assert DBTaskResult.objects.get().status == "READY"


@pytest.mark.django_db
def test_an_address_can_be_used_again_when_it_has_been_mended(office, now):
    mark_bounced("a@example.org", "5.1.1 no such user", now=now)
    assert forget_bounce("A@example.org")
    send_mail_later("a@example.org", "Hei", "Terve")
    work_until_empty()

    assert len(office.letters) == 1


@pytest.mark.django_db
def test_after_a_week_only_a_necessary_letter_tries_a_dead_address_and_one_that_is_taken_opens_it_again(office):
    mark_bounced("a@example.org", "5.1.1", now=timezone.now() - timedelta(days=8))
    for subject, kind in (("Muistutus", "reminder"), ("Koodi", ""), ("Toinen muistutus", "reminder")):
        send_mail_later("a@example.org", subject, "Terve", kind=kind, language="fi")
        work_until_empty()

    assert [letter["Subject"] for letter in office.letters] == ["Koodi", "Toinen muistutus"]
    assert not is_bounced("a@example.org")


@pytest.mark.django_db
def test_a_dead_address_tried_again_in_vain_stays_dead(office):
    mark_bounced("gone@example.org", "5.1.1", now=timezone.now() - timedelta(days=8))
    office.unknown["gone@example.org"] = "550 5.1.1 no such user"
    send_mail_later("gone@example.org", "Koodi", "Terve")
    work_until_empty()

    known = bounce_of("gone@example.org")
    assert known is not None
    assert timezone.now() - known.bounced < timedelta(days=1)


@pytest.mark.django_db
def test_the_code_somebody_waits_for_goes_before_the_reminders_of_the_morning(office):
    for number in range(3):
        send_mail_later(f"a{number}@example.org", "Muistutus", "Terve", kind="reminder", language="fi")
    send_mail_later("b@example.org", "Koodi", "Terve")
    work_until_empty()

    assert [letter["Subject"] for letter in office.letters] == ["Koodi", *["Muistutus"] * 3]


@pytest.mark.django_db
def test_only_letters_one_can_do_without_offer_to_stay_away(office):
    send_mail_later("a@example.org", "Koodi", "Terve")
    send_mail_later("a@example.org", "Muistutus", "Terve", kind="reminder", language="sv")
    work_until_empty()

    necessary, reminder = office.letters
    assert necessary["List-Unsubscribe"] is None
    assert reminder["List-Unsubscribe"].strip().startswith("<http://localhost:8000/sv/brev/")
    assert reminder["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "a@example" not in reminder["List-Unsubscribe"]


@pytest.mark.django_db
def test_what_is_refused_stays_away_and_the_rest_comes(office):
    known = MailAddress.objects.create(address="a@example.org")
    refuse_kinds(known, {"reminder", "no such kind"})
    send_mail_later("A@example.org", "Muistutus", "Terve", kind="reminder", language="fi")
    send_mail_later("a@example.org", "Koodi", "Terve")
    send_mail_later("a@example.org", "Uutinen", "Terve", kind="notice", language="fi")
    work_until_empty()

    assert [letter["Subject"] for letter in office.letters] == ["Koodi", "Uutinen"]


def test_a_kind_nobody_has_named_is_an_error_at_once(db):
    with pytest.raises(ValueError, match="no kind"):
        send_mail_later("a@example.org", "Hei", "Terve", kind="advertisement")
