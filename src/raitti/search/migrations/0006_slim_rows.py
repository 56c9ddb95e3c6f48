"""PostgreSQL's full-text index on a table of its own, whose rows are slim enough to count ten thousand of them."""

from django.db import migrations

from raitti.search.backends import postgres

_COLUMNS = ("words_name", "words_keys", "words_body", "words_parts", "filters")
_VECTOR = " || ".join(
    f"setweight(to_tsvector('simple'::regconfig, {column}), '{label}')"
    for column, label in zip(_COLUMNS, "ABCDD", strict=True)
)
_FRONT = " || ".join(
    f"setweight(to_tsvector('simple'::regconfig, {column}), '{label}')"
    for column, label in zip(_COLUMNS[:2], "AB", strict=True)
)
_BEFORE = [
    f"ALTER TABLE search_searchdocument ADD COLUMN vector tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED",
    f"ALTER TABLE search_searchdocument ADD COLUMN front tsvector GENERATED ALWAYS AS ({_FRONT}) STORED",
    "CREATE INDEX search_document_front ON search_searchdocument USING gin (front) WITH (fastupdate = off)",
    "CREATE INDEX search_document_title ON search_searchdocument (sort_key, id)",
    "CREATE INDEX search_document_vector ON search_searchdocument USING gin (vector) WITH (fastupdate = off)",
]


def make_slim(apps, schema_editor):
    _run(schema_editor, (*postgres.DROP, *postgres.CREATE))


def make_wide(apps, schema_editor):
    _run(schema_editor, (*postgres.DROP, *_BEFORE))


def _run(schema_editor, statements):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_names_apart")]
    operations = [migrations.RunPython(make_slim, make_wide)]
