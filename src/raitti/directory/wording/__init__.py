"""Times in people's own words, both ways: what a schedule says, and what someone means who writes one.

`schedule_text` and `parse_schedule` are each other's mirror: what the one writes, the other reads.
"""

from raitti.directory.wording.parsing import Read, parse_schedule
from raitti.directory.wording.saying import (
    clock_words,
    coming,
    coming_times,
    excepted,
    schedule_in_words,
    schedule_text,
)

__all__ = [
    "Read",
    "clock_words",
    "coming",
    "coming_times",
    "excepted",
    "parse_schedule",
    "schedule_in_words",
    "schedule_text",
]
