"""Repeating times: which days come next, and how people say the rule.

Rules are RFC 5545 `RRULE` values without `DTSTART`; the first day stands beside them.
"""

from raitti.core.recurrence.dates import next_dates, parts_of, validate
from raitti.core.recurrence.words import hours_in_words, in_words, nth_day_in_words

__all__ = ["hours_in_words", "in_words", "next_dates", "nth_day_in_words", "parts_of", "validate"]
