"""What everyone may see of bodies."""

from raitti.bodies.models import Body


def bodies() -> list[Body]:
    """Public bodies by name."""
    return list(Body.objects.public().select_related("setter", "steward").order_by("sort_fi", "pk"))


def body_page(key: int) -> Body | None:
    """One public body with what its page shows."""
    return Body.objects.public().select_related("setter", "steward", "parent").filter(pk=key).first()
