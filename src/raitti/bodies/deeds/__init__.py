"""What is written down about bodies, in words: each part of the room names its own."""

from django.utils.functional import Promise

from raitti.bodies.deeds import bodies, meetings

DEEDS: dict[str, Promise] = {**bodies.DEEDS, **meetings.DEEDS}
WORDS: dict[str, Promise] = {**bodies.WORDS, **meetings.WORDS}
