from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="JobLease",
            fields=[
                ("job", models.UUIDField(primary_key=True, serialize=False)),
                ("worker", models.CharField(max_length=64)),
                ("until", models.DateTimeField()),
            ],
        ),
    ]
