"""A board goes from a project's hands into the county's, by keyboard, with the letter that tells of it."""

from playwright.sync_api import Browser, expect

from tests.browser.conftest import DemoSite
from tests.browser.judge import faults
from tests.browser.letters import await_letter, letters_to
from tests.browser.test_helping import signed_in
from tests.browser.test_mandates import link_in, press
from tests.browser.test_two_minute_form import Typist

BOARD = "The region’s NGO advisory board"
COUNTY = "maakunta@esimerkki.example"


def test_a_board_is_offered_accepted_and_kept_readable_by_keyboard(browser: Browser, demo_site: DemoSite) -> None:
    giver = signed_in(browser, demo_site, "alue").new_page()
    typist = Typist(giver)
    known = len(letters_to(demo_site, COUNTY))

    # From the desk to the project, from there to what lives on, and to the board.
    giver.goto(demo_site.url("/en/my/"))
    press(giver, "Open the project")
    press(giver, "What lives on")
    assert faults(giver) == []
    press(giver, BOARD)
    expect(giver.get_by_role("heading", level=1)).to_have_text(BOARD)
    press(giver, "Write it down")
    typist.tab_to("What shows it?")
    typist.type("Meeting with the county, 4 May")
    press(giver, "Write it down")
    expect(giver.get_by_text("Meeting with the county, 4 May")).to_be_visible()
    assert faults(giver) == []
    press(giver, "Offer it to")
    assert faults(giver) == []
    press(giver, "Send the offer")
    expect(giver.get_by_text("who has not answered yet")).to_be_visible()
    page_of_board = giver.url

    # The county's officer gets a letter, and finds the offer on the desk.
    letter = await_letter(demo_site, COUNTY, after=known)
    taker = signed_in(browser, demo_site, "maakunta").new_page()
    taker.goto(demo_site.url(link_in(letter)))
    expect(taker.locator("header a.button").first).to_be_visible()
    taker.goto(demo_site.url("/en/my/"))
    press(taker, "Look and take it over")
    assert faults(taker) == []
    press(taker, "We accept it")
    expect(taker.get_by_role("alert")).to_contain_text("Tick each of these")
    assert faults(taker) == []
    keys = Typist(taker)
    for done in ("the content has moved", "access has moved"):
        keys.tab_to(done)
        keys.press("Space")
    press(taker, "We accept it")
    expect(taker.get_by_text("looks after it from now on")).to_be_visible()
    assert faults(taker) == []
    taker.goto(demo_site.url("/en/my/"))
    expect(taker.get_by_role("heading", name="What has been handed over to you")).to_be_visible()
    expect(taker.get_by_role("link", name=BOARD)).to_be_visible()

    # Those who gave it read on, change nothing, and the public sees where it went.
    giver.goto(page_of_board)
    expect(giver.get_by_text("Handed over to")).to_be_visible()
    expect(giver.get_by_role("link", name="Change what is said of it")).to_have_count(0)
    press(giver, "What lives on")
    press(giver, "What everyone can read about it")
    expect(giver.locator(".lines > li").filter(has_text=BOARD)).to_contain_text("now looked after by")
    assert faults(giver) == []
