"""The demo's post box: the letters it would have sent, so that every link in them can be followed."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from raitti.core.addresses import Views
from raitti.core.verdicts import require
from raitti.directory.rules import may_open_post_box
from raitti.workspace.rendering import desk_page

_MOST = 200
# Django's file backend ends each letter with a line like this.
_BETWEEN = re.compile(rb"^-{79}\r?\n?", re.MULTILINE)


@dataclass(frozen=True)
class Letter:
    key: str
    to: str
    subject: str
    at: datetime | None
    text: str
    html: str

    @property
    def linked_text(self) -> SafeString:
        """The text with its addresses as links."""
        return mark_safe(urlize(self.text, autoescape=True))  # noqa: S308 - it escapes all but its own links


def letters_in(folder: Path) -> list[Letter]:
    """The letters of a folder, the newest first."""
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)[:_MOST]
    return [letter for path in files for letter in reversed(_read(path))]


def _read(path: Path) -> list[Letter]:
    parts = [part for part in _BETWEEN.split(path.read_bytes()) if part.strip()]
    return [_letter(f"{path.stem}-{number}", part) for number, part in enumerate(parts)]


def _letter(key: str, data: bytes) -> Letter:
    made = message_from_bytes(data, policy=default)
    sent = str(made["Date"] or "")
    return Letter(
        key=key,
        to=str(made["To"] or ""),
        subject=str(made["Subject"] or ""),
        at=_moment(sent) if sent else None,
        text=_part(made, "plain"),
        html=_part(made, "html"),
    )


def _moment(sent: str) -> datetime:
    """When a letter was sent; a date whose zone is `-0000`, as Django's, is told in universal time."""
    at = parsedate_to_datetime(sent)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _part(made: object, kind: str) -> str:
    body = made.get_body((kind,)) if isinstance(made, EmailMessage) else None
    return str(body.get_content()) if body is not None else ""


def _box() -> list[Letter]:
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if not settings.DEMO or folder is None:
        raise Http404
    require(may_open_post_box())
    return letters_in(Path(folder))


def _one(key: str) -> Letter:
    found = next((letter for letter in _box() if letter.key == key), None)
    if found is None:
        raise Http404
    return found


@require_safe
def postbox(request: HttpRequest, language: str) -> HttpResponse:
    """All letters, the newest first."""
    return desk_page(request, "workspace/postbox.html", {"letters": _box()}, name="postbox")


@require_safe
def postbox_letter(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """One letter as its reader gets it, and as plain text."""
    context = {"letter": _one(key)}
    return desk_page(request, "workspace/postbox_letter.html", context, name="postbox_letter", words={"key": key})


@require_safe
@xframe_options_sameorigin
@csp_replace(  # type: ignore[arg-type]
    {
        "default-src": ["'none'"],
        "script-src": ["'none'"],
        "form-action": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'self'"],
        "sandbox": ["allow-top-navigation-by-user-activation", "allow-popups", "allow-popups-to-escape-sandbox"],
    }
)
def postbox_html(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """A letter's own page for the frame; it may bring its style, but run nothing."""
    letter = _one(key)
    if not letter.html:
        raise Http404
    # Links leave the frame: the pages they lead to do not let themselves be framed.
    return HttpResponse(letter.html.replace("<head>", '<head><base target="_top">', 1))


VIEWS: Views = {
    "postbox": postbox,
    "postbox_letter": postbox_letter,
    "postbox_html": postbox_html,
}
