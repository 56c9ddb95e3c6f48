"""Signing in by a municipality's own service, linking it to one's account and unlinking it, as people do it."""

import json
import re
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from raitti.core.addresses import address
from tests.browser.conftest import DemoSite, running_demo
from tests.browser.judge import faults
from tests.browser.test_signing_in import at, sign_out, sign_up, somebody
from tests.openid import NAME, SECRET, SECRET_NAME, Service, told_to_raitti
from tests.serving import serving


@pytest.fixture(scope="module")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """A demo whose people can come by the service."""
    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Service)) as server:
        known = json.dumps([told_to_raitti(server.server_port) | {"trusts_email": True}])
        with running_demo(tmp_path_factory.mktemp("demo"), RAITTI_OIDC=known, **{SECRET_NAME: SECRET}) as site:
            yield site


@pytest.fixture(autouse=True)
def venla() -> str:
    """Whom the service tells of in this test."""
    email = somebody("venla")
    Service.claims = {"sub": email, "email": email, "name": "Venla Virkailija"}
    return email


def go_there(page: Page) -> None:
    page.get_by_role("button", name=NAME).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)


def come_back(page: Page) -> None:
    page.get_by_role("link", name="Jatka Venlana").click()


def test_an_officer_comes_in_by_the_municipality_and_goes_on_in_the_same_language(
    page: Page, demo_site: DemoSite, venla: str
) -> None:
    page.goto(demo_site.url(address("sign_in", "sv") + f"?next={address('account', 'sv')}"))
    go_there(page)
    come_back(page)
    expect(page).to_have_url(demo_site.url(address("account", "sv")))
    expect(page.get_by_role("main")).to_contain_text(venla)
    expect(page.locator("#id_name")).to_have_value("Venla Virkailija")


def test_whoever_turns_back_there_is_told_so_and_comes_in_by_letter(page: Page, demo_site: DemoSite) -> None:
    page.goto(at(demo_site, "sign_in"))
    go_there(page)
    page.get_by_role("link", name="Peruuta").click()
    expect(page).to_have_url(re.compile(re.escape(at(demo_site, "sign_in"))))
    expect(page.get_by_label("E-mail")).to_be_visible()
    expect(page.locator(".notice.bad")).to_be_visible()


def test_the_service_is_linked_lets_in_and_is_unlinked(page: Page, demo_site: DemoSite, venla: str) -> None:
    own = somebody("oma")
    sign_up(page, demo_site, own)
    page.goto(at(demo_site, "linked"))
    go_there(page)
    come_back(page)
    expect(page).to_have_url(re.compile(re.escape(at(demo_site, "linked"))))
    expect(page.get_by_role("main")).to_contain_text(venla)

    sign_out(page)
    page.goto(at(demo_site, "sign_in") + f"?next={address('account', 'en')}")
    go_there(page)
    come_back(page)
    expect(page.get_by_role("main")).to_contain_text(own)

    page.goto(at(demo_site, "linked"))
    page.get_by_role("button", name=f"Stop signing in by this {NAME}").click()
    expect(page.get_by_role("status")).to_contain_text(f"You no longer sign in by {NAME}")
    expect(page.get_by_role("button", name="Stop signing in")).to_have_count(0)
    expect(page.get_by_role("button", name=NAME)).to_be_visible()


def test_axe_reports_nothing_where_services_are_offered(page: Page, demo_site: DemoSite) -> None:
    context = page.context.browser.new_context(bypass_csp=True)  # type: ignore[union-attr]
    looked = context.new_page()
    sign_up(looked, demo_site, somebody("katsoja"))
    looked.goto(at(demo_site, "linked"))
    assert faults(looked) == []
    sign_out(looked)
    looked.goto(at(demo_site, "sign_in"))
    assert faults(looked) == []
    context.close()
