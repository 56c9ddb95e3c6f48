"""An association finds who represents it and how to reach them, from its own pages, by keyboard, in fi and sv."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from raitti.core.addresses import address
from tests.browser.conftest import DemoSite
from tests.browser.judge import faults
from tests.browser.test_helping import signed_in
from tests.browser.test_mandates import press
from tests.browser.test_two_minute_form import Typist

OWNED = "Kiviniemen Rannan Kyläyhdistys ry"
HELPED = "Tuiran ja Linnanmaan Muistiväki ry"
WORDS = {
    "fi": {
        "question": "Kuka edustaa meitä?",
        "board": "Pohjois-Pohjanmaan järjestöneuvottelukunta",
        "seat": "Kylät ja lähiyhteisöt",
        "ours": "paikka on teidän",
        "search": "Yhdistyksen nimi tai sen osa",
        "help": "Auta sivun kanssa",
        "group": "Järjestöjen asiantuntijaryhmä",
        "themed": "Terveyden edistäminen",
        "theme": "teidän teemanne",
    },
    "sv": {
        "question": "Vem företräder oss?",
        "board": "Organisationsdelegationen i Norra Österbotten",
        "seat": "Byar och grannskap",
        "ours": "platsen är er",
        "search": "Föreningens namn eller en del av det",
        "help": "Hjälp med sidan",
        "group": "Organisationernas expertgrupp",
        "themed": "Hälsofrämjande",
        "theme": "ert tema",
    },
}


def sound(page: Page) -> None:
    """The page leaves axe silent and fits a phone, in light and dark."""
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert faults(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def reach(page: Page, wanted: Locator) -> None:
    """Tab on until it has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"Tab never came to {wanted}")


def voice(page: Page, body: str, seat: str) -> Locator:
    """What the page tells of one seat of a body."""
    return page.locator("main li").filter(has=page.get_by_role("link", name=body, exact=True)).filter(has_text=seat)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_an_association_finds_its_own_seat_who_holds_it_and_where_to_write(
    browser: Browser, demo_site: DemoSite, language: str
) -> None:
    words = WORDS[language]
    page = signed_in(browser, demo_site, "yhdistys").new_page()
    page.goto(demo_site.url(address("desk", language)))
    # Other links name the association too: votes that wait for it.
    reach(page, page.get_by_role("link", name=OWNED, exact=True).first)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press(page, words["question"])
    expect(page.get_by_role("heading", level=1)).to_have_text(words["question"])
    sound(page)
    found = voice(page, words["board"], words["seat"])
    expect(found).to_contain_text(words["ours"])
    expect(found).to_contain_text(f"Esa Esimerkki, {OWNED}")
    # The letter goes to the board's address, never to the person's own.
    letter = found.get_by_role("link", name=words["seat"])
    expect(letter).to_have_attribute("href", "mailto:neuvottelukunta@yhdistysraitti.example")
    reach(page, letter)

    # The board's own page tells the same.
    press(page, words["board"])
    expect(page.get_by_role("heading", level=1)).to_have_text(words["board"])
    expect(page.locator(".seats > li").filter(has_text=words["seat"])).to_contain_text("Esa Esimerkki")


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_an_agent_finds_for_an_association_the_seats_of_its_themes(
    browser: Browser, demo_site: DemoSite, language: str
) -> None:
    words = WORDS[language]
    page = signed_in(browser, demo_site, "agentti").new_page()
    keys = Typist(page)
    page.goto(demo_site.url(address("desk", language)))
    keys.tab_to(words["search"])
    keys.type("muistiväki tuira")
    with page.expect_navigation():
        keys.press("Enter")
    press(page, words["help"])
    press(page, words["question"])
    sound(page)
    # Nobody of the association sits there; another association's member speaks for the theme.
    found = voice(page, words["group"], words["themed"])
    expect(found).to_contain_text(words["theme"])
    expect(found).to_contain_text("Tarja Esimerkki, Kuusamon Ladunraivaajat ry")
    # A deputy of theirs makes a seat theirs as well.
    assert page.locator("main li").filter(has_text=words["ours"]).filter(has_text=HELPED).count() == 2
