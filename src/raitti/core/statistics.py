"""What a database knows of its own tables."""

from django.db import connection


def look_at_tables_anew() -> None:
    """Let PostgreSQL count what its tables hold now; call it at the end of a large load, in its transaction.

    It does so by itself a minute later, but until then it plans for tables as they were, and a question
    of milliseconds can take minutes. SQLite plans well without.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
