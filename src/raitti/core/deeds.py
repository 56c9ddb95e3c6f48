"""The logs in the reader's words: rooms name here what they write there."""

from collections.abc import Mapping

from django.utils.functional import Promise

DEEDS: dict[str, str | Promise] = {}
WORDS: dict[str, str | Promise] = {}


def register_deeds(deeds: Mapping[str, str | Promise], words: Mapping[str, str | Promise]) -> None:
    """Give the words for verbs, as whole sentences, and for all else the logs name: kinds of things, what was seen."""
    DEEDS.update(deeds)
    WORDS.update(words)


def deed_in_words(verb: str) -> str:
    """What was done; what an older Raitti wrote and nobody names any more, as it was written."""
    return str(DEEDS.get(verb, verb))


def in_words(name: str) -> str:
    """What a kind of thing, or something seen, is called."""
    return str(WORDS.get(name, name))
