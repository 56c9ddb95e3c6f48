"""The whole way of a newcomer, by keyboard alone: from an account to a published page in two minutes of typing."""

from playwright.sync_api import Browser, expect

from tests.browser.conftest import DemoSite
from tests.browser.letters import await_letter, code_in, letters_to
from tests.browser.test_mandates import link_in
from tests.browser.test_signing_in import at, somebody
from tests.browser.test_two_minute_form import TWO_MINUTES, Typist

NAME = "Suiston Kuuloyhdistys ry"
OWN_ADDRESS = "kuulo@suistonkuulo.example"
SENTENCE = "Kuulolla Oulussa: apua, kahvia ja seuraa."


def test_a_newcomer_signs_up_claims_fills_previews_and_publishes_in_two_minutes_of_typing(
    browser: Browser, demo_site: DemoSite
) -> None:
    page = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900}).new_page()
    hands, email = Typist(page), somebody("uusi")

    page.goto(f"{at(demo_site, 'sign_up')}?next=/en/my/")
    hands.tab_to("Your name")
    hands.type("Uusi Sihteeri")
    hands.press("Tab")
    hands.type(email)
    hands.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm your e-mail address")
    hands.tab_to("Code")
    hands.type(code_in(await_letter(demo_site, email)))
    hands.press("Enter")
    page.wait_for_url("**/en/my/")

    hands.tab_to("Name of the association, or a part of it")
    hands.type(NAME.split()[0])
    hands.press("Enter")
    page.wait_for_url("**?q=*")
    hands.tab_to(f"Ask for the keys : {NAME}")
    hands.press("Enter")
    page.wait_for_url("**/claim/")
    hands.tab_to("What are you in the association?")
    hands.type("Secretary")
    hands.press("Tab")
    hands.press("Space")
    known = len(letters_to(demo_site, OWN_ADDRESS))
    hands.tab_to("Ask for the keys")
    hands.press("Enter")
    expect(page.get_by_text("Your request is on its way.")).to_be_visible()
    link = link_in(await_letter(demo_site, OWN_ADDRESS, after=known))
    page.goto(demo_site.url(link.replace("/fi/hoitopyynto/", "/en/claim/")))
    hands.tab_to("It is me: give me the keys")
    hands.press("Enter")
    page.wait_for_url("**/en/my/")

    hands.tab_to(NAME)
    hands.press("Enter")
    page.wait_for_url("**/my/organisations/**")
    hands.tab_to("Edit")
    hands.press("Enter")
    page.wait_for_url("**/edit/")
    hands.tab_to("In one sentence")
    hands.type(SENTENCE)
    hands.tab_to("Phone")
    hands.type("040 765 4321")
    hands.tab_to("Preview")
    hands.press("Enter")
    page.wait_for_url("**/preview/")
    expect(page.get_by_role("main")).to_contain_text(SENTENCE)
    hands.tab_to("Publish")
    hands.press("Enter")
    expect(page.locator(".notice.good")).to_contain_text("Everyone can see it now")
    assert hands.strokes < TWO_MINUTES, hands.strokes

    hands.tab_to("See the public page")
    with page.expect_navigation():
        hands.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    expect(page.get_by_role("main")).to_contain_text(SENTENCE)
    expect(page.get_by_role("main")).to_contain_text("040 765 4321")
    page.context.close()
