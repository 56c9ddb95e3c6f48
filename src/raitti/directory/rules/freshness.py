"""Rules of confirming without signing in: by the link in the letter that asks."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from raitti.core.models import MailAddress
from raitti.core.verdicts import YES, Verdict
from raitti.directory.models import CheckRound, OrganisationStatus, Publication
from raitti.directory.queries.addressees import whose_addresses
from raitti.directory.rules.asking import refused, rule


@rule
def may_answer_check(found: CheckRound | None, known: MailAddress | None, *, on: date) -> Verdict:
    """Whoever has the link of the letter may answer for the address it went to (`known`), once.

    An address the page no longer has answers for it no more. What a steward hid, or the association took back, is not
    for the link to show or change.
    """
    verdict = may_follow_check_link(found)
    if not verdict or found is None:
        return verdict
    if found.answered is not None:
        return refused(
            _("This has been answered already. Thank you! If something changed since, sign in or tell us."),
            code="answered",
        )
    if found.organisation.status != OrganisationStatus.ACTIVE:
        return refused(_("The association has been closed, so there is nothing to confirm."), code="closed")
    if found.organisation.publication != Publication.PUBLISHED and found.hidden is None:
        return refused(_("The page is not shown at the moment. Sign in to see why."), code="hidden")
    if known is not None and known.address not in whose_addresses(found.organisation, on=on):
        return refused(_("Mail to this address is no matter of this page any more."), code="elsewhere")
    return YES


@rule
def may_follow_check_link(found: CheckRound | None) -> Verdict:
    """Whether a link leads to one of our letters at all."""
    if found is None:
        return refused(
            _("The link is too old or incomplete. Take one from a newer letter, or tell us what has changed."),
            code="link",
        )
    return YES
