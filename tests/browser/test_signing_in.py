"""Making an account and signing in as people do it: by keyboard, with letters, passkeys and codes."""

import re
from collections.abc import Iterator
from secrets import token_hex
from urllib.parse import urljoin

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, BrowserContext, Page, expect

from raitti.core.addresses import address
from raitti.directory.demo import demo_accounts
from raitti.workspace.addresses import OWN_ACCOUNT
from tests.browser.conftest import DemoSite
from tests.browser.judge import faults
from tests.browser.letters import await_letter, code_in, letters_to

PASSKEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
_ELSEWHERE = {"reauthenticate", "reauthenticate_code", "reauthenticate_passkey", "password"}
_OF_ONE_KEY = {"passkey_rename", "passkey_remove", "app_remove", "recovery_codes_file"}


def at(site: DemoSite, page: str, **words: object) -> str:
    return site.url(address(page, "en", **words))


def somebody(name: str) -> str:
    """An address nobody has had before."""
    return f"{name}-{token_hex(4)}@example.org"


def sign_up(page: Page, site: DemoSite, email: str, *, wanted: str = "") -> None:
    """Make an account by keyboard alone, with the code that comes by letter."""
    known = len(letters_to(site, email))
    page.goto(at(site, "sign_up") + (f"?next={wanted}" if wanted else ""))
    page.get_by_label("Your name").focus()
    page.keyboard.type("Berit")
    page.keyboard.press("Tab")
    page.keyboard.type(email)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm your e-mail address")
    page.get_by_label("Code").focus()
    page.keyboard.type(code_in(await_letter(site, email, after=known)))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)


def app_code(secret: str) -> str:
    """What an authenticator app would show now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def phone(context: BrowserContext, page: Page) -> Page:
    """A page on a device that can keep passkeys."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEY})
    return page


def test_an_account_is_made_and_opened_again_with_codes_by_letter(page: Page, demo_site: DemoSite) -> None:
    email = somebody("koodi")
    sign_up(page, demo_site, email, wanted=address("account", "en"))
    expect(page).to_have_url(at(demo_site, "account"))
    sign_out(page)
    before = len(letters_to(demo_site, email))

    page.goto(at(demo_site, "sign_in"))
    page.get_by_label("E-mail").focus()
    page.keyboard.type(email)
    page.keyboard.press("Enter")
    page.get_by_label("Code").fill("12345678")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("That is not the right code")
    expect(page.get_by_label("Code")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Code").fill(code_in(await_letter(demo_site, email, after=before)))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_a_passkey_opens_the_account_without_a_letter(phone: Page, demo_site: DemoSite) -> None:
    email = somebody("avain")
    sign_up(phone, demo_site, email)
    phone.goto(at(demo_site, "second_factor"))
    phone.get_by_role("link", name="Add a passkey").click()
    phone.get_by_role("button", name="Add a passkey").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    sign_out(phone)

    phone.goto(at(demo_site, "sign_in") + f"?next={address('passkeys', 'en')}")
    phone.get_by_role("button", name="Use a passkey").focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Passkeys")
    expect(phone.get_by_role("main")).to_contain_text("My passkey")
    expect(phone.get_by_role("main")).to_contain_text("last used")


def test_a_cancelled_passkey_says_what_else_there_is(page: Page, demo_site: DemoSite) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEY | {"isUserVerified": False}})
    page.goto(at(demo_site, "sign_in"))
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("That did not work. Try again, or choose another way.")).to_be_visible()


def test_an_app_is_asked_for_its_code_and_a_recovery_code_helps_when_the_phone_is_lost(
    page: Page, demo_site: DemoSite
) -> None:
    email = somebody("sovellus")
    sign_up(page, demo_site, email)
    page.goto(at(demo_site, "app_add"))
    secret = page.locator("code").inner_text()
    page.get_by_label("Code").fill(app_code(secret))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    saved = page.locator(".codes code").first.inner_text()
    sign_out(page)
    # One for each thing done so far: the code of the account, and the news of the app.
    before = 2
    await_letter(demo_site, email, after=before - 1)

    page.goto(at(demo_site, "sign_in"))
    page.get_by_label("E-mail").fill(email)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Type the code from your e-mail")
    page.get_by_label("Code").fill(code_in(await_letter(demo_site, email, after=before)))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    page.get_by_label("Code").fill(saved)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_a_device_left_behind_is_signed_out_from_another(page: Page, browser: Browser, demo_site: DemoSite) -> None:
    _role, email, password = demo_accounts()[0]
    left = browser.new_context()
    behind = left.new_page()
    for one in (behind, page):
        one.goto(at(demo_site, "sign_in"))
        one.get_by_label("E-mail").fill(email)
        one.get_by_label("Password").fill(password)
        one.keyboard.press("Enter")
        expect(one.get_by_role("button", name="Sign out")).to_be_visible()

    page.goto(at(demo_site, "sessions"))
    expect(page.get_by_text("This device")).to_be_visible()
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.get_by_role("status")).to_contain_text("Signed out there")
    expect(page.get_by_role("button", name=re.compile("Sign out there"))).to_have_count(0)

    behind.goto(at(demo_site, "account"))
    expect(behind.get_by_role("heading", level=1)).to_have_text("Sign in")
    left.close()


def test_an_account_is_taken_along_and_erased(page: Page, demo_site: DemoSite) -> None:
    email = somebody("lahtija")
    sign_up(page, demo_site, email)
    page.goto(at(demo_site, "own_data"))
    with page.expect_download() as caught:
        page.get_by_role("button", name="Get your data").click()
    assert email in caught.value.path().read_text()

    page.goto(at(demo_site, "erase_account"))
    page.get_by_role("button", name="Erase my account").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick the box")
    page.get_by_label("Yes, erase my account.").check()
    page.get_by_role("button", name="Erase my account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account has been erased")
    expect(page.get_by_role("main")).to_contain_text("without your name")
    page.goto(at(demo_site, "account"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_signing_in_needs_no_javascript(browser: Browser, demo_site: DemoSite) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_up(page, demo_site, somebody("hiljainen"))
    page.goto(at(demo_site, "second_factor"))
    expect(page.get_by_role("link", name="Add an app")).to_be_visible()
    page.goto(at(demo_site, "passkey_add"))
    expect(page.get_by_role("button", name="Add a passkey")).not_to_be_visible()
    context.close()


# The look


@pytest.fixture(scope="module")
def keeper(browser: Browser, demo_site: DemoSite) -> Iterator[Page]:
    """Someone signed in, in a browser that lets the checker in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEY})
    sign_up(page, demo_site, somebody("katsoja"))
    page.goto(at(demo_site, "passkey_add"))
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    yield page
    context.close()


def own_pages(page: Page, site: DemoSite, language: str) -> dict[str, str]:
    """Every page of one's account that can be looked at."""
    page.goto(site.url(address("passkeys", language)))
    found = {name: address(name, language) for name in OWN_ACCOUNT if name not in _ELSEWHERE | _OF_ONE_KEY}
    links = page.locator("main .lines a")
    found["passkey_rename"] = str(links.first.get_attribute("href"))
    found["passkey_remove"] = urljoin(site.url("/"), str(links.last.get_attribute("href")))
    return {name: urljoin(site.url("/"), path) for name, path in found.items()}


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_axe_reports_nothing_on_any_page_of_the_account(keeper: Page, demo_site: DemoSite, language: str) -> None:
    found = []
    for name, path in own_pages(keeper, demo_site, language).items():
        keeper.goto(path)
        found += [(name, fault) for fault in faults(keeper)]
        assert keeper.locator("h1").count() == 1, name
    assert found == []


def test_axe_reports_nothing_at_the_doors(browser: Browser, demo_site: DemoSite) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    for name in ("sign_in", "sign_up", "password_forgotten"):
        page.goto(demo_site.url(address(name, "fi")))
        assert faults(page) == [], name
    context.close()


def test_no_page_of_the_account_scrolls_sideways_and_every_target_is_large_enough(
    keeper: Page, demo_site: DemoSite
) -> None:
    keeper.set_viewport_size({"width": 320, "height": 700})
    for name, path in own_pages(keeper, demo_site, "fi").items():
        keeper.goto(path)
        overflow = keeper.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, (name, overflow)
        for target in keeper.locator("main .button:visible").all():
            box = target.bounding_box()
            assert box is not None
            assert box["height"] >= 44, (name, target.inner_text())
