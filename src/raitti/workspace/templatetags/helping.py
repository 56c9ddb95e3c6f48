"""What the pages of helping say of entries."""

from typing import Any

from django import template

from raitti.directory.queries.confirmers import doer_words

register = template.Library()
register.filter("doer", doer_words)


@register.filter
def page_of(thing: Any) -> str:
    """The name of the public page that shows an entry."""
    return str(thing._meta.model_name)
