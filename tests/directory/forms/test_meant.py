"""Topics are offered from what one writes, in the reader's language, and never ticked by themselves."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.utils.datastructures import MultiValueDict

from raitti.directory.forms import OrganisationForm
from raitti.directory.forms.choosing import THEMES
from raitti.directory.forms.meant import topics_meant
from raitti.directory.snapshots import blank_facts

pytestmark = pytest.mark.django_db
DIGI, DAILY = "urn:raitti:topic:digituki", "urn:raitti:topic:arki"


@pytest.fixture(autouse=True)
def known(topics: None) -> None:
    """The neighbourhood's topics: everyday life, and digital support below it."""


def meant(**texts: Any) -> list[str]:
    options = {name: texts.pop(name) for name in ("chosen", "likely") if name in texts}
    return [choice.value for choice in topics_meant(texts, THEMES, language="fi", **options)]


@pytest.mark.parametrize(
    "texts",
    [
        {"name": {"fi": "Digituki kirjastossa"}},
        {"summary": {"fi": "Saat tietokoneapua maksutta."}},
        {"name": {"sv": "Digitalt stöd i byn"}},
        {"name": {"fi": "Senioreiden digituki-ilta"}},
    ],
)
def test_a_topic_is_offered_by_its_name_and_its_further_words_in_any_form(texts):
    assert meant(**texts) == [DIGI]


def test_a_word_in_passing_offers_nothing():
    assert meant(description={"fi": "Tarjoamme kahvia."}) == []
    assert meant(name={"fi": ""}) == []


def test_what_is_likely_anyway_comes_after_what_is_written():
    assert meant(name={"fi": "Digituki"}, likely=[DAILY, DIGI]) == [DIGI, DAILY]


def form(**fields: str) -> OrganisationForm:
    base: Any = blank_facts("organisation", uuid4(), uuid4())
    sent = MultiValueDict({name: [value] for name, value in {"language": "fi", **fields}.items()}) if fields else None
    return OrganisationForm(sent, base=base, language="fi", today=date(2026, 11, 22))


def test_a_form_offers_what_is_not_ticked_yet_and_ticks_nothing_itself():
    written = form(name_fi="Digituki ry")
    assert [choice.label for choice in written.topics_to_offer()] == ["Digituki"]
    assert written.is_valid()
    assert written.facts().topics == ()
    assert form().topics_to_offer() == []
