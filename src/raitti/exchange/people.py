"""Telling a person's own address from an office's: what others published by mistake is not published again."""

from raitti.core.texts import clean
from raitti.directory.people import is_pattern, looks_personal
from raitti.exchange.values import email_of

__all__ = ["is_pattern", "looks_personal", "sort_address"]


def sort_address(text: str) -> tuple[str, str]:
    """An address as (public, private): an office's is public, a person's private, a broken one or a pattern neither."""
    address = email_of(clean(text)) if text else None
    if not address or is_pattern(address):
        return "", ""
    return ("", address) if looks_personal(address) else (address, "")
