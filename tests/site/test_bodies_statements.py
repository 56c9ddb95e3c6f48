"""What everyone reads of statements, and that nothing of a draft leaves the body by any exit."""

import re

import pytest

from raitti.bodies.actions.commenting import comment
from raitti.bodies.actions.initiatives import show_initiative
from raitti.bodies.facts.statements import CommentFacts
from raitti.bodies.models import Body
from raitti.core.addresses import address
from raitti.core.kept import forget_kept
from raitti.search.actions import rebuild
from raitti.search.models import SearchDocument
from tests.bodies import statements as made
from tests.bodies.rules.representation import initiative, named
from tests.bodies.world import seat
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.render.test_pdf import unpacked

pytestmark = pytest.mark.django_db
SECRET = "Salaisuus"
HOST = {"host": "localhost:8000"}
OUTSIDE = (
    *("nobody", "its agent", "municipality's agent", "contact officer", "county officer", "steward", "coordinator"),
    *("reader", "agent elsewhere", "contact officer elsewhere", "county officer elsewhere", "steward elsewhere"),
    *("former owner", "run-out editor", "closed account"),
)


@pytest.fixture
def it(db):
    return seat(build_world(NOW))


def exits(it, number=1):
    """Every public address that could tell of a body's statements."""
    slug = it.body.slugs["fi"]
    yield from (
        address("body", "fi", slug=slug),
        address("bodies", "fi"),
        address("statements", "fi", slug=slug),
        address("statements_feed", "fi", slug=slug),
        address("statement", "fi", slug=slug, number=number),
        address("statement_file", "fi", slug=slug, number=number),
        address("latest", "fi"),
        address("feed", "fi"),
        address("search", "fi") + "?q=lausunto",
    )


def drafts(it):
    """Secret statements in every state before sending, with a comment, and an initiative nobody has shown."""
    for make in (made.begun, made.written, made.commenting, made.finished):
        statement = make(it, title={"fi": SECRET}, question={"fi": SECRET})
        statement.title = {"fi": SECRET}
        statement.save()
        statement.versions.update(text={"fi": SECRET})
    open_now = it.body.statements.get(state="commenting")
    facts = CommentFacts(language="fi", line=1, quote="", version=open_now.version, text=SECRET)
    comment(open_now, facts, actor=made.BY, now=it.now)
    sent = initiative(it)
    sent.title = sent.text = SECRET
    sent.save()


@pytest.mark.parametrize("who", OUTSIDE)
def test_drafts_and_comments_are_on_no_page_feed_file_or_search_for_anyone_outside(client, it, who):
    drafts(it)
    rebuild(now=it.now)
    if who != "nobody":
        client.force_login(it.people[who])
    for number in range(1, 5):
        for path in exits(it, number):
            page = client.get(path, headers=HOST)
            assert SECRET not in page.content.decode(errors="replace"), path
            if "/lausunnot/" in path and path.rstrip("/").rpartition("/")[2].isdigit():
                assert page.status_code == 404
    assert not SearchDocument.objects.filter(kind="statement").exists()


def test_a_body_that_is_not_public_shows_none_of_its_statements(client, it):
    made.sent(it)
    Body.objects.filter(pk=it.body.pk).update(publication="draft")
    for path in exits(it):
        assert "Kokouspaikkojen" not in client.get(path, headers=HOST).content.decode(errors="replace")


def test_a_sent_statement_stands_on_the_body_s_page_its_own_the_feed_and_in_search(client, it):
    made.sent(it)
    slug = it.body.slugs["fi"]
    for page in ("body", "statements", "statements_feed"):
        forget_kept()
        assert "Lausunto tiloista" in client.get(address(page, "fi", slug=slug), headers=HOST).content.decode()
    own = client.get(address("statement", "fi", slug=slug, number=1), headers=HOST).content.decode()
    assert "Kokouspaikkojen on oltava esteettömiä." in own
    assert str(it.world.elsewhere["association"]) in own
    assert str(it.people["owner elsewhere"]) not in own, "who signed for the association is not shown"
    found = client.get(address("search", "fi") + "?q=esteettömiä", headers=HOST).content.decode()
    assert address("statement", "fi", slug=slug, number=1) in found


def test_the_file_of_a_statement_is_a_tagged_pdf_in_the_reader_s_language(client, it):
    made.sent(it)
    for language in ("fi", "sv"):
        slug = it.body.slugs[language]
        answer = client.get(address("statement_file", language, slug=slug, number=1), headers=HOST)
        assert answer["Content-Type"] == "application/pdf"
        data = unpacked(answer.content)
        assert b"/StructTreeRoot" in data
        assert re.search(rb"/Lang\s*\(" + language.encode(), data)


def test_only_names_people_agreed_to_show_are_shown(client, it):
    named(it, outside=True, accepted=True)
    name = it.seat.holdings.get(place="member").holder.name
    path = address("body", "fi", slug=made.sent(it).body.slugs["fi"])
    assert name in client.get(path, headers=HOST).content.decode()
    holder = it.seat.holdings.get(place="member").holder
    holder.consented = None
    holder.save()
    forget_kept()
    assert name not in client.get(path, headers=HOST).content.decode()


def test_an_initiative_is_read_by_everyone_once_the_body_shows_it(client, it):
    sent = initiative(it)
    made.begun(it)
    path = address("body", "fi", slug=it.body.slugs["fi"])
    assert "Tilat maksuttomiksi." not in client.get(path, headers=HOST).content.decode()
    show_initiative(sent, show=True, actor=it.people["owner"], now=it.now)
    forget_kept()
    assert "Tilat maksuttomiksi." in client.get(path, headers=HOST).content.decode()
