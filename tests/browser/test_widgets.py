"""Pictures, tables and times as their users meet them, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DemoSite
from tests.browser.judge import faults
from tests.browser.test_two_minute_form import _sign_in
from tests.pictures import picture


@pytest.fixture(scope="module")
def signed_in(browser: Browser, demo_site: DemoSite) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900}, bypass_csp=True)
    _sign_in(context.new_page(), demo_site)
    yield context
    context.close()


@pytest.fixture
def page(signed_in: BrowserContext) -> Iterator[Page]:
    made = signed_in.new_page()
    yield made
    made.close()


@pytest.fixture
def own(page: Page, demo_site: DemoSite) -> str:
    """The address of the page of an organisation of the demo the volunteer keeps; other journeys make more of them."""
    page.goto(demo_site.url("/en/my/"))
    kept = page.locator('section[aria-labelledby="kept"] h3 a')
    href = kept.filter(has_text="Kiviniemen").get_attribute("href") or ""
    return demo_site.url("/en/my/organisations/" + href.split("/organisations/")[1].split("/")[0] + "/")


def test_a_picture_is_chosen_described_and_seen(page: Page, own: str, tmp_path: Path) -> None:
    file = tmp_path / "talkoot.jpg"
    file.write_bytes(picture(size=(1200, 800)).getvalue())
    page.goto(own)
    page.get_by_role("link", name="Picture", exact=True).first.click()
    page.get_by_label("Picture", exact=True).set_input_files(file)
    for language in ("English", "suomi", "svenska"):
        page.get_by_label(f"What the picture shows ({language})").fill("")
    page.get_by_role("button", name="Save the picture").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what the picture shows")
    assert faults(page) == []
    page.get_by_label("Picture", exact=True).set_input_files(file)
    page.get_by_label("What the picture shows (English)").fill("A green field")
    page.get_by_role("button", name="Save the picture").click()
    shown = page.get_by_role("img", name="A green field")
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("naturalWidth", 1200)
    assert faults(page) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_several_activities_are_kept_in_the_table(page: Page, own: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(own + "table/")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    before = page.locator("tbody tr").count()
    row = before - 2
    page.get_by_label(f"Name, row {row}", exact=True).fill(f"Quilting {width}")
    page.get_by_label(f"Times, row {row}", exact=True).fill("now and then")
    page.get_by_role("button", name="Save all").click()
    expect(page.get_by_role("alert")).to_contain_text("now and then")
    assert faults(page) == []
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_label(f"Name, row {row}", exact=True)).to_have_value(f"Quilting {width}")
    page.get_by_label(f"Times, row {row}", exact=True).fill("")
    page.get_by_role("button", name="Save all").click()
    expect(page.get_by_role("status").first).to_contain_text("saved")
    assert page.locator("tbody tr").count() == before + 1


def test_times_are_read_back_while_one_writes(page: Page, own: str) -> None:
    page.goto(own + "new-activity/")
    times = page.get_by_label("When", exact=True).first
    times.fill("every other Tuesday 5–7 pm, not in July")
    expect(page.get_by_text("We understood: every other Tuesday 17:00–19:00")).to_be_visible()
    expect(page.get_by_text("Next times:")).to_be_visible()
    times.fill("now and then")
    expect(page.get_by_text("tells how often, but not on which days")).to_be_visible()
    times.fill("when the moon is green")
    expect(page.get_by_text("We did not understand ”when the moon is green”")).to_be_visible()
    assert faults(page) == []


def test_the_empty_form_on_paper_is_a_page_and_a_file(page: Page, demo_site: DemoSite) -> None:
    page.goto(demo_site.url("/en/organisations/"))
    page.get_by_role("link", name="Tell about your association on paper").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tell about your association on paper")
    assert faults(page) == []
    answer = page.request.get(page.url + "form.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
