"""Letters to people: written now in the receiver's language, sent by the worker."""

import logging
import re
from contextlib import suppress
from email.utils import parseaddr
from hmac import compare_digest
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import override
from django_tasks.base import TaskContext

from raitti.core.addressees import KINDS, about_address, choice_token, forget_bounce, is_wanted, mark_bounced
from raitti.core.addresses import full_address
from raitti.core.jobs import CAN_WAIT, QUICK, job
from raitti.core.models import LetterSending

__all__ = ["send_letter_later", "send_mail_later"]

_SECONDS = 30
# A letter whose worker was killed at the wrong moment may have gone out: it is sent once more, not again and again.
_MOST_UNCERTAIN = 2
_MANY_BLANK_LINES = re.compile(r"\n{3,}")

logger = logging.getLogger(__name__)


def send_mail_later(
    to: str, subject: str, text: str, html: str = "", *, reply_to: str = "", language: str = "", kind: str = ""
) -> None:
    """Queue one letter in the transaction at hand; it goes out when that commits and a worker is free.

    `kind` is one of `addressees.KINDS`, for letters people may do without; such a letter says how to do without.
    Raises `ValidationError` when `to` or `reply_to` is no e-mail address.
    """
    choices = _choices_address(to, kind, language)
    _queue(to, subject, text, html, reply_to=reply_to, language=language, kind=kind, choices=choices)


def _queue(
    to: str,
    subject: str,
    text: str,
    html: str,
    *,
    reply_to: str,
    language: str,
    kind: str,
    choices: str,
    calendar: dict[str, str] | None = None,
) -> None:
    if reply_to:
        validate_email(reply_to)
    # A line break in the subject could start a header of somebody else's choosing.
    subject = " ".join(subject.split())
    # Where thousands of reminders wait, the code that somebody needs to sign in with goes first.
    deliver = _deliver.using(priority=CAN_WAIT) if kind else _deliver
    more = {"calendar": calendar} if calendar else {}
    deliver.enqueue(to, subject, text, html, reply_to=reply_to, language=language, kind=kind, choices=choices, **more)


def send_letter_later(
    to: str,
    subject: str | Promise,
    *,
    template: str,
    language: str,
    context: dict[str, Any] | None = None,
    reply_to: str = "",
    kind: str = "",
    calendar: dict[str, str] | None = None,
) -> None:
    """Queue a letter drawn from `email/<template>.txt` and `email/<template>.html` in the receiver's language.

    The templates extend `email/base.txt` and `email/base.html` and fill their block `letter`; they get
    `context`, `subject`, `language` and, for a letter of a kind, `choices_address`. See `send_mail_later`.
    `calendar` is an invitation that goes along (RFC 6047): its `method` and `text`.
    """
    with override(language):
        known: dict[str, Any] = {**(context or {}), "subject": str(subject), "language": language}
        choices = known["choices_address"] = _choices_address(to, kind, language)
        text = render_to_string(f"email/{template}.txt", known)
        html = render_to_string(f"email/{template}.html", known)
    _queue(
        to,
        known["subject"],
        _tidy(text),
        html,
        reply_to=reply_to,
        language=language,
        kind=kind,
        choices=choices,
        calendar=calendar,
    )


def _tidy(text: str) -> str:
    """Plain text as a person would have typed it, whatever blanks are left of what a template left out."""
    lines = (line if line == "-- " else line.rstrip() for line in text.strip().splitlines())
    return _MANY_BLANK_LINES.sub("\n\n", "\n".join(lines)) + "\n"


def _choices_address(to: str, kind: str, language: str) -> str:
    """Where the receiver says which letters shall come; empty for necessary ones. Checks address and kind."""
    validate_email(to)
    if kind and kind not in KINDS:
        raise ValueError(f"There is no kind of letters by the name {kind}.")
    return full_address("letters", language or "fi", token=choice_token(to, kind)) if kind else ""


def message_id(letter: UUID | str, to: str) -> str:
    """The letter's own name. It holds a seal of whom it went to, so that only who got it can say it came back."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or settings.RAITTI_HOST.partition(":")[0]
    return f"<{letter}.{_seal(str(letter), to)}@{domain}>"


def _seal(letter: str, to: str) -> str:
    return salted_hmac("raitti.letter", f"{letter} {to.lower()}", algorithm="sha256").hexdigest()[:20]


def was_sent_by_us(name: str, to: str) -> bool:
    """Whether a Message-ID is one we gave to a letter to this address."""
    letter, _dot, seal = name.strip().strip("<>").partition("@")[0].partition(".")
    return bool(seal) and compare_digest(seal.encode(), _seal(letter, to).encode())


@job(takes_context=True, queue_name=QUICK)
def _deliver(
    context: TaskContext,
    to: str,
    subject: str,
    text: str,
    html: str,
    *,
    reply_to: str,
    language: str,
    kind: str = "",
    choices: str = "",
    calendar: dict[str, str] | None = None,
) -> None:
    if not is_wanted(to, kind, now=timezone.now()):
        return
    letter = UUID(str(context.task_result.id))
    headers = {
        # A letter sent twice because its worker was killed at the wrong moment is then one letter to most readers.
        "Message-ID": message_id(letter, to),
        "Auto-Submitted": "auto-generated",
    }
    if language:
        headers["Content-Language"] = language
    if choices:
        # RFC 8058: a mail program may leave the list with one press, without showing a page.
        headers |= {"List-Unsubscribe": f"<{choices}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    made = EmailMultiAlternatives(subject, text, to=[to], reply_to=[reply_to] if reply_to else None, headers=headers)
    if html:
        made.attach_alternative(html, "text/html")
    if calendar:
        made.attach_alternative(calendar["text"], f"text/calendar; method={calendar['method']}")
    _send_once(letter, to, made)


def _send_once(letter: UUID, to: str, made: EmailMultiAlternatives) -> None:
    """Hand a letter over, and keep in mind before and after that this was done."""
    mark, _is_first = LetterSending.objects.get_or_create(job=letter, defaults={"at": timezone.now()})
    if mark.sent:
        return
    if mark.uncertain >= _MOST_UNCERTAIN:
        logger.error("Letter %s may have gone out %d times already; it is not sent again.", letter, mark.uncertain)
        return
    connection = get_connection(timeout=_SECONDS)
    connection.open()
    made.connection = connection
    mark.uncertain += 1
    mark.save(update_fields=["uncertain"])
    try:
        made.send()
    except (SMTPRecipientsRefused, SMTPResponseException) as error:
        # The server said no, so the letter has certainly not gone out.
        mark.uncertain -= 1
        mark.save(update_fields=["uncertain"])
        reply, said = _answer_of(error)
        if not 500 <= reply < 600 or not about_address(said, reply):
            raise
        mark_bounced(to, f"{reply} {said}", now=timezone.now())
        return
    finally:
        with suppress(OSError):
            connection.close()
    mark.sent = timezone.now()
    mark.save(update_fields=["sent"])
    # A dead address was tried again and its server took the letter. If it comes back all the same, a report says so.
    forget_bounce(to)


def _answer_of(error: SMTPRecipientsRefused | SMTPResponseException) -> tuple[int, str]:
    """The reply's number and text."""
    if isinstance(error, SMTPRecipientsRefused):
        answer: tuple[int, bytes | str] = next(iter(error.recipients.values()))
    else:
        answer = error.smtp_code, error.smtp_error
    reply, said = answer
    return reply, said.decode("utf-8", "replace") if isinstance(said, bytes) else said
