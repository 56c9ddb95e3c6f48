"""Entries of another Raitti are fetched over its open interface; people here have the last word."""

import json
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import sleep
from typing import Any
from urllib.request import urlopen

import pytest
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from raitti.core.audit import System
from raitti.core.jobs import Worker
from raitti.core.texts import sort_keys, translated
from raitti.core.verdicts import Refused
from raitti.directory.actions import save_organisation, set_publication
from raitti.directory.actions.freshness import confirm
from raitti.directory.facts import OrganisationFacts
from raitti.directory.models import Matter, MatterKind, Organisation, Portal, Service, Suggestion
from raitti.directory.snapshots import organisation_facts
from raitti.exchange.actions import harvest
from raitti.exchange.models import Harvested, HarvestSource
from raitti.exchange.queries import origin_of
from tests.core.conftest import Instance, new_instance, wait_for
from tests.factories import OrganisationFactory
from tests.serving import serving

ACTOR = System("test")
SETTINGS = "raitti.config.settings"
FILL = """
from datetime import date, time
from django.utils import timezone
from raitti.core.audit import System
from raitti.directory.actions import save_organisation, save_service, save_location
from raitti.directory.facts import *
actor, now = System("test"), timezone.now()
for number in range({number}):
    own = {{"source": "x", "source_id": str(number)}}
    secret = (ContactFacts(name="Salainen Henkilö"),)
    names = {{"fi": f"Seura {{number}} ry", "sv": f"Klubb {{number}} rf"}}
    facts = OrganisationFacts(**own, name=names, website="https://example.org/", contacts=secret)
    save_organisation(facts, actor=actor, now=now)
    if number > 4:
        continue
    house = {{"street": "Kylätie 1", "postal_code": "90100", "city": "Oulu"}}
    facts = LocationFacts(**own, organisation=str(number), name={{"fi": f"Talo {{number}}"}}, **house)
    save_location(facts, actor=actor, now=now)
    times = ScheduleFacts(starts_on=date(2026, 9, 1), opens=time(17), closes=time(19), rrule="FREQ=WEEKLY;BYDAY=TU")
    way = ChannelFacts(kind="place", location=str(number), schedules=(times,))
    facts = ServiceFacts(**own, organisation=str(number), name={{"fi": f"Kerho {{number}}"}}, channels=(way,))
    save_service(facts, actor=actor, now=now)
answer = 1
"""
CHANGE = """
from dataclasses import replace
from django.utils import timezone
from raitti.core.audit import System
from raitti.directory.actions import save_location, save_organisation, set_publication
from raitti.directory.models import Organisation
from raitti.directory.snapshots import location_facts, organisation_facts
found = Organisation.objects.get(source_id="{which}")
{act}
answer = 1
"""
WAIT_UNTIL = """
import time
from raitti.exchange.models import Harvested, HarvestSource
latest = time.monotonic() + 90
while not (answer := bool({true})) and time.monotonic() < latest:
    time.sleep(0.05)
"""
PUBLIC = """
from raitti.directory.models import THINGS
answer = {{kind: sorted(str(a.uid) for a in model.objects.visible_to(None){only}) for kind, model in THINGS.items()}}
"""
FETCHED, PUBLIC = PUBLIC.format(only=".exclude(source='')"), PUBLIC.format(only="")
HIDE_HOUSE = CHANGE.format(
    which="3",
    act="set_publication(found.locations.get(), 'hidden', actor=System('t'), now=timezone.now())",
)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def serve(instance: Instance) -> str:
    """Let an instance answer; the address of its HSDS interface."""
    instance.environment["DJANGO_SETTINGS_MODULE"] = SETTINGS
    port = free_port()
    instance.start("django", "runserver", f"127.0.0.1:{port}", "--noreload")
    url = f"http://127.0.0.1:{port}/hsds/"

    def answers() -> bool:
        try:
            return urlopen(url, timeout=5).status == 200
        except OSError:
            return False

    wait_for(answers, seconds=60)
    return url


def change(other: Instance, which: str, **fields: Any) -> None:
    act = f"save_organisation(replace(organisation_facts(found), **{fields!r}), actor=System('t'), now=timezone.now())"
    other.evaluate(CHANGE.format(which=which, act=act))


def move_house(other: Instance, which: str, **fields: Any) -> None:
    made = f"replace(location_facts(found.locations.get()), **{fields!r})"
    act = f"save_location({made}, actor=System('t'), now=timezone.now())"
    other.evaluate(CHANGE.format(which=which, act=act))


def hide(other: Instance, which: str) -> None:
    act = "set_publication(found, 'hidden', actor=System('t'), now=timezone.now())"
    other.evaluate(CHANGE.format(which=which, act=act))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Instance, str]]:
    """Another Raitti with twelve associations, answering."""
    with new_instance(tmp_path_factory.mktemp("other")) as made:
        made.evaluate(FILL.format(number=12))
        yield made, serve(made)


@pytest.fixture
def portal(db, settings) -> Portal:
    # Only the demo may call this machine.
    settings.DEMO = True
    name = translated(fi="Pohjoinen")
    return Portal.objects.create(key="p", hostname="p.example.org", name=name, steward=OrganisationFactory())


@pytest.fixture
def source(portal, other, now) -> HarvestSource:
    return add(portal, other[1])


def add(portal: Portal, url: str) -> HarvestSource:
    given = {"name": "Naapurin Raitti", "language": "fi", "every_hours": 24}
    return harvest.add_source(portal, url=url, **given, actor=ACTOR, now=timezone.now())


def fetch(source: HarvestSource) -> HarvestSource:
    """Let the worker do the fetching that is planned, now."""
    source.refresh_from_db()
    harvest.harvest_now(source, actor=ACTOR, now=timezone.now())
    while Worker().work_once():
        pass
    source.refresh_from_db()
    return source


def ours(number: int) -> Organisation:
    return Organisation.objects.get(sort_fi=sort_keys(translated(fi=f"Seura {number} ry"))["fi"])


def test_everything_public_comes_the_first_time_and_nothing_the_second(source):
    fetch(source)

    assert source.trouble == ""
    assert {key: source.counts[key] for key in ("created", "vanished")} == {"created": 22, "vanished": 0}
    service = Service.objects.get(name__contains="Kerho 3")
    assert service.organisation == ours(3)
    assert service.channels.get().location.street == "Kylätie 1"
    assert service.channels.get().schedules.get().rrule == "FREQ=WEEKLY;BYDAY=TU"
    assert ours(3).name.data["sv"] == "Klubb 3 rf"
    assert not ours(3).contacts.exists()
    assert origin_of(ours(3).uid).origin.name == "Naapurin Raitti"

    before = Organisation.objects.values_list("changed", flat=True).order_by("pk")
    before = list(before)
    fetch(source)
    assert source.counts.get("created", 0) == source.counts.get("updated", 0) == 0
    assert list(Organisation.objects.values_list("changed", flat=True).order_by("pk")) == before


def test_what_has_not_changed_is_not_sent_again(source, other):
    fetch(source)
    sleep(3)
    _counts, fetched = harvest.harvest_source(HarvestSource.objects.get(), now=timezone.now())
    assert (fetched.is_partial, fetched.pages, fetched.whole) == (True, 4, set())
    assert fetched.bytes_read < 6_000

    change(other[0], "1", website="https://example.org/ensimmainen")
    move_house(other[0], "2", street="Uusikatu 2")
    counts, fetched = harvest.harvest_source(HarvestSource.objects.get(), now=timezone.now())
    assert len(fetched.whole) == 2
    assert fetched.pages == 4
    assert counts["updated"] == 2
    assert ours(2).locations.get().street == "Uusikatu 2"
    assert counts["vanished"] == 0


def test_once_a_week_everything_is_asked_for_and_unchanged_pages_are_not_sent_again(source):
    fetch(source)
    later = timezone.now() + timedelta(days=8)
    _counts, fetched = harvest.harvest_source(HarvestSource.objects.get(), now=later)

    assert not fetched.is_partial
    assert fetched.unchanged_pages == 1


def test_a_place_that_vanishes_there_is_noticed_by_its_organisation_alone(source, other):
    fetch(source)
    other[0].evaluate(HIDE_HOUSE)
    fetch(source)

    assert [each.thing_kind for each in Harvested.objects.exclude(vanished=None)] == ["location"]


def test_a_source_that_cannot_tell_of_changes_is_walked_page_by_page(source, other):
    fetch(source)
    source.validators["source"]["tells_changes"] = False
    source.save()
    change(other[0], "9", website="https://example.org/yhdeksas")
    fetch(source)

    assert ours(9).website == "https://example.org/yhdeksas"


def test_a_change_there_comes_here_where_nobody_has_touched_the_entry(source, other):
    fetch(source)
    change(other[0], "4", website="https://example.org/neljas")
    fetch(source)

    assert ours(4).website == "https://example.org/neljas"
    assert source.counts["updated"] == 1
    assert not Suggestion.objects.exists()


def test_what_was_edited_here_stays_and_the_difference_becomes_a_suggestion(source, other):
    fetch(source)
    edited = replace(organisation_facts(ours(5)), phone="08 555 555", website="https://example.org/oma")
    save_organisation(edited, actor=ACTOR, now=timezone.now())
    change(other[0], "5", website="https://example.org/heidan", phone="08 555 555")
    fetch(source)
    fetch(source)

    assert ours(5).website == "https://example.org/oma"
    suggestion = Suggestion.objects.get()
    assert suggestion.proposed == {"website": "https://example.org/heidan"}
    assert "Naapurin Raitti" in suggestion.message
    assert suggestion.organisation == ours(5)


def test_what_was_confirmed_here_stays_though_nothing_was_edited(source, other):
    fetch(source)
    confirm(ours(6), actor=ACTOR, by="sihteeri", now=timezone.now())
    before = ours(6).website
    change(other[0], "6", website="https://example.org/kuudes")
    fetch(source)

    assert ours(6).website == before
    assert Suggestion.objects.get().proposed == {"website": "https://example.org/kuudes"}


def test_what_vanishes_there_is_queued_for_the_steward_and_never_deleted(source, other):
    fetch(source)
    hide(other[0], "7")
    fetch(source)

    matter = Matter.objects.get(kind=MatterKind.IMPORT, organisation=ours(7), title="Seura 7 ry")
    assert matter.details == {"vanished_from": "Naapurin Raitti"}
    assert ours(7).publication == "published"
    assert Harvested.objects.get(thing_uid=ours(7).uid).vanished
    count = Matter.objects.count()
    fetch(source)
    assert Matter.objects.count() == count


def test_an_entry_that_is_here_from_elsewhere_is_left_alone(portal, other):
    uid = json.loads(urlopen(f"{other[1]}organizations?per_page=1").read())["contents"][0]["id"]
    own = OrganisationFacts(source="", source_id="", uid=uid, name={"fi": "Oma nimi ry"})
    save_organisation(own, actor=ACTOR, now=timezone.now())
    fetch(add(portal, other[1]))

    found = Organisation.objects.get(uid=uid)
    assert str(found) == "Oma nimi ry"
    assert not found.services.exists()
    assert origin_of(found.uid) is None


def test_what_a_steward_hid_here_stays_hidden(source, other):
    fetch(source)
    set_publication(ours(8), "hidden", actor=ACTOR, now=timezone.now())
    change(other[0], "8", website="https://example.org/kahdeksas")
    fetch(source)

    assert ours(8).publication == "hidden"


def test_a_worker_killed_in_the_middle_leaves_nothing_half_and_another_finishes(other, tmp_path: Path):
    with new_instance(tmp_path) as here:
        here.environment["DJANGO_SETTINGS_MODULE"] = SETTINGS
        begin = (
            "from django.utils import timezone\nfrom raitti.core.audit import System\n"
            "from raitti.core.texts import translated\nfrom raitti.directory.models import Organisation, Portal\n"
            "from raitti.exchange.actions.harvest import add_source\nnow = timezone.now()\n"
            "steward = Organisation.objects.create(name=translated(fi='Liitto'), created=now, changed=now)\n"
            "portal = Portal.objects.create(key='p', hostname='p.x', name=translated(fi='P'), steward=steward)\n"
            f"add_source(portal, name='Naapuri', url={other[1]!r}, language='fi', every_hours=24,"
            " actor=System('t'), now=now)\nanswer = 1"
        )
        here.evaluate(begin)
        killed = here.start("django", "worker", "--lease=1")
        here.evaluate(WAIT_UNTIL.format(true="Harvested.objects.exists()"))
        killed.kill()
        killed.wait()
        here.start("django", "worker", "--lease=1")
        assert here.evaluate(WAIT_UNTIL.format(true="HarvestSource.objects.get().complete"))
        # What other tests have hidden there does not come.
        assert here.evaluate(FETCHED) == other[0].evaluate(PUBLIC)


def _answering(body: bytes, status: int = 200) -> AbstractContextManager[ThreadingHTTPServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    return serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler))


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"<html>Welcome</html>", 200, "not HSDS"),
        (b"<html>Tervetuloa \xff", 200, "not HSDS"),
        (b'{"contents": [], "total_pages": 0}', 200, "There are no organisations"),
        (b'{"hello": 1}', 200, "not HSDS"),
        (b"{}", 500, "answered 500"),
        (b" " * 17_000_000, 200, "MB"),
    ],
)
def test_a_broken_or_huge_source_is_told_in_words_and_changes_nothing(portal, body, status, said):
    given = {"name": "Rikki", "language": "fi", "every_hours": 24, "actor": ACTOR, "now": timezone.now()}
    before = Organisation.objects.count()
    with _answering(body, status) as server:
        source = harvest.add_source(portal, url=f"http://127.0.0.1:{server.server_port}/hsds", **given)
        fetch(source)

    with override("en"):
        assert said in source.trouble
    assert Organisation.objects.count() == before
    assert source.next_run > timezone.now()
    assert DBTaskResult.objects.filter(status="READY").exists()


def test_a_source_that_loses_most_of_its_entries_overnight_is_not_believed(source, monkeypatch):
    fetch(source)
    one = json.dumps({"contents": [{"id": "x", "name": "Uusi ry"}], "total_pages": 1}).encode()
    with _answering(one) as server:
        HarvestSource.objects.update(url=f"http://127.0.0.1:{server.server_port}/hsds", validators={})
        source.refresh_from_db()
        fetch(source)

    assert (source.failure["trouble"], source.failure["left"]) == ("collapsed", 0)
    assert not Harvested.objects.exclude(vanished=None).exists()


def test_the_next_fetching_is_planned_and_a_paused_source_rests(source):
    fetch(source)
    planned = source.next_run - timezone.now()
    assert timedelta(hours=23) < planned <= timedelta(hours=24)

    harvest.change_source(source, paused=True, actor=ACTOR, now=timezone.now())
    Organisation.objects.filter(pk=ours(1).pk).update(website="")
    DBTaskResult.objects.update(run_after=timezone.now())
    complete = source.complete
    while Worker().work_once():
        pass
    source.refresh_from_db()
    assert source.complete == complete


def test_addresses_inside_our_own_network_and_sources_twice_are_refused(portal, settings):
    settings.DEMO = False
    with pytest.raises(Refused):
        add(portal, "http://169.254.169.254/hsds")
    add(portal, "https://naapuri.example.org/hsds")
    with pytest.raises(Refused):
        add(portal, "https://naapuri.example.org/hsds")
