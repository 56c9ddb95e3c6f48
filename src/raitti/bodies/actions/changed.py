"""What follows when something of a body changes that everyone may see."""

from datetime import datetime

from raitti.bodies.actions.indexing import refresh_body
from raitti.bodies.models import Body
from raitti.core.shelf import content_changed


def body_changed(body: Body, *, now: datetime) -> None:
    """Note when it was, and let index and public pages be made anew; call it within the transaction of the change."""
    body.changed = now
    Body.objects.filter(pk=body.pk).update(changed=now)
    refresh_body(body)
    content_changed()
