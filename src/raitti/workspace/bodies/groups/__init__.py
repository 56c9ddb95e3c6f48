"""Open groups: joined, read, written in, led."""

from raitti.core.addresses import Views
from raitti.workspace.bodies.groups import group, joining, keeping, peace, questions, threads

VIEWS: Views = {
    **joining.VIEWS,
    **group.VIEWS,
    **keeping.VIEWS,
    **threads.VIEWS,
    **peace.VIEWS,
    **questions.VIEWS,
}
