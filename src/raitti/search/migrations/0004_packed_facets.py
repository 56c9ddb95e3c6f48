"""Facet values packed for counting, and the full-text index in each database's own way."""

from django.db import migrations, models

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
    dependencies = [("search", "0003_full_text_index")]
    operations = [
        migrations.RunPython(drop, migrations.RunPython.noop),
        migrations.DeleteModel(name="SearchDocument"),
        migrations.DeleteModel(name="SearchFacet"),
        migrations.CreateModel(
            name='SearchFacet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=32)),
                ('value', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('packed', models.BinaryField()),
                ('hidden', models.CharField(blank=True, max_length=20)),
                ('kind', models.CharField(max_length=32)),
                ('object_id', models.CharField(max_length=64)),
                ('language', models.CharField(max_length=8)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('changed', models.DateTimeField(db_index=True, null=True)),
                ('sort_key', models.CharField(max_length=40)),
                ('filters', models.TextField()),
                ('fingerprint', models.CharField(max_length=32)),
                ('source_id', models.CharField(blank=True, max_length=200)),
                ('title', models.TextField()),
                ('summary', models.TextField(blank=True)),
                ('body', models.TextField(blank=True)),
                ('words_name', models.TextField()),
                ('words_keys', models.TextField(blank=True)),
                ('words_body', models.TextField(blank=True)),
                ('words_parts', models.TextField(blank=True)),
                ('data', models.JSONField(default=dict)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id', 'language'), name='one_row_per_language')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
