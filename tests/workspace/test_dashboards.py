"""How things stand, for those who look after pages: right figures, few questions, nobody else's business."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from raitti.core.addresses import address
from raitti.core.texts import translated
from raitti.directory.models import CheckRound, Organisation, OrganisationKind, Portal, Role, Topic, Vocabulary
from raitti.places.models import AreaKind
from tests.factories import AreaFactory, MandateFactory, OrganisationFactory, ServiceFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
FAR = date(2099, 1, 1)
AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


@pytest.fixture
def region():
    return AreaFactory(kind=AreaKind.REGION, code="19", name=translated(fi="Lappi"))


@pytest.fixture
def kemi(region):
    return AreaFactory(code="240", name=translated(fi="Kemi"), region=region)


@pytest.fixture
def town(kemi):
    return OrganisationFactory(kind=OrganisationKind.MUNICIPALITY, home_municipality=kemi)


@pytest.fixture
def portal(region, town):
    made = Portal.objects.create(key="lappi", hostname="lappi.example", name=translated(fi="Lappi"), steward=town)
    made.areas.add(region)
    return made


def organisation(home, name="Yhdistys ry", **fields) -> Organisation:
    return OrganisationFactory(name=translated(fi=name), home_municipality=home, **fields)


@pytest.fixture
def village(kemi, region):
    """Four associations of Kemi: one confirmed, one asked, one that nobody reaches, one due."""
    organisation(kemi, "Vahvistettu ry", verified_on=date(2026, 10, 1), next_check_due=FAR)
    asked = organisation(kemi, "Kysytty ry", verified_on=date(2025, 5, 1), next_check_due=date(2026, 5, 1))
    CheckRound.objects.create(organisation=asked, began=AT, asked=AT)
    silent = organisation(kemi, "Hiljainen ry", verified_on=date(2024, 5, 1), next_check_due=date(2025, 5, 1))
    CheckRound.objects.create(organisation=silent, began=AT, asked=AT, queued=AT)
    organisation(kemi, "Vahvistamaton ry", phone="040 555 0111", email="=x@yhdistys.example")
    organisation(kemi, "Loppunut ry", status="dissolved")
    organisation(kemi, "Luonnos ry", publication="draft")
    organisation(AreaFactory(code="976", name=translated(fi="Ylitornio"), region=region), "Rajan ry")
    AreaFactory(code="742", name=translated(fi="Savukoski"), region=region)


def login(client, role, body):
    client.force_login(MandateFactory(organisation=body, role=role).person)


def get(client, page, **words):
    return client.get(address(page, "fi", **words), headers=HOST)


def test_a_contact_officer_sees_the_longest_unconfirmed_first(client, town, village):
    login(client, Role.CONTACT_OFFICER, town)
    response = get(client, "overview_area", code="240")
    shown = [str(line.name) for line, _is_in_hand in response.context["waiting"]]
    assert shown == ["Vahvistamaton ry", "Hiljainen ry", "Kysytty ry"]
    assert (response.context["total"], response.context["confirmed"]) == (4, 25)
    counts = {state: count for state, _words, count in response.context["states"]}
    assert counts == {"confirmed": 1, "asked": 1, "due": 1, "unanswered": 1, "hidden": 0}
    page = response.content.decode()
    assert 'href="tel:0405550111"' in page
    assert "Luonnos ry" not in page


@pytest.mark.parametrize(
    ("role", "may"), [(Role.CONTACT_OFFICER, True), (Role.AGENT, True), (Role.COORDINATOR, True), (Role.READER, False)]
)
def test_confirming_for_them_is_offered_to_those_who_may(client, town, village, role, may):
    login(client, role, town)
    response = get(client, "overview_area", code="240")
    for line, _is_in_hand in response.context["waiting"]:
        where = address("confirm", "fi", uid=line.uid)
        assert (where in response.content.decode()) is may
        assert (get(client, "confirm", uid=line.uid).status_code == 200) is may


def test_the_page_can_be_read_in_a_fixed_number_of_questions(
    client, town, village, kemi, django_assert_max_num_queries
):
    login(client, Role.CONTACT_OFFICER, town)
    for number in range(30):
        ServiceFactory(organisation=organisation(kemi, f"Lisä {number} ry"))
    with django_assert_max_num_queries(24):
        get(client, "overview_area", code="240")


def test_a_region_shows_every_municipality_also_those_without_a_page(client, portal, town, village):
    login(client, Role.STEWARD, town)
    response = get(client, "overview_portal", key="lappi")
    places = {str(place.area.name): (place.organisations, place.share) for place in response.context["places"]}
    assert places == {"Kemi": (4, 25), "Ylitornio": (1, 0), "Savukoski": (0, 0)}
    assert response.content.decode().count('role="img"') == 3


def test_topics_are_counted_with_their_narrower_ones_and_gaps_are_named(client, town, kemi):
    own = Vocabulary.objects.create(key="raitti", name="Raitti")
    broad, narrow, gap = (
        Topic.objects.create(vocabulary=own, uri=f"urn:{word}", name=translated(fi=word))
        for word in ("Hyvinvointi", "Vertaistuki", "Uni")
    )
    narrow.broader.add(broad)
    gap.broader.add(broad)
    doer = organisation(kemi)
    doer.topics.add(narrow, broad)
    ServiceFactory(organisation=doer).topics.add(narrow)
    ServiceFactory(organisation=doer, status="defunct").topics.add(narrow)
    login(client, Role.AGENT, town)
    (theme,) = get(client, "overview_area", code="240").context["themes"]
    assert (theme.topic, theme.organisations, theme.services, theme.gaps) == (broad, 1, 1, (gap,))


def test_the_whole_list_comes_as_a_file_in_which_nothing_is_a_formula(client, town, village):
    login(client, Role.CONTACT_OFFICER, town)
    response = get(client, "overview_area_list", code="240")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert response["Content-Disposition"].startswith('attachment; filename="raitti-240-')
    assert [row[0] for row in rows[1:]] == ["Vahvistamaton ry", "Hiljainen ry", "Kysytty ry", "Vahvistettu ry"]
    assert rows[1][5] == "'=x@yhdistys.example"


@pytest.mark.parametrize("name", ["overview_area", "overview_area_list", "overview_portal", "overview_portal_list"])
def test_figures_are_for_those_who_look_after_the_area(client, portal, village, name):
    words = {"code": "240"} if "area" in name else {"key": "lappi"}
    assert get(client, name, **words).status_code == 302
    elsewhere = OrganisationFactory(kind=OrganisationKind.MUNICIPALITY, home_municipality=AreaFactory(code="500"))
    login(client, Role.CONTACT_OFFICER, elsewhere)
    assert get(client, name, **words).status_code == 403
    login(client, Role.OWNER, OrganisationFactory())
    assert get(client, name, **words).status_code == 403
    login(client, Role.COORDINATOR, elsewhere)
    assert get(client, name, **words).status_code == 200


def test_the_overview_leads_to_one_s_own_areas_only(client, portal, town, kemi):
    AreaFactory(code="500", name=translated(fi="Muualla"))
    login(client, Role.CONTACT_OFFICER, town)
    response = get(client, "overview")
    assert [area.pk for area in response.context["areas"]] == [kemi.pk]
    assert "Muualla" not in response.content.decode()


def test_an_owner_sees_when_the_page_was_confirmed_and_what_is_missing(client):
    own = OrganisationFactory(
        verified_on=date(2026, 3, 4), next_check_due=date(2027, 3, 4), verified_by="the association itself"
    )
    client.force_login(MandateFactory(organisation=own).person)
    page = get(client, "freshness").content.decode()
    assert "4.3.2026" in page
    assert "4.3.2027" in page
    assert address("confirm", "fi", uid=own.uid) in page
    assert timezone.localdate(own.changed).strftime("%Y") in page


def test_who_keeps_several_pages_sees_the_share_confirmed_and_the_oldest_first(client):
    person = MandateFactory(
        organisation=organisation(None, "Aina", verified_on=date(2026, 3, 4), next_check_due=FAR)
    ).person
    for name, fields in {
        "Vanha": {"verified_on": date(2020, 3, 4)},
        "Ei koskaan": {"verified_on": None},
        "Lepää": {"verified_on": date(2026, 3, 5), "status": "dormant"},
        "Luonnos": {"verified_on": date(2026, 3, 6), "publication": "draft"},
    }.items():
        MandateFactory(person=person, organisation=organisation(None, name, **fields))
    client.force_login(person)
    response = get(client, "freshness")
    names = [row["organisation"].name_in("fi").value for row in response.context["rows"]]
    assert names == ["Ei koskaan", "Vanha", "Aina", "Lepää", "Luonnos"]
    page = response.content.decode()
    # One of the three that are asked about.
    assert "33 %" in page
    # The old one; what was never confirmed cannot be out of date.
    assert (page.count("vanhentunut"), page.count("ei vielä")) == (1, 1)
