"""What may be done to accounts, and why not."""

from django.utils.translation import gettext as _

from raitti.accounts.models import Person
from raitti.accounts.queries import has_second_factor, lacks_needed_second_factor, links_of, says_strong, service_name
from raitti.core.verdicts import NOT_ALLOWED, YES, Verdict


def may_add_way_in(person: Person) -> Verdict:
    """Adding a way to sign in: whose second step is another service's adds one only after signing in there.

    Otherwise whoever reads their mail could make a second step of their own.
    """
    if has_second_factor(person) or not lacks_needed_second_factor(person):
        return YES
    strong = next((link for link in links_of(person) if says_strong(link)), None)
    if strong is None:
        return YES
    reason = _("Your second step is asked for by %(service)s. Sign in that way first, then you can add another one.")
    return Verdict(NOT_ALLOWED, reason % {"service": service_name(strong)})
