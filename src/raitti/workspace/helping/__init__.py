"""Helping with others' entries: the queue, suggestions, reports, hiding, history and undoing."""

from raitti.core.addresses import Views
from raitti.workspace.helping import hiding, history, queue, reports, suggestions, undoing

VIEWS: Views = {
    **queue.VIEWS,
    **suggestions.VIEWS,
    **reports.VIEWS,
    **hiding.VIEWS,
    **history.VIEWS,
    **undoing.VIEWS,
}
