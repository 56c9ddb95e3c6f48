"""PostgreSQL's index of the words of names by themselves."""

from django.db import migrations

from raitti.search.backends import postgres


def make_anew(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in (*postgres.DROP, *postgres.CREATE):
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0004_packed_facets")]
    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]
