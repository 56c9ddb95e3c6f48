"""What is written down about bodies, in words: each part of the room names its own."""

from django.utils.functional import Promise

from raitti.bodies.deeds import bodies, groups

DEEDS: dict[str, Promise] = {**bodies.DEEDS, **groups.DEEDS}
WORDS: dict[str, Promise] = {**bodies.WORDS, **groups.WORDS}
