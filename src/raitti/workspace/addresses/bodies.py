"""Where bodies, their seats, calls, meetings, statements and groups are looked after.

What belongs to a body stands below it (`under(BODY, …)`); what is known by an id of its own may stand beside it.
"""

from raitti.core.addresses import Paths, under

BODY = ("oma/toimielimet/<uuid:body>/", "mina-sidor/organ/<uuid:body>/", "my/bodies/<uuid:body>/")

BODIES: Paths = {
    "own_bodies": ("oma/toimielimet/", "mina-sidor/organ/", "my/bodies/"),
    "own_body": BODY,
    "body_edit": under(BODY, "tiedot/", "uppgifter/", "details/"),
}
