"""A statement from its first line to everyone's eyes, by keyboard: written, commented on, signed, sent."""

from datetime import date, timedelta

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DemoSite
from tests.browser.judge import faults
from tests.browser.letters import await_letter, letters_to
from tests.browser.test_helping import signed_in
from tests.browser.test_mandates import press
from tests.browser.test_two_minute_form import Typist

BOARD = "Advisory Board of Associations in Northern Ostrobothnia"
TITLE = "Statement on evening buses"
REGISTRY = "kirjaamo@liikenne.example"


def whole(page: Page) -> None:
    """Nobody is shut out from the page as it stands."""
    assert faults(page) == []


def test_a_statement_is_written_commented_on_signed_and_sent_by_keyboard(browser: Browser, demo_site: DemoSite) -> None:
    keeper = signed_in(browser, demo_site, "alue").new_page()
    member = signed_in(browser, demo_site, "yhdistys").new_page()
    hands, other = Typist(keeper), Typist(member)

    # Those who look after the board begin a statement nobody asked for, and ask for comments.
    keeper.goto(demo_site.url("/en/my/bodies/"))
    press(keeper, BOARD)
    press(keeper, "Statements")
    whole(keeper)
    press(keeper, "Begin a statement")
    hands.tab_to("What it is about (English)")
    hands.type(TITLE)
    press(keeper, "Begin the statement")
    press(keeper, "Write the text")
    hands.tab_to("Text (English)")
    hands.type("The last bus leaves too early.\nGroups meet in the evening.")
    whole(keeper)
    press(keeper, "Save")
    statement = keeper.url
    press(keeper, "Ask for comments")
    hands.tab_to("Comments are taken until")
    # In what order a browser takes day and month depends on the machine.
    keeper.locator(":focus").fill((date.today() + timedelta(days=7)).isoformat())  # noqa: DTZ011 - as in a calendar
    whole(keeper)
    press(keeper, "Open the comment round")
    whole(keeper)

    # An association whose person sits in the board comments on a line.
    member.goto(statement)
    whole(member)
    press(member, "Comment on line 2")
    whole(member)
    other.tab_to("Your comment")
    other.type("Say at what hour.")
    press(member, "Add the comment")
    expect(member.get_by_text("Say at what hour.")).to_be_visible()

    # The comment is answered, the round closed, the text finished, the association signs.
    keeper.goto(statement)
    press(keeper, "Answer")
    whole(keeper)
    hands.tab_to("It is taken into account")
    hands.press("Space")
    press(keeper, "Save the answer")
    press(keeper, "Close the comment round")
    press(keeper, "Finish the text")
    member.goto(statement)
    press(member, "Kiviniemen Rannan Kyläyhdistys ry")
    whole(member)
    press(member, "Sign the statement")
    expect(member.get_by_text("Signed. You can take this back until the statement is sent.")).to_be_visible()

    # It is sent with its file, and everyone can read it.
    known = len(letters_to(demo_site, REGISTRY))
    keeper.reload()
    press(keeper, "Send it")
    hands.tab_to("To whom")
    hands.type("Liikennevirasto")
    press(keeper, "Send it")
    expect(keeper.get_by_role("alert")).to_contain_text("Give the e-mail address")
    whole(keeper)
    hands.tab_to("E-mail address")
    hands.type(REGISTRY)
    press(keeper, "Send it")
    letter = await_letter(demo_site, REGISTRY, after=known)
    assert [part.get_content_type() for part in letter.iter_attachments()] == ["application/pdf"]
    press(keeper, "See the public page")
    expect(keeper.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(keeper.get_by_text("Say at what hour.")).to_have_count(0)
    whole(keeper)
