"""A telephone number passes in every form people write it in; a word that stands in its place does not."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils.datastructures import MultiValueDict

from raitti.core.verdicts import Refused
from raitti.directory.actions.checks import phone
from raitti.directory.forms import OrganisationForm, ServiceForm
from raitti.directory.forms.base import EntryForm
from raitti.directory.snapshots import blank_facts

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "number",
    [
        *("040 123 4567", "040-1234567", "0401234567", "(08) 555 0100", "08-555 01 00", "+358 40 123 4567"),
        *("+358 (0)40 123 4567", "00358401234567", "0800 123 123", "116 117", "112", "020 202", "10 023"),
        *("puh. 040 123 4567", "p. 08 555 0100, ti klo 10–12", "040 123 4567 tai 050 123 4567", "08 555 0100/Sihteeri"),
        *("+46 8 123 456 78", "040 123 4567 (tekstiviestit)", "٠٤٠ ١٢٣ ٤٥٦٧", ""),
    ],
)
def test_a_number_passes_as_people_write_it(number):
    assert phone(number) == number


@pytest.mark.parametrize("word", ["puhelin", "ei ole", "–", "?", "kysy sihteeriltä", "09", "klo 17", "klo 17–19"])
def test_a_word_in_its_place_is_answered_with_how_to_write_it(word):
    with pytest.raises(Refused) as refused:
        phone(word)
    assert "040 123 4567" in str(refused.value.verdict.reason)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["organisation", "service"])
def test_every_phone_field_of_a_form_tells_it_where_it_was_written(kind):
    way = str(uuid4())
    sent = {
        "name_fi": ["Kerho"],
        "contact": ["new0"],
        "contact-new0-phone": ["puhelin"],
        **({"phone": ["puhelin"]} if kind == "organisation" else {"way": [way], f"way-{way}-phone": ["puhelin"]}),
    }
    forms: dict[str, type[EntryForm]] = {"organisation": OrganisationForm, "service": ServiceForm}
    form = forms[kind](MultiValueDict(sent), base=blank_facts(kind, uuid4(), uuid4()), language="fi", today=TODAY)

    assert not form.is_valid()
    told = {problem.field for problem in form.problems()}
    assert {"contact-new0-phone", "phone" if kind == "organisation" else f"way-{way}-phone"} <= told
