"""What everyone sees of bodies: which there are, who sits in them for whom, on any day; never what is not public."""

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from icalendar import Calendar

from raitti.bodies.models import Body, BodyKind, Holding, Stage
from raitti.core.shelf import content_changed
from raitti.core.slugs import assign_slugs
from raitti.core.texts import translated
from raitti.directory.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_region")]
BOARD = "/fi/toimielimet/pohjois-pohjanmaan-jarjestoneuvottelukunta/"
ATOM = "{http://www.w3.org/2005/Atom}"


def told(client: Client, path: str, **more: Any) -> str:
    response = client.get(path, **more)
    assert response.status_code == 200, path
    return response.content.decode().replace("\xa0", " ")


def board() -> Body:
    return next(body for body in Body.objects.all() if "Pohjois-Pohjanmaan järjestöneuvottelu" in str(body.name))


def test_the_list_has_bodies_at_work_those_being_founded_open_groups_and_what_has_ended_in_this_order(
    client: Client,
) -> None:
    body = told(client, "/fi/toimielimet/")
    names = ("Oulun järjestöneuvosto", "Kymenlaakson järjestöneuvottelukunta", "Tukiryhmä: Nuoret")
    places = [body.index(name) for name in (*names, "Maakuntauudistuksen järjestötyöryhmä")]

    assert places == sorted(places)
    assert body.count("Tukiryhmä: ") == 10


def test_the_list_of_a_region_has_only_its_own(client: Client) -> None:
    north, south = (told(client, f"/fi/alueet/{key}/toimielimet/") for key in ("pohjois-pohjanmaa", "etela-karjala"))

    assert "Oulun järjestöneuvosto" in north
    assert "kumppanuuspöytä" not in north.partition("<main")[2].partition("</main")[0]
    assert "Etelä-Karjalan kumppanuuspöytä" in south
    assert "Oulun järjestöneuvosto" not in south


def test_the_list_can_be_narrowed_to_a_kind_and_what_is_no_kind_shows_all(client: Client) -> None:
    tables = told(client, f"/fi/toimielimet/?laji={BodyKind.PARTNERSHIP_TABLE}")

    assert "Etelä-Karjalan kumppanuuspöytä" in tables
    assert "Oulun järjestöneuvosto" not in tables
    assert "Oulun järjestöneuvosto" in told(client, "/fi/toimielimet/?laji=olematon")


def test_a_long_list_comes_in_pages(client: Client) -> None:
    some = board()
    for number in range(50):
        body = Body(
            name=translated(fi=f"Ryhmä {number:02}"), kind=BodyKind.NETWORK, setter=some.setter, steward=some.steward
        )
        body.created = body.changed = some.created
        body.save()
        assign_slugs(body, "body")
    content_changed()

    first = told(client, f"/fi/toimielimet/?laji={BodyKind.NETWORK}")

    assert ("Ryhmä 39" in first, "Ryhmä 40" in first) == (True, False)
    assert "Ryhmä 40" in told(client, f"/fi/toimielimet/?laji={BodyKind.NETWORK}&sivu=2")
    assert client.get("/fi/toimielimet/?sivu=9").status_code == 404


def test_a_page_shows_each_seat_with_its_organisation_and_a_name_only_by_consent(client: Client) -> None:
    body = told(client, BOARD)

    assert "Sanna Esimerkki" in body
    assert "Tupoksen Perhepihat ry" in body
    for who in ("Hanna", "Kari", "Antti"):
        assert f"{who} Esimerkki" not in body
    for organisation in ("Mielenvire Oulu ry", "Selvät illat Raahe", "Haapaveden Omaiset ja Läheiset ry"):
        assert organisation in body


def test_a_page_says_which_seats_are_vacant_how_to_get_in_and_how_to_reach_it(client: Client) -> None:
    body = told(client, BOARD)

    assert body.count('class="vacant"') == 1
    assert "Joonas Esimerkki" not in body
    assert "avoimella haulla" in body
    assert "mailto:neuvottelukunta@yhdistysraitti.example" in body
    assert "hyvinvointialue.example/toimintasaanto" in body


def test_an_expert_group_leads_to_the_groups_behind_its_seats_and_they_lead_back(client: Client) -> None:
    expert = told(client, "/fi/toimielimet/jarjestojen-asiantuntijaryhma/")
    group = told(client, "/fi/toimielimet/tukiryhma-omaishoitajat/")

    assert len(set(re.findall(r'href="/fi/toimielimet/(tukiryhma-[a-z-]+)/"', expert))) == 10
    assert "/fi/toimielimet/asiantuntijaryhman-tyovaliokunta/" in expert
    assert "/fi/toimielimet/jarjestojen-asiantuntijaryhma/" in group


def test_a_body_being_founded_shows_how_far_it_has_come(client: Client) -> None:
    body = told(client, "/fi/toimielimet/kymenlaakson-jarjestoneuvottelukunta/")

    assert "20.10.2026" in body
    assert "15.4.2027" in body


def test_any_day_shows_who_sat_then(client: Client) -> None:
    then = told(client, f"{BOARD}paikat/?on=2022-05-01")
    now = told(client, f"{BOARD}paikat/")

    assert ("Merja Esimerkki" in then, "Sanna Esimerkki" in then) == (True, False)
    assert ("Merja Esimerkki" in now, "Sanna Esimerkki" in now) == (False, True)
    assert "?on=2025-06-01" in now
    assert 'href="/sv/organ/organisationsdelegationen-i-norra-osterbotten/platser/?on=2022-05-01"' in then


@pytest.mark.parametrize("asked", ["eilen", "2025-13-01", "'; DROP TABLE", "0000-00-00", "9999999999"])
def test_a_day_that_is_none_is_told_and_today_shown(client: Client, asked: str) -> None:
    response = client.get(f"{BOARD}paikat/", {"on": asked})

    body = response.content.decode()
    assert response.status_code == 200
    assert 'aria-invalid="true"' in body
    assert "Sanna Esimerkki" in body


@pytest.mark.parametrize("publication", ["draft", "hidden"])
def test_a_body_that_is_not_published_is_nowhere(client: Client, publication: str) -> None:
    body = board()
    body.publication = publication
    body.save()
    content_changed()
    nominator = Organisation.objects.get(source_id="liminka-tupoksen-perhepihat")

    for path in (BOARD, f"{BOARD}paikat/", f"{BOARD}atom.xml", f"{BOARD}kokoukset.ics"):
        assert client.get(path).status_code == 404, path
    for path in (
        *("/fi/toimielimet/", "/fi/alueet/pohjois-pohjanmaa/", "/fi/kunnat/oulu/", "/sitemap-bodies-1.xml"),
        f"/fi/jarjestot/{nominator.slug_in('fi')}/",
    ):
        assert "pohjois-pohjanmaan-jarjestoneuvottelukunta" not in told(client, path), path
    assert client.get(f"/api/v1/bodies/{body.uid}").status_code == 404


def test_pages_of_a_region_a_municipality_and_an_organisation_lead_to_their_bodies(client: Client) -> None:
    nominator = Organisation.objects.get(source_id="liminka-tupoksen-perhepihat")
    steward = Organisation.objects.get(source_id="isannoija-etela-karjala")

    assert "/toimielimet/oulun-jarjestoneuvosto/" in told(client, "/fi/alueet/pohjois-pohjanmaa/")
    oulu = told(client, "/fi/kunnat/oulu/")
    assert oulu.index("oulun-jarjestoneuvosto") < oulu.index("pohjois-pohjanmaan-jarjestoneuvottelukunta")
    own = told(client, f"/fi/jarjestot/{nominator.slug_in('fi')}/")
    assert BOARD in own
    assert "Sanna Esimerkki" in own
    assert "etela-karjalan-kumppanuuspoyta" in told(client, f"/fi/jarjestot/{steward.slug_in('fi')}/")


def test_structured_data_names_roles_and_whoever_agreed(client: Client) -> None:
    body = told(client, BOARD)
    found = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)[0])
    # A seat's member stands before its deputy.
    members = {member["name"]: member for member in reversed(found["member"])}

    assert members["Ikäihmiset"]["member"]["name"] == "Raimo Esimerkki"
    assert members["Ikäihmiset"]["startDate"] == "2025-06-01"
    assert members["Mielenterveys ja päihteet"]["member"]["@type"] == "Organization"


def test_the_feed_tells_who_came_and_who_left_the_latest_first(client: Client) -> None:
    response = client.get(f"{BOARD}atom.xml")
    root = ElementTree.fromstring(response.content)
    entries = root.findall(f"{ATOM}entry")
    moments = [str(entry.findtext(f"{ATOM}updated")) for entry in entries]

    assert response["Content-Type"].startswith("application/atom+xml")
    assert str(root.findtext(f"{ATOM}id")) == f"urn:uuid:{board().uid}"
    assert moments == sorted(moments, reverse=True)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    titles = [str(entry.findtext(f"{ATOM}title")) for entry in entries]
    assert "Nuoret" in next(title for title in titles if title.startswith(("Uusi", "Jäsen", "Varajäsen")))


def test_the_calendar_can_be_taken_into_one_s_own_and_keeps_its_name(client: Client) -> None:
    response = client.get(f"{BOARD}kokoukset.ics")

    calendar = Calendar.from_ical(response.content)
    assert response["Content-Type"].startswith("text/calendar")
    assert str(calendar["UID"]) == str(board().uid)


def test_a_seat_someone_left_turns_vacant_on_every_page_at_once(client: Client) -> None:
    held = Holding.objects.get(holder__name="Sanna Esimerkki")
    Holding.objects.filter(pk=held.pk).update(until=held.since)
    content_changed()

    assert "Sanna Esimerkki" not in told(client, BOARD)
    assert told(client, BOARD).count('class="vacant"') == 2


def test_an_ended_body_says_so_and_why(client: Client) -> None:
    ended = Body.objects.get(stage=Stage.ENDED)
    body = told(client, f"/fi/toimielimet/{ended.slug_in('fi')}/")

    assert "31.12.2019" in body
    assert "Työtä jatkaa järjestöneuvottelukunta" in body


def test_bodies_are_found_by_search_with_their_kind_and_how_one_joins(client: Client) -> None:
    body = told(client, "/fi/haku/?q=tukiryhmä+omaishoitajat&kind=body")

    assert "/fi/toimielimet/tukiryhma-omaishoitajat/" in body
    assert "/fi/toimielimet/" in told(client, "/fi/haku/?q=järjestöneuvottelukunta")
