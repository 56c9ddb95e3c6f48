"""Organisations that may be one: which wait for a decision, what they have in common, and what was made one."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.directory.facts import OrganisationFacts
from raitti.directory.likeness import points, traits_of_facts
from raitti.directory.lookup import Lookup
from raitti.directory.models import DuplicateSuspicion, FormerIdentity, Merge, Organisation, Publication
from raitti.directory.queries.look_alikes import look_alikes
from raitti.directory.queries.mandates import organisations_in_care_of

_IN_WORDS: dict[str, str | Promise] = {
    "business_id": _("Both gave the business ID %s."),
    "register_number": _("Both gave the number %s of the Register of Associations."),
    "same_words": _("Their names say the same."),
    "alike_words": _("Their names are almost the same: %s."),
    "some_words": _("Their names have words in common: %s."),
    "name": _("Their names are almost the same."),
    "email": _("They have the same e-mail address, %s."),
    "email_domain": _("Their e-mail addresses end alike: %s."),
    "phone": _("They have the same telephone number."),
    "website": _("They have the same website, %s."),
    "web_domain": _("Their websites are in the same place, %s."),
    "address": _("They have the same street address."),
    "same_reach": _("Every way to reach them that both tell is the same."),
    "same_home": _("They are at home in the same municipality."),
    "near_home": _("Their home municipalities are neighbours."),
    "other_words": _("But their names say different things."),
    "other_number": _("But there are different numbers in their names."),
    "other_home": _("But their home municipalities are far apart."),
    "other_place": _("But their names say different places."),
    "one_place": _("But only one of the names says a place."),
    "section": _("But one of them sounds like a section of the other."),
    "other_business_id": _("But they have different business IDs."),
    "other_register_number": _("But they have different register numbers."),
}


def in_words(reasons: Iterable[Mapping[str, Any]]) -> list[str]:
    """Why two are thought to be one, as sentences; what speaks for it first."""
    ordered = sorted(reasons, key=lambda reason: -float(reason.get("points", 0)))
    told = [(str(_IN_WORDS.get(reason["kind"], "")), str(reason.get("value", ""))) for reason in ordered]
    return [text.replace("%s", value) for text, value in told if text]


def suspicions_in_care_of(person: Person, *, on: date) -> QuerySet[DuplicateSuspicion]:
    """Open questions about pairs of which one at least is in the person's area, the surest first to be asked."""
    own = organisations_in_care_of(person, on=on).values("pk")
    found = DuplicateSuspicion.objects.filter(Q(first__in=own) | Q(second__in=own), state=DuplicateSuspicion.State.OPEN)
    return found.select_related("first__home_municipality", "second__home_municipality").order_by("found_at", "pk")


def merges_to_undo(person: Person, *, on: date, now: datetime) -> QuerySet[Merge]:
    """What was made one in a person's area and can still be made two."""
    own = organisations_in_care_of(person, on=on).values("pk")
    found = Merge.objects.filter(kept__in=own, undone=None, undo_until__gte=now)
    return found.select_related("kept").order_by("-at", "-pk")


def now_called(uid: UUID) -> Organisation | None:
    """The organisation that the one with this uid has become part of; `None` when it has not."""
    former = FormerIdentity.objects.filter(uid=uid).select_related("organisation").first()
    return former.organisation if former is not None else None


def likely_twins(
    facts: OrganisationFacts, *, addresses: Iterable[tuple[str, str]] = (), lookup: Lookup | None = None
) -> list[tuple[Organisation, list[str]]]:
    """Organisations here that may be the one somebody is about to add, and why, the likeliest first.

    Only what everyone can see is told of. `addresses` are streets with postal codes.
    """
    lookup = lookup or Lookup()
    found = look_alikes(traits_of_facts(facts, lookup, addresses=addresses), lookup)
    same = Q()
    for field in ("business_id", "register_number"):
        value = getattr(facts, field)
        same |= Q(**{field: value}) if value else Q()
    certain = Organisation.objects.filter(same).values_list("pk", flat=True) if same else ()
    order = sorted({*found, *certain}, key=lambda pk: (pk not in certain, -points(found.get(pk, ())), pk))
    public = Organisation.objects.filter(publication=Publication.PUBLISHED)
    rows = (public.exclude(uid=facts.uid) if facts.uid else public).in_bulk(order)
    return [(rows[pk], in_words([reason.as_json() for reason in found.get(pk, ())])) for pk in order if pk in rows]
