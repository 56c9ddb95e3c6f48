"""What follows when something of a body changes that everyone may see."""

from raitti.bodies.models import Body
from raitti.core.shelf import content_changed


def body_changed(body: Body) -> None:
    """Let the public pages be made anew; call it within the transaction of the change."""
    content_changed()
