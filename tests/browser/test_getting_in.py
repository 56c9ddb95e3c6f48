"""Getting into a board: called for, nominated by two, answered, weighed, appointed; by keyboard, in fi and sv."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DemoSite, running_demo
from tests.browser.judge import faults
from tests.browser.letters import await_letter
from tests.browser.test_helping import signed_in
from tests.browser.test_mandates import link_in, press
from tests.browser.test_two_minute_form import Typist

BOARD = "Pohjois-Pohjanmaan järjestöneuvottelukunta"
CALL = "Uusia jäseniä neuvottelukuntaan"


@pytest.fixture(scope="module")
def own_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """A demo of its own: what is decided here stays decided."""
    with running_demo(tmp_path_factory.mktemp("getting-in")) as site:
        yield site


def in_database(site: DemoSite, sql: str, *values: object) -> list[tuple[str, ...]]:
    """What no page does within minutes: to know a row by its name in the demo's files, to let weeks pass."""
    with sqlite3.connect(site.data / "raitti.sqlite3", timeout=30) as rows:
        return rows.execute(sql, values).fetchall()


def at_desk(browser: Browser, site: DemoSite, who: str) -> Page:
    return signed_in(browser, site, who).new_page()


def nominate(page: Page, name: str, email: str, *, labels: tuple[str, str], send: str) -> None:
    keys = Typist(page)
    for label, words in zip(labels, (name, email), strict=True):
        keys.tab_to(label)
        keys.type(words)
    press(page, send)
    expect(page.get_by_role("status").first).to_be_visible()


def answer(page: Page, site: DemoSite, email: str, *, yes: str, public: str, send: str) -> None:
    """A candidate opens the letter's link, without an account."""
    page.goto(site.url(link_in(await_letter(site, email))))
    assert faults(page) == []
    keys = Typist(page)
    keys.tab_to(yes)
    keys.press("Space")
    keys.tab_to(public)
    keys.press("Space")
    press(page, send)
    expect(page.get_by_role("status").first).to_be_visible()


def test_a_seat_is_called_for_nominated_to_weighed_and_filled(browser: Browser, own_demo: DemoSite) -> None:
    site = own_demo
    keeper = at_desk(browser, site, "alue")
    keeper.goto(site.url("/fi/oma/toimielimet/"))
    press(keeper, BOARD)
    press(keeper, "Ehdokashaut")
    assert faults(keeper) == []
    press(keeper, "Luonnostele haku")
    assert faults(keeper) == []
    keys = Typist(keeper)
    keys.tab_to("Haun nimi (suomi)")
    keys.type(CALL)
    keeper.locator("[name=closes]").fill((datetime.now(UTC) + timedelta(days=20)).date().isoformat())
    press(keeper, "Tallenna")
    press(keeper, "Julkaise haku")
    expect(keeper.get_by_role("status").first).to_contain_text("Kaikki näkevät haun nyt")
    call_page = keeper.url

    # An association finds it on the public page, in Swedish.
    owner = at_desk(browser, site, "yhdistys")
    owner.goto(site.url("/sv/lediga-platser/"))
    assert faults(owner) == []
    press(owner, CALL)
    assert faults(owner) == []
    press(owner, "Nominera")
    assert faults(owner) == []
    nominate(
        owner,
        "Kaisa Esimerkki",
        "kaisa@ehdokas.example",
        labels=("Namn", "E-postadress"),
        send="Skicka nomineringen",
    )

    # An agent nominates on another association's behalf, from its desk.
    agent = at_desk(browser, site, "agentti")
    ((uid,),) = in_database(site, "SELECT uid FROM directory_organisation WHERE source_id = 'oulu-muistivaki'")
    agent.goto(site.url(f"/fi/oma/jarjestot/{UUID(uid)}/"))
    press(agent, "Avoimet haut")
    assert faults(agent) == []
    press(agent, CALL)
    expect(agent.locator(".behalf")).to_be_visible()
    nominate(
        agent,
        "Lauri Esimerkki",
        "lauri@ehdokas.example",
        labels=("Nimi", "Sähköpostiosoite"),
        send="Lähetä ehdotus",
    )

    candidate = browser.new_context(viewport={"width": 320, "height": 800}, bypass_csp=True).new_page()
    answer(
        candidate,
        site,
        "kaisa@ehdokas.example",
        yes="Ja, jag ställer upp",
        public="Mitt namn får vara offentligt om jag utses",
        send="Skicka mitt svar",
    )
    answer(
        candidate,
        site,
        "lauri@ehdokas.example",
        yes="Kyllä, olen käytettävissä",
        public="Nimeni saa olla julkinen, jos minut nimetään",
        send="Lähetä vastaukseni",
    )

    # Weeks pass; the call closes.
    now = datetime.now(UTC).replace(tzinfo=None)
    in_database(
        site,
        "UPDATE bodies_call SET opens = ?, closes = ? WHERE number = 3",
        str(now - timedelta(days=20)),
        str(now - timedelta(minutes=1)),
    )
    keeper.goto(call_page)
    press(keeper, "Valitse ja katso tasapaino")
    assert faults(keeper) == []
    keys = Typist(keeper)
    keys.tab_to("Jäsen")
    keys.type("Kaisa")
    expect(keeper.get_by_text("Valintaa ei ole vielä tallennettu")).to_be_visible()
    expect(keeper.locator("select").first).to_be_focused()
    assert faults(keeper) == []
    press(keeper, "Tallenna valinta")

    setter = at_desk(browser, site, "maakunta")
    setter.goto(call_page)
    press(setter, "Päätökseen")
    assert faults(setter) == []
    press(setter, "Nimeä")
    # The law binds this board, and nobody has stated a gender: that needs its reason.
    expect(setter.get_by_role("alert")).to_be_visible()
    keys = Typist(setter)
    keys.tab_to("Mitä päätöksestä kerrotaan kaikille (suomi)")
    keys.type("Aluehallitus nimesi jäsenen.")
    keys.tab_to("Erityinen syy siihen, että naisia tai miehiä on alle 40 prosenttia")
    keys.type("Jäsenet eivät ole kertoneet sukupuoltaan.")
    press(setter, "Nimeä")
    expect(setter.get_by_role("status").first).to_contain_text("Kaikille asianosaisille on kerrottu")

    await_letter(site, "kaisa@ehdokas.example", after=1)
    await_letter(site, "lauri@ehdokas.example", after=1)
    candidate.goto(site.url("/sv/organ/organisationsdelegationen-i-norra-osterbotten/nominering/3/"))
    expect(candidate.get_by_text("Kaisa Esimerkki")).to_be_visible()
    expect(candidate.get_by_text("Lauri Esimerkki")).to_have_count(0)
    assert faults(candidate) == []
