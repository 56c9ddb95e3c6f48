"""docs/rules.md tells what the rules answer today."""

import pytest

from tests.conftest import NOW
from tests.rules import PAGE, document


@pytest.mark.django_db
def test_the_page_of_rules_is_what_the_rules_say():
    assert PAGE.read_text(encoding="utf-8") == document(NOW), "run make rules"
