"""New organisations that somebody looks at before everyone sees them."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from raitti.directory.facts import OrganisationFacts
from raitti.directory.lookup import Lookup
from raitti.directory.models import FirstLook, MatterKind, Organisation, Portal, Publication
from raitti.directory.queries.mandates import areas_shown_by
from raitti.directory.queries.waiting import DAYS
from raitti.places.models import Area


def look_at(organisation: Organisation | None) -> FirstLook | None:
    """The sending of a new organisation that nobody has accepted yet; `None` for all other organisations."""
    if organisation is None or organisation.publication != Publication.DRAFT:
        return None
    last = organisation.first_looks.first()
    return last if last is not None and last.state != FirstLook.State.ACCEPTED else None


def looks_at(organisations: Iterable[Organisation]) -> dict[int, FirstLook]:
    """The same of several at once, by the organisation's id."""
    drafts = [each.pk for each in organisations if each.publication == Publication.DRAFT]
    sent = FirstLook.objects.filter(organisation__in=drafts).order_by("sent", "pk") if drafts else ()
    last = {look.organisation_id: look for look in sent}
    return {pk: look for pk, look in last.items() if look.state != FirstLook.State.ACCEPTED}


def looked_at_by(look: FirstLook) -> datetime:
    """When somebody should have looked at the latest."""
    return look.sent + timedelta(days=DAYS[MatterKind.NEW])


def areas_of_organisation(organisation: Organisation) -> list[Area]:
    """Where an organisation is at home and at work."""
    home = organisation.home_municipality
    return [*filter(None, [home]), *organisation.operating_areas.all()]


def areas_named(facts: OrganisationFacts) -> list[Area]:
    """The same of one that is not here yet."""
    lookup = Lookup()
    codes = [facts.home_municipality, *facts.operating_areas]
    return [area for code in codes if code and (area := lookup.area(code)) is not None]


def is_looked_at_first(areas: Collection[Area]) -> bool:
    """Whether the portals that show some areas want a look at new organisations; where none does, it is wanted."""
    places = {area.pk for area in areas}
    free = areas_shown_by(Portal.objects.filter(looks_first=False))
    if not free.filter(pk__in=places).exists():
        return True
    return areas_shown_by(Portal.objects.filter(looks_first=True)).filter(pk__in=places).exists()
