"""Those who coordinate a programme plan its projects together, by keyboard, and throw the plans away again."""

from playwright.sync_api import Browser, expect

from tests.browser.conftest import DemoSite
from tests.browser.judge import faults
from tests.browser.test_helping import signed_in
from tests.browser.test_mandates import press

# A worker takes the question up, finds the plans and tells so.
_SOLVED = 90_000


def test_projects_are_planned_together_and_each_is_told(browser: Browser, demo_site: DemoSite) -> None:
    page = signed_in(browser, demo_site, "ohjelma").new_page()
    page.goto(demo_site.url("/en/my/projects/"))
    press(page, "Associations in the Change 2.0")
    press(page, "Plans of all projects together")
    assert faults(page) == []
    press(page, "Plan the projects together")
    assert faults(page) == []
    page.fill("[name=name]", "Together in 2020")
    for choice in page.locator("select[name^=part-]").all():
        choice.select_option("movable")
    press(page, "Work it out")
    expect(page.get_by_role("heading", level=1)).to_have_text("Together in 2020")

    expect(page.get_by_role("heading", name="Projects")).to_be_visible(timeout=_SOLVED)
    assert faults(page) == []
    press(page, "Associations’ structure in Northern Ostrobothnia")
    expect(page.get_by_role("main")).to_contain_text("Training in service design")
    assert faults(page) == []

    page.go_back()
    press(page, "Throw the plans away")
    expect(page.get_by_role("link", name="Together in 2020")).to_have_count(0)
    page.context.close()
