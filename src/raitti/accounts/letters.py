"""Letters to people about their accounts."""

from raitti.accounts.words import Letter
from raitti.core.addresses import full_address
from raitti.core.mail import send_letter_later


def write_letter(letter: Letter, email: str, *, language: str, code: str = "") -> None:
    """Queue a letter in the words of `accounts.words`; a code stands after its first sentence."""
    send_letter_later(
        email,
        letter.subject,
        template="account",
        language=language,
        context={
            "first": letter.sentences[0],
            "rest": letter.sentences[1:],
            "code": code,
            "button": letter.button,
            "address": full_address(letter.page, language) if letter.page else "",
        },
    )
