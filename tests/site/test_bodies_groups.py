"""What everyone sees of open groups: how many are in, who leads by consent, what was brought back for all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from raitti.bodies.models import GroupMeeting, Holder, Summary
from raitti.core.kept import forget_kept
from raitti.core.slugs import assign_slugs
from raitti.search.models import SearchDocument
from tests.bodies.factories import GroupFactory, MembershipFactory, QuestionFactory
from tests.bodies.group_world import gathered

pytestmark = pytest.mark.django_db
# Of what is said in the group, and of who is in it.
SECRETS = (
    "Kaisa Koordinaattori",
    "Kuljetukset",
    "Bussi ei kulje.",
    "Vien asian.",
    "Salainen vastaus",
    "kokous.example",
)


@pytest.fixture
def it(db):
    world = gathered(timezone.now())
    assign_slugs(world.seated.body, "body")
    assign_slugs(world.group, "body")
    world.question.answers.create(membership=world.membership, text="Salainen vastaus", given=world.now)
    MembershipFactory(body=world.group, organisation=world.world.association)
    GroupMeeting.objects.create(
        body=world.group, starts=world.now + timedelta(days=9), where="Kirjasto", link="https://kokous.example/1"
    )
    return world


@pytest.fixture
def read(client):
    def ask(path):
        forget_kept()
        answer = client.get(path, headers={"host": "localhost:8000"}, follow=True)
        return answer.content.decode()

    return ask


def path_of(body, language="fi"):
    word = {"fi": "toimielimet", "sv": "organ", "en": "bodies"}[language]
    return f"/{language}/{word}/{body.slug_in(language)}/"


def test_a_body_lists_the_groups_behind_its_seats_each_with_a_way_in(it, read):
    GroupFactory(name="Muun ryhmä")
    page = read(path_of(it.seated.body))
    assert "Ikäihmisten tukiryhmä" in page
    assert f"group={it.group.uid}" in page
    assert f"?body={it.seated.body.uid}" in page
    assert "Muun ryhmä" not in page
    it.group.stage = "ended"
    it.group.save()
    assert str(it.group.uid) not in read(path_of(it.seated.body))


def test_a_group_that_is_not_published_is_on_no_public_page(it, read):
    it.group.publication = "draft"
    it.group.save()
    assert str(it.group.uid) not in read(path_of(it.seated.body))


def test_the_leaders_name_is_said_by_consent_alone(it, read):
    assert "Esimerkki Owner Elsewhere" not in read(path_of(it.group))
    Holder.objects.update(consented=it.now)
    assert "Esimerkki Owner Elsewhere" in read(path_of(it.group))
    Holder.objects.update(withdrawn=it.now)
    assert "Esimerkki Owner Elsewhere" not in read(path_of(it.group))


def test_a_summary_is_everyones_only_when_it_was_brought_back_for_all(it, read):
    summary = Summary.objects.create(question=it.question, text="Linja palaa.", written=it.now)
    QuestionFactory(body=it.group, title="Avoin kysymys")
    assert "Linja palaa." not in read(path_of(it.group))
    summary.is_public = True
    summary.save()
    page = read(path_of(it.group))
    assert "Linja palaa." in page
    assert "Avoin kysymys" not in page


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_nothing_of_the_talk_nor_any_member_is_shown_to_all(it, read, language):
    Holder.objects.update(consented=it.now)
    for body in (it.seated.body, it.group):
        page = read(path_of(body, language))
        for secret in SECRETS:
            assert secret not in page
    assert "Kirjasto" in read(path_of(it.group, language))


def test_nothing_of_it_is_searched_fed_or_exported(it, read):
    for path in ("/fi/haku/?q=kuljetukset", "/fi/haku/?q=kaisa", "/fi/uutta/", "/fi/uutta/atom.xml"):
        page = read(path)
        for secret in SECRETS[2:]:
            assert secret not in page
    assert not any(word in str(list(SearchDocument.objects.values())) for word in SECRETS)
