"""An election up to the ballot, and a result to its last detail, by keyboard in Finnish and Swedish."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from raitti.core.addresses import address
from tests.browser.conftest import DemoSite
from tests.browser.judge import faults
from tests.browser.pages import page_paths
from tests.browser.test_helping import signed_in

_BOARD = "Pohjois-Pohjanmaan järjestöneuvottelukunta"
_MOST_TABS = 150
CANDIDATES = 10
_FOCUSED = "each => each === document.activeElement"


def tab_to(page: Page, locator: str) -> None:
    """Go on with the tabulator key until it is there."""
    wanted = page.locator(locator).first
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate(_FOCUSED):
            return
    raise AssertionError(f"the keyboard does not reach {locator}")


def press(page: Page, locator: str) -> None:
    """Follow a link or press a button by keyboard, and wait for the page it leads to."""
    tab_to(page, locator)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def sound(page: Page) -> None:
    """The page fits a phone and leaves axe silent."""
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert faults(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.fixture
def keeper(browser: Browser, demo_site: DemoSite) -> Iterator[Page]:
    context = signed_in(browser, demo_site, "alue")
    page = context.new_page()
    page.goto(demo_site.url("/fi/oma/toimielimet/"))
    yield page
    context.close()


def test_a_committee_of_eight_is_put_up_opened_and_voted_on_by_keyboard_in_finnish_and_swedish(
    browser: Browser, demo_site: DemoSite, keeper: Page
) -> None:
    press(keeper, f"main a:has-text('{_BOARD}')")
    press(keeper, "main a[href$='/vaalit/']")
    press(keeper, "main a[href$='/uusi/']")
    tab_to(keeper, "[name=name_fi]")
    keeper.keyboard.type("Kahdeksan hengen valiokunta")
    expect(keeper.locator("[name=rule][value=equal_shares]")).to_be_checked()
    tab_to(keeper, "[name=seats]")
    keeper.keyboard.press("Control+a")
    keeper.keyboard.type("8")
    keeper.locator("[name=day]").fill((timezone.localdate() + timedelta(days=5)).isoformat())
    sound(keeper)
    keeper.locator("[name=day]").focus()
    press(keeper, "form.form button.button")
    for number in range(1, CANDIDATES + 1):
        press(keeper, "main a[href$='/ehdokkaat/uusi/']")
        tab_to(keeper, "[name=name]")
        keeper.keyboard.type(f"Ehdokas Esimerkki {number}")
        press(keeper, "form.form button.button")
    sound(keeper)
    election = keeper.url
    press(keeper, "button[value=open]")
    expect(keeper.locator("button[value=remind]")).to_be_visible()
    try:
        _vote(browser, demo_site)
        keeper.goto(election)
        expect(keeper.locator("main")).to_contain_text(re.compile(r"1/\d+|1 ballots of|1 av \d+"))
        sound(keeper)
    finally:
        keeper.goto(f"{election}peru/")
        tab_to(keeper, "[name=reason]")
        keeper.keyboard.type("Tämä oli kokeilu.")
        press(keeper, "form.form button.button")


def _vote(browser: Browser, demo_site: DemoSite) -> None:
    """An owner casts the association's ballot, in Swedish."""
    context = signed_in(browser, demo_site, "yhdistys")
    page = context.new_page()
    page.goto(demo_site.url(address("own_votes", "sv")))
    # One for each association that somebody speaks for.
    waiting = page.locator("main li:has-text('Kahdeksan hengen valiokunta') a.button").count()
    press(page, "main li:has-text('Kahdeksan hengen valiokunta') a.button")
    sound(page)
    for number in (1, 4, 9):
        tab_to(page, f"[name=choice-{number}]")
        page.keyboard.press("Space")
    press(page, "button[name=look]")
    sound(page)
    receipt = page.locator(".receipt").inner_text()
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", receipt)
    # Looked at once more: what was chosen is still there.
    press(page, "button[name=change]")
    assert page.locator("input:checked").count() == 3
    press(page, "button[name=look]")
    receipt = page.locator(".receipt").inner_text()
    press(page, "button[name=send]")
    assert page.locator(".receipt").inner_text() == receipt
    sound(page)
    page.goto(demo_site.url(address("own_votes", "sv")))
    expect(page.locator("main li:has-text('Kahdeksan hengen valiokunta') a.button")).to_have_count(waiting - 1)
    context.close()


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_result_of_eight_is_read_and_a_receipt_is_found_by_keyboard(
    page: Page, demo_site: DemoSite, language: str
) -> None:
    path = page_paths(demo_site, language)["election"]
    page.goto(demo_site.url(path))
    assert page.locator("ol.in-order li").count() == 8
    tab_to(page, "main details:not([open]) summary")
    page.keyboard.press("Enter")
    expect(page.locator("main details[open] table").nth(1)).to_be_visible()
    sound(page)
    page.goto(demo_site.url(path))
    press(page, "main a.button.line")
    receipt = page.locator("tbody code").first.inner_text()
    sound(page)
    page.goto(demo_site.url(path))
    press(page, "main a.button")
    tab_to(page, "#receipt")
    page.keyboard.type(receipt.lower())
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("[role=status]")).to_contain_text(receipt)
    sound(page)
