"""The full-text index, in the database's own way."""

from django.db import migrations

from raitti.search.backends import postgres, sqlite


def _own(schema_editor):
    return postgres if schema_editor.connection.vendor == "postgresql" else sqlite


def create(apps, schema_editor):
    for statement in _own(schema_editor).CREATE:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    for statement in _own(schema_editor).DROP:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words_and_filters")]
    operations = [migrations.RunPython(create, drop)]
