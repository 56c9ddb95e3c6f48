"""Every type of page a project is steered from fits a phone, can be hit with a finger and leaves axe silent."""

import re

from playwright.sync_api import Browser, Page

from tests.browser.conftest import DemoSite
from tests.browser.judge import faults
from tests.browser.test_helping import signed_in

_OURS = re.compile(r"/fi/oma/(hankkeet|ohjelmat|laskelmat|avustukset|kirjaukset|rakenteet|mallilaskelmat)/")
_ONE_OF_MANY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
_FILE = re.compile(r"\.\w+$")
_SMALL = """() => [...document.querySelectorAll("main :is(a[href], button, select, textarea, summary, input)")]
  .filter((each) => {
    const { width, height } = each.getBoundingClientRect();
    // Within a sentence the line decides, as WCAG 2.5.8 says.
    const alone = each.parentElement.textContent.trim() === each.textContent.trim();
    return width > 1 && (alone || each.tagName !== "A") && (width < 24 || height < 24) && !each.closest("label");
  })
  .map((each) => each.outerHTML.slice(0, 120))"""


def own_pages(page: Page, site: DemoSite) -> dict[str, str]:
    """One address of each type that can be reached from the list of projects."""
    found: dict[str, str] = {}
    waiting = ["/fi/oma/hankkeet/"]
    while waiting:
        path = waiting.pop(0)
        sort = _ONE_OF_MANY.sub("*", path)
        if sort in found:
            continue
        page.goto(site.url(path))
        found[sort] = path
        links = page.eval_on_selector_all("main a[href]", "all => all.map(each => each.getAttribute('href'))")
        paths = [link.split("#")[0].split("?")[0] for link in links]
        waiting += [each for each in paths if _OURS.match(each) and not _FILE.search(each)]
    return found


def test_every_page_of_a_project_and_its_programme_fits_a_phone_and_leaves_axe_silent(
    browser: Browser, demo_site: DemoSite
) -> None:
    wrong = []
    seen: set[str] = set()
    for who in ("alue", "ohjelma"):
        page = signed_in(browser, demo_site, who).new_page()
        page.set_viewport_size({"width": 320, "height": 700})
        pages = own_pages(page, demo_site)
        for path in (path for sort, path in pages.items() if sort not in seen):
            page.goto(demo_site.url(path))
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            wrong += [(path, f"{wide} px too wide")] * (wide > 0)
            wrong += [(path, small) for small in page.evaluate(_SMALL)]
            wrong += [(path, fault) for fault in faults(page)]
        seen |= pages.keys()
        page.context.close()
    assert len(seen) > 35
    assert wrong == []
