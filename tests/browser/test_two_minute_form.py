"""The two-minute form, as its users meet it: by keyboard, over a bad line, on a phone, with a session that ends."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DemoSite
from tests.browser.judge import faults

# A person who types 40 words (of five strokes) a minute types this much in two minutes.
TWO_MINUTES = 2 * 40 * 5
NEW = "/en/my/new-organisation/"


class Typist:
    """Does everything by keyboard, and counts the strokes."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.strokes = 0

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
            self.strokes += 1

    def tab_to(self, label: str) -> None:
        """Tab on until the focus is on what a screen reader calls by this name."""
        for _ in range(60):
            if self.page.evaluate(_NAME_OF_FOCUS) == label:
                return
            self.press("Tab")
        raise AssertionError(f"Tab never came to {label}; it is at {self.page.evaluate(_NAME_OF_FOCUS)}")


_NAME_OF_FOCUS = """() => {
  const at = document.activeElement;
  const label = at.labels && at.labels[0];
  return (label || at).innerText.replace(/\\s+/g, " ").trim();
}"""

_KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('raitti-draft')).length"


@pytest.fixture(scope="module")
def signed_in(browser: Browser, demo_site: DemoSite) -> Iterator[BrowserContext]:
    """The demo's association volunteer, signed in."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900}, bypass_csp=True)
    _sign_in(context.new_page(), demo_site)
    yield context
    context.close()


def _sign_in(page: Page, site: DemoSite, who: str = "yhdistys") -> None:
    page.goto(site.url("/en/sign-in/"))
    page.locator("input[name=login]").fill(f"{who}@esimerkki.example")
    page.locator("input[name=password]").fill("kylaraitti-2026")
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/my/**")


@pytest.fixture
def desk(signed_in: BrowserContext) -> Iterator[Page]:
    page = signed_in.new_page()
    yield page
    page.close()


def test_a_new_entry_is_filled_previewed_and_sent_by_keyboard_in_two_minutes_of_typing_and_seen_when_let_in(
    browser: Browser, desk: Page, demo_site: DemoSite
) -> None:
    desk.goto(demo_site.url(NEW))
    hands = Typist(desk)
    hands.tab_to("Name")
    hands.type("Kempeleen Kutojat ry")
    hands.tab_to("In one sentence")
    hands.type("Kudomme yhdessä matoista seinävaatteisiin.")
    hands.tab_to("Home municipality")
    hands.type("Kempele")
    hands.tab_to("Phone")
    hands.type("040 123 4567")
    hands.tab_to("Find a topic")
    hands.type("handi")
    hands.tab_to("Handicrafts")
    hands.press("Space")
    hands.tab_to("Preview")
    hands.press("Enter")
    desk.wait_for_url("**/preview/")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Kempeleen Kutojat ry")
    expect(desk.get_by_role("main")).to_contain_text("Kudomme yhdessä")
    hands.tab_to("Send to be looked at")
    hands.press("Enter")
    expect(desk.locator(".notice.good")).to_contain_text("you get a letter")
    assert hands.strokes < TWO_MINUTES, hands.strokes

    _let_in(browser, demo_site, "Kempeleen Kutojat ry")
    desk.reload()
    desk.get_by_role("link", name="See the public page").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Kempeleen Kutojat ry")
    expect(desk.get_by_role("main")).to_contain_text("Handicrafts")
    assert desk.evaluate(_KEPT) == 0


def test_an_activity_with_a_new_place_and_its_times_is_written_in_words(
    browser: Browser, desk: Page, demo_site: DemoSite
) -> None:
    _send_an_association(desk, demo_site, "Oulunsalon Lukupiiri ry")
    desk.get_by_role("link", name="Add an activity").click()
    desk.get_by_label("Name of the activity", exact=True).fill("Lukupiiri")
    desk.get_by_label("When").fill("every other Tuesday 17–19")
    desk.get_by_label("Name of the new place").fill("Salonpään kirjasto")
    desk.get_by_label("Street address").fill("Kirjastotie 1")
    desk.get_by_label("Postal code").fill("90460")
    desk.get_by_label("free of charge").check()
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".notice.good")).to_be_visible()
    expect(desk.get_by_role("main")).to_contain_text("Salonpään kirjasto")
    _let_in(browser, demo_site, "Oulunsalon Lukupiiri ry")
    desk.reload()
    desk.get_by_role("link", name="See the public page").click()
    expect(desk.get_by_role("main")).to_contain_text("every other Tuesday 17:00–19:00")


def test_what_is_written_without_a_network_comes_back_and_is_saved(
    desk: Page, signed_in: BrowserContext, demo_site: DemoSite
) -> None:
    desk.goto(demo_site.url(NEW))
    desk.get_by_label("Name", exact=True).press_sequentially("Limingan Soutajat")
    expect(desk.locator("#draft-said")).to_contain_text("Saved as a draft")
    signed_in.set_offline(True)
    desk.get_by_label("In one sentence", exact=True).press_sequentially("Soudamme Liminganlahdella.")
    expect(desk.get_by_role("alert")).to_contain_text("The connection is down")
    signed_in.set_offline(False)
    expect(desk.get_by_role("alert")).to_be_hidden(timeout=20_000)
    desk.reload()
    expect(desk.get_by_label("In one sentence", exact=True)).to_have_value("Soudamme Liminganlahdella.")


def test_what_is_written_after_the_session_ended_is_offered_back_after_signing_in(
    browser: Browser, demo_site: DemoSite
) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    _sign_in(page, demo_site)
    page.goto(demo_site.url(NEW))
    page.get_by_label("Name", exact=True).fill("Haukiputaan Hiihtäjät")
    expect(page.locator("#draft-said")).to_contain_text("Saved as a draft")
    context.clear_cookies()
    page.get_by_label("In one sentence", exact=True).press_sequentially("Hiihdämme joka sunnuntai.")
    expect(page.get_by_role("alert")).to_contain_text("Your session has ended")
    page.get_by_role("link", name="Sign in and go on").click()
    page.locator("input[name=login]").fill("yhdistys@esimerkki.example")
    page.locator("input[name=password]").fill("kylaraitti-2026")
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/edit/")
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_label("In one sentence", exact=True)).to_have_value("Hiihdämme joka sunnuntai.")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Haukiputaan Hiihtäjät")
    context.close()


def test_a_button_that_adds_a_part_takes_along_what_is_written_and_raises_no_false_alarm(
    desk: Page, demo_site: DemoSite
) -> None:
    _send_an_association(desk, demo_site, "Jäälin Jousi ry")
    desk.get_by_role("link", name="Add an activity").click()
    # Pressed before the draft is saved by itself.
    desk.get_by_label("Name of the activity", exact=True).fill("Jousiammunta")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Add another time or place").click()
    expect(desk.get_by_label("Name of the activity", exact=True)).to_have_value("Jousiammunta")
    expect(desk.get_by_label("When")).to_have_count(2)
    desk.wait_for_load_state("networkidle")
    expect(desk.get_by_text("This browser has kept what you wrote")).to_be_hidden()
    assert desk.evaluate(_KEPT) == 0

    # What is really kept is told, however often a part was added before.
    desk.get_by_label("Name of the activity", exact=True).fill("Jousiammunta kaikille")
    desk.reload()
    expect(desk.get_by_text("This browser has kept what you wrote")).to_be_visible()
    desk.get_by_role("button", name="Bring it back").click()
    expect(desk.get_by_label("Name of the activity", exact=True)).to_have_value("Jousiammunta kaikille")


def test_a_second_window_of_the_same_form_does_not_push_out_the_first(
    desk: Page, signed_in: BrowserContext, demo_site: DemoSite
) -> None:
    desk.goto(demo_site.url(NEW))
    second = signed_in.new_page()
    second.goto(desk.url)
    desk.get_by_label("Name", exact=True).fill("Ensimmäinen ikkuna")
    expect(desk.locator("#draft-said")).to_contain_text("Saved as a draft")
    second.get_by_label("Name", exact=True).fill("Toinen ikkuna")
    expect(second.get_by_role("alert")).to_contain_text("in another window too")
    second.reload()
    expect(second.get_by_label("Name", exact=True)).to_have_value("Ensimmäinen ikkuna")
    second.get_by_role("button", name="Bring it back").click()
    expect(second.get_by_label("Name", exact=True)).to_have_value("Toinen ikkuna")
    second.close()


def test_two_people_who_change_the_same_text_are_both_told_and_choose(
    browser: Browser, desk: Page, demo_site: DemoSite
) -> None:
    _send_an_association(desk, demo_site, "Oulujoen Kalakerho ry")
    _let_in(browser, demo_site, "Oulujoen Kalakerho ry")
    desk.get_by_role("link", name="Edit", exact=True).click()
    context = browser.new_context(locale="en-GB", bypass_csp=True)
    other = context.new_page()
    _sign_in(other, demo_site, "agentti")
    other.goto(desk.url)
    expect(other.locator(".behalf")).to_contain_text("Oulujoen Kalakerho ry")
    one, two = Typist(desk), Typist(other)
    one.tab_to("In one sentence")
    one.type("Ongimme.")
    expect(desk.locator("#draft-said")).to_contain_text("Saved as a draft")
    two.tab_to("In one sentence")
    two.type("Kalastamme.")
    expect(other.locator("#draft-others")).to_contain_text("is editing this too, right now")
    one.tab_to("Phone")
    one.type("08 123 4567")
    expect(desk.locator("#draft-others")).to_contain_text("is editing this too, right now")
    one.tab_to("Publish")
    one.press("Enter")
    expect(desk.locator(".notice.good")).to_be_visible()

    two.tab_to("Publish")
    two.press("Enter")
    expect(other.get_by_role("heading", level=1)).to_have_text("Two versions of the same text")
    assert faults(other) == []
    expect(other.get_by_role("group", name="In one sentence")).to_contain_text("Ongimme.")
    two.tab_to("Your version Kalastamme.")
    two.press("Space")
    two.tab_to("Publish")
    with other.expect_navigation():
        two.press("Enter")
    two.tab_to("See the public page")
    two.press("Enter")
    expect(other.get_by_role("main")).to_contain_text("Kalastamme.")
    expect(other.get_by_role("main")).to_contain_text("08 123 4567")
    context.close()


def test_an_agent_sees_on_whose_behalf_a_new_page_is_written_and_that_it_says_who_confirmed_it(
    browser: Browser, demo_site: DemoSite
) -> None:
    context = browser.new_context(locale="en-GB", viewport={"width": 320, "height": 640}, bypass_csp=True)
    page = context.new_page()
    _sign_in(page, demo_site, "agentti")
    page.goto(demo_site.url(NEW))
    page.get_by_label("Name", exact=True).fill("Jäälin Jyvä ry")
    page.get_by_label("Home municipality").fill("Oulu")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".behalf")).to_contain_text("Jäälin Jyvä ry")
    expect(page.get_by_role("main")).to_contain_text("an association agent, who asked the association")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_the_form_works_without_javascript(browser: Browser, demo_site: DemoSite) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    _sign_in(page, demo_site)
    page.goto(demo_site.url(NEW))
    page.get_by_label("Name", exact=True).fill("Pateniemen Pelaajat ry")
    page.locator("#tongue-sv summary").click()
    page.get_by_label("Name (sv)").fill("Pateniemi Spelare rf")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".notice.good")).to_contain_text("Your draft is saved")
    expect(page.get_by_label("Name (sv)")).to_have_value("Pateniemi Spelare rf")
    page.get_by_role("button", name="Send to be looked at", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pateniemen Pelaajat ry")
    context.close()


def test_axe_is_silent_and_nothing_scrolls_sideways(desk: Page, demo_site: DemoSite) -> None:
    _send_an_association(desk, demo_site, "Kiimingin Kuoro ry")
    here = desk.url.partition("?")[0]
    for path in (here, here + "edit/", here + "new-activity/", here + "new-place/", here + "state/"):
        desk.goto(path)
        for fold in desk.locator("details.more > summary").all():
            fold.click()
        assert faults(desk) == [], path
        desk.set_viewport_size({"width": 320, "height": 700})
        assert desk.evaluate("document.documentElement.scrollWidth") <= 320, path
        desk.set_viewport_size({"width": 1280, "height": 900})


def _send_an_association(page: Page, site: DemoSite, name: str) -> None:
    """Leaves the browser on the new association's desk."""
    page.goto(site.url(NEW))
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Home municipality").fill("Oulu")
    page.get_by_role("button", name="Send to be looked at", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def _let_in(browser: Browser, site: DemoSite, name: str) -> None:
    """The region's steward finds the new association in the queue and lets it in."""
    context = browser.new_context(locale="en-GB", bypass_csp=True)
    page = context.new_page()
    _sign_in(page, site, "alue")
    page.goto(site.url("/en/my/queue/?kind=new"))
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.get_by_label("Everyone may see the page").check()
    page.get_by_role("button", name="Settle this").click()
    expect(page.locator(".flashes")).to_contain_text("Everyone can see the page now")
    context.close()
