"""What the pages of helping say of entries."""

from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils import timezone

from raitti.directory.queries.confirmers import doer_words
from raitti.directory.queries.waiting import matter_about
from raitti.directory.rules import may_work_on

register = template.Library()
register.filter("doer", doer_words)


@register.filter
def page_of(thing: Any) -> str:
    """The name of the public page that shows an entry."""
    return str(thing._meta.model_name)


@register.inclusion_tag("workspace/helping/matter_line.html", takes_context=True)
def matter_line(context: RequestContext, thing: Any) -> dict[str, Any]:
    """Who has taken what is decided here, and what others have written beside it, for those whose queue it is in."""
    request, matter = context["request"], matter_about(thing)
    if matter is None or not may_work_on(request.user, matter, now=timezone.now()):
        return {}
    return {
        "matter": matter,
        "number": matter.notes.count(),
        "taken_by": matter.assigned_to if matter.done is None and matter.assigned_to != request.user else None,
        "links": context["links"],
    }
