"""axe finds nothing on any type of page, and every page fits a phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DemoSite
from tests.browser.judge import faults
from tests.browser.pages import page_paths


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="fi-FI", viewport={"width": 1280, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_axe_reports_nothing_on_any_type_of_page(reader: Page, demo_site: DemoSite, language: str) -> None:
    found = []
    for name, path in page_paths(demo_site, language).items():
        reader.goto(demo_site.url(path))
        found += [(name, fault) for fault in faults(reader)]
    assert found == []


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(reader: Page, demo_site: DemoSite, width: int) -> None:
    reader.set_viewport_size({"width": width, "height": 800})
    for name, path in page_paths(demo_site, "fi").items():
        reader.goto(demo_site.url(path))
        overflow = reader.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, (name, overflow)


def test_every_page_has_one_main_heading_and_a_title_of_its_own(reader: Page, demo_site: DemoSite) -> None:
    titles = {}
    for name, path in page_paths(demo_site, "fi").items():
        reader.goto(demo_site.url(path))
        assert reader.locator("h1").count() == 1, name
        titles[name] = re.sub(r"\s+", " ", reader.title())
    assert all(titles.values())
    own = {name: title for name, title in titles.items() if name not in {"organisation_embed", "portal"}}
    assert len(set(own.values())) == len(own), own
