"""Organisations by their names, as people write them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.core.texts import sort_key, versions
from raitti.directory.models import Organisation, Publication

_MOST = 50


def organisation_named(name: str) -> Organisation | None:
    """The public organisation of exactly this name in some language; none where several share it."""
    wanted = " ".join(name.split()).casefold()
    key = sort_key(wanted)
    if not key:
        return None
    known = Organisation.objects.filter(publication=Publication.PUBLISHED)
    alike = known.filter(sort_fi=key) | known.filter(sort_sv=key) | known.filter(sort_en=key)
    found = [
        each for each in alike.order_by("pk") if wanted in {word.casefold() for word in versions(each.name).values()}
    ]
    return found[0] if len(found) == 1 else None


def organisations_named(text: str) -> list[Organisation]:
    """One organisation for each line; says which is not known."""
    names = list(dict.fromkeys(filter(None, (line.strip() for line in text.split("\n")))))
    if len(names) > _MOST:
        raise forms.ValidationError(_("At most 50 organisations are invited at a time."), code="many")
    found = []
    for name in names:
        organisation = organisation_named(name)
        if organisation is None:
            raise forms.ValidationError(
                _("There is no organisation called “%(name)s” in the directory."), params={"name": name}, code="unknown"
            )
        found.append(organisation)
    return found
