"""Every letter allauth may send and everything it may say has words of ours."""

from pathlib import Path

import allauth

from raitti.accounts.words import LETTERS, SAID

TEMPLATES = Path(allauth.__file__).parent / "templates"
# Sent only where new passwords are asked for by link, which here goes by code.
NEVER_SENT = {"account/email/password_reset_key"}
# What the page shows anyway, as that of a code says where it went, or what concerns telephones.
GOES_WITHOUT_SAYING = {
    "account/messages/email_confirmation_sent.txt",
    "account/messages/login_code_sent.txt",
    "account/messages/logged_in.txt",
    "account/messages/logged_out.txt",
    "account/messages/phone_verification_sent.txt",
    "account/messages/phone_verified.txt",
    "socialaccount/messages/account_connected_updated.txt",
    "usersessions/messages/sessions_logged_out.txt",
}


def of_allauth(pattern: str) -> set[str]:
    rooms = ("account", "mfa", "socialaccount", "usersessions")
    return {str(path.relative_to(TEMPLATES)) for room in rooms for path in TEMPLATES.glob(f"{room}/{pattern}")}


def test_every_letter_has_our_words():
    known = {name.removesuffix("_subject.txt") for name in of_allauth("email/*_subject.txt")}
    assert len(known) > 15
    assert known - NEVER_SENT == set(LETTERS)


def test_everything_said_on_pages_has_our_words():
    assert of_allauth("messages/*.txt") - GOES_WITHOUT_SAYING == set(SAID)
