"""The shelf of finished pages: anonymous public pages answered before Django's middleware wakes.

A page offers itself with `raitti.core.shelf.shelved`. It is kept by scheme, host, path and query, as
plain, brotli and gzip bytes, until what public pages show changes (`raitti.core.shelf.content_changed`),
it grows old, or pages asked for more recently need its room.
"""

import gzip
import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import blake2b
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl

import brotli
from django.conf import settings
from django.db import DatabaseError, connection

from raitti.core.kept import read_generation

# The header a page offers itself with (its known query parameters); readers never get it.
OFFER = "X-Raitti-Shelf"
# The key in a request's environment that says a shelf would take the page.
WANTED = "raitti.shelf"

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Headers = list[tuple[str, str]]
Key = tuple[str, str, str, str]

logger = logging.getLogger(__name__)

# Seconds between two looks at the generation, and the age at which nobody gets a page without a new look.
_LOOK_AFTER = 1.0
_LOOK_AT_LATEST = 1.5
_LARGEST_PAGE = 1024 * 1024
_LONGEST_ADDRESS = 1024
_ENTRY_OVERHEAD = 2048
# Compressing less than a network packet saves nobody anything.
_WORTH_COMPRESSING = 1000
_ENCODERS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("br", lambda raw: brotli.compress(raw, quality=5)),
    ("gzip", lambda raw: gzip.compress(raw, 6, mtime=0)),
)
# What the shelf says itself, for each encoding anew.
_OWN_HEADERS = {"content-length", "content-encoding", "etag", "vary", OFFER.lower()}
_BODY_HEADERS = {"content-type", "content-length", "content-encoding", "content-language"}


class Page:
    """One finished page: its headers and its bytes in each encoding."""

    __slots__ = ("_forms", "_headers", "_raw", "_tag", "expires", "generation", "size")

    def __init__(self, headers: Headers, raw: bytes, *, generation: int, expires: float) -> None:
        self._headers = [(name, value) for name, value in headers if name.lower() not in _OWN_HEADERS]
        self._raw = raw
        self._tag = blake2b(raw, digest_size=12).hexdigest()
        self._forms: dict[str, tuple[str, Headers, list[bytes]]] = {}
        self.generation = generation
        self.expires = expires
        # Room is reckoned for all encodings at once, though each is made when first asked for.
        self.size = len(raw) * 2 + _ENTRY_OVERHEAD

    def answer(self, environ: Environ, start_response: Callable[..., Any]) -> list[bytes]:
        encoding = _choose_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")) if self._is_big() else ""
        form = self._forms.get(encoding) or self._make_form(encoding)
        tag, headers, body = form
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked and (tag in asked or asked.strip() == "*"):
            start_response("304 Not Modified", [h for h in headers if h[0].lower() not in _BODY_HEADERS])
            return []
        # Servers may add to the list they are given.
        start_response("200 OK", headers.copy())
        return body if environ["REQUEST_METHOD"] == "GET" else []

    def _is_big(self) -> bool:
        return len(self._raw) >= _WORTH_COMPRESSING

    def _make_form(self, encoding: str) -> tuple[str, Headers, list[bytes]]:
        body = dict(_ENCODERS)[encoding](self._raw) if encoding else self._raw
        # A strong tag names the very bytes, so each encoding has its own.
        tag = f'"{self._tag}-{encoding}"' if encoding else f'"{self._tag}"'
        headers = [*self._headers, ("ETag", tag), ("Vary", "Accept-Encoding"), ("Content-Length", str(len(body)))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        self._forms[encoding] = (tag, headers, [body])
        return self._forms[encoding]


def _choose_encoding(accepted: str) -> str:
    """The encoding to answer in; browsers' own wishes are recognised without reading them word by word."""
    if "q=" not in accepted:
        for name, _ in _ENCODERS:
            if name in accepted:
                return name
        return ""
    wishes = {}
    for part in accepted.split(","):
        name, _, weight = part.partition(";")
        try:
            wishes[name.strip().lower()] = float(weight.partition("=")[2] or 1)
        except ValueError:
            wishes[name.strip().lower()] = 0.0
    best = max(_ENCODERS, key=lambda encoder: wishes.get(encoder[0], 0.0))[0]
    return best if wishes.get(best, 0.0) > 0 else ""


class Shelf:
    """A WSGI application that answers finished pages itself and hands everything else on."""

    def __init__(
        self,
        application: Application,
        *,
        most_bytes: int,
        seconds: float,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._application = application
        self._most_bytes = most_bytes
        self._seconds = seconds
        self._clock = clock
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._held = 0
        self._changing = Lock()
        self._looking = Lock()
        self._generation = -1
        self._looked = float("-inf")
        behind_proxy = settings.RAITTI_BEHIND_PROXY
        self._scheme = "HTTP_X_FORWARDED_PROTO" if behind_proxy else "wsgi.url_scheme"
        self._personal = (f"{settings.SESSION_COOKIE_NAME}=", "messages=")

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self._is_anonymous_reading(environ):
            return self._application(environ, start_response)
        key = (
            environ.get(self._scheme, ""),
            environ["HTTP_HOST"].lower(),
            environ["PATH_INFO"],
            environ.get("QUERY_STRING", ""),
        )
        # Read before the page is drawn: a page drawn from old rows can then only be dropped too early, never too late.
        generation = self._current_generation()
        page = self._pages.get(key)
        if page is not None and page.generation == generation and page.expires > self._clock():
            self._touch(key)
            return page.answer(environ, start_response)
        return self._draw(key, generation, environ, start_response)

    def _is_anonymous_reading(self, environ: Environ) -> bool:
        cookie = environ.get("HTTP_COOKIE", "")
        return (
            environ["REQUEST_METHOD"] in {"GET", "HEAD"}
            and "HTTP_HOST" in environ
            and "HTTP_AUTHORIZATION" not in environ
            and "HTTP_HX_REQUEST" not in environ
            and not (cookie and any(name in cookie for name in self._personal))
        )

    def _touch(self, key: Key) -> None:
        # Another thread may be making room in this very moment.
        with suppress(KeyError):
            self._pages.move_to_end(key)

    def _draw(self, key: Key, generation: int, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Let the application make the page; put it on the shelf if it offers itself and may be kept."""
        environ[WANTED] = True
        started: list[Any] = []
        result = self._application(environ, lambda *arguments: started.extend(arguments))
        status, headers = started[0], started[1]
        offer = next((value for name, value in headers if name == OFFER), None)
        if offer is None:
            start_response(*started)
            return result
        headers = [header for header in headers if header[0] != OFFER]
        if not _is_same_for_all(status, headers):
            start_response(status, headers)
            return result
        try:
            raw = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        page = Page(headers, raw, generation=generation, expires=self._clock() + self._seconds)
        # A HEAD answer may come without its body.
        if environ["REQUEST_METHOD"] == "GET" and _is_known(key, offer):
            self._keep(key, page)
        return page.answer(environ, start_response)

    def _keep(self, key: Key, page: Page) -> None:
        if page.size > min(_LARGEST_PAGE, self._most_bytes):
            return
        with self._changing:
            replaced = self._pages.pop(key, None)
            self._held += page.size - (replaced.size if replaced else 0)
            self._pages[key] = page
            while self._held > self._most_bytes:
                _, dropped = self._pages.popitem(last=False)
                self._held -= dropped.size

    def _current_generation(self) -> int:
        """The number of changes so far, looked up at most once a second and never older than two."""
        age = self._clock() - self._looked
        # One thread looks; the others go on with what they know unless that is too old to go by.
        if age >= _LOOK_AFTER and self._looking.acquire(blocking=age >= _LOOK_AT_LATEST):
            try:
                moment = self._clock()
                if moment - self._looked >= _LOOK_AFTER:
                    self._generation = _read_generation(self._generation)
                    self._looked = moment
            finally:
                self._looking.release()
        return self._generation


def _read_generation(known: int) -> int:
    for attempt in ("first", "last"):
        try:
            return read_generation()
        except DatabaseError:
            # The server may have closed an idle connection; a new one tells whether it is more than that.
            connection.close()
            if attempt == "last":
                logger.exception("The shelf could not see whether its pages are still true.")
    # Without the database, finished pages still help people until they grow old.
    return known


def _is_same_for_all(status: str, headers: Headers) -> bool:
    """Whether an answer that offers itself holds nothing meant for one reader only."""
    if not status.startswith("200"):
        return False
    for name, value in headers:
        lower = name.lower()
        if lower in {"set-cookie", "content-encoding"}:
            return False
        if lower == "vary" and not {v.strip().lower() for v in value.split(",")} <= {"accept-encoding", "hx-request"}:
            return False
        if lower == "cache-control" and ("private" in value or "no-store" in value):
            return False
    return True


def _is_known(key: Key, offer: str) -> bool:
    """Whether the address is short and asks only for what the page understands, so that keys stay few."""
    *_, path, query = key
    if len(path) + len(query) > _LONGEST_ADDRESS:
        return False
    known = set(offer.split(","))
    return all(name in known for name, _ in parse_qsl(query, keep_blank_values=True))


def shelve(application: Application) -> Application:
    """Put the shelf before a WSGI application; with `RAITTI_SHELF_BYTES=0` there is none."""
    if not settings.RAITTI_SHELF_BYTES:
        return application
    return Shelf(application, most_bytes=settings.RAITTI_SHELF_BYTES, seconds=settings.RAITTI_SHELF_SECONDS)
