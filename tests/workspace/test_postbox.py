"""The demo's post box: every letter is there, and every link in it can be followed."""

import re

import pytest
from django.utils import timezone

from raitti.core.addresses import address
from raitti.core.jobs import Worker
from raitti.core.mail import send_mail_later

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
EVIL = '<html><head></head><body><script>alert(1)</script><a href="https://example.org/a?b=1">Tästä</a></body></html>'


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"


def send(subject: str, html: str = "") -> None:
    send_mail_later("a@example.org", subject, f"{subject}\nhttps://example.org/yksi <b>", html)
    while Worker().work_once():
        pass


def test_letters_are_listed_and_opened_with_their_links(client, demo):
    send("Ensimmäinen kirje")
    send("Toinen kirje", EVIL)

    listed = client.get(address("postbox", "fi"), headers=HOST).content.decode()
    opened = re.findall(r'href="(/fi/posti/[^"]+/)"', listed)
    pages = [client.get(path, headers=HOST).content.decode() for path in opened]

    assert len(opened) == 2
    assert "Ensimmäinen kirje" in listed
    assert [page.count("a@<wbr>example.org") for page in pages] == [1, 1]
    assert ['<a href="https://example.org/yksi">' in page for page in pages] == [True, True]
    assert ["&lt;b&gt;" in page for page in pages] == [True, True]


def test_a_letter_has_the_time_of_the_reader_s_clock(client, demo):
    before = timezone.localtime()
    send("Kirje")
    listed = client.get(address("postbox", "fi"), headers=HOST).content.decode()
    assert any(f"{at:%-d.%-m.%Y %H.%M}" in listed for at in (before, timezone.localtime()))


def test_a_letter_s_own_page_can_run_nothing(client, demo):
    send("Kirje", EVIL)
    listed = client.get(address("postbox", "fi"), headers=HOST).content.decode()
    [path] = re.findall(r'href="(/fi/posti/[^"]+/)"', listed)
    letter = client.get(path, headers=HOST).content.decode()
    [frame] = re.findall(r'<iframe[^>]* src="([^"]+)"', letter)
    framed = client.get(frame, headers=HOST)

    policy = framed["Content-Security-Policy"]
    assert "allow-scripts" not in letter
    assert "allow-scripts" not in policy
    assert "script-src 'none'" in policy
    assert "default-src 'none'" in policy
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_top">' in framed.content.decode()


def test_outside_the_demo_there_is_no_post_box(client):
    assert client.get(address("postbox", "fi"), headers=HOST).status_code == 404


def test_a_letter_there_is_not_is_not_there(client, demo):
    assert client.get(address("postbox_letter", "fi", key="20260101-0"), headers=HOST).status_code == 404


def test_the_demo_s_public_pages_lead_to_the_post_box(client, demo):
    assert 'href="/fi/posti/"' in client.get("/fi/", headers=HOST).content.decode()
