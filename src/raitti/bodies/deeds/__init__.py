"""What is written down about bodies, in words: each part of the room names its own."""

from django.utils.functional import Promise

from raitti.bodies.deeds import bodies, calls, elections, groups, meetings, statements

DEEDS: dict[str, Promise] = {
    **bodies.DEEDS,
    **calls.DEEDS,
    **elections.DEEDS,
    **groups.DEEDS,
    **meetings.DEEDS,
    **statements.DEEDS,
}
WORDS: dict[str, Promise] = {
    **bodies.WORDS,
    **calls.WORDS,
    **elections.WORDS,
    **groups.WORDS,
    **meetings.WORDS,
    **statements.WORDS,
}
