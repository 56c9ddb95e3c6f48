"""Letters to people: written now in the receiver's language, sent by the worker."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import override
from django_tasks.base import TaskContext

from raitti.core.jobs import job


def send_mail_later(
    to: str, subject: str, text: str, html: str = "", *, reply_to: str = "", language: str = ""
) -> None:
    """Queue one letter in the transaction at hand; it goes out when that commits and a worker is free.

    Raises `ValidationError` when `to` or `reply_to` is no e-mail address.
    """
    validate_email(to)
    if reply_to:
        validate_email(reply_to)
    # A line break in the subject could start a header of somebody else's choosing.
    _deliver.enqueue(to, " ".join(subject.split()), text, html, reply_to=reply_to, language=language)


def send_letter_later(
    to: str,
    subject: str | Promise,
    *,
    template: str,
    language: str,
    context: dict[str, Any] | None = None,
    reply_to: str = "",
) -> None:
    """Queue a letter drawn from `email/<template>.txt` and `email/<template>.html` in the receiver's language.

    The templates extend `email/base.txt` and `email/base.html` and fill their block `letter`; they get
    `context`, `subject` and `language`.
    """
    with override(language):
        known = {**(context or {}), "subject": str(subject), "language": language}
        text = render_to_string(f"email/{template}.txt", known)
        html = render_to_string(f"email/{template}.html", known)
    send_mail_later(to, known["subject"], text.strip() + "\n", html, reply_to=reply_to, language=language)


@job(takes_context=True)
def _deliver(
    context: TaskContext, to: str, subject: str, text: str, html: str, *, reply_to: str, language: str
) -> None:
    headers = {
        # A letter sent twice because its worker was killed at the wrong moment is then one letter to most readers.
        "Message-ID": f"<{context.task_result.id}@{settings.RAITTI_HOST.partition(':')[0]}>",
        "Auto-Submitted": "auto-generated",
    }
    if language:
        headers["Content-Language"] = language
    letter = EmailMultiAlternatives(subject, text, to=[to], reply_to=[reply_to] if reply_to else None, headers=headers)
    if html:
        letter.attach_alternative(html, "text/html")
    letter.send()
