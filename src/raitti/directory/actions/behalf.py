"""Acting for an organisation without being its own: who does, and how the organisation takes it back.

Saving tells the organisation by itself of whatever is done with `on_behalf_of` (`telling.tell_of_change`).
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from i18nfield.strings import LazyI18nString

from raitti.accounts.models import Person
from raitti.core.addresses import full_address
from raitti.core.mail import send_letter_later
from raitti.directory.actions.restoring import Undone, undo_change
from raitti.directory.actions.telling import tell_of_change, told
from raitti.directory.facts import OrganisationFacts
from raitti.directory.models import Organisation, Revision
from raitti.directory.queries.first_looks import areas_named
from raitti.directory.queries.mandates import keeps_its_own, municipalities_in_care
from raitti.directory.queries.queue import QUEUE_ROLES

__all__ = ["acting_for", "acting_for_new", "tell_of_change", "undo_changes"]


def acting_for(person: Any, organisation: Organisation | None, on: date) -> Organisation | None:
    """The organisation a person acts on behalf of; `None` when it is the person's own."""
    if organisation is None or not isinstance(person, Person):
        return None
    return None if keeps_its_own(person, organisation, on=on) else organisation


def acting_for_new(person: Person, facts: OrganisationFacts, on: date) -> Organisation | None:
    """The same while its page is being written for the first time; the row is nowhere but here.

    Of one that names no area yet, whoever looks after any.
    """
    in_care = municipalities_in_care(person, on=on, roles=QUEUE_ROLES)
    areas = areas_named(facts)
    if not in_care or (areas and not any(area.pk in in_care for area in areas)):
        return None
    return Organisation(name=LazyI18nString(dict(facts.name)))


@transaction.atomic
def undo_changes(revisions: Sequence[Revision], *, word: str = "", actor: Any, now: datetime) -> list[Undone]:
    """Take back changes made on an organisation's behalf, newest first, and tell those who made them, with a word."""
    newest_first = sorted(revisions, key=lambda one: (one.at, one.pk), reverse=True)
    lists: dict[str, list[Revision]] = {}
    for revision in newest_first:
        lists.setdefault(revision.actor_id, []).append(revision)
    # Told before undoing, as the letter says what each change had made of the entry.
    letters = {person: [told(one, person.language) for one in lists[str(person.pk)]] for person in _people(lists)}
    undone = [undo_change(revision, actor=actor, now=now) for revision in newest_first]
    for person, changes in letters.items():
        organisation = changes[0].revision.organisation
        with override(person.language):
            name = organisation.name_in(person.language).value if organisation is not None else ""
            subject = _("What you did for %(name)s was undone") % {"name": name}
            context = {"organisation": name, "changes": changes, "word": word.strip()}
            context["desk_address"] = full_address("desk", person.language)
            send_letter_later(
                person.email, subject, template="undone_for_you", language=person.language, context=context
            )
    return undone


def _people(ids: dict[str, list[Revision]]) -> list[Person]:
    return list(Person.objects.filter(pk__in=[int(each) for each in ids if each.isdecimal()], is_active=True))
