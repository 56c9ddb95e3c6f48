"""What every signed-in page gets: its links, its other languages, and whose desk it is."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.core.addresses import Links
from raitti.core.languages import INTERFACE_LANGUAGES
from raitti.directory.queries.queue import queue_of

# Of links that somebody had sent.
ASK_AGAIN = _(
    "It is too old, or a part of it is missing: letters sometimes break long links in two. Open it from the letter "
    "again, or ask whoever had it sent for a new one."
)


def desk_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    name: str,
    words: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render a signed-in page with the parts all of them share.

    `name` and `words` say which address this is, so that the page can lead to its other languages.
    `context["on_behalf_of"]`, an organisation, puts up the banner that says in whose name one acts.
    """
    return render(request, template, {**shared_context(request, name=name, words=words), **context}, status=status)


def old_link(request: HttpRequest, *, name: str, token: str, instead: str | Promise = "") -> HttpResponse:
    """For a link of a letter that leads nowhere any more; `instead` says what else can be done than the usual."""
    context = {"instead": instead}
    return desk_page(request, "workspace/helping/old_link.html", context, name=name, words={"token": token}, status=410)


def shared_context(request: HttpRequest, *, name: str, words: dict[str, Any] | None = None) -> dict[str, Any]:
    """What `workspace/base.html` needs to know; see `desk_page`."""
    language = str(request.LANGUAGE_CODE)
    links = Links(language)
    return {
        "language": language,
        "links": links,
        "page_name": name,
        "alternates": [
            (code, label, links.to(name, language=code, **(words or {}))) for code, label in INTERFACE_LANGUAGES
        ],
        "signed_in": request.user.is_authenticated,
        # Asked only by pages that show it and have not counted themselves.
        "waiting_for_me": partial(_waiting_for, request.user),
        "demo": settings.DEMO,
        "messages": get_messages(request),
    }


def _waiting_for(person: Any) -> int | None:
    """How many matters wait in a person's queue; `None` for those who have none."""
    queue = queue_of(person, now=timezone.now()) if isinstance(person, Person) else None
    return queue.count() if queue is not None else None
