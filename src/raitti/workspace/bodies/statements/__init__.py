"""Pages of statements, representatives and initiatives: for the body, for those who comment, sign and send."""

from raitti.core.addresses import Views
from raitti.workspace.bodies.statements import (
    commenting,
    initiatives,
    listing,
    organisation,
    representation,
    sending,
    writing,
)

VIEWS: Views = {
    **listing.VIEWS,
    **writing.VIEWS,
    **commenting.VIEWS,
    **sending.VIEWS,
    **representation.VIEWS,
    **initiatives.VIEWS,
    **organisation.VIEWS,
}
