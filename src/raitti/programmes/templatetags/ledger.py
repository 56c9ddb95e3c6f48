"""Lines of a ledger as templates write them."""

from django import template

from raitti.planning.months import month_of
from raitti.programmes.models import LedgerEntry
from raitti.programmes.wording import period_in_words

register = template.Library()


@register.filter
def covered(entry: LedgerEntry) -> str:
    """ "1–9/2020": the months the money was meant for; nothing where that is not said in full."""
    if not entry.covers_from or not entry.covers_until:
        return ""
    return period_in_words(month_of(entry.covers_from), month_of(entry.covers_until))
