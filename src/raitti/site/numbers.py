"""Page numbers in addresses: what is not one of the pages does not exist."""

from django.http import Http404, HttpRequest


def asked_number(request: HttpRequest) -> int:
    """The page asked for with `?sivu=`, from 1 on."""
    asked = request.GET.get("sivu") or "1"
    if not (asked.isascii() and asked.isdigit() and len(asked) < 7 and int(asked)):
        raise Http404
    return int(asked)


def page_number(request: HttpRequest, last: int) -> int:
    """The same, of a list that has `last` pages."""
    number = asked_number(request)
    if number > max(last, 1):
        raise Http404
    return number
