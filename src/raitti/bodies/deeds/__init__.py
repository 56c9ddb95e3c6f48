"""What is written down about bodies, in words: each part of the room names its own."""

from django.utils.functional import Promise

from raitti.bodies.deeds import bodies, elections

DEEDS: dict[str, Promise] = {**bodies.DEEDS, **elections.DEEDS}
WORDS: dict[str, Promise] = {**bodies.WORDS, **elections.WORDS}
