"""Helping with others' entries: the queue, suggestions, reports, hiding, history and undoing."""

from raitti.workspace.helping import hiding, history, queue, reports, suggestions, undoing

VIEWS = {
    **queue.VIEWS,
    **suggestions.VIEWS,
    **reports.VIEWS,
    **hiding.VIEWS,
    **history.VIEWS,
    **undoing.VIEWS,
}
