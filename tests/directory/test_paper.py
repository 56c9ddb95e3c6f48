"""The form on paper fits on one sheet and holds what is known."""

import re

import pytest
from django.utils.translation import override

from raitti.core.texts import translated
from raitti.directory.paper import paper_file, paper_page
from tests.factories import OrganisationFactory, ServiceFactory
from tests.render.test_pdf import unpacked

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_empty_form_is_one_sheet(language):
    with override(language):
        made = unpacked(paper_file(None, language))
    assert re.search(rb"/Type\s*/Pages[^>]*/Count 1\b|/Count 1\b[^>]*/Type\s*/Pages", made)
    assert re.search(rb"/Lang\s*\(%s\)" % language.encode(), made)


def test_what_is_known_stands_on_it_and_what_is_not_has_room():
    organisation = OrganisationFactory(name=translated(fi="Kudonnan ystävät ry"), phone="040 000 0000")
    for number in range(3):
        ServiceFactory(organisation=organisation, name=translated(fi=f"Piiri {number}"))
    with override("en"):
        page = paper_page(organisation, "fi", file_address="/x.pdf", back_address="/")
    assert "Kudonnan ystävät ry" in page
    assert "040 000 0000" in page
    assert "Piiri 0" in page
    assert "Piiri 1" in page
    assert "There is 1 more activity" in page
