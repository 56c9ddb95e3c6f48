"""The shelf of finished pages answers as Django would, to everyone alike, and never for long with old news."""

import gzip
import http.client
import io
import socket
import time
from wsgiref.util import setup_testing_defaults

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from raitti.core.encodings import read_as_utf8
from raitti.core.finished import OFFER, Shelf
from raitti.core.models import ShelfGeneration
from raitti.core.shelf import content_changed
from tests.core.conftest import wait_for
from tests.factories import AreaFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.site.safety_urls"),
    pytest.mark.usefixtures("_one_connection"),
]


class Clock:
    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


class Answer:
    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status = int(status.partition(" ")[0])
        self.headers = {name.lower(): value for name, value in headers}
        self.names = [name.lower() for name, _ in headers]
        self.body = body

    @property
    def text(self) -> str:
        decode = {"br": brotli.decompress, "gzip": gzip.decompress}.get(self.headers.get("content-encoding"), bytes)
        return decode(self.body).decode()


def ask(application, path="/fi/", query="", *, method="GET", **headers) -> Answer:
    """Ask a WSGI application as a server would; `Accept_Encoding="br"` becomes a header."""
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "localhost:8000"}
    environ |= {"wsgi.input": io.BytesIO(), "REMOTE_ADDR": "127.0.0.1"}
    for name, value in headers.items():
        environ[name if name.startswith("wsgi") else f"HTTP_{name.upper()}"] = value
    setup_testing_defaults(environ)
    started = []
    result = application(environ, lambda *arguments: started.extend(arguments))
    body = b"".join(result)
    if hasattr(result, "close"):
        result.close()
    return Answer(started[0], started[1], body)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def site():
    return read_as_utf8(WSGIHandler())


@pytest.fixture
def shelf(site, clock):
    return Shelf(site, most_bytes=1_000_000, seconds=60, clock=clock)


def is_from_shelf(shelf, *arguments, **headers) -> bool:
    """Whether asking twice draws the page once: the page tells how many times it was drawn."""
    return ask(shelf, *arguments, **headers).text == ask(shelf, *arguments, **headers).text


DIARY = "/fi/paivakirja/"


def test_a_page_is_drawn_once_and_then_comes_from_the_shelf(shelf):
    assert is_from_shelf(shelf, DIARY)


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "sessionid=abc"},
        {"Cookie": "a=b; sessionid=abc"},
        {"Cookie": "messages=abc"},
        {"Authorization": "Bearer abc"},
        {"HX_Request": "true"},
    ],
)
def test_who_may_be_somebody_never_gets_or_leaves_a_finished_page(shelf, headers):
    assert not is_from_shelf(shelf, DIARY, **headers)

    ask(shelf, DIARY)

    assert not is_from_shelf(shelf, DIARY, **headers)


def test_other_cookies_do_not_keep_readers_from_the_shelf(shelf):
    assert is_from_shelf(shelf, DIARY, Cookie=f"csrftoken={'a' * 32}; statistics=1")


def test_a_page_with_a_token_or_a_cookie_is_never_kept(shelf):
    first, second = ask(shelf, "/fi/palaute/"), ask(shelf, "/fi/palaute/")

    assert "set-cookie" in first.headers
    assert first.headers["set-cookie"] != second.headers["set-cookie"]
    assert "etag" not in first.headers


def test_nothing_but_reading_is_answered_from_the_shelf(shelf):
    ask(shelf, DIARY)

    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert "etag" not in ask(shelf, DIARY, method=method).headers


def test_only_known_parameters_make_a_page_of_their_own(site, clock):
    shelf = Shelf(site, most_bytes=1_000_000, seconds=60, clock=clock)

    ask(shelf, query="q=a&page=2")
    ask(shelf, query="utm_source=letter")
    ask(shelf, query="q=a&utm_source=letter")
    ask(shelf, query="q=" + "a" * 2000)

    assert [key[3] for key in shelf._pages] == ["q=a&page=2"]


@pytest.mark.parametrize("path", ["/fi/ei-ole/", "/fi/rikki/", "/", "/fi/haku/", "/fi", "/health/live"])
def test_only_finished_pages_that_offer_themselves_are_kept(shelf, path):
    ask(shelf, path)

    assert not shelf._pages


def test_the_offer_itself_reaches_no_reader(shelf):
    for path in ("/fi/", DIARY, "/fi/palaute/"):
        for headers in ({}, {"Cookie": "sessionid=a"}, {"HX_Request": "true"}):
            assert OFFER.lower() not in ask(shelf, path, **headers).names


# Truth


@pytest.mark.django_db(transaction=True)
def test_a_change_reaches_readers_within_two_seconds(shelf, clock):
    assert ask(shelf, DIARY).text.endswith(" 0")
    with transaction.atomic():
        AreaFactory()
        content_changed()
        content_changed()

    clock.time += 1.99

    assert ask(shelf, DIARY).text.endswith(" 1")
    assert ShelfGeneration.objects.get().number == 1


@pytest.mark.django_db(transaction=True)
def test_a_change_that_did_not_happen_drops_nothing(shelf, clock):
    ask(shelf, DIARY)
    with transaction.atomic():
        content_changed()
        transaction.set_rollback(True)
    clock.time += 2

    assert is_from_shelf(shelf, DIARY)
    assert not ShelfGeneration.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_page_drawn_from_old_rows_while_they_changed_does_not_live(site, clock):
    def overtaken(environ, start_response):
        answer = list(site(environ, start_response))
        AreaFactory()
        content_changed()
        return answer

    shelf = Shelf(overtaken, most_bytes=1_000_000, seconds=60, clock=clock)
    assert ask(shelf, DIARY).text.endswith(" 0")
    clock.time += 1.5

    assert ask(shelf, DIARY).text.endswith(" 1")


def test_a_page_grows_old_even_if_nothing_changes(shelf, clock):
    first = ask(shelf, DIARY).text
    clock.time += 59
    assert ask(shelf, DIARY).text == first
    clock.time += 2

    assert ask(shelf, DIARY).text != first


# Room


def test_the_shelf_is_bounded_and_forgets_what_was_not_asked_for_longest(site, clock):
    shelf = Shelf(site, most_bytes=100_000, seconds=60, clock=clock)

    for number in range(100):
        ask(shelf, query=f"q={number}")
        ask(shelf, DIARY)

    held = sum(page.size for page in shelf._pages.values())
    assert held == shelf._held <= 100_000
    assert is_from_shelf(shelf, DIARY)
    assert ("http", "localhost:8000", "/fi/", "q=0") not in shelf._pages
    assert ("http", "localhost:8000", "/fi/", "q=99") in shelf._pages


# The answer


def test_each_reader_gets_the_encoding_they_can_read(shelf):
    plain = ask(shelf)

    for accepted, used in [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("*;q=nonsense", None),
        ("", None),
    ]:
        answer = ask(shelf, Accept_Encoding=accepted)

        assert answer.headers.get("content-encoding") == used
        assert answer.headers["vary"] == "Accept-Encoding"
        assert int(answer.headers["content-length"]) == len(answer.body)
        assert answer.text == plain.text


def test_a_reader_who_has_the_page_is_told_so_in_few_bytes(shelf):
    page = ask(shelf, Accept_Encoding="br")

    for known in (page.headers["etag"], f'"other", {page.headers["etag"]}', f"W/{page.headers['etag']}", "*"):
        answer = ask(shelf, Accept_Encoding="br", If_None_Match=known)

        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["etag"] == page.headers["etag"]
        assert "content-length" not in answer.headers
    assert ask(shelf, Accept_Encoding="gzip", If_None_Match=page.headers["etag"]).status == 200
    assert ask(shelf, Accept_Encoding="br", If_None_Match='"other"').status == 200


def test_head_tells_about_the_page_without_it(shelf):
    for _ in range(2):
        head, page = ask(shelf, method="HEAD"), ask(shelf)

        assert head.body == b""
        assert head.headers == page.headers


def test_a_page_asked_for_without_https_is_led_there_even_if_it_is_finished(settings, clock):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 100
    shelf = Shelf(WSGIHandler(), most_bytes=1_000_000, seconds=60, clock=clock)

    for _ in range(2):
        safe = ask(shelf, **{"wsgi.url_scheme": "https"})
        assert (safe.status, safe.headers["strict-transport-security"][:11]) == (200, "max-age=100")
        assert ask(shelf).status == 301


def test_behind_a_proxy_its_word_on_the_scheme_counts(settings, clock):
    settings.SECURE_SSL_REDIRECT = True
    settings.RAITTI_BEHIND_PROXY = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    shelf = Shelf(WSGIHandler(), most_bytes=1_000_000, seconds=60, clock=clock)

    assert ask(shelf, X_Forwarded_Proto="https").status == 200
    assert ask(shelf, X_Forwarded_Proto="http").status == 301
    assert ask(shelf).status == 301


@pytest.mark.parametrize("host", ["evil.example", "localhost:8000\r\nX-Evil: 1", "localhost:8000, evil.example", ""])
def test_a_host_that_is_not_ours_gets_nothing_from_the_shelf(shelf, host):
    ask(shelf)

    assert ask(shelf, Host=host).status == 400
    assert len(shelf._pages) == 1


@pytest.mark.parametrize(
    ("charset", "status"), [("hex", 400), ("idna", 400), ("utf-16", 400), ("UTF-8", 200), ('"utf-8"', 200)]
)
def test_text_in_an_encoding_we_do_not_read_is_refused_before_django_chokes_on_it(site, charset, status):
    def claiming(environ, start_response):
        return site(environ | {"CONTENT_TYPE": f"text/plain; charset={charset}"}, start_response)

    assert ask(claiming, "/en/", query="q=%C3%A4").status == status


PARTS = st.one_of(
    st.sampled_from(["fi", "sv", "en", "palaute", "paivakirja", "", ".", "..", "%2e", "\0", "\xff", "alueet", "api"]),
    st.text(alphabet=[chr(n) for n in range(256)], max_size=8),
)
QUERIES = st.lists(
    st.sampled_from(["q=a", "q=%00", "page=2", "q=%FF", "x=1", "q", "", "q=<b>", "q=%F0%9F%8C%B2", "q=';--"]),
    max_size=3,
)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Host": st.sampled_from(["localhost:8000", "LOCALHOST:8000", "evil.example", "lappi.localhost:8000", "[::1]"]),
        "Cookie": st.sampled_from(["csrftoken=a", "sessionid=nobody", "messages=x", "\xe4=\xe4; ;;"]),
        "Accept_Language": st.sampled_from(["sv", "xx", "*;q=x", ""]),
        "Accept_Encoding": st.sampled_from(["br", "gzip", "identity;q=0", "br;q=x"]),
        "If_None_Match": st.sampled_from(['"', "W/", "x" * 100]),
        "Range": st.sampled_from(["bytes=0-5", "bytes=9-1"]),
    },
)
# What may differ: the shelf compresses by itself, tags what it holds, and tokens are new each time.
OWN = {"etag", "vary", "content-length", "content-encoding", "set-cookie"}


@hypothesis_settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(PARTS, max_size=3), queries=QUERIES, headers=HEADERS, method=st.sampled_from(["GET", "HEAD"]))
def test_the_shelf_answers_as_django_does(site, clock, parts, queries, headers, method):
    shelf = Shelf(site, most_bytes=1_000_000, seconds=60, clock=clock)
    path = "/" + "/".join(parts) + ("/" if parts else "")
    if path == DIARY or "palaute" in path:
        return  # these tell of each drawing
    expected = ask(site, path, "&".join(queries), method=method, **headers)

    for _ in range(3):
        answer = ask(shelf, path, "&".join(queries), method=method, **headers)

        assert answer.status == expected.status < 500
        assert method == "HEAD" or answer.text == expected.text
        assert {n: v for n, v in answer.headers.items() if n not in OWN} == {
            n: v for n, v in expected.headers.items() if n not in OWN
        }


# Two processes


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def read_diary(port: int) -> tuple[str, str, str] | None:
    """Read over a connection of its own, so that now one worker answers and now the other."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", DIARY, headers={"Host": "localhost:8000"})
        answer = connection.getresponse()
        return tuple(answer.read().decode().split()) if answer.status == 200 else None
    except OSError:
        return None
    finally:
        connection.close()


def test_two_real_workers_both_tell_the_news_within_two_seconds(instance):
    port = free_port()
    server = ["granian", "raitti.config.wsgi:application", "--interface", "wsgi", "--port", str(port)]
    instance.start(*server, "--workers", "2", "--log-level", "warning")
    wait_for(lambda: read_diary(port))
    wait_for(lambda: len({read_diary(port)[0] for _ in range(20)}) == 2)
    before = {read_diary(port) for _ in range(40)}
    assert len(before) == 2, "each worker draws its page once"
    assert {areas for *_, areas in before} == {"0"}

    instance.evaluate(
        "from raitti.core.shelf import content_changed\n"
        "from raitti.places.models import Area\n"
        "Area.objects.create(kind='municipality', code='005', name='Alajärvi')\n"
        "content_changed()\n"
        "answer = 1"
    )
    time.sleep(2)
    after = {read_diary(port) for _ in range(40)}
    assert {worker for worker, *_ in after} == {worker for worker, *_ in before}
    assert {areas for *_, areas in after} == {"1"}
