"""The judge of accessibility: axe-core's rules for WCAG 2.2 AA, in light and in dark."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Of all that axe looks at, only these see colours.
_COLOUR_RULES = ["color-contrast", "link-in-text-block"]


def faults(page: Page) -> list[str]:
    """What is wrong with a page as it stands, a line each; leaves it in light."""
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found = _ask(page, {"type": "rule", "values": _COLOUR_RULES})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return found + _ask(page, {"type": "tag", "values": _RULES})


def _ask(page: Page, rules: dict[str, object]) -> list[str]:
    violations = Axe().run(page, options={"runOnly": rules}).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in violations for node in each["nodes"][:5]]
