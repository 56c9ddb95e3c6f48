"""Numbers in addresses: read kindly, never trusted."""

from django.http import Http404, HttpRequest


def page_number(request: HttpRequest, last: int) -> int:
    """The page asked for with `?sivu=`; anything that is not one of the pages does not exist."""
    asked = request.GET.get("sivu", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 7 and 1 <= int(asked) <= max(last, 1)):
        raise Http404
    return int(asked)
