"""Helping with others' entries: the queue, suggestions, reports, hiding, history and undoing."""

from raitti.core.addresses import Views
from raitti.workspace.helping import first_looks, hiding, history, queue, reports, suggestions, undoing

VIEWS: Views = {
    **queue.VIEWS,
    **first_looks.VIEWS,
    **suggestions.VIEWS,
    **reports.VIEWS,
    **hiding.VIEWS,
    **history.VIEWS,
    **undoing.VIEWS,
}
