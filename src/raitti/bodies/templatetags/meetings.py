"""Meetings in words, for templates."""

from django import template

from raitti.bodies.meeting_wording import day_of, outcome_in_words, quorum_in_words, when_of
from raitti.bodies.models import AgendaItem, Meeting
from raitti.bodies.queries.attendance import Count
from raitti.bodies.queries.meeting_days import has_public_minutes

register = template.Library()


@register.filter
def meeting_when(meeting: Meeting) -> str:
    return when_of(meeting)


@register.filter
def meeting_day(meeting: Meeting) -> str:
    return day_of(meeting.starts)


@register.filter
def item_outcome(item: AgendaItem) -> str:
    return outcome_in_words(item)


@register.filter
def quorum_words(count: Count) -> str:
    return quorum_in_words(count)


@register.filter
def public_minutes(meeting: Meeting) -> bool:
    return has_public_minutes(meeting)
