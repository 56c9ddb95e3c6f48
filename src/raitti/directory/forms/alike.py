"""Asking whether a place that is about to be added is one that is here already."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.directory.forms.parts import Part
from raitti.directory.lookup import UID
from raitti.directory.queries.addresses import Found

OTHER_PLACE = "other"
_ANOTHER = _("None of these: it is another place")


def same_place_field() -> forms.ChoiceField:
    """Which of the places that are here it is; `offer` says which there are."""
    return forms.ChoiceField(required=False, widget=forms.RadioSelect, label=_("Is it one of these?"))


def another_place_field() -> forms.BooleanField:
    """That it is none of them."""
    return forms.BooleanField(required=False, label=_ANOTHER)


def offer(found: Found) -> list[tuple[str, Any]]:
    """Places to choose from by reference, and that it is none of them."""
    return [*((f"{UID}{place.uid}", place) for place in found.places), (OTHER_PLACE, _ANOTHER)]


class PlaceQuestion(Part):
    """The question alone, under the names it has in the form of an entry: of a way with a prefix, else of a place."""

    same_place = same_place_field()
    is_another = another_place_field()

    def __init__(self, found: Found, *, prefix: str = "") -> None:
        super().__init__(auto_id="%s", prefix=prefix or None)
        self.fields["same_place"].choices = offer(found)  # type: ignore[attr-defined]
