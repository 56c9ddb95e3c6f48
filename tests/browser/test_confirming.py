"""A secretary gets a letter, opens its link on a phone and says that all is still right."""

import base64
import email
import email.policy
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DemoSite
from tests.browser.judge import faults


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(
        locale="fi-FI", viewport={"width": 390, "height": 844}, bypass_csp=True
    )
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def asked(demo_site: DemoSite) -> list[str]:
    """The links of the letters that the demo's own round of asking has written, out of the real mail."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {
        "RAITTI_DEMO": "1",
        "RAITTI_DATA": str(demo_site.data),
        "RAITTI_HOST": f"localhost:{demo_site.port}",
        "DJANGO_SETTINGS_MODULE": "raitti.config.settings",
    }
    command = [sys.executable, "-m", "django", "worker", "--until-empty"]
    subprocess.run(command, env=environment, check=True, timeout=120, capture_output=True)
    links = []
    for file in sorted((demo_site.data / "mail").iterdir()):
        for raw in file.read_bytes().split(b"-" * 79 + b"\n"):
            letter = email.message_from_bytes(raw, policy=email.policy.default)
            body = letter.get_body(("plain",)) if raw.strip() else None
            links += re.findall(r"http://\S+/fi/tarkistus/\S+", body.get_content()) if body else []
    assert links, "the demo has written no letter that asks"
    # A reminder, and a letter to somebody else, lead to the same round as the first: one link for each will do.
    return list({round_of(link): link for link in links}.values())


def round_of(link: str) -> str:
    """The round a link is about, as its token says."""
    said = link.rstrip("/").rpartition("/")[2].partition("%3A")[0]
    uid: str = json.loads(base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)))[0]
    return uid


def no_barriers(page: Page) -> None:
    assert faults(page) == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0


def test_one_press_from_the_letter_confirms_and_the_public_page_says_so(phone: Page, asked: list[str]) -> None:
    phone.goto(asked[0])
    name = phone.get_by_role("heading", level=1).inner_text()
    no_barriers(phone)
    button = phone.locator("form:has(input[value=confirm]) button")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    button.click()
    phone.wait_for_url("**/kiitos/")
    no_barriers(phone)
    phone.locator("main a.button").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(name)
    today = phone.evaluate("(d => `${d.getDate()}.${d.getMonth() + 1}.${d.getFullYear()}`)(new Date())")
    expect(phone.locator(".head .tag.cool")).to_contain_text(today)
    answer = phone.goto(asked[0])
    assert answer is not None
    assert answer.status == 409


def test_a_new_number_is_written_under_what_is_old_and_seen_at_once(phone: Page, asked: list[str]) -> None:
    phone.goto(asked[-1])
    phone.locator("details.answer summary").first.click()
    phone.locator("details.item summary").first.click()
    no_barriers(phone)
    phone.get_by_label("Puhelin", exact=True).fill("040 555 0777")
    phone.locator("form:has(input[value=change]) button").click()
    phone.wait_for_url("**/kiitos/")
    phone.locator("main a.button").first.click()
    expect(phone.locator(".aside")).to_contain_text("040 555 0777")
