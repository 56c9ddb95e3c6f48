"""The forms in which people keep entries: what they show is a part of the facts, the rest is kept as it was."""

from typing import Any

from raitti.directory.forms.base import EntryForm, as_sent, kept_form
from raitti.directory.forms.locations import LocationForm
from raitti.directory.forms.organisations import OrganisationForm
from raitti.directory.forms.services import ServiceForm

FORMS: dict[str, type[EntryForm[Any]]] = {
    "organisation": OrganisationForm,
    "service": ServiceForm,
    "location": LocationForm,
}

__all__ = ["FORMS", "EntryForm", "LocationForm", "OrganisationForm", "ServiceForm", "as_sent", "kept_form"]
