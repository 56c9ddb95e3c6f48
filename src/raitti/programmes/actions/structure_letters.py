"""Letters about structures: to whoever is asked to take one over, and to whoever gave it."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, override

from raitti.core.addresses import full_address
from raitti.core.texts import pick
from raitti.directory.actions.mandate_letters import name_of, send
from raitti.directory.models import Organisation
from raitti.programmes.models import Structure
from raitti.programmes.queries.structures import people_of


def ask_receiver(structure: Structure, *, message: str, actor: Any, now: datetime) -> None:
    """Ask the people of the receiver, in their languages; where it has none yet, its own address."""
    receiver = structure.successor
    assert receiver is not None  # noqa: S101 - nothing is offered to nobody
    for email, language in _addresses(receiver, now=now):
        with override(language):
            words = _words(structure, language) | {"receiver": name_of(receiver, language)}
            sentences = [
                gettext("%(giver)s asks %(receiver)s to take over “%(name)s” and look after it from now on.") % words,
                gettext("Look at what it is, what has been done and which files come with it. Then accept or decline."),
            ]
            if structure.due is not None:
                sentences.append(gettext("The handover is to be done by %(due)s.") % words)
            send(
                email,
                language,
                gettext("Will you take this over: %(name)s") % words,
                *sentences,
                quote=message,
                button=(gettext("Look and answer"), full_address("structure", language, structure=structure.uid)),
                why=gettext("You get this letter because you act for %(receiver)s.") % words,
            )


def tell_receiver_of_withdrawal(structure: Structure, *, now: datetime) -> None:
    """Tell those who were asked that nothing waits for their answer any more."""
    receiver = structure.successor
    assert receiver is not None  # noqa: S101 - nothing is offered to nobody
    for email, language in _addresses(receiver, now=now):
        with override(language):
            words = _words(structure, language) | {"receiver": name_of(receiver, language)}
            send(
                email,
                language,
                gettext("No longer offered to you: %(name)s") % words,
                gettext("%(giver)s has taken back the offer of “%(name)s”. You need not answer.") % words,
                why=gettext("You get this letter because you act for %(receiver)s.") % words,
            )


def tell_giver(
    structure: Structure, giver: Organisation, *, now: datetime, reads_until: date | None = None, reason: str = ""
) -> None:
    """Tell the people who gave a structure what the receiver answered: accepted, with the day until which they may
    read it, or declined for a reason."""
    receiver = structure.successor
    assert receiver is not None  # noqa: S101 - only a receiver answers
    for email, language in _addresses(giver, now=now):
        with override(language):
            words = _words(structure, language) | {"receiver": name_of(receiver, language)}
            if reads_until is not None:
                words["until"] = _day(reads_until)
                subject = gettext("Handed over: %(name)s")
                sentences = [
                    gettext("%(receiver)s has accepted “%(name)s” and looks after it from now on."),
                    gettext("You can read it in Raitti until %(until)s, but no longer change it."),
                ]
            else:
                subject = gettext("Declined: %(name)s")
                sentences = [
                    gettext("%(receiver)s does not take over “%(name)s”. The reason is below."),
                    gettext("It is still with you. You can look for another receiver.")
                    if structure.is_received
                    else gettext("It is still with you. Look for another receiver, or decide to end it."),
                ]
            send(
                email,
                language,
                subject % words,
                *(sentence % words for sentence in sentences),
                quote=reason,
                button=(gettext("Open its page"), full_address("structure", language, structure=structure.uid)),
            )


def _words(structure: Structure, language: str) -> dict[str, str]:
    return {
        "name": pick(structure.name, language).value,
        "giver": name_of(structure.steward, language),
        "due": _day(structure.due),
    }


def _day(day: Any) -> str:
    return f"{day.day}.{day.month}.{day.year}" if day else ""


def _addresses(organisation: Organisation, *, now: datetime) -> list[tuple[str, str]]:
    """E-mail addresses with the language to write in."""
    people = people_of(organisation, on=timezone.localdate(now))
    found = [(person.email, person.language) for person in people]
    return found or ([(organisation.email, "fi")] if organisation.email else [])
