"""Every no to a program: problem details (RFC 9457) with the reason in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from raitti.core.verdicts import Refused, status_of


class Problem(Exception):
    """Raised by an endpoint that cannot answer; becomes problem+json."""

    def __init__(self, status: int, detail: str | Promise, **more: Any) -> None:
        super().__init__(str(detail))
        self.status = status
        self.detail = detail
        self.more = more


def problem(
    status: int, detail: str | Promise = "", *, headers: Mapping[str, str] | None = None, **more: Any
) -> HttpResponse:
    """An answer of type `application/problem+json`: `type`, `title`, `status`, `detail` and whatever is known more."""
    titles = {
        400: _("We could not read this"),
        401: _("The key does not work"),
        404: _("There is nothing here"),
        405: _("This can only be read"),
        406: _("We do not have it in that form"),
        414: _("The address is too long"),
        422: _("Something in the question is not right"),
        429: _("Please wait a moment"),
    }
    title = titles.get(status, _("This cannot be done now"))
    body = {"type": "about:blank", "title": title, "status": status, "detail": str(detail) or title, **more}
    response = JsonResponse(body, status=status, content_type="application/problem+json", headers=headers)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def explain_to_programs(api: NinjaAPI) -> None:
    """Let an API answer every refusal as a problem."""
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(Http404, _missing)
    api.add_exception_handler(Problem, _known)
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(HttpError, _other)
    api.add_exception_handler(SuspiciousOperation, _broken)


def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404)


def _known(request: HttpRequest, error: Problem) -> HttpResponse:
    return problem(error.status, error.detail, **error.more)


def _other(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, str(error))


def _broken(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    return problem(400)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Which parameter is wrong, and how; what was sent is not repeated."""
    errors = [
        {"parameter": str(each["loc"][-1]), "in": str(each["loc"][0]), "reason": str(each["msg"])}
        for each in error.errors
    ]
    named = ", ".join(dict.fromkeys(each["parameter"] for each in errors))
    return problem(422, _("These do not have a value we can use: %s.") % named, errors=errors)


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    verdict = refused.verdict
    return problem(status_of(verdict), verdict.reason, code=verdict.code)
