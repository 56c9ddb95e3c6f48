"""What a run of many acts leaves to its end."""

from datetime import datetime

from raitti.directory.actions.duplicates import suspect_waiting
from raitti.directory.actions.indexing import index_waiting
from raitti.directory.lookup import Lookup


def finish_run(lookup: Lookup, *, now: datetime) -> None:
    """Index what the run changed and look for its look-alikes; in the run's own transaction."""
    index_waiting(lookup)
    suspect_waiting(lookup, now=now)
