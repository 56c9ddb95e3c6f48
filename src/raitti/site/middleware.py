"""What happens to every request before and after its view: input guarded, portal and language chosen, refusals told."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.gzip import GZipMiddleware
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers

from raitti.core.encodings import UNREADABLE
from raitti.core.finished import OFFER
from raitti.core.languages import language_of_path
from raitti.core.uploads import most_bytes
from raitti.core.verdicts import SIGN_IN, Refused
from raitti.directory.models import Portal
from raitti.directory.queries import portals_shown
from raitti.site.addresses import PORTAL_WORDS, address
from raitti.site.errors import error_page, reader_language, refusal_page

Answer = Callable[[HttpRequest], HttpResponse]

# What no page of ours asks a browser for, so that nothing that ever got into one can ask either.
_NO_DEVICES = "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()"
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_LONGEST_PATH = 1024
_LONGEST_QUERY = 4096


def need_no_devices(get_response: Answer) -> Answer:
    """Have browsers keep camera, microphone and whereabouts to themselves."""

    def say(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", _NO_DEVICES)
        return response

    return say


def guard_input(get_response: Answer) -> Answer:
    """Turn away what no page could make sense of before anything tries to."""

    def guard(request: HttpRequest) -> HttpResponse:
        # An unknown host is refused here, so that no later step has to think of it.
        request.get_host()
        return _turn_away(request) or get_response(request)

    return guard


def _turn_away(request: HttpRequest) -> HttpResponse | None:
    if request.method not in _METHODS:
        return error_page(request, 405, headers={"Allow": ", ".join(_METHODS)})
    query = request.META.get("QUERY_STRING", "")
    if len(request.path_info) > _LONGEST_PATH or len(query) > _LONGEST_QUERY:
        return error_page(request, 414)
    # PostgreSQL cannot hold a null character. Django has made broken UTF-8 in the path harmless, but not in the query.
    if "\0" in request.path_info or not _is_text(unquote_to_bytes(query.encode("latin-1", "replace"))):
        return error_page(request, 400)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if UNREADABLE in request.META or not length.isdecimal():
        return error_page(request, 400)
    if int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and int(length) > _room_for_files(request):
        return error_page(request, 413)
    return None


def _room_for_files(request: HttpRequest) -> int:
    """How much a page that takes files may be sent by someone who has a session; nothing for others."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.method != "POST":
        return 0
    try:
        return most_bytes(resolve(request.path_info).func, 0)
    except Resolver404:
        return 0


def _is_text(raw: bytes) -> bool:
    """Whether bytes are UTF-8 without the null character."""
    try:
        return "\0" not in raw.decode()
    except UnicodeDecodeError:
        return False


class Compress(GZipMiddleware):
    """Compress what people and programs get, but leave to the shelf what the shelf compresses itself."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:  # type: ignore[override]
        return response if OFFER in response else super().process_response(request, response)  # type: ignore[return-value]


def choose_portal(get_response: Answer) -> Answer:
    """Find whose face is being looked at: `request.portal`, by the host or by the path on the common host.

    `/fi/alueet/lappi/haku/` is the page `/fi/haku/` seen through the portal whose key is `lappi`;
    `request.portal_prefix` is then that key, and otherwise empty.
    """

    def choose(request: HttpRequest) -> HttpResponse:
        request.portal = None  # type: ignore[attr-defined]
        request.portal_prefix = ""  # type: ignore[attr-defined]
        host = request.get_host().lower()
        if host != settings.RAITTI_HOST:
            request.portal = _portals().get(host)  # type: ignore[attr-defined]
        if request.portal is None and (found := _split(request.path_info)):  # type: ignore[attr-defined]
            key, rest = found
            request.portal = _portals().get(f"/{key}")  # type: ignore[attr-defined]
            if request.portal:  # type: ignore[attr-defined]
                if not rest:
                    return HttpResponseRedirect(request.get_full_path(force_append_slash=True))
                request.portal_prefix = key  # type: ignore[attr-defined]
                request.path_info = rest
        return get_response(request)

    return choose


def _portals() -> dict[str, Portal]:
    """Every portal by its host and, after a slash, by its key."""

    return {name: portal for portal in portals_shown() for name in (portal.hostname, f"/{portal.key}")}


def _split(path: str) -> tuple[str, str] | None:
    """The portal's key and the page's own path: `/fi/alueet/lappi/haku/` is `lappi` and `/fi/haku/`.

    The path is empty when nothing, not even a slash, follows the key.
    """
    language = language_of_path(path)
    lead = f"/{language}/{PORTAL_WORDS[language]}/" if language else ""
    if not lead or not path.startswith(lead):
        return None
    key, slash, rest = path.removeprefix(lead).partition("/")
    return (key, f"/{language}/{rest}" if slash else "") if key else None


def choose_language(get_response: Answer) -> Answer:
    """Speak the language of the address; the bare address leads to the reader's own."""

    def choose(request: HttpRequest) -> HttpResponse:
        language = reader_language(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        if request.path_info == "/" and request.method in {"GET", "HEAD"}:
            response: HttpResponse = HttpResponseRedirect(f"/{language}/")
        else:
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        if language_of_path(request.path_info) is None:
            patch_vary_headers(response, ["Accept-Language"])
        return response

    return choose


class ExplainRefusals:
    """Turn a rule's refusal, and a method no page takes, into a page that says why."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            return error_page(request, 405, headers={"Allow": response.headers.get("Allow", "")})
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if (
            exception.verdict.code == SIGN_IN
            and request.method in {"GET", "HEAD"}
            and "HX-Request" not in request.headers
        ):
            here = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{address('sign_in', reader_language(request))}?{here}")
        return refusal_page(request, exception.verdict)
