"""Settings for worker processes that know only one chore, which writes into a file and can be held up."""

from tests.core.settings_of_processes import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.core.one_chore.OneChore"]  # noqa: F405
