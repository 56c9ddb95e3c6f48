"""When something happens, in people's own words."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import get_language

from raitti.directory.facts import ScheduleFacts
from raitti.directory.wording import parse_schedule, schedule_text


def in_words(schedules: Sequence[ScheduleFacts], language: str, *, today: date) -> str:
    """Schedules as people would write them."""
    return schedule_text(schedules, language, today=today)


def read_words(text: str, before: Sequence[ScheduleFacts], *, language: str, today: date) -> tuple[ScheduleFacts, ...]:
    """The schedules the words mean; raises `ValidationError` with a sentence about what is not understood."""
    read = parse_schedule(text, language, today=today, before=before, reader=get_language() or language)
    if not read:
        raise forms.ValidationError(read.problem, code="times")
    return read.schedules
