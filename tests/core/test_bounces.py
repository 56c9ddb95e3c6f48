"""Delivery reports as mail servers write them."""

import io
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from raitti.core.addressees import bounce_of, is_bounced
from raitti.core.bounces import read_report
from raitti.core.mail import message_id

pytestmark = pytest.mark.django_db
LETTER = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
REPORTS = Path(__file__).parent


def report(name: str, to: str) -> bytes:
    """One of the reports, about a letter of ours to `to`."""
    return (REPORTS / name).read_bytes().replace(b"MESSAGE-ID", message_id(LETTER, to).encode())


def take(tmp_path: Path, data: bytes) -> str:
    file = tmp_path / "report.eml"
    file.write_bytes(data)
    said = StringIO()
    call_command("bounces", str(file), stdout=said)
    return said.getvalue().strip()


@pytest.mark.parametrize(
    ("name", "to"),
    [
        ("postfix_no_such_user.eml", "sihteeri@kylayhdistys.example"),
        ("exchange_no_such_recipient.eml", "puheenjohtaja@seura.example"),
        ("gmail_domain_not_found.eml", "info@lopetettu.example"),
    ],
)
def test_an_address_that_is_no_more_is_marked_with_reason_and_day(tmp_path, name, to):
    assert take(tmp_path, report(name, to)) == "1 marked, 0 passing, 0 foreign, 0 other"

    known = bounce_of(to)
    assert known is not None
    assert known.bounce_reason.startswith("5.1.")
    listed = StringIO()
    call_command("bounces", stdout=listed)
    assert to in listed.getvalue()


@pytest.mark.parametrize("name", ["postfix_mailbox_full.eml", "postfix_delayed.eml"])
def test_a_full_mailbox_and_a_slow_server_mark_nothing(tmp_path, name):
    to = "sihteeri@kylayhdistys.example"
    assert take(tmp_path, report(name, to)) == "0 marked, 1 passing, 0 foreign, 0 other"
    assert not is_bounced(to)


def test_nobody_can_silence_an_address_with_a_report_on_a_letter_we_never_sent_there(tmp_path):
    forged = report("postfix_no_such_user.eml", "somebody.else@example.org")
    assert take(tmp_path, forged) == "0 marked, 0 passing, 1 foreign, 0 other"
    assert not is_bounced("sihteeri@kylayhdistys.example")


def test_a_letter_forwarded_to_a_dead_address_marks_the_one_we_wrote_to(tmp_path):
    to = "yhdistys@kylayhdistys.example"
    assert take(tmp_path, report("postfix_forwarded.eml", to)).startswith("1 marked")
    assert is_bounced(to)
    assert not is_bounced("vanha@muualla.example")


def test_ordinary_letters_and_broken_ones_are_passed_over(tmp_path):
    plain = b"From: a@example.org\nSubject: Hei\n\nTerve\n"
    broken = report("postfix_no_such_user.eml", "x@example.org")[:700]
    for data in (plain, broken, b"", b"\xff\xfe\x00garbage"):
        assert take(tmp_path, data).startswith("0 marked, 0 passing, 0 foreign")


def test_a_mailbox_file_and_a_pipe_are_read(tmp_path, monkeypatch):
    one = report("postfix_no_such_user.eml", "sihteeri@kylayhdistys.example")
    two = report("exchange_no_such_recipient.eml", "puheenjohtaja@seura.example")
    box = b"".join(b"From MAILER-DAEMON Sat Nov 21 10:00:00 2026\n" + each + b"\n" for each in (one, two))
    assert take(tmp_path, box) == "2 marked, 0 passing, 0 foreign, 0 other"

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(one)))
    said = StringIO()
    call_command("bounces", "-", stdout=said)
    assert said.getvalue().startswith("1 marked")


def test_a_report_names_its_receiver_status_and_words():
    [returned] = read_report(report("postfix_no_such_user.eml", "sihteeri@kylayhdistys.example"))
    assert (returned.action, returned.status, returned.is_final, returned.ours) == ("failed", "5.1.1", True, True)
    assert "User unknown" in returned.said
