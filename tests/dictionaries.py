"""The search dictionaries take ten seconds to build and never change: instances made by tests share them."""

from pathlib import Path

from django.conf import settings


def share_dictionaries(data: Path) -> None:
    """Give an instance's folder the dictionaries of this test run."""
    built = Path(settings.DATA) / "dictionaries"
    built.mkdir(parents=True, exist_ok=True)
    (data / "dictionaries").symlink_to(built)
