"""What people come to do, done in a real browser, by keyboard and on a phone."""

import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DemoSite
from tests.serving import serving

WANTED = "Näkövammaisten vertaistukiryhmä"


@pytest.mark.parametrize(
    "words",
    [
        "näkövammaisten vertaistuki Oulussa",
        "vertaistukea näkövammaiselle Oulu",
        "oulu näkövammaiset vertaistukiryhmä",
        "nakovammaisten vertaistuki oulussa",
        "näkövammasten vertaistuki",
        "vertaistukiryhmiä näkövammaisille oulun seudulla",
    ],
)
def test_a_person_finds_peer_support_by_any_reasonable_form_of_words(
    page: Page, demo_site: DemoSite, words: str
) -> None:
    page.goto(demo_site.url("/fi/"))
    page.get_by_label("Mitä etsit?").fill(words)
    page.keyboard.press("Enter")
    first = page.locator(".results > li").first
    expect(first.get_by_role("link")).to_contain_text(WANTED)
    first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WANTED)
    expect(page.get_by_role("heading", name="Näin pääset mukaan")).to_be_visible()


def test_the_whole_way_from_front_to_service_goes_by_keyboard(page: Page, demo_site: DemoSite) -> None:
    page.goto(demo_site.url("/fi/alueet/lappi/"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Siirry sisältöön")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Mitä etsit?")).to_be_focused()
    page.keyboard.type("omaishoitajat")
    page.keyboard.press("Enter")
    page.wait_for_url("**/haku/**")
    result = page.locator(".results a").first
    for _ in range(200):
        page.keyboard.press("Tab")
        if result.evaluate("element => element === document.activeElement"):
            break
    expect(result).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/haku/" not in page.url


def test_choosing_a_filter_narrows_the_results_and_the_address_keeps_it(page: Page, demo_site: DemoSite) -> None:
    page.goto(demo_site.url("/fi/haku/?q=vertaistuki"))
    before = _number(page)
    page.get_by_role("group", name="Miten pääsen mukaan").get_by_role("checkbox").first.check()
    page.wait_for_url(re.compile("access="))
    expect(page.locator(".filters input:checked")).to_have_count(1)
    narrowed = _number(page)
    assert 0 < narrowed < before
    page.get_by_role("group", name="Mitä", exact=True).get_by_role("checkbox").first.check()
    page.wait_for_url(re.compile("kind="))
    expect(page.locator(".filters input:checked")).to_have_count(2)
    assert 0 < _number(page) <= narrowed
    page.reload()
    expect(page.locator(".filters input:checked")).to_have_count(2)


def test_everything_works_without_javascript(browser: Browser, demo_site: DemoSite) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(demo_site.url("/fi/haku/?q=vertaistuki"))
    before = _number(page)
    page.get_by_role("checkbox", name="Maksuton").or_(page.locator(".filters input[name=access]")).first.check()
    page.get_by_role("button", name="Näytä tulokset").click()
    assert 0 < _number(page) < before
    context.close()


def test_on_a_phone_the_menu_and_the_filters_fold_and_open(browser: Browser, demo_site: DemoSite) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="fi-FI", has_touch=True)
    page = context.new_page()
    page.goto(demo_site.url("/fi/haku/?q=vertaistuki"))
    expect(page.get_by_role("navigation", name="Päävalikko")).not_to_be_visible()
    page.get_by_text("Valikko").tap()
    expect(page.get_by_role("link", name="Kunnat", exact=True)).to_be_visible()
    expect(page.get_by_role("group", name="Miten pääsen mukaan")).not_to_be_visible()
    page.get_by_text("Rajaa hakua").tap()
    expect(page.get_by_role("group", name="Miten pääsen mukaan")).to_be_visible()
    context.close()


def test_targets_on_a_phone_are_big_enough_for_a_finger(browser: Browser, demo_site: DemoSite) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="fi-FI")
    page = context.new_page()
    page.goto(demo_site.url("/fi/"))
    for target in page.locator(".top a, .top summary, .button, .search input").all():
        box = target.bounding_box()
        if box and box["width"] > 1:
            inner = target.evaluate("e => e.closest('.field') ? e.closest('.field').getBoundingClientRect().height : 0")
            assert max(box["height"], inner) >= 44, target.inner_text()
    context.close()


def test_changing_the_language_keeps_the_page(page: Page, demo_site: DemoSite) -> None:
    page.goto(demo_site.url("/fi/kunnat/oulu/"))
    page.get_by_role("link", name="svenska").click()
    expect(page).to_have_url(demo_site.url("/sv/kommuner/uleaborg/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Uleåborg")


def test_words_are_suggested_while_typing(page: Page, demo_site: DemoSite) -> None:
    page.goto(demo_site.url("/fi/"))
    page.get_by_label("Mitä etsit?").press_sequentially("vertais", delay=30)
    expect(page.locator("datalist option[value^=vertais]").first).to_be_attached()


def test_feedback_with_a_slip_keeps_the_words_and_then_goes_through(page: Page, demo_site: DemoSite) -> None:
    page.goto(demo_site.url("/fi/palaute/"))
    page.get_by_label("Viestisi").fill("Kerhon kellonaika on väärin.")
    page.get_by_label("Sähköpostiosoitteesi").fill("tämä ei ole osoite")
    page.get_by_role("button", name="Lähetä").click()
    expect(page.get_by_label("Viestisi")).to_have_value("Kerhon kellonaika on väärin.")
    expect(page.get_by_role("alert")).to_contain_text("Tämä ei näytä sähköpostiosoitteelta")
    page.get_by_label("Sähköpostiosoitteesi").fill("lukija@example.org")
    page.get_by_role("button", name="Lähetä").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kiitos")


def test_an_association_shows_its_activities_on_its_own_site(page: Page, demo_site: DemoSite, tmp_path: Path) -> None:
    page.goto(demo_site.url("/fi/jarjestot/"))
    page.locator("main .lines a").first.click()
    name = page.get_by_role("heading", level=1).inner_text()
    page.get_by_text("Jaa tai upota").click()
    line = page.get_by_label("Rivi omalle sivustolle").input_value()
    (tmp_path / "index.html").write_text(f"<!doctype html><title>Oma sivu</title>{line}", encoding="utf-8")
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with serving(ThreadingHTTPServer(("127.0.0.1", 0), handler)) as own_site:
        page.goto(f"http://127.0.0.1:{own_site.server_port}/")
        expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_have_text(name)


def test_a_demo_account_signs_in_and_out(page: Page, demo_site: DemoSite) -> None:
    from raitti.directory.demo import demo_accounts

    _role, email, password = demo_accounts()[0]
    page.goto(demo_site.url("/fi/kirjaudu/"))
    page.get_by_label("Sähköposti").fill(email)
    page.get_by_label("Salasana").fill("väärä salasana")
    page.get_by_role("main").get_by_role("button", name="Kirjaudu").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Sähköposti")).to_have_value(email)
    page.get_by_label("Salasana").fill(password)
    page.get_by_role("main").get_by_role("button", name="Kirjaudu").click()
    page.get_by_role("button", name="Kirjaudu ulos").click()
    expect(page.get_by_role("link", name="Kirjaudu")).to_be_visible()


def _number(page: Page) -> int:
    words = page.get_by_role("status").inner_text()
    found = re.search(r"(\d+) tulos", words)
    assert found, words
    return int(found[1])
