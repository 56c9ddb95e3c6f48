"""What was said before a decision, and a campaign from its opening to its statements."""

from datetime import timedelta

import pytest
from django.utils import timezone

from raitti.core.addresses import address, slug_of
from raitti.core.kept import forget_kept
from raitti.core.slugs import assign_slugs
from raitti.directory.models import Publication
from raitti.programmes.models import Campaign, Plea, Support
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
PLEA = {
    "kind": "appeal",
    "on": "2026-01-14",
    "given_by": "Pohjois-Pohjanmaan järjestöt",
    "grant_year": "2026",
    "title_fi": "Vetoomus koko vuodesta",
    "effect_fi": "Ei muuttanut päätöstä.",
    "is_public": "on",
}


def test_an_appeal_is_entered_changed_and_removed(visit, funded):
    where = {"project": funded.project.uid}
    assert visit("editor", "plea_new", PLEA, **where).status_code == 302
    plea = Plea.objects.get()
    assert (plea.given_by, str(plea.effect), plea.is_public) == (PLEA["given_by"], "Ei muuttanut päätöstä.", True)
    visit("editor", "plea_edit", {**PLEA, "title_sv": "Vädjan", "is_public": ""}, pk=plea.pk, **where)
    plea.refresh_from_db()
    assert (plea.title.localize("sv"), plea.is_public) == ("Vädjan", False)
    assert "Vetoomus koko vuodesta" in visit("coordinator", "pleas", **where).content.decode()
    assert visit("coordinator", "plea_edit", PLEA, pk=plea.pk, **where).status_code == 403
    visit("editor", "plea_edit", {"remove": ""}, pk=plea.pk, **where)
    assert not Plea.objects.exists()


def test_what_was_said_about_the_whole_programme_is_entered_by_its_coordinator_and_read_by_everyone(
    client, visit, funded
):
    where = {"programme": funded.programme.uid}
    said = PLEA | {"title_fi": "Järjestöjen yhteinen vetoomus"}
    assert visit("editor", "programme_plea_new", said, **where).status_code == 403
    assert visit("reader", "programme_pleas", **where).status_code == 403
    assert visit("coordinator", "programme_plea_new", said, **where).status_code == 302
    plea = Plea.objects.get()
    assert (plea.programme, plea.project) == (funded.programme, None)
    assert said["title_fi"] in visit("coordinator", "programme_pleas", **where).content.decode()

    def read(page, thing):
        # What is kept is forgotten when a transaction ends, and a test's never does.
        forget_kept()
        assign_slugs(thing, page)
        return client.get(address(page, "fi", slug=slug_of(thing, "fi")), headers={"host": "localhost:8000"}).content

    public = read("programme", funded.programme).decode()
    assert said["title_fi"] in public
    assert said["effect_fi"] in public
    assert said["title_fi"] not in read("project", funded.project).decode()

    visit("coordinator", "programme_plea_edit", said | {"is_public": ""}, pk=plea.pk, **where)
    assert said["title_fi"] not in read("programme", funded.programme).decode()
    assert visit("owner", "programme_plea_edit", {"remove": ""}, pk=plea.pk, **where).status_code == 403
    visit("coordinator", "programme_plea_edit", {"remove": ""}, pk=plea.pk, **where)
    assert not Plea.objects.exists()


def test_the_page_of_the_programme_does_not_open_what_was_said_about_a_project(visit, funded):
    visit("editor", "plea_new", PLEA, project=funded.project.uid)
    where = {"programme": funded.programme.uid}
    assert PLEA["title_fi"] not in visit("coordinator", "programme_pleas", **where).content.decode()
    assert visit("coordinator", "programme_plea_edit", PLEA, pk=Plea.objects.get().pk, **where).status_code == 404


def test_something_wrong_about_the_programme_is_said_at_its_field_and_nothing_typed_is_lost(visit, funded):
    said = {**PLEA, "given_by": "", "text_fi": "Järjestöt pyysivät koko vuotta."}
    answer = visit("coordinator", "programme_plea_new", said, programme=funded.programme.uid)
    assert answer.status_code == 422
    assert said["text_fi"] in answer.content.decode()
    assert answer.context["form"].errors.keys() == {"given_by"}


def test_what_is_missing_is_said_and_nothing_typed_is_lost(visit, funded):
    said = {**PLEA, "title_fi": "", "given_by": "Lapin yhdistykset"}
    answer = visit("editor", "plea_new", said, project=funded.project.uid)
    assert answer.status_code == 422
    assert "Lapin yhdistykset" in answer.content.decode()
    assert answer.context["form"].errors.keys() == {"title_fi"}


def test_all_that_lacks_is_said_at_once(visit, funded):
    where = {"project": funded.project.uid}
    answer = visit("editor", "plea_new", {**PLEA, "title_fi": "", "given_by": "", "on": "x"}, **where)
    assert answer.context["form"].errors.keys() == {"title_fi", "given_by", "on"}
    # A title in any of the languages is one.
    answer = visit("editor", "plea_new", {**PLEA, "title_fi": "", "title_sv": "Vädjan", "given_by": ""}, **where)
    assert answer.context["form"].errors.keys() == {"given_by"}
    said = {"name_fi": "", "opens": "2026-02-02", "closes": "2026-02-01", "text_fi": "Pyydämme."}
    answer = visit("editor", "campaign_new", said, **where)
    assert answer.context["form"].errors.keys() == {"name_fi", "closes"}
    assert said["text_fi"] in answer.content.decode()
    answer = visit("coordinator", "programme_plea_new", {"kind": "appeal"}, programme=funded.programme.uid)
    assert {"title_fi", "given_by", "on"} <= answer.context["form"].errors.keys()


def test_a_campaign_is_opened_and_its_statements_are_looked_at(visit, funded):
    where, today = {"project": funded.project.uid}, timezone.localdate()
    said = {"name_fi": "Työn puolesta", "opens": str(today), "closes": str(today - timedelta(days=1))}
    assert visit("editor", "campaign_new", said, **where).status_code == 422
    said |= {"closes": str(today), "is_published": "on"}
    assert visit("editor", "campaign_new", said, **where).status_code == 302
    campaign = Campaign.objects.get()
    assert (campaign.publication, campaign.slugs["fi"]) == (Publication.PUBLISHED, "tyon-puolesta")

    support = Support.objects.create(campaign=campaign, name="Martat", text="Tärkeää.", email="m@x.example", given=NOW)
    page = visit("owner", "supports", pk=campaign.pk, **where).content.decode()
    assert "m@x.example" in page
    assert visit("coordinator", "supports", pk=campaign.pk, **where).status_code == 403
    visit("owner", "supports", {"support": support.pk, "show": ""}, pk=campaign.pk, **where)
    support.refresh_from_db()
    assert (support.state, bool(support.decided_by)) == ("shown", True)
    visit("owner", "supports", {"support": support.pk, "leave": ""}, pk=campaign.pk, **where)
    support.refresh_from_db()
    assert support.state == "refused"


def test_the_coordinator_begins_a_campaign_for_the_whole_programme_and_looks_at_its_statements(client, visit, funded):
    where, today = {"programme": funded.programme.uid}, str(timezone.localdate())
    said = {"name_fi": "Koko ohjelman puolesta", "opens": today, "closes": today, "is_published": "on"}
    assert visit("owner", "programme_campaign_new", said, **where).status_code == 403
    assert visit("coordinator", "programme_campaign_new", said | {"name_fi": ""}, **where).status_code == 422
    assert visit("coordinator", "programme_campaign_new", said, **where).status_code == 302
    campaign = Campaign.objects.get()
    assert (campaign.programme, campaign.project) == (funded.programme, None)
    listed = visit("coordinator", "programme_pleas", **where).content.decode()
    assert address("programme_supports", "fi", pk=campaign.pk, **where) in listed

    def read(page, thing, send=None):
        forget_kept()
        assign_slugs(thing, page)
        path, headers = address(page, "fi", slug=slug_of(thing, "fi")), {"host": "localhost:8000"}
        return client.get(path, headers=headers) if send is None else client.post(path, send, headers=headers)

    assert said["name_fi"] in read("programme", funded.programme).content.decode()
    assert said["name_fi"] not in read("project", funded.project).content.decode()
    assert funded.programme.name.localize("fi") in read("campaign", campaign).content.decode()
    assert read("campaign", campaign, {"name": "Marttaliitto", "text": "Tärkeää."}).status_code == 302

    support, words = Support.objects.get(), {**where, "pk": campaign.pk}
    assert visit("owner", "programme_supports", **words).status_code == 403
    assert "Marttaliitto" in visit("coordinator", "programme_supports", **words).content.decode()
    visit("coordinator", "programme_supports", {"support": support.pk, "show": ""}, **words)
    support.refresh_from_db()
    assert support.state == "shown"
    assert "Marttaliitto" in read("campaign", campaign).content.decode()

    visit("coordinator", "programme_campaign_edit", said | {"is_published": ""}, **words)
    assert said["name_fi"] not in read("programme", funded.programme).content.decode()
    assert read("campaign", campaign).status_code == 404


def test_the_page_of_the_programme_does_not_open_a_projects_campaign(visit, funded):
    today = timezone.localdate()
    of = {"programme": funded.programme, "project": funded.project, "created": NOW}
    campaign = Campaign.objects.create(**of, opens=today, closes=today)
    words = {"programme": funded.programme.uid, "pk": campaign.pk}
    for page in ("programme_campaign_edit", "programme_supports"):
        assert visit("coordinator", page, **words).status_code == 404


def test_a_statement_of_another_campaign_is_not_judged_here(visit, funded):
    mine, other = (
        Campaign.objects.create(
            programme=funded.programme, project=funded.project, opens=NOW.date(), closes=NOW.date(), created=NOW
        )
        for _ in range(2)
    )
    support = Support.objects.create(campaign=other, name="Martat", text="Tärkeää.", given=NOW)
    where = {"project": funded.project.uid, "pk": mine.pk}
    assert visit("owner", "supports", {"support": support.pk, "show": ""}, **where).status_code == 404
