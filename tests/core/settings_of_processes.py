"""The product's settings with the small pages of the safety tests, for processes that tests start."""

from raitti.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.site.safety_urls"
