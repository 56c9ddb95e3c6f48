"""What is known about one written word."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """Base forms of the whole word, likeliest first, and the base forms of the parts of a compound."""

    lemmas: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def unite(*readings: Reading) -> Reading:
    """Everything the readings say; a part that is also a base form counts as the base form."""
    lemmas = tuple(dict.fromkeys(lemma for reading in readings for lemma in reading.lemmas))
    parts = dict.fromkeys(part for reading in readings for part in reading.parts)
    return Reading(lemmas, tuple(part for part in parts if part not in lemmas))
