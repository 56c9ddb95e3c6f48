"""Amounts, working time and periods as templates write them."""

from decimal import Decimal

from django import template

from raitti.programmes import wording

register = template.Library()


@register.filter
def euros(amount: Decimal | float | None) -> str:
    """ "159 000 €", with cents where there are any; nothing for no amount."""
    if amount is None:
        return ""
    return wording.euros_in_words(Decimal(str(amount))).replace(" ", "\u00a0").replace("-", "\u2212")


@register.filter
def fte(amount: Decimal | float | None) -> str:
    """ "0,5": full-time equivalents."""
    return "" if amount is None else wording.fte_in_words(Decimal(str(amount)))


@register.filter
def share(amount: Decimal) -> str:
    """ "60": a full-time equivalent as per cent of full time."""
    return wording.fte_in_words(amount * 100)


@register.filter
def lines(text: object) -> list[str]:
    """The filled lines of a text."""
    return [line.strip() for line in str(text).splitlines() if line.strip()]
