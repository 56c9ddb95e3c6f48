"""The keys of a page: claimed by the page's own address, shared by an invitation and handed over, all by keyboard."""

import re
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DemoSite
from tests.browser.judge import faults
from tests.browser.letters import await_letter, letters_to
from tests.browser.test_signing_in import sign_up, somebody
from tests.browser.test_two_minute_form import Typist

NAME = "Merikosken Omaishoitajat ja Läheiset ry"
OWN_ADDRESS = "toimisto@merikoskenlaheiset.example"
FIRST, SECOND = somebody("oili"), somebody("seuraaja")


def link_in(letter: EmailMessage) -> str:
    """The path the letter's link leads to."""
    body = letter.get_body(("plain",))
    assert body is not None
    found = re.search(r"http://\S+", body.get_content())
    assert found, body.get_content()
    return urlsplit(found[0]).path


def press(page: Page, words: str) -> None:
    """Go to a button or link by Tab and press Enter."""
    wanted = page.get_by_role("button", name=words).or_(page.get_by_role("link", name=words)).first
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            break
    expect(wanted).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def newcomer(browser: Browser, site: DemoSite, email: str, *, wanted: str) -> Page:
    """Someone who makes an account, and comes to the page they wanted."""
    page = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900}, bypass_csp=True).new_page()
    sign_up(page, site, email, wanted=wanted)
    assert unquote(urlsplit(page.url).path) == unquote(wanted)
    return page


def test_a_page_is_claimed_shared_and_handed_over_by_keyboard_through_the_real_mail(
    browser: Browser, demo_site: DemoSite
) -> None:
    first = newcomer(browser, demo_site, FIRST, wanted="/en/my/")
    typist = Typist(first)

    # Find the association and ask for its keys.
    first.goto(demo_site.url("/en/my/"))
    typist.tab_to("Name of the association, or a part of it")
    typist.type("läheiset merikos")
    with first.expect_navigation():
        typist.press("Enter")
    press(first, "Ask for the keys")
    first.wait_for_url("**/claim/")
    assert faults(first) == []
    typist.tab_to("What are you in the association?")
    typist.type("Secretary")
    typist.press("Tab")
    typist.press("Space")
    known = len(letters_to(demo_site, OWN_ADDRESS))
    press(first, "Ask for the keys")
    expect(first.get_by_text("Your request is on its way.")).to_be_visible()

    # The link went to the page's own address and works for the one who asked.
    first.goto(
        demo_site.url(
            link_in(await_letter(demo_site, OWN_ADDRESS, after=known)).replace("/fi/hoitopyynto/", "/en/claim/")
        )
    )
    assert faults(first) == []
    press(first, "It is me: give me the keys")
    first.wait_for_url("**/en/my/")
    expect(first.get_by_role("heading", name=NAME)).to_be_visible()

    # Invite someone who has no account yet.
    press(first, "Keys")
    first.wait_for_url("**/keys/")
    press(first, "Invite someone")
    first.wait_for_url("**/invite/")
    assert faults(first) == []
    typist.tab_to("Their e-mail address")
    typist.type(SECOND)
    typist.press("Tab")
    typist.press("ArrowDown")
    press(first, "Send the invitation")
    first.wait_for_url("**/keys/")
    expect(first.get_by_text(SECOND).first).to_be_visible()
    assert faults(first) == []
    invitation = link_in(await_letter(demo_site, SECOND))
    second = newcomer(browser, demo_site, SECOND, wanted=invitation)
    assert faults(second) == []
    press(second, "Yes, I take it")
    second.wait_for_url("**/en/my/")
    expect(second.get_by_text("editor")).to_be_visible()

    # Hand the keys over: the giver keeps nothing.
    first.goto(demo_site.url("/en/my/"))
    press(first, "Keys")
    press(first, "Hand the keys over")
    first.wait_for_url("**/hand-over/")
    assert faults(first) == []
    typist.tab_to("Their e-mail address")
    typist.type(SECOND)
    press(first, "Hand over")
    expect(first.get_by_text(f"A letter is on its way to {SECOND}")).to_be_visible()
    second.goto(demo_site.url("/en/my/"))
    press(second, "Open the invitation")
    press(second, "Yes, I take it")
    second.wait_for_url("**/en/my/")
    expect(second.get_by_text("owner of the page")).to_be_visible()
    first.goto(demo_site.url("/en/my/"))
    expect(first.get_by_text("You do not look after any page yet.")).to_be_visible()
    first.context.close()
    second.context.close()
