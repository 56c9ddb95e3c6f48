"""The audit trail in the reader's words: rooms name here what they write there."""

from collections.abc import Mapping

from django.utils.functional import Promise

from raitti.core.models import AuditEntry

DEEDS: dict[str, str | Promise] = {}
KINDS: dict[str, str | Promise] = {}


def register_deeds(deeds: Mapping[str, str | Promise], kinds: Mapping[str, str | Promise]) -> None:
    """Give the words for verbs, as whole sentences, and for the kinds of things they were done to."""
    DEEDS.update(deeds)
    KINDS.update(kinds)


def deed_in_words(entry: AuditEntry) -> str:
    """What was done; what an older Raitti wrote and nobody names any more, as it was written."""
    return str(DEEDS.get(entry.verb, entry.verb))


def kind_in_words(entry: AuditEntry) -> str:
    """To what kind of thing it was done."""
    return str(KINDS.get(entry.subject_kind, entry.subject_kind))
