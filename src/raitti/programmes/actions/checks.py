"""What must hold of the facts of programmes before they are written; every no names the field and the reason."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from raitti.directory.actions.checks import choice, email, in_order, name, phone, refuse, text, texts, url
from raitti.planning.files import LARGEST_AMOUNT, MOST_MONTHS
from raitti.planning.months import month_of

__all__ = [
    "amount",
    "choice",
    "email",
    "in_order",
    "month",
    "months",
    "name",
    "phone",
    "refuse",
    "text",
    "texts",
    "url",
]
_CENT = Decimal("0.01")


def month(field: str, value: str) -> str:
    """A month as it is kept, or none."""
    value = value.strip()
    if value:
        try:
            month_of(value)
        except ValueError:
            refuse(field, value, _("This is no month. Write it as 2026-11."), code="month")
    return value


def months(start: str, end: str) -> tuple[str, str]:
    """The first and last month of a plan, no more of them than can be planned."""
    first, last = month("start", start), month("end", end)
    if not first or not last or last < first:
        refuse("end", last, _("The last month comes before the first."), code="order")
    if month_of(last) - month_of(first) >= MOST_MONTHS:
        refuse("end", last, _("This is more months than can be planned: %d at most.") % MOST_MONTHS, code="far")
    return first, last


def amount(field: str, value: Decimal) -> Decimal:
    """Euros and whole cents, not less than nothing, no more than a country gives."""
    if not value.is_finite() or value < 0:
        refuse(field, value, _("An amount cannot be less than nothing."), code="negative")
    if value > LARGEST_AMOUNT:
        refuse(field, value, _("This is more than any grant: at most 100 000 000 €."), code="too_much")
    if value != value.quantize(_CENT):
        refuse(field, value, _("Write euros and whole cents."), code="cents")
    return value.quantize(_CENT)
