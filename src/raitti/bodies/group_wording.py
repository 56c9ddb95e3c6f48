"""What is said of groups and their members, on pages and in letters alike."""

from django.utils.translation import gettext

from raitti.bodies.models import Membership, Post


def written_by(post: Post) -> str:
    """Who wrote something, as the group sees it: a name as long as they are in."""
    if post.as_leader or post.membership is None:
        return post.name or gettext("former member")
    if not post.membership.is_current:
        return gettext("former member")
    return called(post.membership)


def called(membership: Membership) -> str:
    """A member's name; an association's with that of who joined for it."""
    organisation = str(membership.organisation) if membership.organisation is not None else ""
    return ", ".join(filter(None, (membership.name, organisation))) or gettext("former member")
