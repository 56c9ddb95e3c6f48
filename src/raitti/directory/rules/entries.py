"""Rules of an organisation's own page and of what it does: seeing, changing, publishing, confirming."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from raitti.core.verdicts import YES, Verdict
from raitti.directory.models import Contact, Organisation, Publication, Revision, Role
from raitti.directory.queries.first_looks import look_at
from raitti.directory.queries.hiding import hiding_of
from raitti.directory.rules.asking import Actor, held, refused, rule, signed_in, still_open

EDITORS = frozenset({Role.OWNER, Role.EDITOR, Role.AGENT, Role.STEWARD})
CLOSERS = frozenset({Role.OWNER, Role.AGENT, Role.CONTACT_OFFICER, Role.STEWARD})
CONFIRMERS = EDITORS | {Role.CONTACT_OFFICER}
_NOT_FOUND = _("This page is not open to everyone.")


@rule
def may_see(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Published entries are everyone's; drafts and hidden ones belong to those who keep or look after them."""
    if organisation.publication == Publication.PUBLISHED:
        return YES
    return held(actor, organisation, CONFIRMERS, now=now, otherwise=_NOT_FOUND)


@rule
def may_create(actor: Actor, *, now: datetime) -> Verdict:
    """Anyone with an account may add an organisation; who looks at it before everyone sees it, see `may_open`."""
    return signed_in(actor)


@rule
def may_edit(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Its own people, and for them agents and stewards, unless it has been closed."""
    return held(actor, organisation, EDITORS, now=now) and still_open(organisation)


@rule
def may_add_activities(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """As editing, also while a new page waits to be looked at; not while a steward has hidden it."""
    verdict = held(actor, organisation, EDITORS, now=now) and still_open(organisation)
    if verdict and hiding_of(organisation) is not None:
        return refused(
            _("The page has been hidden, and the reason is on it. Mend what it says and appeal, and it is looked at."),
            code="hidden",
        )
    return verdict


@rule
def may_publish(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Showing what was out of sight: as editing; what a steward has hidden comes back only by an appeal, and what is
    new when somebody has looked at it.
    """
    verdict = may_add_activities(actor, organisation, now=now)
    if verdict and look_at(organisation) is not None:
        return refused(
            _("The page is new, and someone who looks after the area looks at it before everyone sees it."), code="look"
        )
    return verdict


@rule
def may_close(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Saying that an association is dormant or dissolved, or active again."""
    return held(actor, organisation, CLOSERS, now=now)


@rule
def may_confirm(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Saying that all is still right."""
    return held(actor, organisation, CONFIRMERS, now=now) and still_open(organisation)


@rule
def may_see_contacts(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Contacts that are not public."""
    return held(actor, organisation, EDITORS, now=now)


@rule
def may_see_accesses(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Who has seen what of it is not everyone's."""
    return held(actor, organisation, {Role.OWNER, Role.STEWARD}, now=now)


@rule
def may_decide_own_contact(contact: Contact | None) -> Verdict:
    """Whoever has the link in the letter to a contact's address decides whether it stays."""
    if contact is None:
        return refused(
            _("This link leads nowhere any more: the contact has been removed, or the link is old."), code="gone"
        )
    return YES


@rule
def may_ask_for_own_contacts() -> Verdict:
    """Anyone may ask where their own address is a contact; the answer goes to that address alone."""
    return YES


@rule
def may_see_history(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    return held(actor, organisation, EDITORS, now=now)


@rule
def may_restore(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Bringing back what an entry was before."""
    return held(actor, organisation, EDITORS, now=now) and still_open(organisation)


@rule
def may_undo(actor: Actor, revision: Revision, *, now: datetime) -> Verdict:
    """Undoing what someone else did on an organisation's behalf, for as long as that is promised."""
    if revision.organisation is None:
        return refused(_("The page is no longer here."), code="gone")
    verdict = held(actor, revision.organisation, {Role.OWNER, Role.EDITOR}, now=now)
    if verdict and revision.undone is not None:
        return refused(_("This has been undone already."), code="done")
    if verdict and (revision.undo_until is None or revision.undo_until < now):
        return refused(_("The time for undoing this is over. You can still change the page yourself."), code="late")
    return verdict


@rule
def may_suggest(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Anyone may suggest a change to what everyone can see."""
    return _is_public(organisation)


@rule
def may_report(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Anyone may say that something is wrong with what everyone can see."""
    return _is_public(organisation)


@rule
def may_keep_webhooks(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Telling another program when the organisation's entries change."""
    return held(actor, organisation, {Role.OWNER, Role.STEWARD}, now=now)


def _is_public(organisation: Organisation) -> Verdict:
    return YES if organisation.publication == Publication.PUBLISHED else refused(_NOT_FOUND)
