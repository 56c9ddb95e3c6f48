"""Whose page one writes: one's own, or another's on whose behalf one acts."""

from uuid import uuid4

import pytest
from django.test import Client

from raitti.core.addresses import address
from raitti.core.texts import translated
from raitti.directory.models import OrganisationKind, Revision, Role
from tests.factories import AreaFactory, MandateFactory, OrganisationFactory, PersonFactory
from tests.workspace.entries.filling import HOST, edit, form_on, open_form, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def oulu_agent() -> Client:
    """An agent of the municipality of Oulu; Kuusamo is somebody else's."""
    AreaFactory(name=translated(fi="Kuusamo"), valid_until=None)
    oulu = AreaFactory(name=translated(fi="Oulu", sv="Uleåborg"), valid_until=None)
    town = OrganisationFactory(kind=OrganisationKind.MUNICIPALITY, home_municipality=oulu)
    client = Client()
    client.force_login(MandateFactory(organisation=town, role=Role.AGENT).person)
    return client


def test_who_acts_for_another_sees_the_banner_and_leaves_both_names(now):
    organisation = OrganisationFactory(phone="08 555 0101")
    agent = MandateFactory(organisation=organisation, role=Role.AGENT).person
    client = Client()
    client.force_login(agent)
    page = client.get(edit(organisation), headers=HOST).content.decode()
    assert 'class="behalf"' in page

    press(client, edit(organisation), form_on(page) | {"phone": "08 555 0102"})

    revision = Revision.objects.latest("pk")
    assert (revision.actor, revision.on_behalf) == (str(agent), str(organisation))
    assert revision.undo_until is not None


def test_who_makes_a_page_for_another_sees_the_banner_from_the_first_word_on(oulu_agent, client):
    path = address("edit_organisation", "fi", organisation=uuid4())
    assert 'class="behalf"' in oulu_agent.get(path, headers=HOST).content.decode()
    client.force_login(PersonFactory())
    assert 'class="behalf"' not in client.get(path, headers=HOST).content.decode()

    for town, is_on_behalf in (("Oulu", True), ("Kuusamo", False)):
        typed = open_form(oulu_agent, path) | {"name_fi": "Kotikylän Kyläseura ry", "summary_fi": "Yhdessä kylässä."}
        preview = press(oulu_agent, path, typed | {"home": town}, "preview")["Location"]
        for page in (path, preview):
            before_content, _, content = oulu_agent.get(page, headers=HOST).content.decode().partition("<main")
            assert ("<strong>Kotikylän Kyläseura ry</strong>" in before_content) is is_on_behalf
            # No page is said to be confirmed by an association that has not seen it; nor is the agent its contact.
            says = "yhdistysagentti, joka kysyi yhdistykseltä" if is_on_behalf else "yhdistys itse"
            assert (says in content) is (page == preview)
            assert ("own_contact" in content) is (page == path and not is_on_behalf)
