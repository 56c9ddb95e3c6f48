"""What people write in groups, looked at before it is kept: plain text, not empty, not endless."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.directory.actions.checks import refuse, text

LONGEST_POST = 10_000
LONGEST_LINE = 200


def words(field: str, value: str, *, missing: str | Promise, most: int = LONGEST_POST) -> str:
    """A text of one's own; `missing` is said where there is none."""
    kept = optional(field, value, most=most)
    if not kept:
        refuse(field, value, missing, code="missing")
    return kept


def optional(field: str, value: str, *, most: int = LONGEST_POST) -> str:
    kept = text(field, value)
    if len(kept) > most:
        long = _("This is too long: it has %(has)d characters, and at most %(most)d fit.")
        refuse(field, value, long % {"has": len(kept), "most": most}, code="too_long")
    return kept


def line(field: str, value: str, *, missing: str | Promise = "") -> str:
    """The same on one line; may be empty where nothing is said to be missing."""
    kept = " ".join(optional(field, value, most=LONGEST_LINE).split())
    if not kept and missing:
        refuse(field, value, missing, code="missing")
    return kept


def named(actor: Any) -> str:
    return str(getattr(actor, "name", "") or "")[:200]
