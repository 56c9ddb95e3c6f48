"""The full-text index is made in 0004, whose columns it covers."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words_and_filters")]
    operations = []
