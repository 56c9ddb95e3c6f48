"""Walking the pages of another HSDS service."""

from collections.abc import Iterator
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
    UnknownHandler,
)

from django.utils.translation import gettext as _

from raitti.exchange.reading import MEGABYTE, parse_json
from raitti.exchange.rows import Place, Unreadable

_SECONDS = 30
_PAGE_BYTES = 32 * MEGABYTE
_PER_PAGE = 100
_MOST_PAGES = 10_000
_HANDLERS = (
    HTTPHandler,
    HTTPSHandler,
    HTTPErrorProcessor,
    HTTPDefaultErrorHandler,
    HTTPRedirectHandler,
    UnknownHandler,
)


def _opener() -> OpenerDirector:
    """Only http and https, also after a redirection: no files, no ftp, no proxies of the machine's."""
    opener = OpenerDirector()
    for handler in _HANDLERS:
        opener.add_handler(handler())
    return opener


def walk(address: str, *, limit: int) -> Iterator[tuple[str, int, Any]]:
    """Every organisation, then every service, with the list's name and its number, at most `limit` bytes in all.

    Raises `Unreadable` when the service cannot be reached or answers with something else than pages.
    """
    if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname:
        raise Unreadable(_("Only addresses that begin with https:// or http:// are read."), place=Place(file=address))
    base = address.partition("?")[0].rstrip("/")
    for tail in ("/organizations", "/services"):
        base = base.removesuffix(tail)
    opener = _opener()
    left = limit
    for name, wanted in (("organizations", {"full": "true", "full_service": "true"}), ("services", {"full": "true"})):
        number = 0
        for page in range(1, _MOST_PAGES + 1):
            url = f"{base}/{name}?{urlencode(wanted | {'page': page, 'per_page': _PER_PAGE})}"
            data, used = _get(opener, url, left)
            left -= used
            contents = data.get("contents") if isinstance(data, dict) else data
            if not isinstance(contents, list):
                raise Unreadable(_("The answer is not a page of HSDS."), place=Place(file=url))
            for each in contents:
                number += 1
                yield name, number, each
            pages = data.get("total_pages") if isinstance(data, dict) else 1
            if not contents or not isinstance(pages, int) or page >= pages:
                break


def _get(opener: OpenerDirector, url: str, left: int) -> tuple[Any, int]:
    place = Place(file=url)
    request = Request(url, headers={"Accept": "application/json", "User-Agent": "raitti"})  # noqa: S310 - checked
    most = min(left, _PAGE_BYTES)
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            body = answer.read(most + 1)
    except HTTPError as error:
        raise Unreadable(_("The service answered %d.") % error.code, place=place) from error
    except (URLError, HTTPException, TimeoutError, OSError) as error:
        reason = getattr(error, "reason", None) or error
        raise Unreadable(_("The service cannot be reached: %s.") % reason, place=place) from error
    if len(body) > most:
        reason = _("The service sends more than %d MB; --max-mb raises the limit.") % (most // MEGABYTE)
        raise Unreadable(reason, place=place)
    return parse_json(body, url), len(body)
