"""Answering the letter that asks with "not mine any more": the role ends, and somebody right is found to ask."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from raitti.core.addresses import full_address, slug_of
from raitti.core.audit import record
from raitti.core.models import MailAddress
from raitti.directory.actions.check_rounds import queue_at_once
from raitti.directory.actions.freshness import ByLink
from raitti.directory.actions.mandate_letters import name_of, send
from raitti.directory.actions.mandates import close, lock, tell_of_end
from raitti.directory.actions.matters import add_note, bring_forward
from raitti.directory.actions.organisations import save_organisation
from raitti.directory.facts import ContactFacts
from raitti.directory.models import Matter, MatterKind, Organisation
from raitti.directory.queries.addressees import everyone_reached, language_of
from raitti.directory.queries.freshness import round_of
from raitti.directory.queries.leaving import Leaving, leaving_of
from raitti.directory.snapshots import organisation_facts


@transaction.atomic
def leave_page(organisation: Organisation, known: MailAddress, *, words: str, now: datetime) -> Leaving:
    """End what an address has to do with a page, by the link of the letter that went to it.

    Others who look after the page are told, with `words` on who does it now. Where nobody is left, or only an owner
    who has said so, an agent or steward looks who it is: a page is never left without an owner.
    """
    organisation = lock(organisation)
    actor, leaving = ByLink(known), leaving_of(organisation, known.address, now=now)
    record(actor, "left the page", organisation, now=now)
    for mandate in leaving.ends:
        close(mandate, actor=actor, now=now)
        tell_of_end(mandate)
    if leaving.stays is not None:
        bring_forward(organisation, now=now)
    if leaving.is_on_page:
        organisation = _without(organisation, known.address, actor=actor, now=now)
    told = _tell_others(organisation, known, leaving, words=words.strip(), now=now)
    if leaving.stays is not None or not told:
        _have_somebody_look(organisation, actor, leaving, words=words.strip(), now=now)
    return leaving


def _without(organisation: Organisation, address: str, *, actor: ByLink, now: datetime) -> Organisation:
    """The organisation without an address on its page; what was there before is kept."""

    def kept(contacts: tuple[ContactFacts, ...]) -> Iterator[ContactFacts]:
        for contact in contacts:
            is_it = contact.is_public and not contact.name and contact.email.lower() == address
            if not is_it:
                yield contact
            elif contact.phone:
                yield replace(contact, email="")

    facts = organisation_facts(organisation)
    email = "" if facts.email.lower() == address else facts.email
    changed = replace(facts, email=email, contacts=tuple(kept(facts.contacts)))
    saved: Organisation = save_organisation(changed, actor=actor, now=now).thing
    return saved


def _what_happened(leaving: Leaving) -> Iterator[Promise]:
    if leaving.ends:
        yield _("Their role has ended.")
    if leaving.stays is not None:
        yield _("They are the last owner of the page, so the role stays theirs until somebody else has it.")
    if leaving.is_on_page:
        yield _("The address has been taken off the page.")


def _tell_others(
    organisation: Organisation, known: MailAddress, leaving: Leaving, *, words: str, now: datetime
) -> bool:
    """Write to the others who look after a page; whether there are any."""
    others = [to for to in everyone_reached(organisation, now=now) if to.address.lower() != known.address]
    for to in others:
        with override(to.language):
            said = {"organisation": name_of(organisation, to.language), "address": known.address}
            keys = full_address("keys", to.language, organisation=organisation.uid)
            page = full_address("organisation", to.language, slug=slug_of(organisation, to.language))
            send(
                to.address,
                to.language,
                gettext("Who looks after the page now? %(organisation)s") % said,
                gettext("We asked %(address)s whether the page of %(organisation)s is still right.") % said,
                gettext("The answer was that somebody else looks after the page now."),
                *(str(sentence) for sentence in _what_happened(leaving)),
                gettext("Please see to it that somebody looks after the page."),
                quote=words,
                button=(gettext("Who looks after the page"), keys) if to.person else (gettext("See your page"), page),
                why=gettext(
                    "You got this letter because this address is the organisation’s, or you look after its page."
                ),
            )
    return bool(others)


def _have_somebody_look(
    organisation: Organisation, actor: ByLink, leaving: Leaving, *, words: str, now: datetime
) -> None:
    """Put a page into the queue of those who look after its area, with what was said."""
    found = queue_at_once(organisation, actor=actor, now=now) or round_of(organisation)
    matter = Matter.objects.filter(kind=MatterKind.STALE, about_uid=found.uid).first() if found is not None else None
    if matter is None:
        return
    with override(language_of(organisation)):
        said = [gettext("The answer was that somebody else looks after the page now."), *_what_happened(leaving), words]
        add_note(matter, "\n".join(str(each) for each in said if each), actor=actor, now=now)
