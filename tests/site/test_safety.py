"""Bad input gets a clear answer in the reader's language, and every answer carries the headers of safety."""

import string

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from raitti.core.texts import translated
from raitti.directory.models import Portal
from raitti.search.models import SearchState
from tests.factories import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.site.safety_urls")]

HEADERS_OF_SAFETY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@pytest.fixture
def reader():
    """A browser that gets error pages as people do, not exceptions."""
    return Client(raise_request_exception=False)


@pytest.fixture
def lapland():
    return Portal.objects.create(
        key="lappi",
        hostname="lappi.localhost:8000",
        name=translated(fi="Lappi"),
        steward=OrganisationFactory(),
    )


def assert_safe(response):
    for name, value in HEADERS_OF_SAFETY.items():
        assert response[name] == value
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert "default-src 'self'" in response["Content-Security-Policy"]


# Language and portal


def test_the_bare_address_leads_to_the_reader_s_own_language(reader):
    for accepted, language in [
        ("sv-FI,sv;q=0.9", "sv"),
        ("en-GB", "en"),
        ("de", "fi"),
        ("", "fi"),
        ("se,sv;q=0.5", "sv"),
        ("*;q=x", "fi"),
    ]:
        answer = reader.get("/", headers={"Accept-Language": accepted})

        assert (answer.status_code, answer["Location"]) == (302, f"/{language}/")
        assert answer["Vary"] == "Accept-Language"


def test_the_address_decides_the_language_whatever_the_browser_prefers(reader):
    answer = reader.get("/sv/sok/", headers={"Accept-Language": "en"})

    assert answer.json()["language"] == "sv"
    assert answer["Content-Language"] == "sv"
    assert "Vary" not in answer or "Cookie" not in answer["Vary"]


def test_a_portal_is_known_by_its_host(reader, lapland):
    assert reader.get("/fi/haku/", headers={"Host": "lappi.localhost:8000"}).json()["portal"] == "lappi"
    assert reader.get("/fi/haku/", headers={"Host": "LAPPI.localhost:8000"}).json()["portal"] == "lappi"
    assert reader.get("/fi/haku/", headers={"Host": "lappi.localhost:9000"}).json()["portal"] == ""
    assert reader.get("/fi/haku/", headers={"Host": "localhost:8000"}).json()["portal"] == ""


@pytest.mark.parametrize(
    ("address", "rest"), [("/fi/alueet/lappi/haku/", "/fi/haku/"), ("/sv/regioner/lappi/sok/", "/sv/sok/")]
)
def test_a_portal_is_also_a_path_on_the_common_host(reader, lapland, address, rest):
    seen = reader.get(address).json()

    assert (seen["portal"], seen["prefix"], seen["path"], seen["path_info"]) == ("lappi", "lappi", address, rest)


def test_a_missing_slash_after_a_portal_or_in_it_is_forgiven(reader, lapland):
    assert reader.get("/fi/alueet/lappi?a=1")["Location"] == "/fi/alueet/lappi/?a=1"
    assert reader.get("/fi/alueet/lappi/haku")["Location"] == "/fi/alueet/lappi/haku/"


def test_an_unknown_portal_is_no_page(reader, lapland):
    assert reader.get("/fi/alueet/atlantis/haku/").status_code == 404
    assert reader.get("/fi/alueet/lappi/alueet/lappi/haku/").status_code == 404
    assert reader.get("/en/alueet/lappi/haku/").status_code == 404


# Bad input


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/fi/ei-ole/", 404),
        ("/fi/haku/?q=%00", 400),
        ("/fi/%00/", 400),
        ("/fi/haku/?q=%FF%FE", 400),
        ("/fi/%C3%28/", 404),
        ("/fi/äiti/", 404),
        ("/fi/haku/?q=%ED%A0%80", 400),
        ("/fi/" + "a" * 2000, 414),
        ("/fi/haku/?q=" + "a" * 10_000_000, 414),
    ],
)
def test_what_cannot_be_read_is_turned_away_in_the_reader_s_language(reader, address, status):
    finnish = reader.get(address)
    swedish = reader.get(address.replace("/fi/", "/sv/").replace("/haku/", "/sok/"))

    assert finnish.status_code == swedish.status_code == status
    assert (finnish["Content-Language"], swedish["Content-Language"]) == ("fi", "sv")
    assert 'lang="fi"' in finnish.text
    assert 'lang="sv"' in swedish.text
    assert_safe(finnish)


def test_programs_get_their_errors_as_problem_json(reader):
    answer = reader.get("/api/v1/search?q=%00")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 400


@pytest.mark.parametrize("host", ["evil.example", "localhost:8000/../", "a b", "localhost:port", "[::", "ä.fi"])
def test_an_unknown_host_is_turned_away_and_echoed_nowhere(reader, host):
    answer = reader.get("/fi/haku/", headers={"Host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert_safe(answer)


def test_methods_no_page_takes_are_told_so(reader):
    for method in ("TRACE", "BREW"):
        assert reader.generic(method, "/fi/haku/").status_code == 405

    answer = reader.post("/fi/haku/")

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert "<h1>" in answer.text


def test_a_body_too_big_to_read_is_refused_before_it_is_read(reader, settings):
    body = "text=" + "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)

    answer = reader.post("/fi/palaute/", body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 413


def test_a_null_character_in_a_form_is_a_word_about_the_field(reader):
    assert reader.post("/fi/palaute/", {"text": "a\0b"}).status_code == 422


def test_a_crash_is_a_page_in_the_reader_s_language(reader):
    answer = reader.get("/fi/rikki/")

    assert answer.status_code == 500
    assert answer["Content-Language"] == "fi"
    assert "RuntimeError" not in answer.text
    assert_safe(answer)


# Forms and refusals


def test_a_form_that_stood_open_too_long_gives_back_what_was_written():
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/fi/palaute/", {"text": "Kerho <siirtyi> torstaihin", "password": "salaisuus"})

    assert answer.status_code == 403
    assert "Kerho &lt;siirtyi&gt; torstaihin" in answer.text
    assert "salaisuus" not in answer.text


@pytest.mark.parametrize(("code", "status"), [("full", 409), ("not_allowed", 403), ("too_many_requests", 429)])
def test_a_refusal_reaches_the_reader_with_its_reason(reader, code, status):
    answer = reader.post(f"/fi/kiellot/{code}/")

    assert answer.status_code == status
    assert "The last place was just taken." in answer.text
    assert answer["Retry-After"] == "7"


# Health


def test_health_is_told_on_any_host_without_cookie_or_detour(reader, settings):
    settings.SECURE_SSL_REDIRECT = True

    for address in ("/health/live", "/health/ready"):
        answer = reader.get(address, headers={"Host": "10.1.2.3"})

        assert answer.status_code == 200, answer.text
        assert not answer.cookies


def test_a_database_of_another_version_is_not_ready(reader):
    MigrationRecorder.Migration.objects.filter(app="core").delete()

    answer = reader.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": True, "migrations": False, "index": False}


def test_a_search_index_made_by_another_analyser_is_not_ready(reader, now):
    SearchState.objects.create(pk=1, analyser="another", rebuilt=now)

    answer = reader.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": True, "migrations": True, "index": False}


# Anything at all

NASTY = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=string.printable, max_size=60),
    st.binary(max_size=40).map(lambda raw: raw.decode("latin-1")),
    st.sampled_from(
        [
            *("%00", "%FF", "..", "//", "/../../etc/passwd", "' OR 1=1 --", "{{ 7*7 }}", "{% debug %}"),
            *("\u202etxt", "👩\u200d🦯", "%0d%0aSet-Cookie: a=b", "a" * 5000, "https://evil.example/"),
            *("\\", "?", "#", ";", "%", "%zz"),
        ]
    ),
)
SAFE_FOR_A_HEADER = st.text(alphabet=[chr(n) for n in [*range(32, 127), *range(160, 256)]], max_size=40)


@hypothesis_settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.lists(NASTY, max_size=4), query=NASTY, accept_language=SAFE_FOR_A_HEADER, cookie=SAFE_FOR_A_HEADER)
def test_no_address_breaks_the_site(reader, path, query, accept_language, cookie):
    address = "/" + "/".join(["fi", *path])

    # Servers hand bytes on as if they were Latin-1.
    query = query.encode(errors="replace").decode("latin-1")
    answer = reader.get(address, QUERY_STRING=query, HTTP_ACCEPT_LANGUAGE=accept_language, HTTP_COOKIE=cookie)

    assert answer.status_code < 500
    assert_safe(answer)
