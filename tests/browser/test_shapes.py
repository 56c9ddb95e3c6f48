"""Weighing the shapes of a new programme in a real browser: turned by hand, answered at once, without a fault."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DemoSite
from tests.browser.judge import faults


def study(page: Page, site: DemoSite) -> None:
    """The demo's study, as the programme's coordinator finds it."""
    page.goto(site.url("/en/sign-in/"))
    page.locator("input[name=login]").fill("ohjelma@esimerkki.example")
    page.locator("input[name=password]").fill("kylaraitti-2026")
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/my/**")
    page.goto(site.url("/en/my/projects/"))
    page.get_by_role("link", name=re.compile("Associations in the Change")).click()
    page.get_by_role("link", name="Shapes of a new programme").click()
    page.get_by_role("link", name=re.compile("2021")).click()


def test_a_turned_figure_answers_at_once_and_what_does_not_fit_is_told_at_its_field(
    browser: Browser, demo_site: DemoSite
) -> None:
    page = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900}, bypass_csp=True).new_page()
    study(page, demo_site)
    expect(page.locator("#by-region ~ .scroll tbody tr")).to_have_count(19)
    found = faults(page)

    page.get_by_label("Size in person-years").fill("30")
    page.keyboard.press("Tab")
    expect(page.locator("#study").get_by_text("1,950,000 €")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="1,950,000 €")).to_have_count(1)
    expect(page.get_by_text("They have not been saved yet")).to_be_visible()
    expect(page.get_by_label("Or money of a year, euros")).to_be_focused()

    presence = page.locator("[name=regional-presence]")
    presence.fill("9")
    page.keyboard.press("Tab")
    expect(presence).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_regional-presence_error")).to_contain_text("171 person-years")
    assert [*found, *faults(page)] == []
    page.context.close()


def test_on_a_phone_without_javascript_the_button_does_it(browser: Browser, demo_site: DemoSite) -> None:
    context = browser.new_context(locale="en-GB", viewport={"width": 320, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    study(page, demo_site)
    page.get_by_label("Size in person-years").fill("30")
    page.get_by_role("button", name="Work it out anew").click()
    expect(page.get_by_text("1,950,000 €")).to_be_visible()
    context.close()
