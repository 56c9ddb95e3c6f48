"""Claims side by side, entries one may claim, and who could vouch for somebody."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from raitti.accounts.models import Person
from raitti.core.texts import sort_key, versions
from raitti.directory.models import (
    Claim,
    Hiding,
    Mandate,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
    Publication,
    Role,
)

_MOST_FOUND = 30
_MOST_WORDS = 6


def claims_of(organisation: Organisation) -> QuerySet[Claim]:
    """All claims to an entry that wait, oldest first."""
    return (
        Claim.objects.filter(organisation=organisation, state=Claim.State.OPEN)
        .select_related("person", "organisation")
        .order_by("created", "pk")
    )


def claims_by(person: Person) -> QuerySet[Claim]:
    """What a person has asked for and been answered, latest first."""
    return Claim.objects.filter(person=person).select_related("organisation").order_by("-created", "-pk")


def claims_to_answer(person: Person, *, on: date) -> QuerySet[Claim]:
    """The claims to pages that a person owns."""
    owned = Mandate.objects.current(on).filter(person=person, role=Role.OWNER).values("organisation_id")
    waiting = Claim.objects.filter(state=Claim.State.OPEN, organisation__in=owned).exclude(person=person)
    return waiting.select_related("organisation").order_by("created", "pk")


def claims_awaiting_link() -> list[Claim]:
    """Claims by the entry's own address whose link has not gone out."""
    found = Claim.objects.filter(state=Claim.State.OPEN, way=Claim.Way.ADDRESS, link_sent=None)
    return list(found.exclude(organisation__email="").select_related("organisation", "person"))


def agents_for(organisation: Organisation, *, on: date) -> QuerySet[Person]:
    """The association agents of the municipality an organisation is at home in."""
    held = Mandate.objects.current(on).filter(
        role=Role.AGENT,
        person=OuterRef("pk"),
        organisation__kind=OrganisationKind.MUNICIPALITY,
        organisation__home_municipality__isnull=False,
        organisation__home_municipality=organisation.home_municipality_id,
    )
    return Person.objects.filter(Exists(held), is_active=True)


def find_by_name(words: str) -> list[Organisation]:
    """Organisations whose name in some language has all the words, to claim rather than to make anew.

    Entries hidden because nobody confirmed them are found too, others that are not public are not.
    """
    keys = [key for key in (sort_key(word) for word in words.split()[:_MOST_WORDS]) if key]
    if not keys:
        return []
    moderated = Hiding.objects.filter(thing_uid=OuterRef("uid"), ended=None)
    found = Organisation.objects.exclude(status=OrganisationStatus.DISSOLVED)
    found = found.exclude(publication=Publication.DRAFT).exclude(Exists(moderated))
    for key in keys:
        found = found.filter(Q(sort_fi__contains=key) | Q(sort_sv__contains=key) | Q(sort_en__contains=key))
    # A key's letters are two signs each, so what the database finds may be askew by one: look again.
    wanted = [word.casefold() for word in words.split()[:_MOST_WORDS] if sort_key(word)]
    exact = [
        organisation
        for organisation in found.select_related("home_municipality").order_by("sort_fi", "pk")[: _MOST_FOUND * 4]
        if _has_all(organisation, wanted)
    ]
    return exact[:_MOST_FOUND]


def _has_all(organisation: Organisation, wanted: list[str]) -> bool:
    names = [name.casefold() for name in versions(organisation.name).values()]
    keys = [sort_key(name) for name in names]
    return any(all(_within(sort_key(word), key) for word in wanted) for key in keys)


def _within(word: str, key: str) -> bool:
    letters = [key[at : at + 2] for at in range(0, len(key), 2)]
    wanted = [word[at : at + 2] for at in range(0, len(word), 2)]
    return any(letters[at : at + len(wanted)] == wanted for at in range(len(letters) - len(wanted) + 1))
