"""New organisations that somebody looks at first: sent, accepted, or sent back with a reason."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.core.addresses import full_address
from raitti.core.audit import record
from raitti.core.personal import Holding, register_holding
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions.mandate_letters import name_of, send
from raitti.directory.actions.matters import close_matter, open_for
from raitti.directory.actions.publishing import set_publication
from raitti.directory.models import FirstLook, MatterKind, Organisation, Publication
from raitti.directory.queries.addressees import addressees_of
from raitti.directory.rules import may_decide_first_look


@transaction.atomic
def send_for_first_look(organisation: Organisation, *, actor: Person, now: datetime) -> FirstLook:
    """Let a new organisation wait for someone to look at it; one that waits already goes on waiting.

    What was sent back and is sent again, with an agent's help or without, stays the sending of the one who began.
    """
    last = organisation.first_looks.first()
    if last is not None and last.state == FirstLook.State.OPEN:
        return last
    sender = last.sent_by if last is not None else actor
    look = FirstLook.objects.create(organisation=organisation, sent_by=sender, sent=now)
    open_for(look)
    record(actor, "sent new organisation", organisation, now=now)
    return look


@transaction.atomic
def accept_first_look(look: FirstLook, *, actor: Any, now: datetime) -> FirstLook:
    """Show a new organisation to everyone; those who keep it are told."""
    look = _decide(look, FirstLook.State.ACCEPTED, actor=actor, now=now)
    set_publication(look.organisation, Publication.PUBLISHED, actor=actor, now=now)
    _tell(look, now=now)
    return look


@transaction.atomic
def send_back(
    look: FirstLook, reason: str, *, actor: Any, now: datetime, instead: Organisation | None = None
) -> FirstLook:
    """Say why a new organisation is not shown, or which entry (`instead`) is here already. Nothing of it is lost."""
    if not reason.strip() and instead is None:
        raise Refused(Verdict("missing", _("Say why, so that whoever made the page can mend it."), {"field": "reason"}))
    look = _decide(look, FirstLook.State.REFUSED, actor=actor, now=now, reason=reason.strip(), instead=instead)
    _tell(look, now=now)
    return look


def _decide(look: FirstLook, state: FirstLook.State, *, actor: Any, now: datetime, **words: Any) -> FirstLook:
    look = FirstLook.objects.select_for_update().get(pk=look.pk)
    require(may_decide_first_look(actor, look, now=now))
    for name, value in (words | {"state": state, "decided": now, "decided_by": str(actor)[:200]}).items():
        setattr(look, name, value)
    look.save()
    close_matter(kind=MatterKind.NEW, about_uid=look.uid, by=actor, outcome=state.label, words=look.reason, now=now)
    record(actor, f"{state.value} new organisation", look.organisation, now=now)
    return look


def _tell(look: FirstLook, *, now: datetime) -> None:
    """Write to those who keep the page what became of it."""
    organisation = look.organisation
    for to in addressees_of(organisation, now=now):
        with override(to.language):
            words = {"organisation": name_of(organisation, to.language)}
            desk = full_address("organisation_desk", to.language, organisation=organisation.uid)
            if look.state == FirstLook.State.ACCEPTED:
                send(
                    to.address,
                    to.language,
                    gettext("Everyone can see the page now: %(organisation)s") % words,
                    gettext("The page of %(organisation)s has been looked at, and it is published.") % words,
                    gettext("You can change it whenever you like; nobody needs to look at it again."),
                    button=(gettext("Open the page’s desk"), desk),
                )
            elif look.instead is not None:
                words["other"] = name_of(look.instead, to.language)
                send(
                    to.address,
                    to.language,
                    gettext("The page is here already: %(organisation)s") % words,
                    gettext("You made a page for %(organisation)s. It has one here already: %(other)s.") % words,
                    gettext("Ask for the keys to that page. What you wrote is kept on your desk."),
                    quote=look.reason,
                    button=(
                        gettext("Ask for the keys"),
                        full_address("claim_organisation", to.language, organisation=look.instead.uid),
                    ),
                )
            else:
                send(
                    to.address,
                    to.language,
                    gettext("The page cannot be published yet: %(organisation)s") % words,
                    gettext("Nothing is lost: what you wrote is kept for a year. Mend the page and send it again."),
                    gettext("Somebody has looked at the page of %(organisation)s and answers:") % words,
                    quote=look.reason,
                    button=(gettext("Mend the page"), desk),
                )


def _show(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "organisation": str(look.organisation),
            "sent": look.sent.isoformat(),
            "state": look.get_state_display(),
            "answer": look.reason,
        }
        for look in person.first_looks.select_related("organisation").order_by("sent", "pk")
    ]


def _erase(person: Person, now: datetime) -> list[str | Promise]:
    person.first_looks.update(sent_by=None)
    FirstLook.objects.filter(decided_by=str(person)).update(decided_by="…")
    return []


register_holding("first_looks", Holding(_("New pages you have sent"), _show, _erase))
