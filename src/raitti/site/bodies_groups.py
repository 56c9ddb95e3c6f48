"""What a body's public page says of open groups: those behind its seats, and itself where it is one."""

from typing import Any

from django.utils import timezone

from raitti.bodies.models import Body
from raitti.bodies.queries.group_pages import public_groups
from raitti.core.kept import kept


def groups_part(body: Body, language: str) -> dict[str, Any]:
    """The same in each language, by the day: who leads may change over night."""
    now = timezone.now()
    about = f"groups of body {body.pk} {timezone.localdate(now)}"
    return {"groups": kept(about, lambda: public_groups(body, now=now))}
