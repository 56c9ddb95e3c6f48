"""Letting letters go again to an address they came back from, when somebody says that it has been mended."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.core.addressees import forget_bounce
from raitti.core.audit import record
from raitti.core.models import MailAddress
from raitti.core.verdicts import Refused, Verdict
from raitti.directory.actions.invitations import write_invitation
from raitti.directory.models import Organisation
from raitti.directory.queries.addressees import dead_addresses
from raitti.directory.queries.invitations import invitations_of


@transaction.atomic
def let_mail_go_again(organisation: Organisation, known: MailAddress, *, actor: Any, now: datetime) -> None:
    """Try an address of an organisation's, of those who look after it or are invited; those get their letter anew.

    Raises `Refused` for an address that has nothing to do with the organisation.
    """
    invited = list(invitations_of(organisation, now=now).filter(email__iexact=known.address))
    theirs = {one.known.pk for one in dead_addresses(organisation, on=timezone.localdate(now))}
    if known.pk not in theirs and not invited:
        raise Refused(Verdict("elsewhere", _("Mail to this address is no matter of this page any more.")))
    if not forget_bounce(known.address):
        return
    # Which address it was is its owner's to know.
    record(actor, "let mail go again", organisation, now=now)
    for invitation in invited:
        write_invitation(invitation)


@transaction.atomic
def let_own_mail_go_again(person: Person, *, now: datetime) -> None:
    """Try one's own address anew."""
    if forget_bounce(person.email):
        record(person, "let mail go again", person, now=now)
