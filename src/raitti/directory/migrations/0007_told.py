from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0006_claim_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="told",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
