"""How much waits, for the navigation of every signed-in page."""

from typing import Any

from django import template
from django.utils import timezone

from raitti.accounts.models import Person
from raitti.directory.queries.queue import has_queue, queue_of

register = template.Library()


@register.simple_tag
def queue_number(person: Any) -> int | None:
    """How many matters wait in a person's queue; `None` for those who have none."""
    now = timezone.now()
    if not isinstance(person, Person) or not has_queue(person, on=timezone.localdate(now)):
        return None
    return queue_of(person, now=now).count()


@register.filter
def page_of(thing: Any) -> str:
    """The name of the public page that shows an entry."""
    return str(thing._meta.model_name)
