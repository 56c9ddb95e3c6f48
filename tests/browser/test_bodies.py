"""Finding out who speaks for whom: by keyboard alone, in Finnish and Swedish, on a phone and in the dark."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from raitti.site.addresses import address
from tests.browser.conftest import DemoSite
from tests.browser.judge import faults

BOARD = {
    "fi": "Pohjois-Pohjanmaan järjestöneuvottelukunta",
    "sv": "Organisationsdelegationen i Norra Österbotten",
}
GROUP = {"fi": "Tukiryhmä: Omaishoitajat", "sv": "Stödgrupp: Närståendevårdare"}
_MOST_TABS = 150


def tab_to(page: Page, name: str) -> None:
    """Go on with the Tab key until a link of that name has the focus, and follow it."""
    for _number in range(_MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.closest('main') && document.activeElement.textContent.trim()")
        if focused == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no link {name} within reach of the Tab key")


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_from_the_list_to_who_sat_in_a_board_years_ago_by_keyboard(
    page: Page, demo_site: DemoSite, language: str
) -> None:
    page.goto(demo_site.url(address("bodies", language)))
    tab_to(page, BOARD[language])
    expect(page.get_by_role("heading", level=1)).to_have_text(BOARD[language])
    main = page.get_by_role("main")
    expect(main).to_contain_text("Sanna Esimerkki")
    expect(main).not_to_contain_text("Hanna Esimerkki")
    expect(main).to_contain_text("Mielenvire Oulu ry")

    history = page.locator(f'main a[href$="{address("seats_of_body", language, slug="0").rpartition("0/")[2]}"]').first
    tab_to(page, str(history.text_content()).strip())
    page.wait_for_url(re.compile(r"/(paikat|platser)/$"))
    tab_to(page, "1.6.2021")
    page.wait_for_url("**on=2021-06-01")
    expect(main).to_contain_text("Merja Esimerkki")
    expect(main).not_to_contain_text("Sanna Esimerkki")


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_an_open_group_is_found_by_its_matter_and_leads_to_the_seat_it_stands_behind(
    page: Page, demo_site: DemoSite, language: str
) -> None:
    page.goto(demo_site.url(address("bodies", language)))
    page.get_by_role("searchbox").focus()
    page.keyboard.type("omaishoitajat" if language == "fi" else "närståendevårdare")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"kind=body"))
    tab_to(page, GROUP[language])
    expect(page.get_by_role("heading", level=1)).to_have_text(GROUP[language])
    tab_to(page, "Järjestöjen asiantuntijaryhmä" if language == "fi" else "Organisationernas expertgrupp")
    expect(page.locator(".seats > li")).to_have_count(10)


def test_bodies_fit_a_phone_and_leave_axe_silent_in_light_and_dark(browser: Browser, demo_site: DemoSite) -> None:
    context = browser.new_context(locale="fi-FI", viewport={"width": 320, "height": 700}, bypass_csp=True)
    page = context.new_page()
    wrong = []
    for slug in (
        "pohjois-pohjanmaan-jarjestoneuvottelukunta",
        "kymenlaakson-jarjestoneuvottelukunta",
        "tukiryhma-nuoret",
    ):
        for name in ("bodies", "body", "seats_of_body"):
            page.goto(demo_site.url(address(name, "fi", slug=slug)))
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            wrong += [(name, slug, f"{wide} px too wide")] * (wide > 0)
            wrong += [(name, slug, fault) for fault in faults(page)]
    context.close()
    assert wrong == []
