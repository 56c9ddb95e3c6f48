"""A project's year clock in words, the same on pages and in calendars."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.programmes.queries.clock import Due, What
from raitti.programmes.wording import euros_in_words

_NAMES: dict[What, str | Promise] = {
    "application": _("%(grant)s: the application is to be sent"),
    "proposal": _("%(grant)s: the funder’s proposal"),
    "decision": _("%(grant)s: the decision"),
    "instalment": _("%(grant)s: an instalment of %(euros)s is paid"),
    "use_ends": _("%(grant)s: the time of use ends"),
    "extension": _("%(grant)s: the last day to apply for more time of use"),
    "results": _("The results of %(year)d are to be reported"),
    "account": _("The account of %(year)d is to be sent"),
}


def due_in_words(due: Due) -> str:
    """ "STEA 2020: the decision"."""
    return str(_NAMES[due.what]) % {
        "grant": due.grant.name if due.grant is not None else "",
        "euros": euros_in_words(due.amount) if due.amount is not None else "",
        "year": due.year,
    }
