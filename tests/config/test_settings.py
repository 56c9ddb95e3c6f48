"""What an operator sets, and that the handbook names it."""

import re
from pathlib import Path

from raitti.core.languages import CONTENT_CODES

ROOT = Path(__file__).resolve().parents[2]
_READ = re.compile(r"""["'](RAITTI_[A-Z_]+|DATABASE_URL)["']""")


def variables() -> set[str]:
    """Every environment variable the package reads."""
    return {name for path in (ROOT / "src").rglob("*.py") for name in _READ.findall(path.read_text())}


def test_the_handbook_names_every_variable():
    handbook = (ROOT / "docs" / "operating.md").read_text()

    assert {"RAITTI_DATA", "DATABASE_URL", "RAITTI_SECRET_KEY"} <= variables()
    assert {name for name in variables() if f"`{name}`" not in handbook} == set()


def test_the_sami_languages_have_names():
    from django.utils.translation import get_language_info

    assert all(get_language_info(code)["name_local"] for code in CONTENT_CODES)
