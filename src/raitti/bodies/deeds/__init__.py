"""What is written down about bodies, in words: each part of the room names its own."""

from django.utils.functional import Promise

from raitti.bodies.deeds import bodies, calls, elections, groups, meetings, statements

_PARTS = (bodies, calls, elections, groups, meetings, statements)
DEEDS: dict[str, Promise] = {verb: words for part in _PARTS for verb, words in part.DEEDS.items()}
WORDS: dict[str, Promise] = {name: words for part in _PARTS for name, words in part.WORDS.items()}
