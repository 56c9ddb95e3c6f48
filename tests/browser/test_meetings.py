"""A meeting is planned, called, held with a deputy, checked, signed and published as PDF, all by keyboard."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DemoSite
from tests.browser.judge import faults
from tests.browser.letters import await_letter, letters_to
from tests.browser.test_helping import signed_in
from tests.browser.test_mandates import link_in, press
from tests.browser.test_two_minute_form import Typist

BODY = "Advisory Board of Associations in Northern Ostrobothnia"
MATTER = "Statement on rooms for associations"


def tab_until(page: Page, selector: str) -> None:
    """Tab on until the focus is on what the selector names."""
    for _ in range(600):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {selector}")


def address_of(name: str) -> str:
    return f"{name}@esimerkki.example"


def by_letter(browser: Browser, site: DemoSite, name: str, *, known: int) -> Page:
    """The page a letter leads somebody to who has no account."""
    letter = await_letter(site, address_of(name), after=known)
    page = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900}, bypass_csp=True).new_page()
    # Letters are in the receiver's language; the test reads English.
    page.goto(site.url(link_in(letter)))
    page.get_by_role("link", name="English").click()
    return page


def choose(page: Page, selector: str, word: str) -> None:
    tab_until(page, selector)
    page.keyboard.type(word)


def test_a_meeting_is_held_with_a_deputy_and_its_minutes_are_published(browser: Browser, demo_site: DemoSite) -> None:
    known = {
        name: len(letters_to(demo_site, address_of(name))) for name in ("sanna", "tuomas", "raimo", "liisa", "aino")
    }
    page = signed_in(browser, demo_site, "alue").new_page()
    keys = Typist(page)
    page.goto(demo_site.url("/en/my/bodies/"))
    press(page, BODY)
    press(page, "Meetings")
    assert faults(page) == []

    # Planned, with one matter on the agenda, and called.
    press(page, "Plan a meeting")
    assert faults(page) == []
    keys.tab_to("Day")
    # In which order a browser takes day and month is its own business.
    page.get_by_label("Day", exact=True).fill((timezone.localdate() + timedelta(days=30)).isoformat())
    for label, clock in (("Begins", "1300"), ("Ends", "1500")):
        keys.tab_to(label)
        keys.type(clock)
    press(page, "Save")
    press(page, "Add a matter")
    keys.tab_to("Title (English)")
    keys.type(MATTER)
    keys.tab_to("Proposal (English)")
    keys.type("The statement is given.")
    press(page, "Save")
    expect(page.get_by_role("heading", name=MATTER)).to_be_visible()
    assert faults(page) == []
    press(page, "Send the call")
    press(page, "Send the call")
    expect(page.get_by_text("The call is on its way to everyone.")).to_be_visible()
    meeting = page.url

    # The member cannot come; the deputy is asked by letter and steps in. Neither has an account.
    member = by_letter(browser, demo_site, "sanna", known=known["sanna"])
    assert faults(member) == []
    press(member, "I cannot come")
    expect(member.get_by_text("Your answer has been written down")).to_be_visible()
    deputy = by_letter(browser, demo_site, "tuomas", known=known["tuomas"])
    press(deputy, "I step in")

    # Held: who is there, what was decided, who checks it.
    page.reload()
    press(page, "Run the meeting")
    press(page, "Open the meeting")
    assert faults(page) == []
    members = page.locator("fieldset.attendance").filter(has_text=re.compile(r", member\)|Tuomas|Ulla"))
    for row in members.all():
        if "Sanna" not in row.inner_text():
            choose(page, f"#{row.locator('select').get_attribute('id')}", "present")
    press(page, "Save who is there")
    expect(page.get_by_text("The meeting had a quorum").first).to_be_visible()
    matter = page.locator("section.item-block").filter(has=page.get_by_role("heading", name=MATTER))
    tab_until(page, f"#{matter.get_attribute('id')} textarea")
    keys.type("Rooms free of charge were discussed.")
    choose(page, f"#{matter.get_attribute('id')} select", "decided as proposed")
    expect(matter.get_by_text("Saved at")).to_be_visible()
    agenda = page.locator("section.item-block").filter(has=page.get_by_role("heading", name="Approving the agenda"))
    page.reload()
    choose(page, f"#{agenda.get_attribute('id')} select", "decided as proposed")
    expect(agenda.get_by_text("Saved at")).to_be_visible()
    page.goto(meeting.rstrip("/") + "/minutes/")
    choose(page, "#id_first", "Raimo")
    choose(page, "#id_second", "Liisa")
    press(page, "Name the checkers")
    assert faults(page) == []
    press(page, "Write on")
    tab_until(page, "a[href='#close']")
    page.keyboard.press("Enter")
    press(page, "Close the meeting")
    press(page, "Send to be checked")

    # Checked by two and signed by two, by the links of their letters.
    for name in ("raimo", "liisa"):
        checker = by_letter(browser, demo_site, name, known=known[name] + 1)
        assert faults(checker) == []
        tab_until(checker, "input[type=radio]")
        checker.keyboard.press("Space")
        press(checker, "Send the answer")
    chair = by_letter(browser, demo_site, "aino", known=known["aino"] + 1)
    press(chair, "Sign as chair")
    page.reload()
    press(page, "Sign as secretary")
    press(page, "Sign as secretary")

    # Published, with a PDF in Finnish and Swedish.
    page.goto(meeting.rstrip("/") + "/minutes/")
    press(page, "Publish the minutes")
    expect(page.get_by_text("everyone can read them now")).to_be_visible()
    public = page.get_by_role("link", name=re.compile(BODY + r" \d"))
    path = public.get_attribute("href") or ""
    for language in ("fi", "sv"):
        reader = browser.new_context(locale=language, bypass_csp=True).new_page()
        reader.goto(demo_site.url(path))
        reader.get_by_role("link", name={"fi": "suomi", "sv": "svenska"}[language]).first.click()
        expect(reader.get_by_text(MATTER)).to_be_visible()
        assert faults(reader) == []
        file = reader.locator("a[href$='minutes.pdf']")
        answer = reader.request.get(demo_site.url(file.get_attribute("href") or ""))
        assert answer.ok
        assert answer.body().startswith(b"%PDF-1.7")
