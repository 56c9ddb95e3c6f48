"""A secretary gets a letter, opens its link on a small phone and answers, all by keyboard."""

import base64
import email
import email.policy
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DemoSite
from tests.browser.judge import faults

# The browser takes the place of the page that a link of errors led to along to the next page.
THANKS = re.compile(r"/kiitos/(?:#.*)?$")


@dataclass(frozen=True)
class Asked:
    """The addresses in a letter that asks: where to answer, and where to choose which letters come."""

    answer: str
    choices: str


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(
        locale="fi-FI", viewport={"width": 320, "height": 640}, bypass_csp=True
    )
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def asked(demo_site: DemoSite) -> list[Asked]:
    """What the letters of the demo's own round of asking lead to, out of the real mail; one letter of each round."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {
        "RAITTI_DEMO": "1",
        "RAITTI_DATA": str(demo_site.data),
        "RAITTI_HOST": f"localhost:{demo_site.port}",
        "DJANGO_SETTINGS_MODULE": "raitti.config.settings",
    }
    command = [sys.executable, "-m", "django", "worker", "--until-empty"]
    subprocess.run(command, env=environment, check=True, timeout=120, capture_output=True)
    rounds = {}
    for file in sorted((demo_site.data / "mail").iterdir()):
        for raw in file.read_bytes().split(b"-" * 79 + b"\n"):
            letter = email.message_from_bytes(raw, policy=email.policy.default)
            body = letter.get_body(("plain",)) if raw.strip() else None
            text = body.get_content() if body else ""
            # The demo may have been filled at another port than it is served at here.
            paths = [urlsplit(link).path for link in re.findall(r"http://\S+", text)]
            if answers := [path for path in paths if path.startswith("/fi/tarkistus/")]:
                rounds[round_of(answers[0])] = Asked(demo_site.url(answers[0]), demo_site.url(paths[-1]))
    assert rounds, "the demo has written no letter that asks"
    return list(rounds.values())


def round_of(link: str) -> str:
    """The round a link is about, as its token says."""
    said = link.rstrip("/").rpartition("/")[2].partition("%3A")[0]
    uid: str = json.loads(base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)))[0]
    return uid


def no_barriers(page: Page) -> None:
    assert faults(page) == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0


def tab_to(page: Page, locator: str) -> None:
    """Go on with the tabulator until something has the focus, which is then seen and large enough for a finger."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", locator):
            expect(page.locator(":focus")).to_be_in_viewport()
            return
    raise AssertionError(f"the keyboard does not reach {locator}")


def press(page: Page, locator: str) -> None:
    tab_to(page, locator)
    box = page.locator(":focus").bounding_box()
    assert box is not None
    assert box["height"] >= 44, locator
    page.keyboard.press("Enter")


def test_one_press_from_the_letter_confirms_and_the_public_page_says_so(phone: Page, asked: list[Asked]) -> None:
    phone.goto(asked[0].answer)
    name = phone.get_by_role("heading", level=1).inner_text()
    no_barriers(phone)
    press(phone, "form:has(input[value=confirm]) button")
    expect(phone).to_have_url(THANKS, timeout=30_000)
    no_barriers(phone)
    press(phone, "main a.button")
    expect(phone.get_by_role("heading", level=1)).to_have_text(name)
    today = phone.evaluate("(d => `${d.getDate()}.${d.getMonth() + 1}.${d.getFullYear()}`)(new Date())")
    expect(phone.locator(".head .tag.cool")).to_contain_text(today)
    # The letter's link is answered: opened again it leads to the thanks.
    phone.goto(asked[0].answer)
    expect(phone).to_have_url(THANKS)
    expect(phone.locator("form:has(input[value=confirm])")).to_have_count(0)


def test_a_new_number_is_written_under_what_is_old_and_seen_at_once(phone: Page, asked: list[Asked]) -> None:
    phone.goto(asked[1].answer)
    press(phone, "details.answer:has(input[value=change]) > summary")
    press(phone, "details.item:has(input[name=phone]) > summary")
    no_barriers(phone)
    # Coming to a field by the tabulator chooses what is in it.
    tab_to(phone, "input[name=phone]")
    phone.keyboard.type("040 555 0777")
    press(phone, "details.item:has(input[name=email]) > summary")
    tab_to(phone, "input[name=email]")
    phone.keyboard.type("uusi.sihteeri")
    press(phone, "form:has(input[value=change]) button")
    expect(phone.get_by_role("alert")).to_contain_text("Sähköposti")
    expect(phone.get_by_label("Puhelin", exact=True)).to_have_value("040 555 0777")
    no_barriers(phone)
    tab_to(phone, "[role=alert] a")
    phone.keyboard.press("Enter")
    expect(phone.get_by_label("Sähköposti", exact=True)).to_be_focused()
    phone.keyboard.press("End")
    phone.keyboard.type("@yhdistys.example")
    press(phone, "form:has(input[value=change]) button")
    expect(phone).to_have_url(THANKS, timeout=30_000)
    press(phone, "main a.button")
    expect(phone.locator(".aside")).to_contain_text("040 555 0777")
    expect(phone.locator(".aside")).to_contain_text("uusi.sihteeri@yhdistys.example")


@pytest.mark.parametrize(
    ("place", "arrows", "why"), [(2, 0, "Etsimme uutta puheenjohtajaa."), (3, 1, "Jäsenet loppuivat.")]
)
def test_that_an_association_rests_or_is_no_more_is_said_with_its_reason(
    phone: Page, asked: list[Asked], place: int, arrows: int, why: str
) -> None:
    phone.goto(asked[place].answer)
    press(phone, "details.answer:has(input[value=close]) > summary")
    no_barriers(phone)
    # Sent before anything is said: the page says what is missing, and leads there.
    press(phone, "form:has(input[value=close]) button")
    expect(phone.get_by_role("alert").get_by_role("link")).to_have_count(2)
    no_barriers(phone)
    tab_to(phone, "[role=alert] a")
    phone.keyboard.press("Enter")
    expect(phone.locator("input[name=status]").first).to_be_focused()
    phone.keyboard.press("Space")
    for _ in range(arrows):
        phone.keyboard.press("ArrowDown")
    expect(phone.locator("input[name=status]").nth(arrows)).to_be_checked()
    tab_to(phone, "input[name=reason]")
    phone.keyboard.type(why)
    press(phone, "form:has(input[value=close]) button")
    expect(phone).to_have_url(THANKS, timeout=30_000)
    no_barriers(phone)
    press(phone, "main a.button")
    expect(phone.get_by_role("main")).to_contain_text(why)


def test_whoever_has_nothing_to_do_with_it_lets_the_letters_end(phone: Page, asked: list[Asked]) -> None:
    phone.goto(asked[0].choices)
    no_barriers(phone)
    tab_to(phone, "input[value=reminder]")
    phone.keyboard.press("Space")
    press(phone, "main form button")
    expect(phone.get_by_role("status")).to_be_visible()
    expect(phone.locator("input[value=reminder]")).not_to_be_checked()
    no_barriers(phone)


def test_whoever_no_longer_looks_after_the_page_says_who_does(phone: Page, asked: list[Asked]) -> None:
    phone.goto(asked[-1].answer)
    press(phone, "details.answer:has(input[value=leave]) > summary")
    no_barriers(phone)
    tab_to(phone, "textarea[name=words]")
    phone.keyboard.type("Uusi sihteeri on Aino, 040 555 0199")
    press(phone, "form:has(input[value=leave]) button")
    expect(phone).to_have_url(re.compile(r"/ohi/$"), timeout=30_000)
    no_barriers(phone)
