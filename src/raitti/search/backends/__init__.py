"""The two full-text indexes: one statement each to match and to rank."""

from django.db import connection

from raitti.search.backends.base import Backend, Matches, Row
from raitti.search.backends.postgres import Postgres
from raitti.search.backends.sqlite import SQLite

__all__ = ["Backend", "Matches", "Row", "backend"]


def backend() -> Backend:
    return Postgres() if connection.vendor == "postgresql" else SQLite()
