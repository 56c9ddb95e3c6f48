"""A meeting is planned, called, held with a deputy, checked, signed and published as PDF, by keyboard, in fi and sv."""

import re
from datetime import date, timedelta

from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DemoSite
from tests.browser.judge import faults
from tests.browser.letters import await_letter
from tests.browser.test_helping import signed_in
from tests.browser.test_mandates import link_in, press
from tests.browser.test_two_minute_form import Typist

BODY = "Pohjois-Pohjanmaan järjestöneuvottelukunta"
MATTER = "Lausunto järjestöjen tiloista"


def tab_until(page: Page, selector: str) -> None:
    """Tab on until the focus is on what the selector names."""
    for _ in range(600):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {selector}")


def address_of(name: str) -> str:
    return f"{name}@esimerkki.example"


def by_letter(browser: Browser, site: DemoSite, name: str, *, about: str, day: date, swedish: bool = False) -> Page:
    """The page to which a letter about a meeting of that day leads somebody who has no account."""
    # The demo's own letters may still be on their way: a count of letters would take one of those for this.
    letter = await_letter(site, address_of(name), about=(about, f"{day.day}.{day.month}.{day.year}"))
    page = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True).new_page()
    page.goto(site.url(link_in(letter)))
    if swedish:
        page.get_by_role("link", name="svenska").click()
    return page


def choose(page: Page, selector: str, words: str) -> None:
    """Go down a list with the arrow key to what has these words."""
    tab_until(page, selector)
    for _ in range(60):
        if words in page.locator(":focus").evaluate("each => each.selectedOptions[0].text"):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{selector} has no {words}")


def test_a_meeting_is_held_with_a_deputy_and_its_minutes_are_published(browser: Browser, demo_site: DemoSite) -> None:
    day = timezone.localdate() + timedelta(days=30)
    page = signed_in(browser, demo_site, "alue").new_page()
    keys = Typist(page)
    page.goto(demo_site.url("/fi/oma/toimielimet/"))
    press(page, BODY)
    press(page, "Kokoukset")
    assert faults(page) == []

    # Planned, with one matter on the agenda, and called.
    press(page, "Suunnittele kokous")
    assert faults(page) == []
    keys.tab_to("Päivä")
    # In which order a browser takes day and month is its own business.
    page.get_by_label("Päivä", exact=True).fill(day.isoformat())
    for label, clock in (("Alkaa", "1300"), ("Päättyy", "1500")):
        keys.tab_to(label)
        keys.type(clock)
    press(page, "Tallenna")
    press(page, "Lisää asia")
    keys.tab_to("Otsikko (suomi)")
    keys.type(MATTER)
    keys.tab_to("Päätösesitys (suomi)")
    keys.type("Lausunto annetaan.")
    press(page, "Tallenna")
    expect(page.get_by_role("heading", name=MATTER)).to_be_visible()
    assert faults(page) == []
    press(page, "Lähetä kutsu")
    press(page, "Lähetä kutsu")
    expect(page.get_by_text("Kutsu on matkalla kaikille.")).to_be_visible()
    meeting = page.url

    # The member cannot come; the deputy is asked by letter and steps in. Neither has an account.
    member = by_letter(browser, demo_site, "sanna", about="Kokouskutsu", day=day)
    assert faults(member) == []
    press(member, "En pääse")
    expect(member.get_by_text("Vastauksesi on kirjattu")).to_be_visible()
    deputy = by_letter(browser, demo_site, "tuomas", about="Pääsetkö tilalle", day=day, swedish=True)
    assert faults(deputy) == []
    press(deputy, "Jag rycker in")

    # Held: who is there, what was decided, who checks it.
    page.reload()
    press(page, "Kokouksen kulku")
    press(page, "Avaa kokous")
    assert faults(page) == []
    members = page.locator("fieldset.attendance").filter(has_text=re.compile(r", jäsen\)|Tuomas|Ulla"))
    for row in members.all():
        if "Sanna" not in row.inner_text():
            choose(page, f"#{row.locator('select').get_attribute('id')}", "läsnä")
    press(page, "Tallenna läsnäolijat")
    expect(page.get_by_text("Kokous oli päätösvaltainen").first).to_be_visible()
    matter = page.locator("section.item-block").filter(has=page.get_by_role("heading", name=MATTER))
    tab_until(page, f"#{matter.get_attribute('id')} textarea")
    keys.type("Keskusteltiin maksuttomista tiloista.")
    choose(page, f"#{matter.get_attribute('id')} select", "päätettiin esityksen mukaan")
    expect(matter.get_by_text("Tallennettu klo")).to_be_visible()
    agenda = page.locator("section.item-block").filter(
        has=page.get_by_role("heading", name="Esityslistan hyväksyminen")
    )
    page.reload()
    choose(page, f"#{agenda.get_attribute('id')} select", "päätettiin esityksen mukaan")
    expect(agenda.get_by_text("Tallennettu klo")).to_be_visible()
    page.goto(meeting.rstrip("/") + "/poytakirja/")
    choose(page, "#id_first", "Raimo")
    choose(page, "#id_second", "Liisa")
    press(page, "Nimeä tarkastajat")
    assert faults(page) == []
    press(page, "Jatka kirjoittamista")
    tab_until(page, "a[href='#close']")
    page.keyboard.press("Enter")
    press(page, "Päätä kokous")
    press(page, "Lähetä tarkastettavaksi")

    # Checked by two and signed by two, by the links of their letters.
    for name, send in (("raimo", "Lähetä vastaus"), ("liisa", "Skicka svaret")):
        swedish = name == "liisa"
        checker = by_letter(browser, demo_site, name, about="Tarkasta pöytäkirja", day=day, swedish=swedish)
        assert faults(checker) == []
        tab_until(checker, "input[type=radio]")
        checker.keyboard.press("Space")
        press(checker, send)
    chair = by_letter(browser, demo_site, "aino", about="Allekirjoita pöytäkirja", day=day, swedish=True)
    press(chair, "Underteckna som ordförande")
    page.reload()
    press(page, "Allekirjoita sihteerinä")
    press(page, "Allekirjoita sihteerinä")

    # Published, with a PDF in Finnish and Swedish.
    page.goto(meeting.rstrip("/") + "/poytakirja/")
    press(page, "Julkaise pöytäkirja")
    expect(page.get_by_text("kaikki voivat nyt lukea sen")).to_be_visible()
    public = page.get_by_role("link", name=re.compile(BODY + r" \d"))
    path = public.get_attribute("href") or ""
    for language in ("fi", "sv"):
        reader = browser.new_context(locale=language, bypass_csp=True).new_page()
        reader.goto(demo_site.url(path))
        if language == "sv":
            reader.get_by_role("link", name="svenska").first.click()
        expect(reader.get_by_text(MATTER)).to_be_visible()
        assert faults(reader) == []
        file = reader.locator("a[href$='minutes.pdf']")
        answer = reader.request.get(demo_site.url(file.get_attribute("href") or ""))
        assert answer.ok
        assert answer.body().startswith(b"%PDF-1.7")
