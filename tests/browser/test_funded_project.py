"""From the funder's letter to the public notice: a coordinator's journey from the front page of the workspace."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DemoSite
from tests.browser.judge import faults
from tests.browser.test_helping import signed_in

AMOUNT, DECIDED_ON = "159 000", "2020-02-06"


@pytest.fixture
def page(browser: Browser, demo_site: DemoSite):
    context = signed_in(browser, demo_site, "alue")
    opened = context.new_page()
    opened.goto(demo_site.url("/en/my/"))
    yield opened
    context.close()


def go_on(page: Page, name: str) -> None:
    """Take the link or button of this name with the keyboard."""
    page.get_by_role("main").get_by_role("link", name=name).or_(
        page.get_by_role("main").get_by_role("button", name=name)
    ).first.press("Enter")
    page.wait_for_load_state()


def look(page: Page) -> None:
    """Have the page judged, as it stands on the journey."""
    assert faults(page) == []


def test_the_decision_is_entered_plans_are_compared_one_is_accepted_and_its_notice_published(page: Page) -> None:
    go_on(page, "Open the project")
    look(page)
    hub = page.url

    go_on(page, "Enter the funder’s decision")
    look(page)
    page.fill("[name=amount]", AMOUNT)
    page.fill("[name=on]", DECIDED_ON)
    go_on(page, "Enter the decision")
    look(page)
    expect(page.get_by_role("main")).to_contain_text("nine")

    go_on(page, "Make a plan")
    look(page)
    page.fill("[name=name]", "By the decision")
    go_on(page, "Work it out")
    expect(page.get_by_role("heading", level=1)).to_have_text("By the decision")
    expect(page.get_by_role("main")).to_contain_text("Training in service design")

    # A knob answers by itself; what was tried is kept beside the other.
    with page.expect_navigation():
        page.locator("input[type=range]").first.press("ArrowLeft")
    expect(page.get_by_role("main")).to_contain_text("What becomes different")
    # It stays where it was, though what came of it stands above, and is said aloud.
    expect(page.locator("input[type=range]").first).to_be_focused()
    expect(page.locator("input[type=range]").first).to_be_in_viewport()
    expect(page.locator("#told")).to_contain_text("activities")
    look(page)
    go_on(page, "Keep it")

    page.goto(hub)
    go_on(page, "Compare two")
    go_on(page, "Compare")
    expect(page.get_by_role("heading", name="What becomes different")).to_be_visible()
    look(page)

    page.goto(hub)
    go_on(page, "Look at the plans")
    look(page)
    page.get_by_role("link", name="By the decision", exact=True).first.press("Enter")
    go_on(page, "Make this the plan")
    look(page)
    page.fill("[name=reason]", "There is money for nine months.")
    go_on(page, "Accept the plan")
    look(page)
    expect(page.get_by_role("main")).to_contain_text("There is money for nine months.")

    go_on(page, "To what comes next")
    go_on(page, "Draft the notice")
    look(page)
    expect(page.get_by_role("main")).to_contain_text("until November 2020")
    go_on(page, "Approve")
    go_on(page, "Publish")

    published = page.get_by_role("link", name=re.compile("public page|everyone", re.IGNORECASE)).first
    published.press("Enter")
    page.wait_for_load_state()
    expect(page.get_by_role("main")).to_contain_text("€212,000")
    assert "/my/" not in page.url
    look(page)
