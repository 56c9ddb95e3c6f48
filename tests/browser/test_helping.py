"""An agent fills for an association, which undoes it by a letter; a visitor suggests, and the owner accepts in part."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DemoSite
from tests.browser.judge import faults
from tests.browser.letters import await_letter, letters_to
from tests.browser.test_two_minute_form import Typist

HELPED = "/en/organisations/tuiran-ja-linnanmaan-muistivaki-ry/"
OWNED = "/en/organisations/kiviniemen-rannan-kylayhdistys-ry/"
_TELL = """
import django; django.setup()
from django.utils import timezone
from raitti.directory.actions.telling import tell_now
from raitti.directory.models import Organisation
tell_now(Organisation.objects.get(uid="{uid}").pk, now=timezone.now())
"""


def signed_in(browser: Browser, site: DemoSite, who: str) -> BrowserContext:
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(site.url("/en/sign-in/"))
    page.locator("input[name=login]").fill(f"{who}@esimerkki.example")
    page.locator("input[name=password]").fill("kylaraitti-2026")
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/my/**")
    page.close()
    return context


@pytest.fixture(scope="module")
def owner(browser: Browser, demo_site: DemoSite) -> Iterator[BrowserContext]:
    context = signed_in(browser, demo_site, "yhdistys")
    yield context
    context.close()


@pytest.fixture(scope="module")
def agent(browser: Browser, demo_site: DemoSite) -> Iterator[BrowserContext]:
    context = signed_in(browser, demo_site, "agentti")
    yield context
    context.close()


@pytest.fixture(scope="module")
def steward(browser: Browser, demo_site: DemoSite) -> Iterator[BrowserContext]:
    context = signed_in(browser, demo_site, "alue")
    yield context
    context.close()


def _uid(page: Page, site: DemoSite, path: str) -> str:
    """The uid of an entry, as its own page tells it in the address of the form for suggestions."""
    page.goto(site.url(path))
    link = page.locator("a[href*='suggest-a-change']").get_attribute("href") or ""
    return link.rstrip("/").rpartition("/")[2]


def _tell_now(site: DemoSite, uid: str) -> None:
    """Write the letter that would come an hour after the first change."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("RAITTI_") and k != "DATABASE_URL"}
    environment |= {
        "RAITTI_DEMO": "1",
        "RAITTI_DATA": str(site.data),
        "RAITTI_HOST": f"localhost:{site.port}",
        "DJANGO_SETTINGS_MODULE": "raitti.config.settings",
    }
    command = [sys.executable, "-c", _TELL.format(uid=uid)]
    subprocess.run(command, env=environment, check=True, timeout=120, capture_output=True)


def _link(text: str, word: str) -> str:
    found = re.search(rf"https?://\S*{word}\S+", text)
    assert found, text
    return found[0]


def _body(letter: object) -> str:
    part = letter.get_body(("plain",))  # type: ignore[attr-defined]
    return str(part.get_content())


def test_what_an_agent_does_for_an_association_is_told_to_it_and_undone_by_its_letter(
    browser: Browser, agent: BrowserContext, demo_site: DemoSite
) -> None:
    desk = agent.new_page()
    uid = _uid(desk, demo_site, HELPED)
    desk.goto(demo_site.url(f"/en/my/organisations/{uid}/edit/"))
    expect(desk.locator(".behalf")).to_contain_text("Tuiran ja Linnanmaan Muistiväki ry")
    hands = Typist(desk)
    hands.tab_to("Phone")
    hands.type("044 999 8877")
    hands.tab_to("Publish")
    hands.press("Enter")
    expect(desk.locator(".notice.good")).to_be_visible()
    _tell_now(demo_site, uid)
    letter = _body(await_letter(demo_site, "muistivaki@tuiranmuisti.example", about=("puolestanne",)))
    assert "044 999 8877" in letter

    visitor = browser.new_context(locale="fi-FI", viewport={"width": 390, "height": 844})
    page = visitor.new_page()
    page.goto(demo_site.url(HELPED))
    expect(page.get_by_role("main")).to_contain_text("044 999 8877")
    before = len(letters_to(demo_site, "agentti@esimerkki.example"))
    page.goto(_link(letter, "/kumoa/"))
    expect(page.locator("ins").first).to_contain_text("044")
    page.locator("textarea[name=word]").fill("Numero on sihteerin oma.")
    page.locator("main form button").click()
    expect(page.locator(".flashes .notice").first).to_be_visible()
    expect(page.locator("main input[name=change]")).to_have_count(0)
    # A finished page may be two seconds behind what it shows.
    page.wait_for_timeout(2_100)
    page.goto(demo_site.url(HELPED))
    expect(page.get_by_role("main")).not_to_contain_text("044 999 8877")
    visitor.close()

    told = _body(await_letter(demo_site, "agentti@esimerkki.example", after=before))
    assert "Numero on sihteerin oma." in told
    desk.goto(demo_site.url(f"/en/my/history/{uid}/"))
    expect(desk.get_by_role("main")).to_contain_text("undone on")
    expect(desk.get_by_role("main")).to_contain_text("Yhdistysagentti · acting for Tuiran ja Linnanmaan Muistiväki ry")
    desk.close()


def test_an_agent_makes_a_page_of_a_form_read_over_the_phone_and_the_association_takes_it_away(
    browser: Browser, agent: BrowserContext, demo_site: DemoSite
) -> None:
    desk = agent.new_page()
    desk.goto(demo_site.url("/en/my/new-organisation/"))
    desk.locator("[name=name_en]").fill("Paperikerho ry")
    desk.locator("[name=summary_en]").fill("We fold paper on Thursdays.")
    desk.locator("[name=home]").fill("Oulu")
    desk.locator("[name=email]").fill("paperikerho@esimerkki.example")
    for group in desk.locator("main details").all():
        group.evaluate("each => each.open = true")
    desk.locator("[name=topics]").first.check()
    desk.locator("[name=contact-new0-role_en]").fill("chair")
    desk.locator("[name=contact-new0-name]").fill("Maija Malli")
    desk.locator("[name=contact-new0-phone]").fill("050 555 0178")
    desk.locator("[name=contact-new0-is_public]").check()
    desk.get_by_role("button", name="Publish").click()
    expect(desk.locator("main")).to_contain_text("Ask the person first")
    expect(desk.locator("[name=contact-new0-name]")).to_have_value("Maija Malli")
    desk.locator("[name=contact-new0-agreed]").check()
    desk.get_by_role("button", name="Publish").click()
    expect(desk.locator(".flashes")).to_contain_text("Published")
    expect(desk.locator(".behalf")).to_contain_text("Paperikerho ry")
    uid = desk.url.split("/organisations/")[1].partition("/")[0]
    desk.goto(demo_site.url(f"/en/my/history/{uid}/"))
    expect(desk.get_by_role("main")).to_contain_text("Yhdistysagentti · acting for Paperikerho ry")

    letter = _body(await_letter(demo_site, "paperikerho@esimerkki.example"))
    assert "Yhdistysagentti" in letter
    visitor = browser.new_context(locale="fi-FI", viewport={"width": 320, "height": 700})
    page = visitor.new_page()
    page.goto(_link(letter, "/(?:kumoa|angra|undo)/"))
    page.locator("main form button").click()
    expect(page.locator(".flashes .notice").first).to_be_visible()
    visitor.close()
    desk.goto(demo_site.url(f"/en/my/history/{uid}/"))
    expect(desk.get_by_role("main")).to_contain_text("undone on")
    desk.close()


def test_a_visitor_suggests_and_the_owner_accepts_in_part(
    browser: Browser, owner: BrowserContext, demo_site: DemoSite
) -> None:
    before = len(letters_to(demo_site, "yhdistys@esimerkki.example"))
    visitor = browser.new_context(locale="en-GB", viewport={"width": 320, "height": 700})
    page = visitor.new_page()
    page.goto(demo_site.url(OWNED))
    page.get_by_role("link", name="Suggest a change").click()
    # A text that is not there in English is mended in the language it is shown in.
    page.get_by_label("In one sentence").fill("Kylätalo, ranta ja laavu Haukiputaalla.")
    page.get_by_label("Phone").fill("050 000 0000")
    page.get_by_label("Your e-mail address").fill("ehdottaja@example.org")
    page.get_by_role("button", name="Send the suggestion").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")

    letter = _body(await_letter(demo_site, "yhdistys@esimerkki.example", after=before))
    desk = owner.new_page()
    # The letter speaks the owner's language; the page is read here in English.
    uid = _link(letter, "/(?:ehdotukset|forslag|suggestions)/").rstrip("/").rpartition("/")[2]
    desk.goto(demo_site.url(f"/en/my/suggestions/{uid}/"))
    expect(desk.locator("ins", has_text="050")).to_be_visible()
    desk.get_by_label("Phone").uncheck()
    desk.get_by_role("button", name="Accept what is ticked").click()
    expect(desk.get_by_role("alert")).to_contain_text("why not everything is accepted")
    expect(desk.get_by_label("Phone")).not_to_be_checked()
    desk.get_by_label("A word to whoever suggested it").fill("Numeromme on oikein.")
    desk.get_by_role("button", name="Accept what is ticked").click()
    expect(desk.locator(".flashes")).to_contain_text("Decided")
    desk.close()

    page.goto(demo_site.url(OWNED))
    expect(page.get_by_role("main")).to_contain_text("Kylätalo, ranta ja laavu Haukiputaalla.")
    expect(page.get_by_role("main")).not_to_contain_text("050 000 0000")
    visitor.close()
    assert "Numeromme on oikein." in _body(await_letter(demo_site, "ehdottaja@example.org"))


def test_the_steward_takes_a_matter_by_keyboard_and_settles_it(steward: BrowserContext, demo_site: DemoSite) -> None:
    page = steward.new_page()
    page.goto(demo_site.url("/en/my/queue/?kind=report"))
    page.get_by_role("button", name="I take this").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Give back").first).to_be_visible()
    page.goto(demo_site.url("/en/my/queue/?kind=report&whose=mine"))
    page.locator(".matter h2 a").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Answer to whoever reported it").fill("Kysymme asiaa ja korjaamme.")
    page.get_by_label("The page stays as it is").press("Space")
    page.get_by_role("button", name="Settle this").press("Enter")
    expect(page.locator(".flashes")).to_contain_text("Settled")
    letter = _body(await_letter(demo_site, "lukija@esimerkki.example"))
    assert "Kysymme asiaa ja korjaamme." in letter
    page.close()


def test_the_pages_of_those_who_help_are_fit_for_everyone(steward: BrowserContext, demo_site: DemoSite) -> None:
    page = steward.new_page()
    uid = _uid(page, demo_site, HELPED)
    paths = ["/en/my/queue/", f"/en/my/history/{uid}/", f"/en/my/hide/{uid}/"]
    paths += [f"/en/suggest-a-change/{uid}/", f"/en/report-a-fault/{uid}/"]
    for start, link in (("/en/my/queue/", "a[href*='/my/suggestions/'], a[href*='/my/appeals/']"),):
        page.goto(demo_site.url(start))
        paths += [each.get_attribute("href") or "" for each in page.locator(link).all()]
        paths += [page.locator("a[href*='/my/queue/']").last.get_attribute("href") or ""]
    page.goto(demo_site.url(f"/en/my/history/{uid}/"))
    paths += [each.get_attribute("href") or "" for each in page.locator("#changes ~ ol a").all()[:1]]
    found = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for path in paths:
            answer = page.goto(demo_site.url(path))
            assert answer is not None
            assert answer.status == 200, path
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert overflow <= 0, (path, width)
            found += [(path, fault) for fault in faults(page)]
    assert found == []
    page.close()
