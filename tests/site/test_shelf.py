"""The site's own pages and the shelf: what every reader gets alike is kept, and anything at all is answered."""

import pytest
from django.conf import settings as product
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from raitti.core.encodings import read_as_utf8
from raitti.core.finished import Shelf
from raitti.site.search import PARAMETERS
from tests.core.test_finished import ask
from tests.site.page_types import LANGUAGES, page_addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_region", "_one_connection")]

# Pages that carry a form of the reader's own.
PERSONAL = {"feedback", "suggest", "report", "campaign", "election_receipt"}
# Whether a call is open changes with the minute, without anybody's doing.
BY_THE_CLOCK = {"calls", "call"}


@pytest.fixture
def shelf():
    return Shelf(read_as_utf8(WSGIHandler()), most_bytes=10_000_000, seconds=3600)


def parts(address: str) -> tuple[str, str]:
    path, _, query = address.partition("?")
    return path, query


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_is_kept_and_no_page_with_a_form_of_one_s_own(shelf, language):
    for name, address in page_addresses(language).items():
        answer = ask(shelf, *parts(address), Host=product.RAITTI_HOST)

        assert answer.status == 200, address
        assert any(key[2:] == parts(address) for key in shelf._pages) == (name not in PERSONAL | BY_THE_CLOCK), address


def test_someone_signed_in_finds_nothing_of_theirs_on_the_shelf(shelf):
    for address in page_addresses("fi").values():
        ask(shelf, *parts(address), Host=product.RAITTI_HOST, Cookie=f"{product.SESSION_COOKIE_NAME}=abc")

    assert not shelf._pages


WORDS = st.one_of(
    st.sampled_from(
        ["' OR 1=1 --", "{{7*7}}", "{% debug %}", "<script>", "\u202eoikea", "👩\u200d🦯", "\u0000", "-1", "0"]
    ),
    st.sampled_from(
        ["99999999999999999999", "1e9", "NaN", "a" * 3000, "äö", "*", '"', "NEAR(a b)", "a AND", ")", "%", "^"]
    ),
    st.text(max_size=30),
)
NAMES = st.sampled_from(["ent", "alku", "about", "unknown", *PARAMETERS])


@hypothesis_settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    page=st.sampled_from(["haku/", "jarjestot/", "palvelut/", "kunnat/", "kunnat/oulu/", "palaute/", "aiheet/", ""]),
    tail=st.one_of(st.just(""), WORDS),
    asked=st.lists(st.tuples(NAMES, WORDS), max_size=4),
)
def test_whatever_is_asked_the_site_has_an_answer(client, page, tail, asked):
    client.raise_request_exception = False

    answer = client.get(f"/fi/{page}{tail.replace('?', '').replace('#', '')}", dict(asked))

    assert answer.status_code < 500, answer.content[:300]
