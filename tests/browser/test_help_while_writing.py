"""What the form offers while one writes: topics, places that are here already, texts in another language."""

from playwright.sync_api import Browser, expect

from tests.browser.conftest import DemoSite


def test_topics_places_and_languages_come_to_hand_while_one_writes(browser: Browser, demo_site: DemoSite) -> None:
    context = browser.new_context(locale="en-GB", viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(demo_site.url("/en/sign-in/"))
    page.locator("input[name=login]").fill("yhdistys@esimerkki.example")
    page.locator("input[name=password]").fill("kylaraitti-2026")
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/my/**")
    page.goto(demo_site.url("/en/my/new-organisation/"))
    page.get_by_label("Name", exact=True).fill("Pyykösjärven Kutojat ry")
    page.get_by_label("Home municipality").fill("Oulu")
    page.locator("button[value=publish]").click()
    desk = page.url.partition("?")[0]

    page.goto(f"{desk}new-activity/")
    page.get_by_label("Name of the activity", exact=True).fill("Weaving circle")
    page.get_by_label("In one sentence", exact=True).press_sequentially("We do handicrafts together.")
    offered = page.locator(".offered").first.get_by_label("Handicrafts")
    offered.focus()
    page.keyboard.press("Space")
    expect(page.locator("input[name=topics]:checked")).to_have_count(2)

    page.get_by_role("tab", name="svenska").first.click()
    page.get_by_label("Good to know, such as how to sign up (sv)").fill("Ring först")
    expect(page.locator("#draft-said")).to_contain_text("Saved as a draft")
    expect(page.get_by_label("Good to know, such as how to sign up (sv)")).to_be_focused()
    page.get_by_label("When").fill("Tuesdays 5–7 pm")
    # The demo has a place there.
    page.get_by_label("Street address").press_sequentially("Heinätorinkatu 21")
    question = page.get_by_role("group", name="We know these places there already. Is it one of them?")
    question.get_by_label("Kuulotupa").check()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator("button[value=publish]").click()

    page.goto(desk)
    expect(page.get_by_role("main")).to_contain_text("Weaving circle")
    expect(page.get_by_role("main")).not_to_contain_text("Heinätorinkatu")
    context.close()
