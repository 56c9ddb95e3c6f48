"""Finished public pages: which views offer theirs, and when all of them are dropped."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from raitti.core.finished import OFFER, WANTED
from raitti.core.models import ShelfGeneration

View = Callable[..., HttpResponse]


def _count_up() -> None:
    if not ShelfGeneration.objects.filter(pk=1).update(number=F("number") + 1):
        ShelfGeneration.objects.get_or_create(pk=1, defaults={"number": 1})


def content_changed() -> None:
    """Say that something public pages show has changed; takes effect when the transaction commits.

    However often one transaction says so, it counts once: an import may say it for every row.
    """
    waiting = transaction.get_connection().run_on_commit
    if not any(function is _count_up for _, function, _ in waiting):
        transaction.on_commit(_count_up)


def shelved(*parameters: str) -> Callable[[View], View]:
    """Offer a public view's pages to the shelf; `parameters` are the query parameters it understands.

    For pages that are the same for every anonymous reader: no form with a CSRF token, no session.
    A page asked for with any other parameter is served but not kept. Readers keep their copy only
    as long as it is confirmed at each visit.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def offering(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            response = view(request, *arguments, **named)
            response.headers.setdefault("Cache-Control", "no-cache")
            if WANTED in request.META:
                response[OFFER] = ",".join(parameters)
            return response

        return offering

    return decorate
