"""What the button at the end of a form does, and what happens then: published, or looked at by someone first."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from raitti.directory.actions.drafts import Published
from raitti.directory.facts import OrganisationFacts
from raitti.directory.models import FirstLook, Organisation, Publication
from raitti.directory.queries.first_looks import areas_named, look_at, looked_at_by
from raitti.directory.rules import may_open
from raitti.workspace.entries.bench import Bench


def next_step(bench: Bench, so_far: Any) -> dict[str, Any]:
    """`publish_label` for the button and `next_step`, a sentence beside it where it does more than publish."""
    look = look_at(bench.organisation)
    if isinstance(so_far, OrganisationFacts) and bench.is_new:
        if may_open(bench.person, areas_named(so_far), now=bench.now):
            return {"publish_label": _("Publish")}
        return {
            "publish_label": _("Send to be looked at"),
            "next_step": _(
                "Someone who looks after your area looks at a new page before everyone sees it, within a week. You get "
                "a letter, and meanwhile you can go on filling the page: activities, places, a picture."
            ),
        }
    if look is None:
        return {"publish_label": _("Publish")}
    if look.state == FirstLook.State.OPEN:
        return {"publish_label": _("Save"), "next_step": _waits_until(look)}
    if bench.kind != "organisation":
        return {"publish_label": _("Save"), "next_step": _("Everyone sees it when the page itself has been accepted.")}
    return {
        "publish_label": _("Send again"),
        "next_step": _("The page was sent back. Mend what the answer says and send it again.") + " " + look.reason,
    }


def said_after_publishing(bench: Bench, published: Published) -> str:
    """What became of what was published, in a sentence."""
    thing = published.saved.thing if published.saved is not None else None
    organisation = thing if isinstance(thing, Organisation) else bench.organisation
    if organisation is None or organisation.publication == Publication.PUBLISHED:
        return _("Published. Everyone can see it now.")
    look = look_at(organisation)
    if look is not None and look.state == FirstLook.State.OPEN:
        said = _("Sent.") if look.sent == bench.now else _("Saved.")
        return f"{said} {_waits_until(look)}"
    if look is not None:
        return _("Saved.") + " " + _("Everyone sees it when the page itself has been accepted.")
    return _("Saved. The page itself is out of sight, so nobody else sees this yet.")


def _waits_until(look: FirstLook) -> str:
    day = date_format(timezone.localtime(looked_at_by(look)), "j.n.")
    return _("Someone who looks after the area looks at the page by %(day)s and you get a letter.") % {"day": day}
